"""Pairing a device, or a round of them, by cards: what is shown, asked and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.asking import says_yes
from danvan_desktop.cli.language import spoken
from danvan_desktop.cli.options import print_json
from danvan_desktop.cli.usage import WrongUsage
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync import (
    Card,
    Choice,
    Fingerprint,
    Relation,
    SyncError,
    cards_in,
    choice_of_unit,
    enrol_card,
    level_name,
    pairings,
    peer_fingerprint,
    peer_of_card,
    place_in_words,
    placement,
    read_card,
)

CHOSEN = (Relation.SAME, Relation.NEW, Relation.ABOVE, Relation.NONE)
"""What may be chosen besides a unit in the list."""


def pair(store: Store, path: Path, unit: str | None, relation: str | None, *, asked: bool) -> Peer:
    """Enrol the device of one card once a person agreed; raises SyncError."""
    card = read_card(path)
    known = peer_of_card(store, card)
    choice = _choice(store, known, unit, relation)
    show(store, known, card.fingerprint, choice)
    if not asked:
        ask()
    return enrol_card(store, card, choice)


def pair_all(store: Store, folder: Path, relation: str | None, *, asked: bool) -> Sequence[Peer]:
    """Enrol the devices of all cards in a folder once a person compared the list; raises SyncError, then none is."""
    chosen = None if relation is None else Choice(Relation(relation))
    found = pairings(store, cards_in(folder), chosen)
    for one in found:
        show(store, one.peer, one.card.fingerprint, one.choice)
    if not asked:
        ask(_("Mười từ nhận dạng và đơn vị của từng máy trên đều đúng như máy đó hiện ra?"))
    return [enrol_card(store, one.card, one.choice) for one in found]


def refuse_both(unit: str | None, relation: str | None, path: Path) -> None:
    """Raise WrongUsage for options that do not go together."""
    if unit is not None and relation is not None:
        raise WrongUsage(spoken()(_("Chỉ ghi một trong hai: --unit hoặc --as.")))
    if unit is not None and path.is_dir():
        raise WrongUsage(spoken()(_("Cả thư mục thẻ thì không ghi --unit: mỗi thẻ là của một đơn vị.")))


def _choice(store: Store, peer: Peer, unit: str | None, relation: str | None) -> Choice | None:
    if unit is not None:
        return choice_of_unit(store, unit)
    return placement(store, peer).suggested if relation is None else Choice(Relation(relation))


def show(store: Store, peer: Peer, fingerprint: Fingerprint, choice: Choice | None) -> None:
    """Show whose device it says it is, what it is to be here, and its fingerprint."""
    show_device(peer, fingerprint)
    if choice is not None:
        click.echo(spoken()(_("Ghép nối là: {place}.", place=place_in_words(store, choice))), err=True)


def show_device(peer: Peer, fingerprint: Fingerprint) -> None:
    """Show whose device it says it is, and its fingerprint."""
    told = _(
        "Máy “{name}” tự xưng là của {unit} (cấp: {level}; mã {code}).",
        name=peer.name,
        unit=peer.unit_name,
        level=level_name(peer.unit_kind),
        code=peer.unit_code,
    )
    click.echo(spoken()(told), err=True)
    click.echo(fingerprint_lines(fingerprint), err=True)


def ask(question: Message | None = None, refused: Message | None = None) -> None:
    """Ask whether a fingerprint is the one that the other device shows; raises SyncError when it is not.

    ``question`` and ``refused`` are the words for another question, and for what was not done.
    """
    usual = _("Mười từ trên có đúng như máy kia hiện ra, và đơn vị trên có đúng không?")
    try:
        agreed = says_yes(question or usual)
    except click.Abort as error:
        hint = _("Chưa ghép nối: chưa so mười từ nhận dạng. Trong kịch bản, so trước rồi ghi --yes.")
        raise SyncError(refused or hint) from error
    if not agreed:
        raise SyncError(refused or _("Chưa ghép nối: mười từ nhận dạng hoặc đơn vị không khớp, hoặc chưa được so."))


def tell_peer(peer: Peer, as_json: bool) -> None:
    """Print the name of a device, as JSON all that is known of it."""
    if as_json:
        print_json(peer_json(peer))
    else:
        click.echo(peer.name)


def fingerprint_lines(fingerprint: Fingerprint) -> str:
    """Return the words and the digits, a line each."""
    return f"  {fingerprint.text}\n  {fingerprint.digits}"


def card_json(card: Card) -> dict[str, Any]:
    """Return what a card says."""
    return {
        "device": card.device,
        "recipient": card.recipient,
        "name": card.name,
        "unit": {"uid": card.unit.uid, "name": card.unit.name, "code": card.unit.code, "kind": card.unit.kind},
        "words": list(card.fingerprint.words),
        "digits": card.fingerprint.digits,
    }


def peer_json(peer: Peer) -> dict[str, Any]:
    """Return what is known of a device."""
    found = peer_fingerprint(peer)
    return {
        "device": peer.device,
        "recipient": peer.recipient,
        "name": peer.name,
        "unit": {"uid": peer.unit_uid, "name": peer.unit_name, "code": peer.unit_code, "kind": peer.unit_kind},
        "state": peer.state.value,
        "added_at": peer.added_at,
        "confirmed_at": peer.confirmed_at,
        "revoked_from": peer.revoked_from,
        "acked_at": peer.acked_at,
        "words": list(found.words),
        "digits": found.digits,
    }
