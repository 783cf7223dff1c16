"""A laptop in the place of a lost one: it goes on with all rights, and who comes back is told what became of it."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.store import PeerState, Store
from danvan_desktop.store.settings import PEERS_ENROLLED
from danvan_desktop.sync import (
    Choice,
    ImportStatus,
    Relation,
    SyncError,
    enrol_card,
    hand_over,
    own_card,
    plan_round,
    replace_peer,
    rotate_keys,
    told_of_own_end,
)
from danvan_desktop.sync.enrolment import enrol_known
from danvan_desktop.sync.peers import add_peer
from tests.sync.exchange import enrol, import_bundle, peer_in, send, write
from tests.sync.laptops.two_laptops import petition, take


def test_a_new_laptop_takes_the_place_of_a_lost_one(made, commune, village):
    known = petition(village, "01")
    send(village, commune)
    lost = petition(village, "02")
    new = made("moi", "Thôn 1", "01", "village")
    enrol(new, commune)
    replaced = replace_peer(commune, peer_in(commune, village).device, own_card(new))
    assert replaced.state is PeerState.CONFIRMED
    send(commune, new)
    assert new.get(known) is not None
    uid = petition(new, "03")
    assert take(commune, write(new, commune)) is ImportStatus.APPLIED
    assert commune.get(uid) is not None
    assert take(commune, write(village, commune)) is ImportStatus.APPLIED
    assert commune.get(lost) is None
    (one,) = [held for held in commune.undecided() if held.uid == lost]
    commune.adopt(str(one.id))
    send(commune, new)
    assert new.get(lost) is not None
    assert not new.undecided()


def replaced(made, commune, village) -> Store:
    """Let a new laptop take the place of the village's, of which it knows nothing."""
    new = made("moi", "Thôn 1", "01", "village")
    enrol(new, commune)
    replace_peer(commune, peer_in(commune, village).device, own_card(new))
    send(commune, new)
    return new


def said(messages) -> str:
    return " ".join(map(str, messages))


def test_a_replaced_laptop_that_comes_back_is_told_what_became_of_it_and_what_to_do(made, commune, village):
    new = replaced(made, commune, village)
    late = petition(village, "02")
    assert not told_of_own_end(village)
    before = import_bundle(village, out := write(commune, plain=True), dry_run=True)
    taken = import_bundle(village, out)
    for told in (before.warnings, taken.warnings, told_of_own_end(village)):
        words = said(told)
        assert "thôi quyền ghi sổ cho Thôn 1" in words
        assert "Không mất gì" in words
        assert "Còn 1 hồ sơ" in words
        assert "ghi tệp gửi Xã Đông Sơn" in words
        assert new.device_name in words
    assert [one.uid for one in village.undecided()] == [late]
    with pytest.raises(InvalidRecord, match="không được ghi sổ"):
        petition(village, "03")


def test_what_a_replaced_laptop_wrote_is_handed_over_and_told_to_be_of_one(made, commune, village):
    new = replaced(made, commune, village)
    late = petition(village, "02")
    for _told in range(2):
        words = said(send(village, commune).warnings)
        assert "máy đã thôi quyền ghi sổ cho Thôn 1" in words
        assert "Cần đối chiếu" in words
        assert new.device_name in words
        import_bundle(village, write(commune, plain=True))
    (one,) = commune.undecided()
    commune.adopt(str(one.id))
    send(commune, new)
    assert new.get(late) is not None
    assert not send(new, commune).warnings


def test_a_replaced_laptop_that_is_paired_again_is_told_nothing_more(made, commune, village):
    replaced(made, commune, village)
    import_bundle(village, write(commune, plain=True))
    assert told_of_own_end(village)
    enrol_card(commune, own_card(village), Choice(Relation.BELOW, village.unit.uid))
    send(commune, village)
    assert not told_of_own_end(village)
    petition(village, "04")
    assert not send(village, commune).warnings


def test_a_replaced_laptop_is_opened_though_peers_of_before_are_to_be_enrolled(made, commune, village):
    mate = made("ban", "Thôn 1", "01", "village")
    add_peer(village, own_card(mate), confirmed=True)
    replaced(made, commune, village)
    import_bundle(village, write(commune, plain=True))
    village.settings.set(PEERS_ENROLLED, "")
    enrol_known(village)
    assert told_of_own_end(village)


def test_who_handed_over_or_changed_its_keys_is_not_told_to_be_replaced(made, commune, village):
    old = write(village, commune)
    rotate_keys(village)
    assert not told_of_own_end(village)
    assert not send(village, commune).warnings
    assert not import_bundle(commune, old).warnings
    heir = made("ke", "Thôn 1", "01", "village")
    hand_over(village, own_card(heir))
    words = said(told_of_own_end(village))
    assert "đã bàn giao việc ghi sổ của Thôn 1" in words
    assert heir.device_name in words
    assert not send(village, commune).warnings


def test_a_laptop_is_not_replaced_by_itself_nor_by_whom_nobody_may_replace(made, commune, village):
    stranger = made("la", "Xã Khác", "99", "commune")
    enrol(commune, stranger)
    for name, card, why in (
        (peer_in(commune, village).device, own_card(village), "chính máy"),
        (stranger.device_key, own_card(village), "không ghi sổ"),
        (peer_in(commune, village).device, own_card(commune), "chính máy này"),
    ):
        before = commune.digest()
        with pytest.raises(SyncError, match=why):
            replace_peer(commune, name, card)
        assert commune.digest() == before
    with pytest.raises(SyncError, match="không ghi sổ"):
        replace_peer(village, commune.device_key, own_card(stranger))


def test_a_laptop_and_its_copy_get_each_others_words_though_they_speak_in_turn(made, commune, village, tmp_path):
    """An officer copied the disk to another laptop and works on both: nothing tells them apart but their replicas."""
    copy = tmp_path / "copy.db"
    village.backup(copy)
    with Store.open(copy) as other:
        unit = village.tree.standing_for(village.unit.uid)
        uids = [petition(store, number, unit) for store, number in ((village, "01"), (other, "02"))]
        for _time in range(3):
            for store in (village, other):
                send(store, commune)
            out = write(commune, village, since_ack=True)
            for store in (village, other):
                import_bundle(store, out)
        for store in (commune, village, other):
            assert [store.get(uid) is not None for uid in uids] == [True, True]
        assert village.digest() == other.digest()
    late = petition(village, "03", unit)
    send(village, commune)
    assert commune.get(late) is not None
    for _time in range(4):
        send(village, commune)
    assert commune.peers.marks(village.device_key)[village.replica, "upward"].seq >= 1
    assert not [one for one in plan_round(commune) if one.is_new and not one.owes_receipt]
