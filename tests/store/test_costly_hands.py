"""An enrolled laptop that writes at its own unit what makes others work: loops, chains, crowds of records."""

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from tests.counting import calls_of, steps_of
from tests.hand import Hand
from tests.rights import grant
from tests.store.conftest import made_commune

PETITION = {"received_on": "2026-08-13", "content": "Mương bị tắc"}
FEW, MANY = 60, 300
LINEAR = 1.4 * MANY / FEW
"""So many times the work is allowed for five times the records; what climbs all of them for each takes 25 times."""


def enrolled(commune):
    """Let the commune list a village and grant it to a hand."""
    values = {"name": "Thôn Tây", "kind": "village", "code": "DS-02", "parent": commune.store.unit.uid}
    hand = Hand(commune.store.save(Draft("unit", values)).uids[0])
    grant(commune.store, hand.device, hand.unit)
    return hand


@pytest.fixture
def hand(commune):
    return enrolled(commune)


def unit(hand, name, parent):
    return hand.write("unit", {"name": name, "kind": "village", "code": name, "parent": parent})


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


def chain(hand, count):
    """Write units, each below the one before."""
    parent = hand.unit
    for number in range(count):
        parent = unit(hand, f"A{number}", parent)


def crowd(hand, count):
    """Write petitions that are all alike."""
    for _number in range(count):
        hand.write("petition", {**PETITION, "number": "7", "unit": hand.unit, "citizen_name": "An"})


def cost(path, write, count):
    """Count what it costs a commune to take so many records, and to work with them: SQLite's steps and calls."""
    with made_commune(path) as commune:
        hand = enrolled(commune)
        write(hand, count)
        counted = []
        for done in (lambda: hand.send(commune.store), lambda: work(commune)):
            calls = []
            counted.append(steps_of(commune.store, lambda done=done, calls=calls: calls.append(calls_of(done))))
            counted += calls
        return counted


@pytest.mark.parametrize("write", [chain, crowd])
def test_a_chain_of_units_and_a_crowd_of_petitions_are_linear_work(tmp_path, write):
    """Every change of rights used to climb all of the chain from each of its units: 17 seconds of 2,000."""
    few, many = (cost(tmp_path / f"{count}.db", write, count) for count in (FEW, MANY))
    assert [more < LINEAR * less for less, more in zip(few, many, strict=True)] == [True] * 4, (few, many)
