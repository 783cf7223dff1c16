"""Overview, list, board, figures and register count petitions by the same facts."""

import datetime as dt
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.kinds.petition import STATES
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.figures import FigureReader, Span, figure_of
from danvan_desktop.store.due_items import Urgency
from danvan_desktop.ui.models.selection import OVERDUE, TERM, THIS_QUARTER, WHEN, ListQuery, find_uids
from danvan_desktop.ui.pages.board import board_of
from danvan_desktop.ui.pages.calendar_days import days_of
from danvan_desktop.ui.pages.overview_reading import Overview, gather
from tests.examples import examples


def figure(overview: Overview, kind: str) -> int:
    return next(int(figure.number) for figure in overview.figures if figure.kind == kind)


FACTS = st.fixed_dictionaries(
    {"received": st.integers(20, 60)},
    optional={
        "assigned": st.booleans(),
        "replied": st.integers(5, 19),
        "told": st.integers(0, 4),
        "closed": st.booleans(),
    },
)


def values_of(facts: dict[str, int], today: dt.date) -> dict[str, object]:
    def day(name: str) -> str:
        return (today - dt.timedelta(days=facts[name])).isoformat()

    values: dict[str, object] = {"received_on": day("received")}
    if facts.get("assigned"):
        values["assigned_to"] = "Công chức địa chính"
    if "replied" in facts:
        values |= {"replied_on": day("replied"), "result": "solved"}
        if "told" in facts:
            values |= {"people_told_on": day("told"), "told_how": "meeting"}
    return values | ({"state": "closed", "closed_on": today.isoformat()} if facts.get("closed") else {})


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(petitions=st.lists(FACTS, min_size=1, max_size=8))
def test_every_place_counts_the_same(ui, village, petitions):
    store = ui.store
    old = store.uids("petition")
    if old:
        store.delete(*old)
    today = store.today()
    common = {"unit": village, "content": "Mương tắc", "source": "letter", "field": "land"}
    store.save(*(Draft("petition", {**common, **values_of(facts, today)}) for facts in petitions))
    records = store.list("petition")
    by_state = Counter(record.text("state") for record in records)
    columns = board_of(store, ListQuery("petition"), [state.code for state in STATES], ui.translator)
    assert {column.state: column.count for column in columns} == {s.code: by_state[s.code] for s in STATES}
    for state in STATES:
        assert len(find_uids(store, ListQuery("petition", filters={"state": state.code}))) == by_state[state.code]
    late = {record.uid for record in records if store.late_term(record) is not None}
    overview = gather(store, ui.views)
    told = [one for one in overview.things if one.urgency is Urgency.LATE and one.waiting]
    assert {record.uid for one in told for record in one.records(store, one.works)} == late
    assert sum(one.works for one in told) == len(late)
    assert figure(overview, "petition") == len(find_uids(store, ListQuery("petition", filters={WHEN: THIS_QUARTER})))
    assert set(find_uids(store, ListQuery("petition", filters={TERM: OVERDUE}))) == late
    reader, span = FigureReader(store, store.unit.uid), Span(dt.date(2000, 1, 1), today)
    counted = {code: len(reader.counted(figure_of(code), span)) for code in FIGURES}
    replied = sum(record.get("replied_on") is not None for record in records)
    told = sum(record.get("people_told_on") is not None for record in records)
    waiting = sum(by_state[code] for code in ("received", "assigned", "transferred"))
    assert counted["petitions.received"] == len(records)
    assert (counted["petitions.replied"], counted["petitions.told"]) == (replied, told)
    assert counted["petitions.open"] == waiting
    assert counted["petitions.overdue"] + counted["petitions.untold"] == len(late)


GATHERING = st.fixed_dictionaries(
    {"day": st.integers(-20, 20)},
    optional={
        "count": st.sampled_from([None, 0, 40]),
        "end": st.booleans(),
        "state": st.sampled_from(["planned", "held", "signed"]),
    },
)
DAY_AND_COUNT = {"meeting": ("starts_at", "households_present"), "dialogue": ("held_on", "participants_count")}


def gathering_of(kind: str, facts: dict[str, object], today: dt.date, village: str) -> dict[str, object]:
    """What somebody writes of a gathering as far as a save takes it: nobody counts, decides or signs ahead."""
    day, count = DAY_AND_COUNT[kind]
    on = today + dt.timedelta(days=int(str(facts["day"])))
    values: dict[str, object] = {"unit": village, "place": "Nhà văn hóa", day: on.isoformat()}
    if kind == "meeting":
        values |= {"subject": "Làm đường", "chair": "An", "secretary": "Bình", day: f"{on.isoformat()}T19:00"}
        values |= {"ends_at": f"{on.isoformat()}T21:00"} if facts.get("end") else {}
    else:
        values |= {"topic": "Đất đai", "led_by": "An"} | ({"ends_at": "11:00"} if facts.get("end") else {})
    if on > today:
        return values
    values |= {count: facts["count"]} if facts.get("count") is not None else {}
    asked = facts.get("state")
    if asked in ("held", "signed") and count in values:
        values["state"] = asked
    return values


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gatherings=st.lists(st.tuples(st.sampled_from(["meeting", "dialogue"]), GATHERING), min_size=1, max_size=8))
def test_every_place_counts_the_same_gatherings(ui, village, gatherings):
    store = ui.store
    for kind in DAY_AND_COUNT:
        for uid in store.uids(kind):
            record = store.get(uid)
            if record.text("state") == "signed":
                store.save(Draft(kind, {"state": "held", "reopen_reason": "Ghi nhầm"}, uid))
            store.delete(uid)
    today = store.today()
    made = [Draft(kind, gathering_of(kind, facts, today, village)) for kind, facts in gatherings]
    for draft in made:
        store.save(draft)
    quarter = Period.quarter_of(today)
    overview, reader = gather(store, ui.views), FigureReader(store, store.unit.uid)
    span = Span(quarter.first, quarter.last)
    events = [event for day in days_of(store, today, ui.translator) for event in day.events]
    for kind, (day, count) in DAY_AND_COUNT.items():
        records = [r for r in store.list(kind) if quarter.first <= r.date(day) <= quarter.last]
        held = {r.uid for r in records if r.get(count) or r.decided in ("held", "signed")}
        assert figure(overview, kind) == len(held)
        assert {r.uid for r in reader.counted(figure_of(f"{kind}s.held"), span)} == held
        this_quarter = {WHEN: THIS_QUARTER}
        assert set(find_uids(store, ListQuery(kind, filters=this_quarter))) == {r.uid for r in records}
        planned = set(find_uids(store, ListQuery(kind, filters={**this_quarter, "state": "planned"})))
        assert planned == {r.uid for r in records} - held
        states = {record.uid: record.text("state") for record in store.list(kind)}
        assert all(event.is_planned is (states[event.uid] == "planned") for event in events if event.kind == kind)
        minutes = form_of(f"{kind}-minutes")
        contexts = {r.uid: ReportContext(store, today, r.uid) for r in records}
        assert {uid for uid, context in contexts.items() if minutes.nothing_to_say(context) is None} == held
    assert store.check().ok


FIGURES = (
    "petitions.received",
    "petitions.replied",
    "petitions.told",
    "petitions.open",
    "petitions.overdue",
    "petitions.untold",
)
