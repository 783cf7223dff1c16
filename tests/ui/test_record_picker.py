"""The records that a form can be printed of: what is not offered takes no place of what is."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.record_picker import found_items

MOST = 200


def test_a_search_finds_the_one_that_is_offered_among_many_that_are_not(ui: UiContext) -> None:
    plan = {"title": "Kế hoạch Tháng Dân vận", "issued_on": "2026-01-05"}
    month = ui.store.save(Draft("plan", {**plan, "type": "month"})).uids[0]
    others = [
        Draft("plan", {"title": f"Kế hoạch phối hợp {n}", "type": "contest"} | {"issued_on": "2026-02-05"})
        for n in range(MOST)
    ]
    ui.store.save(*others)
    found = found_items(ui.store, "plan", "kế hoạch", "", ui.translator, HasChoice("type", frozenset({"month"})))
    assert [item.key for item in found.items] == [month]
