"""A record counts where its unit lay on its day, and what is open on a day where the unit lies on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import BulletList, Table
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.figures.figure import Span
from danvan_desktop.reports.figures.reader import FigureReader
from danvan_desktop.reports.numbering import number_values
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from danvan_desktop.sync import move, plan_move
from tests.clocks import StandingClock

MOVED = dt.date(2026, 7, 1)
SECOND, THIRD = Period.quarter(2026, 2), Period.quarter(2026, 3)


class Province:
    """A province that lists two communes and a village, which it moves from the first to the second."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.first = self._unit("Xã Đông Sơn", "commune", store.unit.uid)
        self.other = self._unit("Xã Đông Tiến", "commune", store.unit.uid)
        self.village = self._unit("Thôn Đoài", "village", self.first)

    def _unit(self, name: str, kind: str, parent: str) -> str:
        uid = self.store.save(Draft("unit", {"name": name, "kind": kind, "code": name})).uids[0]
        self.store.save(Draft("unit", {"parent": parent}, uid))
        return uid

    def petition(self, number: str, day: str, **more: object) -> str:
        values = {"number": number, "received_on": day, "unit": self.village, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", {**values, **more})).uids[0]

    def move(self, under: str, day: dt.date = MOVED) -> None:
        move(self.store, plan_move(self.store, self.village, under, day))

    def counted(self, unit: str, period: Period, code: str = "petitions.received") -> int | str | None:
        figures = ReportFigures(self.store, unit, "work-report", period, dt.date(2026, 10, 1))
        return figures[code].value.shown


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Province]:
    path, clock = tmp_path / "p.db", StandingClock()
    with Store.create(path, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province", clock=clock) as store:
        yield Province(store)


def test_each_period_counts_the_village_where_it_stood_then(office: Province) -> None:
    office.petition("01", "2026-06-30")
    office.petition("02", "2026-07-01")
    office.move(office.other)
    assert [office.counted(office.first, one) for one in (SECOND, THIRD)] == [1, 0]
    assert [office.counted(office.other, one) for one in (SECOND, THIRD)] == [0, 1]
    assert [office.counted(office.store.unit.uid, one) for one in (SECOND, THIRD)] == [1, 1]


def test_what_is_open_goes_with_the_village(office: Province) -> None:
    office.petition("01", "2026-06-30")
    office.move(office.other)
    open_at_end = "petitions.open"
    assert [office.counted(office.first, one, open_at_end) for one in (SECOND, THIRD)] == [1, 0]
    assert [office.counted(office.other, one, open_at_end) for one in (SECOND, THIRD)] == [0, 1]


def test_a_move_back_and_a_corrected_place_are_counted_as_they_were_said(office: Province) -> None:
    office.petition("01", "2026-06-30")
    office.petition("02", "2026-07-15")
    office.petition("03", "2026-08-15")
    office.move(office.other)
    office.move(office.first, dt.date(2026, 8, 1))
    assert [office.counted(office.first, one) for one in (SECOND, THIRD)] == [1, 1]
    assert [office.counted(office.other, one) for one in (SECOND, THIRD)] == [0, 1]
    office.store.save(Draft("unit", {"parent": office.other, "parent_from": None}, office.village))
    assert [office.counted(office.other, one) for one in (SECOND, THIRD)] == [0, 2]


def test_a_place_that_was_mistyped_is_corrected_for_all_periods(office: Province) -> None:
    office.petition("01", "2026-06-30")
    office.store.save(Draft("unit", {"parent": office.other}, office.village))
    assert office.counted(office.first, SECOND) == 0
    assert office.counted(office.other, SECOND) == 1


def test_tables_by_village_name_it_in_the_periods_in_which_it_lay_there(office: Province) -> None:
    office.move(office.other, dt.date(2026, 8, 1))
    for unit, expected in ((office.first, ([1, 1, 0])), (office.other, ([0, 1, 1]))):
        reader = FigureReader(office.store, unit)
        periods = (SECOND, THIRD, Period.quarter(2026, 4))
        assert [len(reader.villages_in(Span(one.first, one.last))) for one in periods] == expected


def test_the_register_of_a_period_lists_what_was_received_here_then(tmp_path: Path) -> None:
    path, clock = tmp_path / "c.db", StandingClock()
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        made = {"kind": "commune", "name": "Xã Đông Tiến", "code": "DT"}
        other = store.save(Draft("unit", made)).uids[0]
        below = {"kind": "village", "name": "Thôn Đoài", "code": "02", "parent": store.unit.uid}
        village = store.save(Draft("unit", below)).uids[0]
        for number, day in (("77/2026", "2026-06-30"), ("78/2026", "2026-07-15")):
            values = {"number": number, "received_on": day, "unit": village, "content": "Mương bị tắc"}
            store.save(Draft("petition", values))
        move(store, plan_move(store, village, other, MOVED))
        form = next(form for form in FORMS if form.code == "petition-register")
        papers = [repr(form.build_of(_context(store, period))) for period in (SECOND, THIRD)]
    assert [("77/2026" in paper, "78/2026" in paper) for paper in papers] == [(True, False), (False, False)]


def _context(store: Store, period: Period) -> ReportContext:
    return ReportContext(store, dt.date(2026, 10, 1), "", period, Translator("vi"))


def test_the_report_of_a_province_tells_by_commune_and_goes_to_communes(office: Province) -> None:
    office.petition("01", "2026-06-30")
    office.petition("02", "2026-07-01")
    office.move(office.other)
    context = ReportContext(office.store, dt.date(2026, 10, 1), period=Period.parse("2026-H1"))
    document = form_of("work-report").build(context)
    (annex,) = (one for one in document.appendices if "theo xã, đơn vị" in one.title)
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    received = next(place for place, column in enumerate(table.columns) if column.title.startswith("Đơn, kiến nghị"))
    assert [(row[1], row[received]) for row in table.rows[:-1]] == [("Xã Đông Sơn", "1"), ("Xã Đông Tiến", "0")]
    assert document.recipients is not None
    assert document.recipients.items[:3] == (
        "Thường trực Tỉnh ủy",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bắc Ninh",
        "Ủy ban nhân dân các xã",
    )


def test_the_party_committee_of_a_province_has_its_own_name_and_letters(office: Province) -> None:
    office.petition("01", "2026-06-30")
    context = ReportContext(office.store, dt.date(2026, 10, 1), period=Period.parse("2026-H1"), style=Style.PARTY)
    document = form_of("work-report").build(context)
    assert document.header.issuer == "Tỉnh ủy Bắc Ninh"
    assert document.header.number is not None
    assert document.header.number.symbol == "BC-TU"
    assert document.signatures[0].lines[0] == "TM. Tỉnh ủy"
    assert document.recipients is not None
    assert document.recipients.items[-1] == "Lưu Văn phòng Tỉnh ủy"
    assert number_values(form_of("work-report"), context, dt.date(2026, 10, 1))["symbol"] == "BC-TU"


def test_a_number_that_the_former_commune_gave_is_no_second_one_of_the_new(office: Province) -> None:
    office.petition("01", "2026-06-01")
    with patch("danvan_desktop.store.writing.validate", return_value=()):  # as the other commune's laptop wrote it
        office.petition("01", "2026-05-04", unit=office.other, content="Đèn đường hỏng")
    office.move(office.other)
    assert not [pair for pair in office.store.duplicates("petition") if pair.number is not None]


def test_the_report_of_a_province_lists_the_newest_with_their_communes_and_counts_the_rest(office: Province) -> None:
    noted, first = {"unit": office.village, "category": "concerns"}, dt.date(2026, 4, 1)
    office.store.save(
        *(
            Draft("situation_entry", {**noted, "noted_on": first + dt.timedelta(n), "content": f"Tin {n}"})
            for n in range(33)
        )
    )
    context = ReportContext(office.store, dt.date(2026, 10, 1), period=Period.parse("2026-H1"))
    (listed,) = (
        [str(item) for item in block.items]
        for block in form_of("work-report").build(context).blocks
        if isinstance(block, BulletList) and len(block.items) > 5
    )
    assert listed[0] == "Thôn Đoài, xã Đông Sơn: Tin 3."
    assert listed[29:] == ["Thôn Đoài, xã Đông Sơn: Tin 32.", "Còn 03 tin khác, ghi trong sổ của các đơn vị."]
