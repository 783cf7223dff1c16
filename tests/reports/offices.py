"""Offices that forms are printed in: full, bare, with the longest texts that the fields allow, a ward."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Code, Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.reports.golden_cases import period_of
from tests.reports.golden_office import DAY, QUARTER, GoldenOffice, make_commune, record_of

TYPED = "Nhân dân đề nghị sớm sửa đường, nạo vét mương và trả lời rõ ràng. "
_KINDS = (
    *("meeting", "commune_vote", "dialogue", "petition", "model", "situation_entry"),
    *("publicity_item", "consultation", "community_work"),
    *("reception", "reception_visit", "case", "supervision_board", "oversight", "inspection", "plan"),
    *("award", "task", "submission", "land_project", "land_step"),
    *("contest", "rating", "cadre_rating"),
)
_FOLLOWING = "closes_on"
"""Follows from another day, which the law ties it to."""
_FEWEST = {"members_count": 5}
"""Numbers that the law wants to be no less."""
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)


@dataclass(frozen=True)
class PrintingOffice:
    """A store with a record of each printed kind, where there is one."""

    store: Store
    records: dict[str, str]

    def context(self, form: ReportForm, style: Style) -> ReportContext:
        of_record = form.needs is Needs.RECORD
        uid = record_of(self.records, form) if of_record else ""
        period = None if of_record else period_of(form.code, QUARTER)
        return ReportContext(self.store, DAY, uid, period, style=style)


def full_office(folder: Path) -> PrintingOffice:
    """Make a commune in which every part of every form shows."""
    store = make_commune(folder / "full.db")
    return PrintingOffice(store, GoldenOffice(store).records)


def bare_office(folder: Path) -> PrintingOffice:
    """Make a store whose records have only what is required."""
    store = Store.create(folder / "bare.db", unit_name="Xã Đông Sơn", unit_code="DS")
    records: dict[str, str] = {}
    for kind in (store.kinds[name] for name in _KINDS):
        required = {
            field.name: _required(field, store, records)
            for field in kind.fields
            if field.required and field.name != _FOLLOWING
        }
        records[kind.name] = store.save(Draft(kind.name, required)).uids[0]
    return PrintingOffice(store, records)


def longest_office(folder: Path) -> PrintingOffice:
    """Make a commune whose texts are as long as their fields allow."""
    store = make_commune(folder / "longest.db")
    office = PrintingOffice(store, GoldenOffice(store).records)
    _rewrite(store, lambda field: (TYPED * ((field.max_length or 0) // len(TYPED) + 1))[: field.max_length].strip())
    return office


def ward(folder: Path) -> PrintingOffice:
    """Make a ward with tổ dân phố, none of whose texts says ``thôn``."""
    store = make_commune(folder / "ward.db")
    golden = GoldenOffice(store)
    decided = _reopened(store)
    _rewrite(store, lambda field: TYPED[: field.max_length].strip())
    store.save(*decided)
    store.save(Draft("unit", {"name": "Phường Kinh Bắc"}, store.unit.uid))
    for number, unit in enumerate(store.find("unit", parent=store.unit.uid), 5):
        name = f"Số {number}" if unit.uid == golden.village else f"Tổ dân phố số {number}"
        store.save(Draft("unit", {"name": name, "kind": "residential_group", "head": None}, unit.uid))
    return PrintingOffice(store, golden.records)


OFFICES: dict[str, Callable[[Path], PrintingOffice]] = {
    "full": full_office,
    "bare": bare_office,
    "longest": longest_office,
    "ward": ward,
}


def _reopened(store: Store) -> list[Draft]:
    """Take back the decisions that lock texts; gives what decides them again."""
    again: list[Draft] = []
    for record in (*store.list("rating"), *store.list("cadre_rating")):
        days = {name: record.get(name) for name in ("decided_on", "announced_on")}
        store.save(Draft(record.kind, {**dict.fromkeys(days), REOPENED.name: "Sửa chữ"}, record.uid))
        again.append(Draft(record.kind, days, record.uid))
    return again


def _required(field: Field, store: Store, made: Mapping[str, str]) -> object:
    if field.code_of is Code.PERIOD:
        return QUARTER.code
    match field.type:
        case FieldType.REFERENCE:
            return next((made[kind] for kind in field.targets if kind in made), store.unit.uid)
        case FieldType.DATE:
            return "2026-08-12"
        case FieldType.DATETIME:
            return "2026-08-12T19:30"
        case FieldType.TIME:
            return "08:00"
        case FieldType.INTEGER | FieldType.DECIMAL:
            return _FEWEST.get(field.name, max(1, field.minimum or 1))
        case FieldType.CHOICE:
            return field.default or field.choices[0].code
        case _:
            return "Đường hỏng"


def _rewrite(store: Store, text_of: Callable[[Field], str]) -> None:
    """Write every text of every record anew; what a rule refuses stays."""
    for kind in store.kinds:
        for record in store.list(kind.name):
            if record.uid != store.unit.uid:
                _rewrite_record(store, kind, record.uid, text_of)


def _rewrite_record(store: Store, kind: Kind, uid: str, text_of: Callable[[Field], str]) -> None:
    texts = {field.name: text_of(field) for field in kind.fields if field.type in _TEXTS}
    try:
        store.save(Draft(kind.name, texts, uid))
    except DanvanError:
        for name, text in texts.items():
            with contextlib.suppress(DanvanError):
                store.save(Draft(kind.name, {name: text}, uid))
