"""Of ratings of people, whoever may not open them learns that there is one, of which unit, and how far it is."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from danvan_desktop.domain.fields import Sought
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.exchange.dumping import table_of_kind
from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.narrative.draft import Drafter
from danvan_desktop.reports.narrative.template import Section, Sentence
from danvan_desktop.store import Store
from tests.closed import close_all

PERIOD, TODAY = Period.parse("2026-H1"), dt.date(2026, 11, 29)
FIGURE = "cadre_ratings.decided"


@pytest.fixture
def known(store: Store) -> dict[str, str]:
    """An office of which the one head is rated, in which a clerk works to whom ratings are closed."""
    made = close_all(store)
    store.set_officer(made["head"])
    decided = {"subject_kind": "head", "final_total": "91.5", "rank": "excellent", "decided_on": "2026-06-30"}
    rated = {"year": 2025, "set": "Bộ", "target": "Trần Văn Chủ", "unit": store.unit.uid, **decided}
    made["rated"] = store.save(Draft("cadre_rating", rated)).uids[0]
    store.set_officer(made["clerk"])
    return made


def _figures(store: Store) -> ReportFigures:
    return ReportFigures(store, store.unit.uid, "work-report", PERIOD, TODAY)


def test_nothing_is_shown_but_its_unit_and_its_state(store: Store, known: dict[str, str]) -> None:
    record = store.get(known["rated"])
    assert record is not None
    shown = {name: value for name, value in record.values.items() if value not in (None, MASK)}
    assert set(shown) == {"unit", "state"}
    table = table_of_kind(store, store.kinds["cadre_rating"], Translator())
    assert not [cell for row in table.rows for cell in row if str(cell) in ("91.5", "excellent", "2025", "head")]
    points = store.get(known["rating_mark"])
    assert points is not None
    assert points.get("self_points") is None
    changes = [(one.change.field, one.value) for one in store.history(known["rated"]) if one.value is not None]
    assert {name for name, value in changes if value != MASK} <= {"unit", "state"}


@pytest.mark.parametrize(("name", "value"), [("rank", "excellent"), ("subject_kind", "head"), ("year", 2025)])
def test_no_filter_tells_which_it_is(store: Store, known: dict[str, str], name: str, value: Sought) -> None:
    assert store.list("cadre_rating", filters={name: value}) == []
    store.set_officer(known["head"])
    assert len(store.list("cadre_rating", filters={name: value})) >= 1


def test_figures_of_them_are_not_known_and_no_nought(store: Store, known: dict[str, str]) -> None:
    says = Sentence(FIGURE, zero="Chưa xếp loại cán bộ nào.", many="Đã xếp loại {n} cán bộ.")

    def told() -> str:
        return Drafter(store, _figures(store), store.unit, Translator()).draft(Section("x", "X", (says,)))

    assert not _figures(store).value(FIGURE).known
    assert _figures(store)[FIGURE].previous is None
    assert told() == ""
    store.set_officer(known["head"])
    assert _figures(store).value(FIGURE).shown == 1
    assert told() == "Đã xếp loại dưới 5 cán bộ."


def test_a_database_of_the_level_above_gets_none_of_it(store: Store, known: dict[str, str]) -> None:
    store.set_officer(known["head"])
    (row,) = store.outflow.records([known["rated"]])
    shown = {name: value for name, value in json.loads(row.fields).items() if value != MASK}
    assert set(shown) == {"unit", "state"}
