"""Scores fit their criterion, one by each scorer; a model is recognised after it was registered."""

import pytest

from danvan_desktop.domain.record import Record
from tests.domain.holding import told

MODEL = Record("model", "m", {"name": "Đường hoa", "registered_on": "2026-03-01"})
CRITERION = Record("criterion", "c", {"set": "A", "version": 1, "name": "Kết quả", "maximum": 20, "order": 1})
SCORE = {"model": "m", "criterion": "c", "scorer": "Nguyễn Văn An", "points": 20}
RECOGNISED = {"model": "m", "level": "commune", "decision_number": "1/QĐ", "decision_date": "2026-03-01"}


def of(field: str, *records: Record, before: dict[str, object] | None = None) -> str | None:
    """What is told beside one field of the first record."""
    return told(*records, before=before).get(field)


@pytest.mark.parametrize(
    ("points", "words"), [(20, None), (21, "“Kết quả” được nhiều nhất 20 điểm, không thể 21 điểm."), (0, None)]
)
def test_no_more_points_are_given_than_the_criterion_has(points, words):
    assert of("points", Record("score", "s", SCORE | {"points": points}), MODEL, CRITERION) == words


def test_points_without_a_criterion_are_not_judged():
    assert of("points", Record("score", "s", SCORE | {"points": 99}), MODEL) is None


def test_each_scorer_scores_a_criterion_of_a_model_once():
    other = Record("score", "other", SCORE)
    mine = Record("score", "s", SCORE)
    assert of("scorer", mine, MODEL, CRITERION, other) == "Nguyễn Văn An đã chấm tiêu chí này."
    assert of("scorer", mine, MODEL, CRITERION, other, before=SCORE | {"points": 5}) is None
    for moved in ({"model": "x"}, {"criterion": "x"}, {"scorer": "Khác"}):
        assert of("scorer", mine, MODEL, CRITERION, other, before=SCORE | moved) is not None
        assert of("scorer", mine, MODEL, CRITERION, Record("score", "other", SCORE | moved)) is None


def test_scores_of_nobody_do_not_meet():
    nobody = SCORE | {"scorer": None}
    found = of("scorer", Record("score", "s", nobody), MODEL, CRITERION, Record("score", "other", nobody))
    assert found == "Chưa ghi Người chấm."


def test_a_set_has_one_criterion_of_a_name():
    values = dict(CRITERION.values)
    mine = Record("criterion", "mine", values)
    assert of("name", mine, CRITERION) == "Bộ tiêu chí đã có “Kết quả”."
    assert of("name", mine, CRITERION, before=values | {"order": 2}) is None
    for moved in ({"set": "B"}, {"version": 2}, {"name": "Khác"}):
        assert of("name", mine, CRITERION, before=values | moved) is not None
        assert of("name", mine, Record("criterion", "c", values | moved)) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-01", None),
        ("2026-02-28", "Quyết định không được trước ngày đăng ký mô hình (01/03/2026)."),
        ("2026-08-13", "Ngày quyết định là ngày 13/08/2026, chưa tới."),
        (None, None),
    ],
)
def test_a_model_is_recognised_from_the_day_of_its_registration_on(day, words):
    found = of("decision_date", Record("recognition", "r", RECOGNISED | {"decision_date": day}), MODEL)
    assert found == words or (day is None and found is not None and found.startswith("Chưa ghi"))


def test_a_recognition_of_a_model_without_a_day_is_not_judged():
    bare = Record("model", "m", {"name": "Đường hoa"})
    assert of("decision_date", Record("recognition", "r", RECOGNISED), bare) is None
    assert of("decision_date", Record("recognition", "r", RECOGNISED)) is None


@pytest.mark.parametrize(("most", "is_told"), [(20, False), (19, True)])
def test_a_criterion_keeps_room_for_the_points_given(most, is_told):
    lowered = Record("criterion", "c", CRITERION.values | {"maximum": most})
    words = of("maximum", lowered, Record("score", "s", SCORE), before=CRITERION.values | {"maximum": 30})
    expected = "Tiêu chí này đã có điểm chấm đến 20; điểm tối đa không được thấp hơn."
    assert words == (expected if is_told else None)
    assert of("maximum", lowered, Record("score", "s", SCORE), before=lowered.values) is None
