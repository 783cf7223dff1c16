"""Who looked at what not everybody may see: noted once, shown in the register, and rewriting shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.dumping import table_of_kind
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs
from danvan_desktop.reports.printing import print_form
from danvan_desktop.store import Store
from danvan_desktop.store.change_register import OPENINGS, ChangeFilter, Deed
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.store.viewings import Look
from danvan_desktop.sync import ExportWish, export_bundle
from tests.clocks import StandingClock

DAY = dt.date(2026, 8, 12)
SEEN = ChangeFilter(deeds=OPENINGS)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(DAY)


@pytest.fixture
def case(store: Store) -> str:
    values = {"received_on": "2026-07-06", "nature": "complaint", "title": "Bồi thường", "citizen_name": "Zờ Kín"}
    return store.save(Draft("case", values)).uids[0]


def seen(store: Store) -> list[tuple[Deed, str]]:
    return [(line.deed, line.uid) for line in store.changes.lines(SEEN, 100)]


def test_a_look_is_noted_once_and_again_after_a_while(store: Store, case: str, clock: StandingClock) -> None:
    store.viewings.note(Look.OPENED, "case", case)
    store.viewings.note(Look.OPENED, "case", case)
    store.viewings.note(Look.OPENED, "unit", store.unit.uid)  # everybody may see it
    assert seen(store) == [(Deed.VIEWED, case)]
    clock.moment += dt.timedelta(hours=1)
    store.viewings.note(Look.OPENED, "case", case)
    assert len(seen(store)) == 2
    assert store.changes.lines(ChangeFilter(since=DAY + dt.timedelta(days=1), deeds=OPENINGS), 10) == []
    assert [line.device for line in store.changes.lines(SEEN, 10)] == [store.device_key] * 2
    assert store.check().ok


def test_papers_and_lists_of_guarded_records_are_noted(store: Store, case: str, tmp_path: Path) -> None:
    context = ReportContext(store, DAY, period=Period.quarter_of(DAY))
    forms = [form for form in FORMS if form.kind == "case" and form.needs is Needs.PERIOD]
    form = next(form for form in forms if form.nothing_to_say(context) is None and not form.of_opened_secrets)
    print_form(form, context, tmp_path / "paper.pdf")
    table_of_kind(store, store.kinds["case"], Translator())
    assert seen(store) == [(Deed.EXPORTED, ""), (Deed.PAPERED, "")]
    assert store.changes.lines(SEEN, 10)[1].paper == form.code


@pytest.mark.parametrize(
    "rewriting",
    [
        "UPDATE viewing SET text = replace(text, 'viewed', 'papered') WHERE no = 2",
        "DELETE FROM viewing WHERE no = 2",
        "DELETE FROM viewing WHERE no = 3",
        "DELETE FROM viewing",
    ],
)
def test_rewriting_shows_and_hinders_no_copy(store: Store, case: str, clock: StandingClock, rewriting: str) -> None:
    for _time in range(3):
        store.viewings.note(Look.OPENED, "case", case)
        clock.moment += dt.timedelta(hours=1)
    assert store.check().ok
    assert store.changes.rewriting() is None
    store._connection.execute(rewriting)
    assert "hồ sơ hạn chế" in str(store.changes.rewriting())
    report = store.check()
    assert not report.ok
    assert not report.damage
    assert "hồ sơ hạn chế" in Translator()(report.problems[0])
    assert store.copy_keeper.keep_daily() is not None


def test_chain_goes_on_in_a_restored_copy_and_leaves_with_no_bundle(store: Store, case: str, tmp_path: Path) -> None:
    store.viewings.note(Look.OPENED, "case", case)
    digest, vector = store.digest(), store.log.vector()
    store.viewings.note(Look.PRINTED, "case", case, "case-slip")
    assert (store.digest(), store.log.vector()) == (digest, vector)
    export_bundle(store, tmp_path / "all.danvan", ExportWish(plain=True))
    assert b"case-slip" not in (tmp_path / "all.danvan").read_bytes()
    store.backup(tmp_path / "copy.db")
    restore_backup(tmp_path / "copy.db", tmp_path / "new.db")
    with Store.open(tmp_path / "new.db") as restored:
        restored.viewings.note(Look.OPENED, "case", case)
        assert len(restored.viewings.all()) == 3
        assert restored.check().ok
