"""A round of devices paired at once: the cards of a folder, and what each of them is to be here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync.cards import FORMAT, Card, read_card
from danvan_desktop.sync.documents import opening
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.peers import peer_of_card
from danvan_desktop.sync.placement import Choice, placement, suggested_choice

_ENDING = "*.danvan"


@dataclass(frozen=True)
class Pairing:
    """A card with what is known of its device, and what that is to be: ``None`` as long as a person must choose."""

    card: Card
    peer: Peer
    choice: Choice | None


def cards_in(folder: Path) -> Sequence[Card]:
    """Read the cards in a folder by device, of several of one device the newest; raises SyncError for none."""
    newest: dict[str, Card] = {}
    for path in sorted(folder.glob(_ENDING)):
        if path.is_file() and _is_card(path):
            card = read_card(path)
            newest[card.device] = max(newest.get(card.device, card), card, key=lambda one: one.made_at)
    if not newest:
        raise SyncError(_("Trong “{folder}” không có thẻ máy nào (tệp .danvan).", folder=str(folder)))
    return list(newest.values())


def offered(store: Store, cards: Sequence[Card]) -> Sequence[Pairing]:
    """Return what the labels suggest for the devices of cards, this one's own and revoked ones left out."""
    return [Pairing(card, peer, placement(store, peer).suggested) for card, peer in _known(store, cards)]


def pairings(store: Store, cards: Sequence[Card], choice: Choice | None = None) -> Sequence[Pairing]:
    """Return what each device is to be: ``choice`` for all, else what the labels suggest.

    Raises SyncError when a person must choose for one of them, or none is left.
    """
    found = [Pairing(card, peer, choice or suggested_choice(store, peer)) for card, peer in _known(store, cards)]
    if not found:
        raise SyncError(_("Các thẻ này đều là của chính máy này hoặc của máy đã ngừng nhận."))
    return found


def _known(store: Store, cards: Sequence[Card]) -> Sequence[tuple[Card, Peer]]:
    found: list[tuple[Card, Peer]] = []
    for card in cards:
        try:
            found.append((card, peer_of_card(store, card)))
        except SyncError:  # of this very device, or revoked
            continue
    return found


def _is_card(path: Path) -> bool:
    start = opening(FORMAT)
    with path.open("rb") as file:
        return file.read(len(start)) == start
