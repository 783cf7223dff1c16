"""Deletions and signings that did not know of an edit made elsewhere: nothing is lost, a person is asked."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import ConflictReason, Store
from danvan_desktop.store.check import Checker

DECISION = {"title": "Góp 500.000 đồng", "votes_for": 90, "votes_against": 1}

pytestmark = pytest.mark.usefixtures("one_office")


@pytest.fixture
def shared(commune, province, carry):
    """A held meeting that both stores know."""
    uid = commune.meeting(state="held")
    carry(commune.store, province)
    return uid


def edit(store: Store, uid: str, **values: object) -> None:
    store.save(Draft("meeting", values, uid))


def exchange(carry, *stores: Store) -> None:
    for source in stores:
        for target in stores:
            if source is not target:
                carry(source, target)


def test_edit_unknown_to_a_deletion_is_a_conflict_on_both_sides(commune, province, carry, shared):
    commune.store.delete(shared)
    edit(province, shared, place="Đình làng")
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        (conflict,) = store.conflicts()
        assert (conflict.field, conflict.reason) == ("deleted", ConflictReason.DELETED_EDITED)
        assert [head.change.field for head in conflict.heads] == ["deleted", "place"]
        assert store.get(shared) is None
        assert store.check().ok
    assert commune.store.digest() == province.digest()


def test_deletion_that_knew_all_edits_is_none(commune, province, carry, shared):
    edit(province, shared, place="Đình làng")
    exchange(carry, commune.store, province)
    commune.store.delete(shared)
    exchange(carry, commune.store, province)
    assert not province.conflicts()
    assert province.get(shared) is None


def test_two_deletions_are_none(commune, province, carry, shared):
    commune.store.delete(shared)
    province.delete(shared)
    exchange(carry, commune.store, province)
    assert not commune.store.conflicts()


@pytest.mark.parametrize("keeps_deleted", [True, False])
def test_taking_one_side_settles_it_everywhere(commune, province, carry, shared, keeps_deleted):
    commune.store.delete(shared)
    edit(province, shared, place="Đình làng")
    exchange(carry, commune.store, province)
    (conflict,) = province.conflicts()
    chosen = conflict.heads[0 if keeps_deleted else 1].change.id
    province.resolve(shared, "deleted", take=chosen)
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        assert not store.conflicts()
        assert (store.get(shared) is None) is keeps_deleted
        assert store.get(shared, include_deleted=True).text("place") == "Đình làng"


def test_edit_unknown_to_a_signing_is_a_conflict(commune, province, carry, shared):
    edit(commune.store, shared, state="signed")
    edit(province, shared, conclusion="Nhất trí làm đường")
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        (conflict,) = store.conflicts()
        assert (conflict.field, conflict.reason) == ("state", ConflictReason.FINISHED_EDITED)
        assert [head.change.field for head in conflict.heads] == ["state", "conclusion"]
        assert store.check().ok


@pytest.mark.parametrize(("place", "state"), [(0, "signed"), (1, "held")])
def test_signing_is_confirmed_or_reopened(commune, province, carry, shared, place, state):
    edit(commune.store, shared, state="signed")
    edit(province, shared, conclusion="Nhất trí làm đường")
    exchange(carry, commune.store, province)
    (conflict,) = commune.store.conflicts()
    commune.store.resolve(shared, "state", take=conflict.heads[place].change.id)
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        assert not store.conflicts()
        assert store.get(shared).text("state") == state
        assert store.get(shared).text("conclusion") == "Nhất trí làm đường"


def test_edits_saved_with_the_signing_are_none(commune, province, carry, shared):
    edit(commune.store, shared, state="signed", conclusion="Nhất trí")
    exchange(carry, commune.store, province)
    assert not province.conflicts()


def test_what_was_seen_is_no_content(commune, shared):
    before = commune.store.digest()
    result = commune.store.delete(shared)
    commune.store.undo(result.save_id)
    assert commune.store.digest() == before
    assert "seen" not in {entry.change.field for entry in commune.store.history(shared)}


def test_rebuilding_finds_the_same_conflicts(commune, province, carry, shared):
    commune.store.delete(shared)
    edit(province, shared, place="Đình làng")
    exchange(carry, commune.store, province)
    assert province.check(repair=True).ok
    assert province.conflict_count() == 1


@pytest.fixture
def opinion(commune, province, carry, shared):
    """What somebody said in the meeting, known to both."""
    said = {"gathering": shared, "content": "Đề nghị làm trong quý III", "speaker_name": "Lê Văn Tư"}
    uid = commune.store.save(Draft("opinion", said)).uids[0]
    exchange(carry, commune.store, province)
    return uid


@pytest.mark.parametrize("how", ["edited", "added", "deleted"])
def test_part_changed_without_knowing_of_the_signing_is_a_conflict_of_its_whole(
    commune, province, carry, shared, opinion, how
):
    edit(commune.store, shared, state="signed")
    if how == "edited":
        province.save(Draft("opinion", {"content": "Đề nghị lùi sang quý IV"}, opinion))
    elif how == "added":
        province.save(Draft("decision", DECISION | {"meeting": shared}))
    else:
        province.delete(opinion)
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        (conflict,) = store.conflicts()
        assert (conflict.uid, conflict.reason) == (shared, ConflictReason.FINISHED_EDITED)
        assert conflict.heads[0].change.field == "state"
        assert {head.change.uid for head in conflict.heads[1:]}.isdisjoint({shared})
        assert store.check().ok


@pytest.mark.parametrize(("place", "state"), [(0, "signed"), (1, "held")])
def test_signing_over_a_changed_part_is_confirmed_or_reopened(commune, province, carry, shared, opinion, place, state):
    edit(commune.store, shared, state="signed")
    province.save(Draft("opinion", {"content": "Đề nghị lùi sang quý IV"}, opinion))
    exchange(carry, commune.store, province)
    (conflict,) = commune.store.conflicts()
    commune.store.resolve(shared, "state", take=conflict.heads[place].change.id)
    exchange(carry, commune.store, province)
    for store in (commune.store, province):
        assert not store.conflicts()
        assert store.get(shared).text("state") == state
        assert store.check().ok


def test_parts_that_the_signer_had_seen_are_none(commune, province, carry, shared, opinion):
    province.save(Draft("opinion", {"content": "Đề nghị lùi sang quý IV", "speaker_name": "Lê Văn Năm"}, opinion))
    exchange(carry, commune.store, province)
    commune.store.save(Draft("opinion", {"answer": "Nhất trí"}, opinion))
    edit(commune.store, shared, state="signed")
    exchange(carry, commune.store, province)
    assert not commune.store.conflicts()
    assert not province.conflicts()


def test_part_of_minutes_that_are_not_signed_is_none(commune, province, carry, shared, opinion):
    edit(commune.store, shared, conclusion="Nhất trí")
    province.save(Draft("opinion", {"content": "Đề nghị lùi sang quý IV"}, opinion))
    exchange(carry, commune.store, province)
    assert not commune.store.conflicts()


def test_what_was_contested_by_a_part_is_no_more_once_that_was_taken_out(commune, province, carry, shared, monkeypatch):
    monkeypatch.setattr("danvan_desktop.store.cutting._MOST", 1)
    monkeypatch.setattr(Checker, "rebuild", lambda _checker: pytest.fail("derived anew"))
    carry(province, commune.store)
    edit(commune.store, shared, state="signed")
    store, stood = commune.store, {head.key: head for head in commune.store.log.logs()}
    digest = store.digest()
    province.save(Draft("decision", DECISION | {"meeting": shared}))
    carry(province, store)
    assert len(store.conflicts()) == 1
    grown = [head.key for head in store.log.logs() if stood.get(head.key) != head]
    store.cut_back({key: stood.get(key) for key in grown}, ())
    assert not store.conflicts()
    assert store.digest() == digest
    assert store.check().ok


@pytest.fixture
def plans(commune, province, carry):
    """Two plans that both stores know, the first with a task."""
    made = {"type": "yearly", "unit": commune.store.unit.uid}
    first, second = (commune.store.save(Draft("plan", {**made, "title": title})).uids[0] for title in ("A", "B"))
    task = commune.store.save(Draft("task", {"plan": first, "title": "Báo cáo", "lead": "Văn phòng"})).uids[0]
    exchange(carry, commune.store, province)
    return first, second, task


def is_contested(store: Store, *uids: str) -> bool:
    assert store.check().ok
    return {conflict.uid for conflict in store.conflicts()} == set(uids)


def test_a_part_that_went_to_another_whole_contests_the_first_no_more(commune, province, carry, plans):
    first, second, task = plans
    commune.store.save(Draft("plan", {"state": "ended"}, first))
    province.save(Draft("task", {"title": "Báo cáo quý"}, task))
    carry(province, commune.store)
    assert is_contested(commune.store, first)
    province.save(Draft("task", {"plan": second}, task))
    exchange(carry, commune.store, province)
    assert is_contested(commune.store)
    assert is_contested(province)


def test_joining_brings_parts_that_the_ending_did_not_know_and_parting_takes_them_away(commune, province, carry, plans):
    first, second, task = plans
    store = commune.store
    store.save(Draft("plan", {"state": "ended"}, second))
    store.save(Draft("task", {"title": "Báo cáo quý"}, task))
    assert is_contested(store)
    store.join(first, second)
    shown = store.shown_as(first)
    exchange(carry, store, province)
    for one in (store, province):
        assert is_contested(one, *((second,) if shown == second else ()))
    store.part(first)
    exchange(carry, store, province)
    assert is_contested(store)
    assert is_contested(province)
