"""Scores, recognition, people's situation, numbers of documents and the text of reports, as the store takes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.rights import join
from tests.uids import new_uid

if TYPE_CHECKING:
    from tests.store.conftest import Commune


def save(commune: Commune, kind: str, /, **values: object) -> str:
    uid = new_uid()
    commune.store.save(Draft(kind, values, uid))
    return uid


def refused(commune: Commune, kind: str, /, **values: object) -> dict[str | None, str]:
    with pytest.raises(InvalidRecord) as caught:
        save(commune, kind, **values)
    return {problem.field: str(problem.message) for problem in caught.value.problems}


@pytest.fixture
def model(commune: Commune) -> str:
    return save(
        commune,
        "model",
        name="Tuyến đường hoa",
        registrant="Chi hội Phụ nữ",
        unit=commune.village,
        registered_on="2026-02-10",
        period="Năm 2026",
        aim="Trồng hoa",
    )


@pytest.fixture
def criterion(commune: Commune) -> str:
    return save(commune, "criterion", set="Dân vận khéo", version="2026", name="Hiệu quả", maximum=40)


def number_values(commune: Commune, number: int, **values: object) -> dict[str, object]:
    made: dict[str, object] = {
        "unit": commune.store.unit.uid,
        "year": 2026,
        "type": "report",
        "number": number,
        "symbol": "BC-UBND",
        "date": "2026-09-30",
        "subject": "Kết quả công tác dân vận quý III",
    }
    return made | values


def text_values(commune: Commune, **values: object) -> dict[str, object]:
    made: dict[str, object] = {
        "unit": commune.store.unit.uid,
        "form": "work-report",
        "period": "2026-Q3",
    }
    return made | values


def test_points_do_not_exceed_what_the_criterion_gives(commune: Commune, model: str, criterion: str) -> None:
    problems = refused(commune, "score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=41)
    assert problems == {"points": "“Hiệu quả” được nhiều nhất 40 điểm, không thể 41 điểm."}
    assert save(commune, "score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=40)


def test_a_scorer_scores_a_criterion_once(commune: Commune, model: str, criterion: str) -> None:
    save(commune, "score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=30)
    assert "scorer" in refused(commune, "score", model=model, criterion=criterion, scorer="Lê Văn Cường", points=31)
    assert save(commune, "score", model=model, criterion=criterion, scorer="Phạm Thị Dung", points=31)


def test_a_set_names_a_criterion_once(commune: Commune, criterion: str) -> None:
    again = {"set": "Dân vận khéo", "name": "Hiệu quả", "maximum": 20}
    assert "name" in refused(commune, "criterion", version="2026", **again)
    assert save(commune, "criterion", version="2027", **again)


def test_recognition_follows_registration(commune: Commune, model: str) -> None:
    problems = refused(commune, "recognition", model=model, decision_number="12/QĐ-UBND", decision_date="2026-02-09")
    assert "10/02/2026" in problems["decision_date"] or "2026-02-10" in problems["decision_date"]
    assert save(commune, "recognition", model=model, decision_number="12/QĐ-UBND", decision_date="2026-02-10")


def _another(commune: Commune, **values: object) -> str:
    made = {"registrant": "Chi hội Phụ nữ", "unit": commune.village, "registered_on": "2026-03-10"}
    return save(commune, "model", **(made | {"period": "Năm 2026", "aim": "Trồng hoa"} | values))


def test_a_model_is_not_taken_over_from_itself_or_from_its_followers(commune: Commune, model: str) -> None:
    second = _another(commune, name="Đường hoa thôn Tây", grown_from=model)
    third = _another(commune, name="Đường hoa thôn Bắc", grown_from=second)
    for source in (model, second, third):
        with pytest.raises(InvalidRecord) as caught:
            commune.store.save(Draft("model", {"grown_from": source}, model))
        assert [problem.field for problem in caught.value.problems] == ["grown_from"]
    commune.store.save(Draft("model", {"grown_from": None}, third))
    commune.store.save(Draft("model", {"grown_from": third}, model))


def test_a_model_taken_over_before_its_source_was_registered_is_saved_with_a_warning(
    commune: Commune, model: str
) -> None:
    saved = commune.store.save(
        Draft(
            "model",
            {
                "name": "Đường hoa sớm",
                "registrant": "Chi hội",
                "unit": commune.village,
                "period": "Năm 2026",
                "aim": "Trồng hoa",
                "registered_on": "2026-02-09",
                "grown_from": model,
            },
        )
    )
    assert [problem.field for problem in saved.warnings if problem.field == "grown_from"] == ["grown_from"]


def test_a_complicated_case_that_is_not_urgent_is_saved_with_a_warning(commune: Commune) -> None:
    entry = {
        "unit": commune.village,
        "noted_on": "2026-08-01",
        "content": "Tụ tập đông người",
        "severity": "complicated",
    }
    result = commune.store.save(Draft("situation_entry", entry))
    assert [problem.field for problem in result.warnings] == ["urgent"]
    quiet = commune.store.save(Draft("situation_entry", entry | {"urgent": True, "proposal": "Xã chỉ đạo"}))
    assert quiet.warnings == ()


def test_a_number_is_given_once_in_a_register(commune: Commune) -> None:
    save(commune, "document_number", **number_values(commune, 5))
    problems = refused(commune, "document_number", **number_values(commune, 5, subject="Báo cáo khác"))
    assert "Số 05 đã cấp cho “Kết quả công tác dân vận quý III” ngày 2026-09-30" in problems["number"]
    for other in (
        {"type": "notice", "symbol": "TB-UBND"},
        {"issuer": "party", "symbol": "BC-ĐU"},
        {"year": 2025, "date": "2025-12-30"},
        {"unit": commune.village},
    ):
        assert save(commune, "document_number", **number_values(commune, 5, **other))


def test_the_day_of_a_paper_lies_in_the_year_of_its_register(commune: Commune) -> None:
    assert "date" in refused(commune, "document_number", **number_values(commune, 1, date="2025-12-31"))


def test_a_report_s_text_has_one_place_and_a_figure_a_reason(commune: Commune) -> None:
    assert "section" in refused(commune, "report_text", **text_values(commune, text="…"))
    both = text_values(commune, section="strengths", figure="meetings", text="…")
    assert "section" in refused(commune, "report_text", **both)
    assert "remark" in refused(commune, "report_text", **text_values(commune, figure="meetings", value=3))
    save(commune, "report_text", **text_values(commune, figure="meetings", value=3, remark="Thôn Tây gửi muộn"))
    save(commune, "report_text", **text_values(commune, section="strengths", text="Nhân dân đồng thuận."))
    again = text_values(commune, section="strengths", text="Nhân dân phấn khởi.")
    assert "section" in refused(commune, "report_text", **again)
    assert save(commune, "report_text", **(again | {"period": "2026-H1"}))


def test_a_period_that_nobody_can_read_is_refused(commune: Commune) -> None:
    problems = refused(commune, "report_text", **text_values(commune, period="Quý 3", section="tasks", text="…"))
    assert "hãy ghi như 2026" in problems["period"]
    lower = text_values(commune, period="2026-q3", section="tasks", text="…")
    assert refused(commune, "report_text", **lower) == {"period": "Hãy ghi kỳ báo cáo là 2026-Q3."}


def test_what_two_devices_wrote_apart_can_still_be_edited(
    commune: Commune, tmp_path: Path, carry: Callable[[Store, Store], None]
) -> None:
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        join(commune.store, second)
        carry(commune.store, second)
        place = text_values(commune, section="tasks")
        here = save(commune, "report_text", **place, text="Viết ở máy một")
        there = second.save(Draft("report_text", {**place, "text": "Viết ở máy hai"})).uids[0]
        number = number_values(commune, 9)
        mine = save(commune, "document_number", **number)
        second.save(Draft("document_number", number))
        carry(second, commune.store)
    assert commune.store.count("report_text") == commune.store.count("document_number") == 2
    for uid in (here, there):
        commune.store.save(Draft("report_text", {"text": "Đã thống nhất"}, uid))
    commune.store.save(Draft("document_number", {"subject": "Báo cáo quý III"}, mine))
    with pytest.raises(InvalidRecord, match="Số 09 đã cấp"):
        commune.store.save(Draft("document_number", number))
