"""Progress, points, proposals and registers of models, meetings and dialogues, printed and read back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.model_scores import scoring_of
from danvan_desktop.reports.figures import ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office

DAY = dt.date(2026, 10, 1)
REGISTERS = {
    "meeting-register": "cuộc họp của cộng đồng dân cư",
    "dialogue-register": "hội nghị tiếp xúc, đối thoại",
    "model-register": "mô hình, điển hình đăng ký",
}


@pytest.fixture
def criteria(office: Office) -> list[str]:
    """Two criteria, the second counting twice."""
    made = {"set": "Dân vận khéo xã", "version": "2026"}
    return [
        office.save("criterion", **made, order=1, name="Đúng nhu cầu của Nhân dân", maximum=40),
        office.save("criterion", **made, order=2, name="Kết quả cụ thể", maximum=30, weight=2),
    ]


def scored(office: Office, criteria: list[str], *points: int, **values: object) -> str:
    model = office.model(state="scored", **values)
    for criterion, given in zip(criteria, points, strict=True):
        office.save("score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=given)
    return model


def test_points_are_means_of_scorers_with_weights(office: Office, criteria: list[str]) -> None:
    model = scored(office, criteria, 30, 20)
    office.save("score", model=model, criterion=criteria[1], scorer="Phạm Thị Dung", points=25, remark="Tốt")
    record = office.store.get(model)
    assert record is not None
    scoring = scoring_of(office.store, record)
    assert [line.points for line in scoring.lines] == [30, 22.5]
    assert (scoring.points, scoring.most) == (75, 100)
    assert scoring.lines[1].remarks == "Lê Văn Cường\nPhạm Thị Dung: Tốt"


def test_a_model_without_points_is_held_against_the_newest_set(office: Office, criteria: list[str]) -> None:
    office.save("criterion", set="Dân vận khéo xã", version="2025", name="Cũ", maximum=10)
    record = office.store.get(office.model())
    assert record is not None
    scoring = scoring_of(office.store, record)
    assert (scoring.version, scoring.is_scored, len(scoring.lines)) == ("2026", False, 2)


def test_the_scoring_sheet_has_points_and_sum_or_room_for_them(office: Office, criteria: list[str]) -> None:
    text = office.printed("model-scoring", scored(office, criteria, 30, 20)).whole_text
    assert "Chấm theo bộ tiêu chí “Dân vận khéo xã” (2026)." in text
    assert "1 Đúng nhu cầu của Nhân dân 1 40 30 Lê Văn Cường" in text
    assert "Tổng điểm (đã nhân hệ số) 100 70" in text
    empty = office.printed("model-scoring", office.model()).whole_text
    assert "2 Kết quả cụ thể 2 30" in empty
    assert "Đề nghị:" in empty


def test_the_progress_sheet_lists_what_was_done(office: Office) -> None:
    model = office.model(state="under_way", targets="1,2 km")
    office.save("model_progress", model=model, reported_on="2026-08-10", done="Trồng 400 m", difficulties="Thiếu giống")
    text = office.printed("model-progress", model).whole_text
    assert "PHIẾU BÁO CÁO TIẾN ĐỘ" in text
    assert "10/8/2026 Trồng 400 m Thiếu giống" in text
    assert "3. Tình trạng hiện nay Đang thực hiện." in text


def test_the_best_models_come_first_in_the_list_for_recognition(office: Office, criteria: list[str]) -> None:
    scored(office, criteria, 20, 10, name="Tổ hòa giải")
    scored(office, criteria, 40, 30, name="Đường hoa", form="individual")
    office.model(name="Chưa chấm")
    office.model(name="Đã công nhận", state="recognised")
    decided = {"decision_number": "112/QĐ-UBND", "decision_date": "2026-09-20"}
    office.save("recognition", model=scored(office, criteria, 9, 9, name="Có quyết định"), **decided)
    text = office.printed("model-recognition", period="2026-Q3").whole_text
    assert "Danh sách có 02 mô hình, điển hình, gồm 01 tập thể và 01 cá nhân." in text
    assert text.index("Đường hoa") < text.index("Tổ hòa giải")
    assert "100/100" in text
    assert not [name for name in ("Chưa chấm", "Đã công nhận", "Có quyết định") if name in text]


@pytest.mark.parametrize(("form", "counted"), REGISTERS.items())
def test_an_empty_register_says_so(office: Office, form: str, counted: str) -> None:
    text = office.printed(form, period="2026-Q3").whole_text
    assert f"Không phát sinh {counted}" in text
    assert text.lower().count("không phát sinh") == 1
    assert "Quý III năm 2026 (từ ngày 01/7/2026 đến ngày 30/9/2026)" in text


def test_the_register_of_meetings_counts_opinions_and_votes(office: Office) -> None:
    meeting = office.meeting()
    office.save("decision", meeting=meeting, title="Thu quỹ", content_type="finance", votes_for=90, votes_against=1)
    office.save("opinion", gathering=meeting, content="Nhất trí")
    office.save("opinion", gathering=meeting, content="Mương tắc", petition=office.petition())
    office.meeting(state="planned", subject="Chưa họp")
    text = office.printed("meeting-register", period="2026-Q3").whole_text
    assert "Trong kỳ có 01 cuộc họp" in text
    assert "95/120 79,2% 2 1 1 1" in text
    assert "Chưa họp" not in text


def test_the_registers_of_dialogues_and_models_show_what_came_of_them(office: Office) -> None:
    dialogue = office.dialogue(conclusion_notice_number="45/TB-UBND", conclusion_notice_date="2026-09-08")
    office.save("opinion", gathering=dialogue, content="Đo lại", answer="Đồng ý")
    text = office.printed("dialogue-register", period="2026-Q3").whole_text
    assert "86 1 1 45/TB-UBND" in text
    about = {"field": "culture_society", "theme": "food_safety", "registration": "new", "year": 2027}
    model = office.model(registered_on="2026-07-10", **about)
    decided = {"decision_number": "112/QĐ-UBND", "decision_date": "2026-09-20", "replicated_to": "Thôn Tây"}
    office.save("recognition", model=model, **decided)
    text = office.printed("model-register", period="2026-Q3").whole_text
    assert "Tuyến đường hoa" in text
    assert all(words in text for words in ("Đăng ký", "(an toàn", "Năm 2027"))
    assert "112/QĐ-UBND" in text
    assert "Tây" in text


def test_the_tree_tells_which_model_was_taken_up_where(office: Office) -> None:
    first = office.model(name="Đường hoa", registered_on="2026-07-01", year=2026)
    west = office.save("unit", name="Thôn Tây", kind="village", code="DS-09", parent=office.store.unit.uid)
    second = office.model(name="Đường hoa thôn Tây", unit=west, registered_on="2026-07-10", grown_from=first)
    office.model(name="Ngõ hoa", unit=west, registered_on="2026-08-10", grown_from=second)
    office.model(name="Đường cờ", registered_on="2026-08-12", grown_from=first)
    for asked in (first, second):
        text = " ".join(office.printed("model-tree", asked).whole_text.split())
        assert "đã có 03 mô hình làm theo; tổng số 04 mô hình tại 02 nơi." in text
        assert "duy trì" not in text.split("TT")[0], "none is the record of a later year"
        assert text.count("học thêm từ Thôn Tây") == 0
        assert "Đường hoa thôn Tây" in text
        assert "Ngõ hoa" in text


def test_years_in_which_a_place_keeps_its_model_up_are_none_that_were_taken_over(office: Office) -> None:
    """Three years of one model, taken over by one village in the second: the places are counted, not the records."""
    own, kept = {"name": "Đường hoa"}, {"name": "Đường hoa", "registration": "kept"}
    first = office.model(**own, registered_on="2024-03-01", year=2024, registration="new")
    second = office.model(**kept, registered_on="2025-03-01", year=2025, grown_from=first)
    office.model(**kept, registered_on="2026-03-01", year=2026, grown_from=second)
    text = " ".join(office.printed("model-tree", first).whole_text.split())
    assert "Mô hình đã đăng ký duy trì 02 lượt ở các năm sau tại nơi làm đầu tiên." in text
    west = office.save("unit", name="Thôn Tây", kind="village", code="DS-09", parent=office.store.unit.uid)
    office.model(**kept, unit=west, registered_on="2025-04-01", year=2025, grown_from=first)
    text = " ".join(office.printed("model-tree", first).whole_text.split())
    told = "đã có 01 mô hình làm theo; tổng số 02 mô hình tại 02 nơi; đã đăng ký duy trì 02 lượt ở các năm sau."
    assert told in text
    figures = ReportFigures(office.store, office.store.unit.uid, "work-report", Period.parse("2025"), DAY)
    assert figures["models.taken_up"].value.counted == 1
    assert figures["models.kept"].value.counted == 2


def test_a_decision_against_what_an_officer_said_is_told(office: Office) -> None:
    model = office.model(name="Đường hoa", registered_on="2026-03-01", state="not_recognised")
    given = {"model": model, "level": "commune", "decision_number": "15/QĐ-UBND", "decision_date": "2026-08-12"}
    told = office.store.save(Draft("recognition", given)).warnings
    assert [str(one.message) for one in told] == [
        "Đã có quyết định công nhận: hãy chuyển trạng thái mô hình sang “Được công nhận”."
    ]
    assert state_of(office, model) == "not_recognised"
    office.store.save(Draft("model", {"state": "recognised"}, model))
    assert not office.store.save(Draft("recognition", {**given, "decision_number": "16/QĐ-UBND"})).warnings


def state_of(office: Office, model: str) -> str:
    record = office.store.get(model)
    assert record is not None
    return record.text("state")


def test_a_model_is_scored_once_each_criterion_is_and_then_stands_on_the_list(
    office: Office, criteria: list[str]
) -> None:
    bonus = {"set": "Dân vận khéo xã", "version": "2026", "order": 3, "counts_as": "bonus"}
    office.save("criterion", **bonus, name="Sáng kiến", maximum=5)
    model = office.model(name="Đường hoa", registered_on="2026-03-01")
    for criterion, before in zip(criteria, ("registered", "registered"), strict=True):
        assert state_of(office, model) == before
        office.save("score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=20)
    assert state_of(office, model) == "scored"
    assert "Đường hoa" in office.printed("model-recognition", period="2026").whole_text
    office.store.undo(office.store.save(Draft("score", {"points": 21}, scores_of(office, model)[0])).save_id)
    assert state_of(office, model) == "scored"


def scores_of(office: Office, model: str) -> list[str]:
    return [one.uid for one in office.store.children(model, "score")]


def test_a_decision_recognises_a_model_and_points_change_no_further_state(office: Office, criteria: list[str]) -> None:
    decided = {"level": "commune", "decision_number": "15/QĐ-UBND", "decision_date": "2026-08-12"}
    first, ended = office.model(name="Đường hoa"), office.model(name="Vườn mẫu", state="ended")
    result = office.store.save(Draft("recognition", {"model": first, **decided}))
    assert (state_of(office, first), list(result.warnings)) == ("recognised", [])
    for model in (first, ended):
        for criterion in criteria:
            office.save("score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=20)
    assert (state_of(office, first), state_of(office, ended)) == ("recognised", "ended")


def test_what_an_officer_says_of_a_model_goes_before_its_points(office: Office, criteria: list[str]) -> None:
    model = scored(office, criteria, 30, 20)
    office.store.save(Draft("model", {"state": "not_recognised"}, model))
    office.store.save(Draft("score", {"points": 1}, scores_of(office, model)[0]))
    assert state_of(office, model) == "not_recognised"


def test_the_register_names_where_a_model_was_taken_up(office: Office) -> None:
    first = office.model(name="Đường hoa", registered_on="2026-08-01")
    west = office.save("unit", name="Thôn Tây", kind="village", code="DS-09", parent=office.store.unit.uid)
    office.model(name="Đường hoa nối", unit=west, registered_on="2026-10-10", grown_from=first)
    assert "Tây" in office.printed("model-register", period="2026-Q3").whole_text.split("TT", 1)[1]


def test_the_register_names_a_place_once_that_a_decision_names_too(office: Office) -> None:
    first = office.model(name="Đường hoa", registered_on="2026-08-01")
    west = office.save("unit", name="Thôn Tây", kind="village", code="DS-09", parent=office.store.unit.uid)
    office.model(name="Đường hoa nối", unit=west, registered_on="2026-10-10", grown_from=first)
    decided = {"level": "commune", "decision_number": "9/QĐ-UBND", "decision_date": "2026-09-01"}
    office.save("recognition", model=first, **decided, replicated_to="thôn Tây, thôn Nam và bản Ven.")
    text = office.printed("model-register", period="2026-Q3").whole_text.split("TT", 1)[1]
    assert [text.count(place) for place in ("Tây", "Nam", "Ven")] == [1, 1, 1]
