"""Records that no form could have saved, as a faulty or hostile device may send them: work goes on beside them."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.cli.values import shown
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.validation import unusable
from danvan_desktop.exchange.dumping import table_of_kind, write_table
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.store import Store
from danvan_desktop.store.connection import transaction
from tests.reports.golden_office import DAY, QUARTER, GoldenOffice, make_commune
from tests.uids import new_uid

SAY = Translator("vi")
NOWHERE = "SELF"
"""Stands for the uid of the record itself."""
ODD: dict[FieldType, tuple[Value, ...]] = {
    FieldType.TEXT: (None, "", "a\nb\tc", "dài " * 2_000, "{x} {n} % %s {}"),
    FieldType.LONG_TEXT: (None, "\n\n\n", "dài " * 5_000, "{a.b}"),
    FieldType.INTEGER: (None, -5, 0, 2**53 - 1),
    FieldType.DECIMAL: (None, -5, "-0.5", "0.25", 2**53 - 1),
    FieldType.MONEY: (None, -5, 2**53 - 1),
    FieldType.CHOICE: (None, "nope"),
    FieldType.DATE: (None, "0001-01-01", "9999-12-31"),
    FieldType.DATETIME: (None, "0001-01-01T00:00", "9999-12-31T23:59"),
    FieldType.TIME: (None, "00:00"),
    FieldType.BOOLEAN: (None,),
    FieldType.REFERENCE: (None, "x.y", new_uid(), NOWHERE),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, list[str]]]]:
    """A full commune, and by kind a record for each odd value of each of its fields."""
    store = make_commune(tmp_path_factory.mktemp("others") / "commune.db")
    records = {kind: [uid] for kind, uid in GoldenOffice(store).records.items()}
    store._writer._guard = lambda *_saved: None
    with transaction(store._connection):
        for kind in store.kinds:
            pattern = next(iter(store.list(kind.name, limit=1)), None)
            values = {} if pattern is None else dict(pattern.values)
            for field in kind.fields:
                for odd in ODD[field.type]:
                    records.setdefault(kind.name, []).append(_written(store, kind, values, field, odd))
    store.forget_law()
    yield store, records
    store.close()


def _written(store: Store, kind: Kind, values: dict[str, Value], field: Field, odd: Value) -> str:
    """Write past all rules, as only another program could."""
    uid, writer = new_uid(), store._writer
    given = {**values, field.name: uid if odd == NOWHERE else odd}
    cells = [writer._cells.assignment(kind.name, uid, name, value, is_new=True) for name, value in given.items()]
    writer._append(cells, [uid], [])
    return uid


def test_they_are_held_or_listed_shown_and_written_out(
    office: tuple[Store, dict[str, list[str]]], tmp_path: Path
) -> None:
    store, records = office
    for kind in store.kinds:
        shown_here = {record.uid for record in store.list(kind.name)}
        held = {one.uid for one in store.undecided() if one.kind == kind.name}
        assert set(records[kind.name]) == shown_here & set(records[kind.name]) | held - shown_here
        write_table(table_of_kind(store, kind, SAY), tmp_path / f"{kind.name}.xlsx")
        for uid in set(records[kind.name]) - held:
            record = store.get(uid)
            assert record is not None
            for field in kind.fields:
                shown(field, record.get(field.name), SAY)
            for problem in unusable(kind, record):
                assert "\n" not in SAY(problem.message)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_paper_is_made_of_them_or_refused_in_words(
    office: tuple[Store, dict[str, list[str]]], form: ReportForm
) -> None:
    store, records = office
    uids = records[form.kind] if form.needs is Needs.RECORD else [""]
    for place, uid in enumerate(uids):
        record = store.get(uid) if uid else None
        for style in form.styles(record):
            context = ReportContext(store, DAY, uid, None if uid else QUARTER, SAY, style)
            with contextlib.suppress(DanvanError):
                form.build(context)
                if place % 12 == 0:
                    print_form(form, context, io.BytesIO())


def test_a_new_record_can_be_saved_beside_them(office: tuple[Store, dict[str, list[str]]]) -> None:
    store, _records = office
    petition = {"number": "999/2026", "received_on": DAY.isoformat(), "unit": store.unit.uid, "content": "Mương tắc"}
    (uid,) = store.save(Draft("petition", petition)).uids
    found = store.get(uid)
    assert found is not None
    assert found.date("due_on") is not None


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "rác", "2026-13-40"])
def test_a_day_that_cannot_be_reckoned_with_counts_as_none(day: str) -> None:
    record = Record("petition", "x", {"received_on": day, "at": f"{day}T08:00", "time": day})
    assert (record.date("received_on"), record.datetime("at"), record.time("time")) == (None, None, None)
