"""What the law wants so many times in a year is reminded of in its second half, for whichever kind declares it."""

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.yearly import YearlyMinimum
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.store.day_list import day_list
from danvan_desktop.store.due_items import Urgency
from tests.clocks import StandingClock
from tests.copies import replace

MINIMUM = YearlyMinimum(
    rule="dialogue.yearly_minimum", date="noted_on", work=_("Nắm tình hình"), step=_("Xem tình hình")
)
KINDS = Kinds(
    tuple(
        replace(kind, yearly={"situation_entry": MINIMUM, "dialogue": None}.get(kind.name, kind.yearly))
        for kind in ALL_KINDS
    )
)


def made(path: Path) -> Store:
    return Store.create(
        path, unit_name="Xã Đông Sơn", unit_code="DS", kinds=KINDS, clock=StandingClock(dt.date(2026, 6, 1))
    )


def lacking(path: Path, today: str) -> list[str]:
    with Store.open(path, kinds=KINDS, clock=StandingClock(dt.date.fromisoformat(today))) as store:
        return [entry.place for entry in day_list(store) if entry.urgency is Urgency.THIS_YEAR]


@pytest.mark.parametrize(("today", "told"), [("2026-06-30", []), ("2026-07-01", ["situation_entry"])])
def test_a_kind_that_declares_a_minimum_is_reminded_of_in_the_second_half(tmp_path, today, told):
    made(tmp_path / "a.db").close()
    assert lacking(tmp_path / "a.db", today) == told


def test_once_there_are_so_many_nothing_is_told(tmp_path):
    path = tmp_path / "a.db"
    with made(path) as store:
        rule = store.law.get(MINIMUM.rule)
        assert rule is not None
        for number in range(int(rule.value or 0)):
            values = {"unit": store.unit.uid, "noted_on": f"2026-0{number + 1}-05", "category": "concerns"}
            store.save(Draft("situation_entry", {**values, "content": "Nước sạch"}))
    assert lacking(path, "2026-08-01") == []
