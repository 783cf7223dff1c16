"""Whether what the units below recorded is here: “not reported” is no zero, “held back” is not “missing”."""

import datetime as dt

import pytest

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LogProgress, Store
from danvan_desktop.sync import revoke_peer
from tests.clocks import TODAY
from tests.sync.exchange import acknowledge, enrol, peer_in, send, write

DAY = dt.timedelta(days=1)


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        yield store


@pytest.fixture
def listed(commune):
    """The village as the commune lists it."""
    parent = commune.store.unit.uid
    return commune.store.save(
        Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": parent})
    ).uids[0]


def petition(store: Store) -> str:
    number = f"{store.count('petition') + 1:03d}/2026"
    made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
    return store.save(Draft("petition", made)).uids[0]


def covered(commune, listed, first: dt.date | None = None, last: dt.date | None = None):
    today = TODAY
    return commune.store.coverages().of(listed, first or today, last or today)


def test_the_office_records_for_units_without_a_device(commune, listed):
    assert covered(commune, listed).state is CoverageState.RECORDED_HERE
    assert commune.store.coverages().reporters == ()


def test_an_enrolled_device_that_sent_nothing_has_not_reported(commune, listed, village):
    enrol(commune.store, village)
    found = covered(commune, listed)
    assert (found.state, found.reporter, found.told_on) == (CoverageState.NOT_REPORTED, listed, None)
    assert not found.is_known("petition")


def test_a_bundle_covers_the_days_up_to_the_one_on_which_it_was_made(commune, listed, village):
    enrol(commune.store, village)
    send(village, commune.store)
    today = TODAY
    assert covered(commune, listed).state is CoverageState.REPORTED
    assert covered(commune, listed, today - 90 * DAY, today - DAY).state is CoverageState.REPORTED
    partly = covered(commune, listed, today - DAY, today + DAY)
    assert (partly.state, partly.told_on) == (CoverageState.PARTLY, today)
    assert covered(commune, listed, today + DAY, today + DAY).state is CoverageState.NOT_REPORTED


def test_a_revoked_device_reports_no_longer(commune, listed, village):
    enrol(commune.store, village)
    revoke_peer(commune.store, peer_in(commune.store, village).name)
    assert covered(commune, listed).state is CoverageState.RECORDED_HERE


def test_what_was_held_back_is_told_by_kind_until_it_comes(commune, listed, village):
    enrol(commune.store, village)
    petition(village)
    send(village, commune.store, kinds=("meeting",))
    found = covered(commune, listed)
    assert found.state is CoverageState.REPORTED
    assert not found.is_known("petition")
    assert found.is_known("meeting")
    assert covered(commune, listed, TODAY + DAY).held_kinds == frozenset()
    send(village, commune.store)
    assert covered(commune, listed).is_known("petition")


def test_personal_data_held_back_leave_counts_known(commune, listed, village):
    enrol(commune.store, village)
    petition(village)
    send(village, commune.store, without_personal=True)
    assert covered(commune, listed).is_known("petition")


def test_changes_that_wait_for_a_lost_bundle_are_lacking(commune, listed, village):
    enrol(commune.store, village)
    send(village, commune.store)
    petition(village)
    lost, behind = write(village, commune.store), village.log.vector()
    petition(village)
    send(village, commune.store, since=behind)
    assert covered(commune, listed).is_lacking
    assert not covered(commune, listed).is_known("petition")
    assert lost.exists()
    send(village, commune.store)
    assert covered(commune, listed).is_known("petition")


def test_an_acknowledgement_reports_when_all_that_it_names_is_here(commune, listed, village):
    enrol(commune.store, village)
    send(village, commune.store)
    send(commune.store, village)
    send(village, commune.store)
    acknowledge(village, commune.store)
    later = TODAY + 40 * DAY
    peer, moment = peer_in(commune.store, village), dt.datetime.combine(later, dt.time(8)).astimezone().isoformat()

    def tell(number: int) -> None:
        marks = {key: LogProgress(seq, seq) for key, seq in village.log.vector().items()}
        commune.store.peers.acknowledge(peer, moment, marks, (), (village.replica, number))

    tell(91)
    assert covered(commune, listed, later, later).state is CoverageState.REPORTED
    petition(village)
    tell(92)
    assert covered(commune, listed, later, later).state is CoverageState.NOT_REPORTED


def test_logs_that_another_office_carried_count_by_their_newest_change(commune, listed, village, province):
    enrol(commune.store, village)
    enrol(province.store, commune.store)
    enrol(province.store, village)
    send(village, commune.store)
    send(commune.store, province.store)
    today = TODAY
    assert province.store.coverages().of(listed, today, today).told_on == today
