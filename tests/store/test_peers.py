"""What is known of other devices is kept as it was told, the newest word of each in place of the last."""

import pytest

from danvan_desktop.store import LogProgress, Peer, PeerState
from danvan_desktop.store.peers import ReceiptNote
from tests.copies import replace

ADDED = "2026-08-12T09:00:00"


def peer(device: str = "ab", name: str = "Máy xã", **more: object) -> Peer:
    made = {
        "recipient": "age1x",
        "unit_uid": "u",
        "unit_name": "Xã",
        "unit_code": "DS",
        "unit_kind": "commune",
        "added_at": ADDED,
    }
    return Peer(device * 32, name=name, **made | more)


@pytest.fixture
def peers(commune):
    return commune.store.peers


def test_devices_are_listed_by_name_and_found_by_key(peers):
    kept = [peers.keep(peer(device, name)) for device, name in (("ab", "Đông"), ("cd", "An"), ("ef", "Ấp"))]
    assert [one.name for one in peers.all()] == ["An", "Ấp", "Đông"]
    assert peers.find("ab" * 32) == kept[0]
    assert peers.find("00" * 32) is None


def test_a_device_is_kept_once_with_what_is_known_last(peers):
    peers.keep(peer())
    changed = peers.keep(peer(name="Máy Mặt trận", confirmed_at=ADDED))
    assert peers.all() == [changed]


@pytest.mark.parametrize(
    ("confirmed", "revoked", "state"),
    [
        (None, None, PeerState.UNCONFIRMED),
        (ADDED, None, PeerState.CONFIRMED),
        (ADDED, "2026-08-12", PeerState.REVOKED),
        (None, "2026-08-12", PeerState.REVOKED),
    ],
)
def test_a_device_stands_as_it_was_confirmed_and_revoked(confirmed, revoked, state):
    assert peer(confirmed_at=confirmed, revoked_from=revoked).state is state


def test_what_a_device_told_to_have_takes_the_place_of_what_it_told_before(peers):
    known, other = peers.keep(peer()), peers.keep(peer("cd", "Khác"))
    first = {("r1", "upward"): LogProgress(5, 4), ("r2", "upward"): LogProgress(7, 7)}
    receipts = [ReceiptNote("aa" * 32, known.device, "accepted", "2026-08-12T10:00:00")]
    peers.acknowledge(known, "2026-08-12T10:00:00", first, receipts, ("r9", 1))
    assert peers.marks(known.device) == first
    assert peers.marks(other.device) == {}
    again = {("r1", "upward"): LogProgress(9, 9)}
    changed = [replace(receipts[0], state="refused", moment="2026-08-13T10:00:00")]
    peers.acknowledge(known, "2026-08-13T10:00:00", again, changed, ("r9", 2))
    assert peers.marks(known.device) == again
    assert peers.receipts() == changed
    assert peers.find(known.device).acked_at == "2026-08-13T10:00:00"


def test_receipts_are_told_in_the_order_of_their_moments(peers):
    known = peers.keep(peer())
    notes = [
        ReceiptNote(digest * 32, known.device, "accepted", moment)
        for digest, moment in (("cc", "2026-08-14"), ("bb", "2026-08-12"), ("aa", "2026-08-12"))
    ]
    peers.acknowledge(known, ADDED, {}, notes, ("r9", 1))
    assert [note.sha256[:2] for note in peers.receipts()] == ["aa", "bb", "cc"]


def test_logs_that_were_held_back_are_remembered_as_far_as_they_were_ever_told(peers):
    peers.note_held({("r1", "restricted"): 5})
    peers.note_held({("r1", "restricted"): 3, ("r2", "restricted"): 1})
    assert peers.held_logs() == {("r1", "restricted"): 5, ("r2", "restricted"): 1}
    peers.note_held({("r1", "restricted"): 8})
    assert peers.held_logs()["r1", "restricted"] == 8
