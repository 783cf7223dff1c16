"""An enrolled laptop that writes at its own unit what makes others work: loops, chains, crowds of records."""

import time

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from tests.hand import Hand
from tests.rights import grant

PETITION = {"received_on": "2026-08-13", "content": "Mương bị tắc"}


@pytest.fixture
def hand(commune):
    values = {"name": "Thôn Tây", "kind": "village", "code": "DS-02", "parent": commune.store.unit.uid}
    hand = Hand(commune.store.save(Draft("unit", values)).uids[0])
    grant(commune.store, hand.device, hand.unit)
    return hand


def unit(hand, name, parent):
    return hand.write("unit", {"name": name, "kind": "village", "code": name, "parent": parent})


def seconds(work):
    begin = time.process_time()
    work()
    return time.process_time() - begin


def work(commune):
    """Do what an officer of the commune does: list, save, change the tree, print, check."""
    store = commune.store
    store.list("unit")
    store.save(Draft("petition", {**PETITION, "number": "1", "unit": commune.village}))
    store.save(Draft("unit", {"name": "Thôn Nam", "kind": "village", "code": "N", "parent": store.unit.uid}))
    context = ReportContext(store, store.today(), period=Period.parse("2026-Q3"))
    form_of("work-report").build(context)
    store.duplicates("petition")
    assert store.check().problems == ()


def test_units_that_stand_below_each_other_end_no_work(commune, hand):
    first = unit(hand, "A", hand.unit)
    second = unit(hand, "B", first)
    hand.write("unit", {"parent": second}, first)
    hand.send(commune.store)
    work(commune)


def test_chain_of_units_costs_a_save_next_to_nothing(commune, hand):
    """Every change of rights used to climb all of it from each of its units: 17 seconds of 2,000."""
    parent = hand.unit
    for number in range(1_000):
        parent = unit(hand, f"A{number}", parent)
    assert seconds(lambda: hand.send(commune.store)) < 10
    assert seconds(lambda: work(commune)) < 20


def test_crowd_of_equal_petitions_ends_no_work(commune, hand):
    for _number in range(2_000):
        hand.write("petition", {**PETITION, "number": "7", "unit": hand.unit, "citizen_name": "An"})
    assert seconds(lambda: hand.send(commune.store)) < 20
    assert seconds(lambda: work(commune)) < 30
