"""What nobody says of a new record is filled in on one path, whoever saves it."""

import datetime as dt
from typing import TYPE_CHECKING

from danvan_desktop.domain.record import Draft
from tests.uids import new_uid

if TYPE_CHECKING:
    from tests.store.conftest import Commune


def values_of(commune: "Commune", draft: Draft) -> dict[str, object]:
    record = commune.store.get(commune.store.save(draft).uids[0])
    assert record is not None
    return dict(record.values)


def test_a_petition_gets_its_number_day_and_term(commune: "Commune") -> None:
    made = values_of(commune, Draft("petition", {"unit": commune.village, "content": "Mương tắc"}))
    today = commune.store.today()
    assert (made["number"], made["received_on"]) == (f"001/{today.year}", today.isoformat())
    assert made["due_on"] == commune.store.calendar.add_working_days(today, 10).isoformat()
    assert (made["source"], made["field"]) == (None, None)


def test_what_is_left_empty_on_purpose_stays_empty(commune: "Commune") -> None:
    uid = commune.petition(due_on=None)
    assert commune.store.get(uid).get("due_on") is None  # type: ignore[union-attr]


def test_a_source_that_nobody_told_is_warned_of_and_not_guessed(commune: "Commune") -> None:
    result = commune.store.save(Draft("petition", {"unit": commune.village, "content": "Mương tắc"}))
    assert {problem.field for problem in result.warnings} == {"source", "field"}


def test_a_petition_takes_source_and_unit_from_where_it_was_raised(commune: "Commune") -> None:
    made = values_of(commune, Draft("petition", {"source_record": commune.meeting(), "content": "Mương tắc"}))
    assert (made["source"], made["unit"]) == ("village_meeting", commune.village)


def test_records_of_one_save_share_the_free_numbers(commune: "Commune") -> None:
    common = {"unit": commune.village, "content": "Mương tắc", "received_on": "2026-08-13"}
    numbers = ({}, {"number": "002/2026"}, {}, {"received_on": "2025-08-13"})
    result = commune.store.save(*(Draft("petition", {**common, **given}) for given in numbers))
    found = [commune.store.get(uid).text("number") for uid in result.uids]  # type: ignore[union-attr]
    assert found == ["003/2026", "002/2026", "004/2026", "001/2025"]


def test_the_term_keeps_up_with_the_day_of_receipt_until_it_is_set_by_hand(commune: "Commune") -> None:
    store, uid = commune.store, commune.petition()
    first = store.get(uid).date("due_on")  # type: ignore[union-attr]
    store.save(Draft("petition", {"received_on": "2026-08-20"}, uid))
    second = store.get(uid).date("due_on")  # type: ignore[union-attr]
    assert str(second) > str(first)
    store.save(Draft("petition", {"due_on": "2026-12-01"}, uid))
    store.save(Draft("petition", {"received_on": "2026-08-21"}, uid))
    assert store.get(uid).date("due_on") == dt.date(2026, 12, 1)  # type: ignore[union-attr]


def test_a_meeting_is_planned_until_it_is_recorded_who_came(commune: "Commune") -> None:
    common = {
        "unit": commune.village,
        "subject": "Bàn việc",
        "place": "Nhà văn hóa",
        "chair": "An",
        "secretary": "Bình",
    }
    ahead = Draft("meeting", {**common, "starts_at": "2099-01-05T19:30"})
    past = Draft("meeting", {**common, "starts_at": "2026-08-12T19:30"})
    held = Draft("meeting", {**common, "starts_at": "2026-08-12T19:30", "households_present": 95})
    assert [values_of(commune, draft)["state"] for draft in (ahead, past, held)] == ["planned", "planned", "held"]
    assert values_of(commune, held)["households_total"] == 120
    assert commune.store.save(ahead).warnings == ()


def test_a_paper_gets_its_register_number_and_symbol(commune: "Commune") -> None:
    papers = [Draft("document_number", {"subject": "Báo cáo quý"}, new_uid()) for _each in range(2)]
    result = commune.store.save(*papers)
    found = [commune.store.get(uid) for uid in result.uids]
    assert [record.get("number") for record in found if record] == [1, 2]
    assert {record.text("unit") for record in found if record} == {commune.store.unit.uid}
    assert {record.text("symbol") for record in found if record} == {"BC-UBND"}


def test_what_is_filled_in_is_told_before_and_after(commune: "Commune") -> None:
    draft = Draft("petition", {"unit": commune.village, "content": "Mương tắc"}, new_uid())
    (before,) = commune.store.filled_in(draft)
    result = commune.store.save(draft)
    assert result.filled[result.uids[0]] == before
    assert {"number", "received_on", "due_on"} <= set(before)


def test_what_parts_come_to_is_found_with_what_these_are_given_in_the_same_save(commune: "Commune") -> None:
    item = Draft("publicity_item", {"item": "p02", "title": "Dự toán"}, new_uid())
    posting = Draft("publicity_posting", {"item": str(item.uid), "place": "Nhà văn hóa"})
    commune.store.save(item, posting)
    stored = commune.store.get(str(item.uid))
    assert stored is not None
    assert stored.text("published_on") == commune.store.today().isoformat(), (
        "the day of the posting is today unless told"
    )
    assert stored.text("state") == "posted"


def test_a_village_that_a_commune_lists_is_its_own_and_other_bodies_are_not(commune: "Commune") -> None:
    """Without a place in the tree nothing of the village would be counted (A6)."""
    for kind in ("village", "hamlet", "residential_group"):
        made = values_of(commune, Draft("unit", {"name": f"Xóm {kind}", "kind": kind, "code": kind}))
        assert made["parent"] == commune.store.unit.uid
    for kind in ("agency", "organisation", "province"):
        made = values_of(commune, Draft("unit", {"name": f"Nơi {kind}", "kind": kind, "code": kind}))
        assert made["parent"] is None


def test_what_a_village_without_a_place_records_is_counted_where_it_was_listed(commune: "Commune") -> None:
    listed = commune.store.save(Draft("unit", {"name": "Thôn Mới", "kind": "village", "code": "99"})).uids[0]
    assert commune.store.tree.is_own(listed, commune.store.unit.uid)
