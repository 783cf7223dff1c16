"""Other keys or another laptop for the same office: the rights go over in one save, nothing that was written is lost.

Whoever gives a right up says so itself and with all that it knows, so that nobody who copied its keys can go on with
them (docs/decisions/0034-a-device-gives-its-rights-over.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec.structs import replace

from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.store.device_keys import NewKeys
from danvan_desktop.sync.cards import Card, own_card
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.granting import grant_draft
from danvan_desktop.sync.heirs import given_over, units_here, who_ended_itself
from danvan_desktop.sync.peers import find_peer, peer_of_card


class _NothingEnds(Exception):
    """Whoever gave it stands higher."""


def rotate_keys(store: Store) -> Card:
    """Give this device new keys and return its new card; who knows it learns that by its next bundle.

    Raises SyncError for a device that holds no unit, which nobody would know again.
    """
    store.officers.require_writer()
    units, new = _own_units(store), NewKeys.make()
    if not units:
        raise SyncError(_("Máy này không ghi sổ cho đơn vị nào nên không đổi khóa được. Hãy ghép nối lại máy này."))
    card = own_card(store)
    heir = Peer(new.device, new.recipient, store.device_name, *_labels(card), store.clock.local_text())
    reason = _("Máy “{name}” đổi khóa.", name=store.device_name)
    store.change_keys(new, *_handed_over(store, heir, store.device_key, units, reason))
    return own_card(store)


def end_former_keys(store: Store) -> None:
    """End what earlier keys of this laptop were given by who did not know yet that they were changed.

    Only where this laptop stands by its new keys, as at a unit that was listed twice and joined since.
    """
    card, reason = own_card(store), _("Máy “{name}” đổi khóa.", name=store.device_name)
    heir = Peer(card.device, card.recipient, store.device_name, *_labels(card), store.clock.local_text())
    for former in store.own_devices[1:]:
        _hand_on(store, heir, former, reason)


def follow_heirs(store: Store) -> Iterator[Message]:
    """Give heirs what was given here to those whose place they took, by these ones' own words; tells of each."""
    for former in who_ended_itself(store):
        grant = given_over(store, former) if units_here(store, former) else None
        if grant is None or {former, grant.text("device")} & set(store.own_devices):
            continue
        heir = Peer(grant.text("device"), grant.text("recipient"), grant.text("name"), "", "", "", "", "")
        known = store.peers.find(former)
        told = _("Máy “{new}” thay máy “{old}”.", new=heir.name, old=known.name if known is not None else heir.name)
        if _hand_on(store, heir, former, told):
            yield told


def _hand_on(store: Store, heir: Peer, former: str, reason: Message) -> bool:
    """Give an heir what the one of before holds and this device may give, unless that would end nothing.

    It would be said anew each time, where whoever gave it stands higher or by the word of the former one alone.
    """
    units = [unit for unit in store.holdings.units_of(former) if _stands(store, unit)]
    if not units:
        return False
    with suppress(InvalidRecord, _NothingEnds), store.all_or_nothing():
        store.save(*_handed_over(store, heir, former, units, reason))
        if set(units) <= set(store.holdings.units_of(former)):
            raise _NothingEnds
        return True
    return False


def replace_peer(store: Store, name: str, card: Card) -> Peer:
    """Let the laptop of a card, whose fingerprint a person compared, take the place of a known one, which ends.

    What of the old laptop is here stays; what comes of it later is held until a person decides. Raises SyncError for
    an old laptop that holds nothing that this device may give.
    """
    store.officers.require_writer()
    old, new = find_peer(store, name), peer_of_card(store, card)
    if old.device == new.device:
        raise SyncError(_("Thẻ này là của chính máy “{name}”. Hãy lấy thẻ của máy mới.", name=old.name))
    units = [unit for unit in store.holdings.units_of(old.device) if _stands(store, unit)]
    if not units:
        raise SyncError(
            _(
                "Máy “{name}” không ghi sổ cho đơn vị nào của máy này nên không thay ở đây được. Hãy ghép nối máy mới"
                " bằng thẻ.",
                name=old.name,
            )
        )
    reason = _("Máy “{new}” thay máy “{old}”.", new=new.name, old=old.name)
    confirmed = replace(new, confirmed_at=store.clock.local_text())
    drafts = _handed_over(store, new, old.device, units, reason)
    store.save(*drafts, together_with=lambda: _keep(store, confirmed))
    return confirmed


def hand_over(store: Store, card: Card) -> Peer:
    """Give what this device holds to the laptop of a card, whose fingerprint a person compared, and end as its writer.

    What was written here stays and goes on by the next bundles of either. Raises SyncError when there is nothing to
    give.
    """
    store.officers.require_writer()
    heir, units = peer_of_card(store, card), _own_units(store)
    if not units:
        raise SyncError(_("Máy này không còn ghi sổ cho đơn vị nào để bàn giao."))
    confirmed = replace(heir, confirmed_at=store.clock.local_text())
    reason = _("Máy “{old}” bàn giao cho máy “{new}”.", old=store.device_name, new=heir.name)
    drafts = _handed_over(store, heir, store.device_key, units, reason)
    store.save(*drafts, together_with=lambda: _keep(store, confirmed))
    return confirmed


def _keep(store: Store, peer: Peer) -> None:
    store.peers.keep(peer)


def _own_units(store: Store) -> Sequence[str]:
    return list(store.holdings.units_of(store.device_key))


def _stands(store: Store, unit: str) -> bool:
    return bool(store.authority.standing_now(store.device_key, unit))


def _handed_over(store: Store, heir: Peer, device: str, units: Sequence[str], reason: Message) -> Iterable[Draft]:
    """Return the grants to the heir, then the end of the other device by all that is known: so that all count."""
    standing = dict.fromkeys(store.tree.standing_for(unit) for unit in units)
    held = store.authority.holders_now
    accepted, told = write_marks(store.log.vector()), str(reason)
    return [
        *(grant_draft(store, heir, unit) for unit in standing if heir.device not in held(unit)),
        *(Draft("withdrawal", {"unit": u, "of": device, "accepted": accepted, "reason": told}) for u in units),
    ]


def _labels(card: Card) -> tuple[str, str, str, str]:
    return card.unit.uid, card.unit.name, card.unit.code, card.unit.kind
