"""What a save is about to write is seen by the rules in place of what is stored."""

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.store.overlay import Overlay
from tests.copies import replace


@pytest.fixture
def meeting(commune):
    return commune.store.get(commune.meeting())


@pytest.fixture
def overlay(commune):
    return Overlay(commune.store._reader, ALL_KINDS)


def spoken(commune, meeting: Record, order: int) -> Record:
    made = {"gathering": meeting.uid, "order": order, "content": f"Ý kiến {order}"}
    return commune.store.get(commune.store.save(Draft("opinion", made)).uids[0])


def test_a_pending_record_stands_in_place_of_the_stored_one(overlay, meeting):
    pending = replace(meeting, values={**meeting.values, "subject": "Khác"})
    overlay.put(pending)
    assert overlay.get(meeting.uid) == pending
    assert overlay.find("meeting", subject="Khác") == [pending]
    assert overlay.find("meeting", subject=meeting.text("subject")) == []
    assert overlay.find("meeting", subject="Khác", place="Sân kho") == []


def test_what_is_not_touched_is_seen_as_it_is_stored(overlay, meeting):
    assert overlay.get(meeting.uid) == meeting
    assert overlay.find("meeting", subject=meeting.text("subject")) == [meeting]
    assert overlay.get("0190aaaa-0000-7000-8000-000000000000") is None


def test_the_parts_of_a_record_are_the_stored_and_the_pending_ones(commune, overlay, meeting):
    stored, moved = spoken(commune, meeting, 1), spoken(commune, meeting, 2)
    new = Record("opinion", "new", {"gathering": meeting.uid, "order": 3, "content": "Mới"})
    overlay.put(new)
    overlay.put(replace(moved, values={**moved.values, "gathering": "other"}))
    assert overlay.children(meeting.uid, "opinion") == [stored, new]
    assert overlay.children(meeting.uid, "petition") == []


def test_what_goes_is_seen_no_more(commune, overlay, meeting):
    part, kept = spoken(commune, meeting, 1), spoken(commune, meeting, 2)
    overlay.hide(part.uid)
    assert overlay.get(part.uid) is None
    assert overlay.children(meeting.uid, "opinion") == [kept]
    overlay.hide(meeting.uid)
    assert overlay.find("meeting", subject=meeting.text("subject")) == []


def test_the_last_of_several_pending_values_counts(overlay, meeting):
    for place in ("Đình làng", "Sân kho"):
        overlay.put(replace(meeting, values={**meeting.values, "place": place}))
    assert overlay.find("meeting", place="Đình làng") == []
    assert [found.text("place") for found in overlay.find("meeting", place="Sân kho")] == ["Sân kho"]


def test_deleted_records_are_found_only_where_numbers_are_counted(commune, overlay):
    uid = commune.petition("007/2026")
    commune.store.delete(uid)
    assert overlay.find("petition", number="007/2026") == []
    assert [found.uid for found in overlay.find_all("petition", number="007/2026")] == [uid]
