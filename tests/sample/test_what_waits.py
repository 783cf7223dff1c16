"""What waits for something is found by days alone, as it is by whole records."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.store.work_list import waiting, waiting_groups


def by_whole_records(store, last):
    for kind in store.kinds:
        for record in store.list(kind.name):
            for due in open_terms(kind.deadlines, record, store.terms, store):
                start, dropped = record.date(due.deadline.start), due.deadline.dropped_after
                is_dropped = dropped is not None and start is not None and (store.today() - start).days > dropped
                if due.term.until <= last and not is_dropped:
                    unit, by = (record.text(name) if name else "" for name in (kind.unit, due.deadline.by))
                    yield kind.name, record.uid, due.deadline.name, due.term.until, unit, by


@pytest.mark.parametrize("days", [-30, 0, 7, 400])
def test_what_waits_is_what_the_whole_records_say(sample, days):
    last = sample.today() + dt.timedelta(days=days)
    found = [(w.kind.name, w.uid, w.due.deadline.name, w.due.term.until, w.unit, w.by) for w in waiting(sample, last)]
    assert found
    assert sorted(found) == sorted(by_whole_records(sample, last))


@pytest.mark.parametrize("days", [-30, 0, 7, 400])
def test_what_is_counted_is_what_waits_and_names_it(sample, days):
    last = sample.today() + dt.timedelta(days=days)
    groups = list(waiting_groups(sample, last))
    assert [len([*one.records(sample)]) for one in groups] == [one.count for one in groups]
    named = [one for group in groups for one in group.records(sample)]
    assert len(groups) < len(named)
    told = [(w.kind.name, w.uid, w.due, w.unit, w.by) for w in named]
    found = [(w.kind.name, w.uid, w.due, w.unit, w.by) for w in waiting(sample, last)]
    assert sorted(told, key=repr) == sorted(found, key=repr)
