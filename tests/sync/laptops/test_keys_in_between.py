"""Files of keys or laptops that gave their place over again, or lost it, before the file came: no person is asked."""

from itertools import permutations

import pytest

from danvan_desktop.sync import (
    Choice,
    ImportStatus,
    Relation,
    enrol_card,
    hand_over,
    own_card,
    replace_peer,
    rotate_keys,
)
from tests.rights import unguarded, withdraw
from tests.sync.exchange import acknowledge, enrol, import_bundle, peer_in, send, write
from tests.sync.laptops.two_laptops import petition, take


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_files_of_keys_that_were_changed_again_wait_for_nobody(commune, village, order):
    files, uids = [], []
    for number in range(3):
        uids.append(petition(village, f"{number:02}"))
        files.append(write(village, commune))
        rotate_keys(village)
    assert {take(commune, files[place]) for place in order} == {ImportStatus.APPLIED}
    assert all(commune.get(uid) is not None for uid in uids)
    assert not commune.undecided()


def test_an_increment_of_keys_that_were_changed_again_waits_for_nobody(commune, village):
    """It brings nothing of the keys before."""
    rotate_keys(village)
    petition(village, "01")
    send(village, commune, since_ack=True)
    acknowledge(commune, village)
    uid = petition(village, "02")
    late = write(village, commune, since_ack=True)
    rotate_keys(village)
    petition(village, "03")
    send(village, commune)
    assert take(commune, late) is ImportStatus.APPLIED
    assert commune.get(uid) is not None


def test_a_late_file_of_who_held_the_office_in_between_waits_for_nobody(made, commune, village):
    first, second = (made(name, "Thôn 1", "01", "village") for name in ("ke", "sau"))
    _succeed(village, first, commune)
    uid = petition(first, "01")
    late = write(first, commune)
    _succeed(first, second, commune)
    petition(second, "02")
    send(second, commune)
    assert take(commune, late) is ImportStatus.APPLIED
    assert commune.get(uid) is not None


def _succeed(former, heir, commune) -> None:
    enrol(former, heir)
    enrol_card(heir, own_card(commune), Choice(Relation.ABOVE))
    hand_over(former, own_card(heir))
    send(former, heir)


def test_the_other_laptop_of_the_office_takes_in_a_late_file_of_a_laptop_that_was_replaced_again(
    made, commune, village
):
    """It was paired on the first laptop alone; what it wrote beyond its end is held, and nobody pairs it anew."""
    other = made("xa2", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, other)
    lost = made("moi", "Thôn 1", "01", "village")
    enrol(lost, commune)
    replace_peer(commune, peer_in(commune, village).device, own_card(lost))
    send(commune, lost)
    known = petition(lost, "01")
    send(lost, commune)
    last = made("moi2", "Thôn 1", "01", "village")
    enrol(last, commune)
    replace_peer(commune, peer_in(commune, lost).device, own_card(last))
    beyond = petition(lost, "02")
    send(commune, other)
    enrol_card(lost, own_card(other), Choice(Relation.ABOVE))
    result = import_bundle(other, write(lost, other), accept_sender=False)
    assert result.status is ImportStatus.APPLIED
    assert other.get(known) is not None
    assert {one.uid for one in other.undecided()} == {beyond}
    assert result.held


def test_who_never_held_anything_here_still_waits(made, commune, village):
    stranger = made("la", "Thôn 1", "01", "village")
    enrol_card(stranger, own_card(commune), Choice(Relation.ABOVE))
    petition(stranger, "01")
    send(commune, village)
    assert take(commune, write(stranger, commune)) is ImportStatus.QUARANTINED


def test_who_was_appointed_by_stolen_keys_still_waits(made, commune, village, tmp_path):
    """Its words came by a file of the stolen laptop, with a unit that says itself that it lies here."""
    friend = made("ban", "Thôn 1", "01", "village")
    withdraw(commune, village.device_key, village.unit.uid)
    with unguarded():
        enrol_card(village, own_card(friend), Choice(Relation.SAME))
        enrol_card(friend, own_card(village), Choice(Relation.SAME))
        send(village, friend)
        petition(friend, "66", village.unit.uid)
    enrol_card(friend, own_card(commune), Choice(Relation.ABOVE))
    own = petition(friend, "67", friend.unit.uid)
    for _time in range(2):
        assert take(commune, write(village, commune)) is ImportStatus.APPLIED
        assert take(commune, write(friend, commune)) is ImportStatus.QUARANTINED
    assert commune.get(own) is None
