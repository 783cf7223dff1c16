"""Reports of a commune whose villages have laptops of their own: what never came is no zero."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import PaperTranslator
from danvan_desktop.reports.coverage import coverage_notes
from danvan_desktop.reports.document import Table
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.owed import coverage_words, owed_in
from danvan_desktop.reports.proof import seal, verify
from danvan_desktop.store import Store
from tests.clocks import TODAY, StandingClock
from tests.copies import replace
from tests.reports.conftest import Office
from tests.sync.exchange import enrol, send

WORK = "work-report"
QUARTER = Period.quarter_of(TODAY)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Store]:
    """The laptop of the village that the commune lists."""
    with Store.create(
        tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village", clock=StandingClock()
    ) as store:
        yield store


@pytest.fixture
def commune(office: Office) -> Office:
    """A commune with another village, which has no laptop."""
    parent = office.store.unit.uid
    office.save("unit", name="Thôn Tây", kind="village", code="DS-02", parent=parent)
    return replace(office, today=TODAY)


def introduce(commune: Store, laptop: Store) -> None:
    """Enrol the laptop for the village of the list, which it learns by the commune's first file."""
    enrol(commune, laptop)
    send(commune, laptop)


def petition(store: Store) -> None:
    made = {
        "number": f"{store.count('petition') + 1:03d}/{TODAY.year}",
        "received_on": TODAY.isoformat(),
        "unit": store.unit.uid,
        "content": "Mương bị tắc",
    }
    store.save(Draft("petition", made))


def test_a_village_that_sent_nothing_has_not_reported_and_one_without_a_laptop_has_none(
    commune: Office, laptop: Store
) -> None:
    enrol(commune.store, laptop)
    text = commune.printed(WORK, period=QUARTER.code).whole_text
    assert "1 Thôn Đông chưa báo cáo 2 Thôn Tây 0 0 0 0 0 0 0 0 0 0" in text
    assert "Chưa có số liệu của thôn Đông do chưa báo cáo kỳ này." in text, "the text is read without its annex"
    assert text.count("Chưa báo cáo kỳ này (không phải bằng 0): Thôn Đông (chưa gửi lần nào).") == 2


def test_what_a_village_s_own_laptop_recorded_counts_for_the_village_of_the_list(
    commune: Office, laptop: Store
) -> None:
    introduce(commune.store, laptop)
    petition(laptop)
    send(laptop, commune.store)
    text = commune.printed(WORK, period=QUARTER.code).whole_text
    assert "1 Thôn Đông 0 0 0 0 1 0 0 0 0 0 2 Thôn Tây" in text
    assert "báo cáo kỳ này" not in text


def test_what_a_village_held_back_is_not_printed_as_nought(commune: Office, laptop: Store) -> None:
    introduce(commune.store, laptop)
    petition(laptop)
    send(laptop, commune.store, kinds=("meeting",))
    text = commune.printed(WORK, period=QUARTER.code).whole_text
    table = form_of(WORK).build(commune.context(period=QUARTER.code)).appendices[1].blocks[0]
    assert list(table.rows[0]).count("không gửi") == 3
    told = f"(số liệu đến ngày {PaperTranslator().date(TODAY)})."
    assert f"không gửi một phần số liệu của kỳ này: Thôn Đông {told}" in text


def test_what_the_commune_recorded_for_a_silent_village_is_printed(commune: Office, laptop: Store) -> None:
    enrol(commune.store, laptop)
    commune.petition(f"009/{TODAY.year}", received_on=TODAY.isoformat())
    table = form_of(WORK).build(commune.context(period=QUARTER.code)).appendices[1].blocks[0]
    assert isinstance(table, Table)
    no, name, *counts = table.rows[0]
    assert (no, name) == ("1", "Thôn Đông")
    assert counts == ["chưa báo cáo"] * 4 + ["1"] + ["chưa báo cáo"] * 5


def test_a_check_at_the_level_above_says_that_the_village_has_not_reported(commune: Office, laptop: Store) -> None:
    introduce(commune.store, laptop)
    petition(laptop)
    proof = seal(
        "situation-report",
        laptop.unit,
        QUARTER,
        ReportFigures(laptop, laptop.unit.uid, "situation-report", QUARTER, TODAY),
    )
    send(laptop, commune.store, kinds=("meeting",))
    short = verify(commune.store, proof.code)
    assert not short.agrees
    assert short.by_group
    exact = verify(commune.store, proof.details)
    assert not exact.by_group
    assert [str(note) for note in coverage_notes(exact.coverages)] == [
        f"Đơn vị không gửi một phần số liệu của kỳ này: Thôn Đông (số liệu đến ngày {TODAY})."
    ]
    send(laptop, commune.store)
    found = verify(commune.store, proof.code)
    assert found.agrees
    assert not list(coverage_notes(found.coverages))


def test_the_sheet_of_reports_owed_says_whether_the_records_of_the_period_are_here(
    commune: Office, laptop: Store
) -> None:
    enrol(commune.store, laptop)
    due = QUARTER.last.isoformat()
    for unit in (commune.village, commune.store.unit.uid):
        owed = {"report": "work_quarter", "period": QUARTER.code, "to": "Đảng ủy xã", "due_on": due}
        commune.save("submission", from_unit=unit, **owed)

    def told() -> list[str]:
        found = owed_in(commune.store, QUARTER, TODAY)
        return [commune.context().say(coverage_words(one.coverage)) for one in found]

    assert told() == ["Chưa có", "Theo dõi trực tiếp"]
    send(commune.store, laptop)
    petition(laptop)
    send(laptop, commune.store)
    village, own = told()
    assert village in (
        f"Một phần, đến ngày {PaperTranslator().date(TODAY)}",
        f"Có đủ, đến ngày {PaperTranslator().date(TODAY)}",
    )
    assert own == "Theo dõi trực tiếp"
