"""A decision between two values can be taken back: both stand against each other again, and nothing is lost."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import StoreError

pytestmark = pytest.mark.usefixtures("one_office")


@pytest.fixture
def clash(commune, province, carry):
    """A meeting whose place two offices changed without knowing of each other."""
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    return uid


def values_of(store):
    return [[head.value for head in conflict.heads] for conflict in store.conflicts()]


def test_undoing_a_decision_opens_the_conflict_again_with_the_same_value_shown(commune, clash):
    before, shown = values_of(commune.store), commune.store.get(clash).text("place")
    other = next(head for head in commune.store.conflicts()[0].heads if head.value != shown)
    result = commune.store.resolve(clash, "place", take=other.change.id)
    assert commune.store.get(clash).text("place") == other.value
    commune.store.undo(result.save_id)
    assert values_of(commune.store) == before
    assert commune.store.get(clash).text("place") == shown
    assert commune.store.check().ok


def test_a_decision_can_be_taken_back_and_made_again_any_number_of_times(commune, clash):
    save = commune.store.resolve(clash, "place", value="Nhà văn hóa")
    for _time in range(2):
        save = commune.store.undo(save.save_id)
        assert commune.store.conflict_count() == 1
        save = commune.store.undo(save.save_id)
        assert commune.store.conflict_count() == 0
        assert commune.store.get(clash).text("place") == "Nhà văn hóa"


def test_what_was_reopened_is_in_conflict_on_the_other_store_too(commune, province, carry, clash):
    save = commune.store.resolve(clash, "place", value="Nhà văn hóa")
    commune.store.undo(save.save_id)
    carry(commune.store, province)
    assert values_of(province) == values_of(commune.store)
    assert province.digest() == commune.store.digest()


@pytest.mark.parametrize("taken", [0, 1])
def test_a_deletion_against_an_edit_stands_open_again_after_the_undo(commune, province, carry, taken):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.delete(uid)
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    (conflict,) = commune.store.conflicts()
    was_there = commune.store.get(uid) is not None
    save = commune.store.resolve(uid, conflict.field, take=conflict.heads[taken].change.id)
    assert commune.store.conflict_count() == 0
    assert (commune.store.get(uid) is None) == (taken == 0)
    commune.store.undo(save.save_id)
    (again,) = commune.store.conflicts()
    assert again.reason is conflict.reason
    assert (commune.store.get(uid) is not None) == was_there


def test_a_save_after_the_decision_keeps_the_undo_from_mixing_both(commune, clash):
    save = commune.store.resolve(clash, "place", value="Nhà văn hóa")
    commune.store.save(Draft("meeting", {"place": "Trường học"}, clash))
    with pytest.raises(StoreError, match="sửa tiếp"):
        commune.store.undo(save.save_id)
    assert commune.store.get(clash).text("place") == "Trường học"


def test_a_decision_to_delete_takes_the_parts_along_and_one_to_keep_brings_them_back(commune):
    store, uid = commune.store, commune.meeting()
    titles = ("Việc một", "Việc hai", "Việc bỏ")
    items = [{"meeting": uid, "title": title, "order": order} for order, title in enumerate(titles, 1)]
    *parts, gone = (store.save(Draft("agenda_item", item)).uids[0] for item in items)
    store.delete(gone)
    result = store.resolve(uid, "deleted", value=True)
    assert set(result.uids) == {uid, *parts}
    assert not [one for one in (uid, *parts) if store.get(one) is not None]
    result = store.resolve(uid, "deleted", value=None)
    assert set(result.uids) == {uid, *parts}
    assert [store.get(one).uid for one in (uid, *parts)] == [uid, *parts]
    assert store.get(gone) is None
    assert store.check().ok
