"""Two laptops that make the same year of reports have one set of them, and the level above sees what was sent."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.sending import sent
from danvan_desktop.exchange.owed_calendars import calendars_for, owed_year
from danvan_desktop.store import Store
from tests.rights import grant
from tests.sync.exchange import enrol, send

YEAR = 2027


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with (
        Store.create(tmp_path / "one.db", unit_name="Xã Đông Sơn", unit_code="DS") as one,
        Store.create(tmp_path / "two.db", unit_name="Xã Đông Sơn", unit_code="DS") as two,
    ):
        enrol(one, two)
        grant(one, two.device_key)
        send(one, two)
        send(two, one)
        yield one, two


def make(store: Store) -> int:
    drafts = owed_year(store, calendars_for(store.path), [store.unit], YEAR).drafts
    if drafts:
        store.save(*drafts)
    return len(drafts)


def test_two_laptops_of_an_office_make_one_set_of_reports_and_no_conflict(laptops: tuple[Store, Store]) -> None:
    one, two = laptops
    made = make(one)
    assert make(two) == made > 20
    send(one, two)
    send(two, one)
    for store in laptops:
        assert store.count("submission") == made
        assert not list(store.conflicts())
        assert make(store) == 0
    assert one.digest() == two.digest()


def test_a_report_that_one_laptop_sent_is_sent_on_the_other(laptops: tuple[Store, Store]) -> None:
    one, two = laptops
    owed = {"report": "reception", "period": "2026-Q3", "to": "UBND tỉnh", "due_on": "2026-09-20"}
    uid = one.save(Draft("submission", owed)).uids[0]
    send(one, two)
    record = two.get(uid)
    assert record is not None
    two.save(sent(record, two, dt.date(2026, 9, 18)))
    send(two, one)
    found = one.get(uid)
    assert found is not None
    assert (found.text("sent_on"), found.text("state")) == ("2026-09-18", "sent")
