"""Models recorded when themes stood among the fields: nothing of them is lost, and papers of then are still genuine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.proof import verify
from danvan_desktop.store import Store
from danvan_desktop.store.judging import Found
from danvan_desktop.sync import ExportWish, export_bundle, import_bundle
from tests.rights import grant, unguarded

_DATA = Path(__file__).parents[1] / "data" / "models"
_PRINTED = json.loads((_DATA / "printed-by-set-2.json").read_text("utf-8"))
_CODES = [pytest.param(text, id=f"{name}-{kind}") for name, texts in _PRINTED.items() for kind, text in texts.items()]
_CULTURE = "culture_society"


def _uid(number: int) -> str:
    return f"01990000-0000-7000-8000-{number:012x}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Seven models of seven fields, recorded by the version before."""
    path = tmp_path / "commune.db"
    path.write_bytes(gzip.decompress((_DATA / "before-themes.db.gz").read_bytes()))
    with Store.open(path) as opened:
        yield opened


def said(store: Store, number: int) -> tuple[object, ...]:
    record = store.get(_uid(number))
    assert record is not None
    return tuple(record.get(name) for name in ("field", "theme", "year"))


def test_every_model_has_a_field_of_work_a_theme_and_a_year(store: Store) -> None:
    assert [said(store, number) for number in range(1, 8)] == [
        ("economy", None, 2025),
        (_CULTURE, None, 2026),
        ("security_defence", None, 2026),
        ("political_system", None, 2026),
        (_CULTURE, "environment", 2026),
        (_CULTURE, "food_safety", 2026),
        (_CULTURE, "health_insurance", 2026),
    ]
    assert store.check().ok
    assert len(store.list("model", filters={"field": _CULTURE})) == 4
    assert [one.uid for one in store.list("model", filters={"theme": "food_safety"})] == [_uid(6)]
    assert store.count("model", {"year": 2025}) == 1


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Path:
    """What another laptop of the office goes on recording in the words of the version before."""
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS", level="commune") as second:
        grant(store, second.device_key)
        import_bundle(
            second, export_bundle(store, tmp_path / "first.danvan", ExportWish(plain=True)).path, accept_sender=True
        )
        new = {
            "name": "Mô hình 8",
            "form": "collective",
            "registrant": "Hội Phụ nữ xã",
            "unit": store.unit.uid,
            "field": "health_insurance",
            "registered_on": "2026-08-10",
            "period": "Năm 2026",
            "aim": "Vì dân",
        }
        with unguarded():
            second.write_found([Found("model", _uid(1), "field", "food_safety")])
            second.write_found([Found("model", _uid(8), name, value) for name, value in new.items()])
        return export_bundle(second, tmp_path / "second.danvan", ExportWish(plain=True)).path


def test_what_laptops_of_before_go_on_recording_is_read_alike(store: Store, sent: Path) -> None:
    import_bundle(store, sent, accept_sender=True)
    assert said(store, 1) == (_CULTURE, "food_safety", 2025)
    assert said(store, 8) == (_CULTURE, "health_insurance", 2026)
    assert not store.conflicts()
    assert store.check().ok


def test_a_field_changed_here_and_there_is_a_conflict_in_words_of_both(store: Store, sent: Path) -> None:
    store.save(Draft("model", {"field": "political_system"}, _uid(1)))
    import_bundle(store, sent, accept_sender=True)
    (conflict,) = store.conflicts()
    field = store.kinds["model"].field("field")
    assert {str(field.label_of(head.value)) for head in conflict.heads} == {
        "Xây dựng hệ thống chính trị",
        "An toàn thực phẩm",
    }
    theirs = next(head for head in conflict.heads if head.value == "food_safety")
    store.resolve(_uid(1), "field", take=theirs.change.id)
    assert said(store, 1) == (_CULTURE, "food_safety", 2025)
    assert not store.conflicts()


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ({"field": "economy"}, ("economy", "environment")),
        ({"theme": None}, (_CULTURE, None)),
        ({"theme": "digital"}, (_CULTURE, "digital")),
        ({"field": "health_insurance"}, (_CULTURE, "health_insurance")),
        ({"field": "Bảo hiểm y tế toàn dân"}, (_CULTURE, "health_insurance")),
        ({"name": "Tên khác"}, (_CULTURE, "environment")),
    ],
)
def test_changing_one_of_both_keeps_the_other_and_can_be_taken_back(
    store: Store, values: dict[str, object], after: tuple[object, object]
) -> None:
    result = store.save(Draft("model", values, _uid(5)))
    assert said(store, 5)[:2] == after
    store.undo(result.save_id)
    assert said(store, 5) == (_CULTURE, "environment", 2026)
    assert store.check().ok


def test_history_names_what_was_recorded_then(store: Store) -> None:
    field = store.kinds["model"].field("field")
    told = [str(field.label_of(entry.value)) for entry in store.history(_uid(5)) if entry.change.field == "field"]
    assert told == ["Bảo vệ môi trường"]


@pytest.mark.parametrize("text", _CODES)
def test_papers_printed_then_are_still_found_genuine(store: Store, text: str) -> None:
    assert verify(store, text).agrees


def test_a_theme_changed_since_is_told_of_a_paper_printed_then(store: Store) -> None:
    store.save(Draft("model", {"theme": "digital"}, _uid(5)))
    register = verify(store, _PRINTED["model-register 2026"]["payload"])
    assert [row.uid for row in register.rows] == [_uid(5)]
    report = verify(store, _PRINTED["work-report 2026"]["payload"])
    assert {(one.figure.code, one.here, one.printed) for one in report.differences} == {
        ("models.registered.field.environment", 0, 1),
        (f"models.registered.field.{_CULTURE}", 2, 1),
    }


def test_figures_count_fields_of_work_themes_and_registrations_of_the_year(store: Store) -> None:
    store.save(
        Draft("model", {"registration": "new"}, _uid(2)),
        Draft("model", {"registration": "kept"}, _uid(5)),
        Draft("model", {"registration": "kept"}, _uid(1)),
        Draft("model", {"year": 2027, "registration": "new"}, _uid(3)),
    )
    figures = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q2"), store.today())
    counted = {code: figures.value(code).counted for code in _COUNTED}
    assert counted == _COUNTED


_COUNTED = {
    "models.registered": 3,
    f"models.registered.field.{_CULTURE}_and_themes": 2,
    "models.registered.field.political_system": 1,
    "models.registered.theme.environment": 1,
    "models.registered.theme.food_safety": 1,
    "models.of_year": 4,
    "models.new": 1,
    "models.kept": 1,
}
"""Of the second quarter: what was registered in it, and the models of its year up to its end."""
