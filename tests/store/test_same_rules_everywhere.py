"""Undo, restoration and decisions obey the rules of a save and take the same family along."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import ReferredTo, StoreError
from tests.examples import examples


def opinion(store, meeting, **values):
    made = {"gathering": meeting, "speaker_name": "Ông Ba", "content": "Đường lầy"}
    return store.save(Draft("opinion", made | values)).uids[0]


def decision(store, meeting):
    made = {"meeting": meeting, "title": "Góp tiền", "votes_for": 90, "votes_against": 5}
    return store.save(Draft("decision", made)).uids[0]


def sign(store, meeting):
    return store.save(Draft("meeting", {"state": "signed"}, meeting))


def test_undoing_the_deletion_of_a_meeting_brings_its_whole_family_back(commune):
    store = commune.store
    meeting = commune.meeting()
    parts = [opinion(store, meeting), decision(store, meeting)]
    before = store.digest()
    store.delete(meeting)
    assert not any(store.get(uid) for uid in parts)
    store.undo_last(meeting)
    assert all(store.get(uid) for uid in (meeting, *parts))
    assert store.digest() == before


def test_undoing_a_part_alone_stays_refused_while_its_whole_is_gone(commune):
    meeting = commune.meeting()
    part = opinion(commune.store, meeting)
    commune.store.delete(meeting)
    with pytest.raises(InvalidRecord):
        commune.store.undo_last(part)
    with pytest.raises(InvalidRecord):
        commune.store.restore(part)


def test_what_minutes_hold_is_not_undone_once_they_are_signed(commune):
    meeting = commune.meeting()
    part = opinion(commune.store, meeting)
    sign(commune.store, meeting)
    with pytest.raises(InvalidRecord, match="ký"):
        commune.store.undo_last(part)
    assert commune.store.get(part) is not None


def test_signed_minutes_are_not_reopened_by_an_undo_without_a_reason(commune):
    meeting = commune.meeting()
    saved = sign(commune.store, meeting)
    with pytest.raises(InvalidRecord, match="lý do"):
        commune.store.undo(saved.save_id)
    with pytest.raises(InvalidRecord, match="lý do"):
        commune.store.undo_last(meeting)
    assert commune.store.get(meeting).text("state") == "signed"


def test_a_meeting_with_parts_added_later_does_not_leave_them_as_orphans(commune):
    meeting = commune.meeting()
    part = opinion(commune.store, meeting)
    with pytest.raises(StoreError, match="sửa tiếp"):
        commune.store.undo_last(meeting)
    assert commune.store.get(part) is not None


def test_a_deleted_part_does_not_come_back_into_signed_minutes(commune):
    meeting = commune.meeting()
    part = opinion(commune.store, meeting)
    commune.store.delete(part)
    sign(commune.store, meeting)
    for take_back in (commune.store.restore, commune.store.undo_last):
        with pytest.raises(InvalidRecord, match="ký"):
            take_back(part)


def test_undoing_leaves_no_reference_to_what_is_gone(commune):
    petition = commune.petition()
    opinion(commune.store, commune.meeting(), petition=petition)
    with pytest.raises(ReferredTo):
        commune.store.undo_last(petition)
    assert commune.store.get(petition) is not None


def test_a_number_given_again_meanwhile_is_not_restored_twice(commune):
    first = commune.petition("001/2026")
    commune.store.delete(first)
    commune.petition("001/2026")
    for take_back in (commune.store.restore, commune.store.undo_last):
        with pytest.raises(InvalidRecord, match="001/2026"):
            take_back(first)


def test_a_decision_sets_no_value_that_a_save_would_refuse(commune):
    meeting = commune.meeting()
    sign(commune.store, meeting)
    for field, value in (("chair", None), ("households_present", 1), ("place", "Chợ")):
        with pytest.raises(InvalidRecord):
            commune.store.resolve(meeting, field, value=value)


def test_a_unit_with_records_is_not_deleted_and_the_numbers_are_told(commune):
    commune.petition()
    commune.meeting()
    with pytest.raises(ReferredTo) as refusal:
        commune.store.delete(commune.village, knowing_referrers=True)
    assert not refusal.value.may_go
    assert "1 hồ sơ “Kiến nghị, phản ánh”" in str(refusal.value)
    assert commune.store.get(commune.village) is not None


def test_the_unit_of_the_store_itself_is_not_deleted(commune):
    with pytest.raises(StoreError, match="đơn vị sử dụng"):
        commune.store.delete(commune.store.unit.uid, knowing_referrers=True)


def test_what_others_can_be_without_goes_when_a_person_knows(commune):
    petition = commune.petition()
    kept = opinion(commune.store, commune.meeting(), petition=petition)
    with pytest.raises(ReferredTo) as refusal:
        commune.store.delete(petition)
    assert refusal.value.may_go
    commune.store.delete(petition, knowing_referrers=True)
    assert commune.store.get(petition) is None
    assert commune.store.get(kept) is not None


STEPS = st.lists(
    st.tuples(st.sampled_from(["opinion", "decision", "edit", "sign", "delete", "undo", "restore"]), st.integers(0, 9)),
    max_size=14,
)


def step(store, what, uid, meeting):
    match what:
        case "opinion":
            return opinion(store, meeting)
        case "decision":
            return decision(store, meeting)
        case "edit":
            record = store.get(uid)
            field = "place" if record and record.kind == "meeting" else "content"
            store.save(Draft(record.kind if record else "meeting", {field: f"Lần {uid[-4:]}"}, uid))
        case "sign":
            sign(store, meeting)
        case "delete":
            before = store.digest()
            store.delete(uid)
            after = store.digest()
            store.undo_last(uid)
            assert store.digest() == before
            store.delete(uid)
            assert store.digest() == after
        case "undo":
            store.undo_last(uid)
        case _:
            store.restore(uid)
    return None


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_is_done_no_state_breaks_a_rule_and_deletion_is_undone_whole(tmp_path_factory, steps):
    from danvan_desktop.store import Store
    from tests.store.conftest import Commune

    path = tmp_path_factory.mktemp("steps") / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        unit = {"name": "Thôn Đông", "kind": "village", "code": "01", "households": 120, "parent": store.unit.uid}
        commune = Commune(store, store.save(Draft("unit", unit)).uids[0])
        meeting = commune.meeting()
        uids = [meeting]
        for what, place in steps:
            signed = {u: store.get(u) for u in uids if is_signed_part(store, u)}
            try:
                made = step(store, what, uids[place % len(uids)], meeting)
            except DanvanError:
                made = None
            uids += [made] if made else []
            obeys_the_rules(store, uids, signed)


def is_signed_part(store, uid):
    record = store.get(uid)
    meeting = record and (record if record.kind == "meeting" else store.get(record.text("meeting")))
    return meeting is not None and meeting.text("state") == "signed"


def obeys_the_rules(store, uids, signed):
    for uid, before in signed.items():
        now = store.get(uid)
        assert now is not None
        assert now.values == before.values
    for record in filter(None, map(store.get, uids)):
        if record.kind != "meeting":
            assert store.get(record.text("gathering") or record.text("meeting")) is not None
        assert not [p for p in store.check_drafts([Draft(record.kind, {}, record.uid)])[0] if p.is_error]
    assert store.check().ok
