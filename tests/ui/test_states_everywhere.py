"""Overview, list, board, figures and register count petitions by the same facts."""

import datetime as dt
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.kinds.petition import STATES
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.petitions import overdue
from danvan_desktop.reports.figures import FigureReader, Span, figure_of
from danvan_desktop.ui.models.selection import OVERDUE, TERM, ListQuery, find_uids
from danvan_desktop.ui.pages.overview_figures import gather
from danvan_desktop.ui.pages.petition_board import board_of
from tests.examples import examples

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
    return values | ({"state": "closed"} if facts.get("closed") else {})


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
    assert {share.key: share.count for share in gather(store).shares["state"]} == {
        state.code: by_state[state.code] for state in STATES
    }
    columns = board_of(store, ListQuery("petition"), [state.code for state in STATES], ui.translator)
    assert {column.state: column.count for column in columns} == {s.code: by_state[s.code] for s in STATES}
    for state in STATES:
        assert len(find_uids(store, ListQuery("petition", filters={"state": state.code}))) == by_state[state.code]
    late = {record.uid for record in records if overdue(record, today, store.terms) is not None}
    assert gather(store).late_total == len(late)
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


FIGURES = (
    "petitions.received",
    "petitions.replied",
    "petitions.told",
    "petitions.open",
    "petitions.overdue",
    "petitions.untold",
)
