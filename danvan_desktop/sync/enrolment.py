"""Enrolling a device: who trusts it, and for which unit it writes, by the choice of a person.

What a card says of its unit, a name, a code, a level, only suggests the choice. What follows from it are records like
others, grants and links, which sync and are the same on all laptops of an office.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kinds.rights import readable_marks, write_marks
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.domain.units import rank_of
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.store.holdings import authorities_below, say_above, say_below, units_above
from danvan_desktop.store.services import UNIT
from danvan_desktop.sync.cards import Card
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.peers import add_peer, confirm_peer, find_peer, peer_of_card, refuse_revoked

_LONGEST_NAME = 120
_ENROLLED = "enrolment.known"
"""The setting that says that devices known to an earlier version were enrolled for their units."""


class Relation(Enum):
    """How a device's unit stands to the one whose store this is."""

    SAME = "same"
    """Another laptop of this office."""
    BELOW = "below"
    """One of this office's units."""
    NEW = "new"
    """A unit of this office that is not in its list yet, or an authority below it, which founds itself."""
    ABOVE = "above"
    NONE = "none"
    """It gets nothing and may write nothing here."""


@dataclass(frozen=True)
class Choice:
    """What a device is enrolled as; ``unit`` is the uid of the unit that it writes for, where that is in the list."""

    relation: Relation
    unit: str = ""


@dataclass(frozen=True)
class Placement:
    """What may be chosen for a device: ``suggested`` when the labels leave no doubt, ``similar`` units of ours."""

    suggested: Choice | None
    similar: Sequence[Record]


def placement(store: Store, peer: Peer) -> Placement:
    """Look where a device belongs, by the rights that it has, then by the labels of its unit."""
    similar = _similar(store, peer)
    known = _known(store, peer)
    if known is not None:
        return Placement(known, similar)
    if _is_named_like(peer, store.unit):
        return Placement(Choice(Relation.SAME), similar)
    if len(similar) == 1:
        return Placement(Choice(Relation.BELOW, similar[0].uid), similar)
    return Placement(None if similar else Choice(_by_level(store, peer)), similar)


def enrol_card(store: Store, card: Card, choice: Choice | None = None) -> Peer:
    """Trust the device of a card, whose fingerprint a person compared, as what was chosen or is suggested.

    Raises SyncError for this device's own card, a revoked device, and when a person must choose; InvalidRecord when
    this device may not enrol others there. Then nothing was changed.
    """
    peer = peer_of_card(store, card)
    _apply(store, peer, choice or _suggested(store, peer))
    added = add_peer(store, card, confirmed=True)
    settle(store)
    return added


def enrol_peer(store: Store, name: str, choice: Choice | None = None) -> Peer:
    """Trust a device whose card is known; raises as ``enrol_card``, and for a device whose card never came."""
    peer = find_peer(store, name)
    refuse_revoked(peer)
    if peer.recipient and peer.unit_kind:
        _apply(store, peer, choice or _suggested(store, peer))
    confirmed = confirm_peer(store, peer.device)
    settle(store)
    return confirmed


def enrol_known(store: Store) -> None:
    """Enrol, once, the devices that an earlier version of the program confirmed: as what their labels suggest."""
    if store.is_read_only or store.settings.get(_ENROLLED):
        return
    for peer in store.peers.all():
        suggested = placement(store, peer).suggested if peer.state is PeerState.CONFIRMED else None
        if suggested is not None:
            _apply(store, peer, suggested)
        elif peer.state is PeerState.REVOKED:
            withdraw(store, peer)
    store.settings.set(_ENROLLED, "1")
    settle(store)
    store.grant_former_rights_below()


def revoke_peer(store: Store, name: str, from_day: dt.date | None = None) -> Peer:
    """Refuse a device from a day on, today when none is given, and end what it holds."""
    peer = find_peer(store, name)
    withdraw(store, peer)
    return store.peers.keep(replace(peer, revoked_from=(from_day or store.today()).isoformat()))


def withdraw(store: Store, peer: Peer) -> None:
    """End all that a device holds and this one stands at: nothing counts that is not here yet."""
    _end(store, peer, store.holdings.units_of(peer.device), store.log.vector())


def _end_what_came_later(store: Store) -> None:
    """End what devices were granted that had been put out before that was known here.

    Of theirs counts what an earlier withdrawal accepted, and nothing else.
    """
    for peer in store.peers.all():
        if peer.state is PeerState.REVOKED:
            granted = {grant.text("unit") for grant in store.find("grant", device=peer.device)}
            counts = {head.key: head.seq for head in store.log.logs() if head.device != peer.device}
            for earlier in store.find("withdrawal", of=peer.device):
                for log, seq in (readable_marks(earlier.text("accepted")) or {}).items():
                    if is_replica_of(log[0], peer.device):
                        counts[log] = max(seq, counts.get(log, 0))
            _end(store, peer, [unit for unit in store.holdings.units_of(peer.device) if unit in granted], counts)


def _end(store: Store, peer: Peer, units: Iterable[str], known: Mapping[LogKey, int]) -> None:
    device, accepted = peer.device, write_marks(known)
    ours = [unit for unit in units if store.authority.standing_now(store.device_key, unit)]
    reason = str(_("Thu hồi máy “{name}”.", name=peer.name))
    drafts = [Draft("withdrawal", {"unit": u, "of": device, "accepted": accepted, "reason": reason}) for u in ours]
    if drafts:
        store.save(*drafts)


def settle(store: Store) -> tuple[Message, ...]:
    """Take the place that the unit got by what others wrote of it; returns what the officer should know.

    The unit says that it lies below the one that the officer named as soon as that one is known here. It is joined to
    the unit by which that one, or another laptop of this office, lists it: both are one from then on. What a device
    holds that was put out before anything of that was known here ends, too, and nothing of it counts.
    """
    if store.is_read_only:
        return ()
    told = (*_link_above(store), *_accept_below(store), *_join(store), *_join_listed_twice(store))
    _end_what_came_later(store)
    return told


def choice_of_unit(store: Store, unit: str) -> Choice:
    """Return the choice of a unit of ours by its uid; raises SyncError for what is none."""
    if unit in store.holdings.home_units:
        return Choice(Relation.SAME)
    standing = store.tree.standing_for(unit)
    if standing not in store.holdings.units_below():
        raise SyncError(_("“{unit}” không phải đơn vị trong danh sách của máy này.", unit=store.title(unit) or unit))
    return Choice(Relation.BELOW, standing)


@dataclass(frozen=True)
class RightInForce:
    """That a device writes for a unit; ``path`` is where that lies in the tree."""

    device: str
    name: str
    unit: str
    unit_name: str
    path: str


def rights_in_force(store: Store) -> Sequence[RightInForce]:
    """Return which devices write for which units now, by unit."""
    names = {grant.text("device"): grant.text("name") for grant in store.list("grant")}
    names |= {peer.device: peer.name for peer in store.peers.all()} | {store.device_key: store.device_name}
    return [
        RightInForce(device, names.get(device, ""), unit.uid, unit.text("name"), path_of(store, unit.uid))
        for unit in store.list("unit")
        for device in store.authority.holders_now(unit.uid)
    ]


def place_in_words(store: Store, choice: Choice) -> Message:
    """Say what a device becomes by a choice."""
    unit = store.unit.text("name")
    match choice.relation:
        case Relation.SAME:
            return _("máy khác của chính đơn vị này ({unit})", unit=unit)
        case Relation.BELOW:
            return _("máy của “{unit}”: {place}", unit=store.title(choice.unit), place=path_of(store, choice.unit))
        case Relation.NEW:
            return _("máy của một đơn vị cấp dưới chưa có trong danh sách, sẽ được thêm vào {unit}", unit=unit)
        case Relation.ABOVE:
            return _("máy của cấp trên của {unit}", unit=unit)
        case Relation.NONE:
            return _("máy của nơi khác: không được gửi gì và không được ghi gì vào sổ này")


def path_of(store: Store, unit: str) -> str:
    """Return where a unit lies in the tree, from itself upwards."""
    return " ← ".join(store.title(one) or one for one in store.tree.up_from(unit))


# What suggests a choice


def _suggested(store: Store, peer: Peer) -> Choice:
    found = placement(store, peer)
    if found.suggested is not None:
        return found.suggested
    units = "; ".join(f"{path_of(store, unit.uid)} ({unit.uid})" for unit in found.similar)
    raise SyncError(
        _(
            "Có {n} đơn vị mã “{code}” nên chưa ghép nối. Hãy chọn đơn vị của máy “{name}” (--unit): {units}.",
            n=len(found.similar),
            code=peer.unit_code,
            name=peer.name,
            units=units,
        )
    )


def _known(store: Store, peer: Peer) -> Choice | None:
    """Return what a device is by the rights that it has already."""
    holdings = store.holdings
    if holdings.is_same(peer.device):
        return Choice(Relation.SAME)
    if (unit := holdings.unit_below(peer.device)) is not None:
        return Choice(Relation.BELOW, unit)
    return Choice(Relation.ABOVE) if holdings.is_above(peer.device) else None


def _similar(store: Store, peer: Peer) -> Sequence[Record]:
    """Return the units of this office with the level and code of a device's unit."""
    found = store.get_many(store.holdings.units_below()).values()
    return [one for one in found if (one.text("kind"), one.text("code")) == (peer.unit_kind, peer.unit_code)]


def _is_named_like(peer: Peer, unit: Record) -> bool:
    labels = (peer.unit_name, peer.unit_code, peer.unit_kind)
    return labels == (unit.text("name"), unit.text("code"), unit.text("kind"))


def _by_level(store: Store, peer: Peer) -> Relation:
    own, other = rank_of(store.unit.text("kind")), rank_of(peer.unit_kind)
    if other < own:
        return Relation.NEW
    return Relation.ABOVE if other > own and _may_be_above(store, peer) else Relation.NONE


def _may_be_above(store: Store, peer: Peer) -> bool:
    """Tell whether nobody is above yet, or another laptop of the same office is."""
    above = [one for one in store.peers.all() if one.unit_uid in units_above(store.settings)]
    is_placed = store.tree.top_of(store.unit.uid) != store.tree.standing_for(store.unit.uid)
    labels = (peer.unit_name, peer.unit_code, peer.unit_kind)
    if above:
        return any(labels == (one.unit_name, one.unit_code, one.unit_kind) for one in above)
    return not is_placed


# What a choice comes to


def _apply(store: Store, peer: Peer, choice: Choice) -> None:
    match choice.relation:
        case Relation.SAME:
            _grant(store, peer, store.unit.uid)
        case Relation.BELOW:
            _grant(store, peer, choice.unit)
        case Relation.NEW:
            if rank_of(peer.unit_kind):
                say_below(store.settings, peer.unit_uid)
            else:
                _list_and_grant(store, peer)
        case Relation.ABOVE:
            say_above(store.settings, peer.unit_uid)
        case Relation.NONE:
            pass


def _grant(store: Store, peer: Peer, unit: str) -> None:
    if peer.device not in store.authority.holders_now(unit):
        store.save(_grant_draft(store, peer, unit))


def _list_and_grant(store: Store, peer: Peer) -> None:
    uid, home = store.new_uid(), store.unit.uid
    listed = {"name": peer.unit_name, "kind": peer.unit_kind, "code": peer.unit_code, "parent": home}
    store.save(Draft("unit", listed, uid), _grant_draft(store, peer, uid))


def _grant_draft(store: Store, peer: Peer, unit: str) -> Draft:
    """A device that was put out gets a new right: what it wrote meanwhile stays held."""
    was_out = bool(store.find("withdrawal", unit=unit, of=peer.device))
    values = {
        "unit": unit,
        "device": peer.device,
        "name": peer.name[:_LONGEST_NAME],
        "recipient": peer.recipient,
        "after": write_marks(store.log.vector()) if was_out else None,
    }
    return Draft("grant", values)


# What others wrote of this unit


def _link_above(store: Store) -> Sequence[Message]:
    unit = store.unit
    above = next((one for one in units_above(store.settings) if store.get(one) is not None), None)
    if above is None or unit.get("parent") or store.tree.top_of(unit.uid) != store.tree.standing_for(unit.uid):
        return ()
    store.save(Draft("unit", {"parent": above}, unit.uid))
    return (_("Từ nay {unit} thuộc {above}.", unit=unit.text("name"), above=store.title(above)),)


def _accept_below(store: Store) -> Sequence[Message]:
    """Accept the authorities that said that they lie below this unit, where the officer said so, too."""
    units = [unit for unit in authorities_below(store.settings) if _waits_for_acceptance(store, unit)]
    for peer in store.peers.all():
        if peer.unit_uid in units and peer.state is PeerState.CONFIRMED:
            store.save(_grant_draft(store, peer, peer.unit_uid))
    return [_("Từ nay {unit} thuộc {above}.", unit=store.title(one), above=store.unit.text("name")) for one in units]


def _waits_for_acceptance(store: Store, unit: str) -> bool:
    is_linked = store.get(unit) is not None and bool(store.authority.standing_now(store.device_key, unit))
    return is_linked and store.tree.top_of(unit) == store.tree.standing_for(unit)


def _join(store: Store) -> Sequence[Message]:
    home = store.unit
    unit = _meant([unit for unit in _granted(store) if _lists(store, unit, home)], home)
    if unit is None:
        return ()
    has_units = bool(store.find_all("unit", parent=home.uid))
    store.save(Draft("same_as", {"record": home.uid, "into": unit.uid, "reason": str(_("Cùng một đơn vị"))}))
    if not has_units:
        store.settings.set(UNIT, unit.uid)
    path = path_of(store, unit.uid)
    return (_("Máy này ghi cho “{unit}” trong danh sách chung ({place}).", unit=unit.text("name"), place=path),)


def _meant(listed: Sequence[Record], home: Record) -> Record | None:
    """Return which of several units of the list this one is: the only one, or the eldest with its labels."""
    alike = [unit for unit in listed if _labels(unit)[1:] == _labels(home)[1:]] or listed
    is_one = len({_labels(unit) for unit in alike}) == 1
    return min(alike, key=lambda unit: unit.uid) if is_one else None


def _labels(unit: Record) -> tuple[str, str, str]:
    return unit.text("name"), unit.text("kind"), unit.text("code")


def _join_listed_twice(store: Store) -> Sequence[Message]:
    """Join what this office listed twice: units of one place, name, level and code, with the same laptop or none.

    One comes with the card of its laptop, another is typed into the list, or comes by the card on the other laptop of
    the office. Whoever has a right at one of them then has it at both.
    """
    alike: dict[tuple[str, ...], list[Record]] = {}
    for unit in store.get_many(sorted(store.holdings.units_below())).values():
        place = store.tree.standing_for(unit.text("parent"))
        if place == store.tree.standing_for(store.unit.uid):
            alike.setdefault((place, *_labels(unit)), []).append(unit)
    return [told for units in alike.values() if len(units) > 1 for told in _join_alike(store, units)]


def _join_alike(store: Store, units: Sequence[Record]) -> Iterator[Message]:
    own = store.device_key
    holders = {unit.uid: frozenset(store.authority.holders_now(unit.uid)) - {own} for unit in units}
    held = [unit for unit in units if holders[unit.uid]]
    if not held or len({holders[unit.uid] for unit in held}) > 1:
        return  # whose laptops differ may be two units: a person decides
    stays = min(held, key=lambda unit: unit.uid)
    reason = str(_("Ghi hai lần trong danh sách"))
    others = [unit.uid for unit in units if unit is not stays]
    store.save(*(Draft("same_as", {"record": uid, "into": stays.uid, "reason": reason}) for uid in others))
    yield _("“{unit}” được ghi hai lần trong danh sách, nay gộp làm một.", unit=stays.text("name"))


def _granted(store: Store) -> Sequence[Record]:
    """Return the units that others granted to this device, besides its own."""
    held = set(store.holdings.units_of(store.device_key)) - store.holdings.home_units
    granted = {grant.text("unit") for grant in store.find("grant", device=store.device_key)}
    return list(store.get_many(sorted(held & granted)).values())


def _lists(store: Store, unit: Record, home: Record) -> bool:
    """Tell whether a unit is this one, in the list of the unit above or as another laptop of this office founded it."""
    if rank_of(unit.text("kind")) != rank_of(home.text("kind")):
        return False
    path = list(store.tree.up_from(unit.uid))[1:]
    if any(store.tree.standing_for(one) in path for one in units_above(store.settings)):
        return store.tree.top_of(home.uid) == store.tree.standing_for(home.uid)
    founders = set(store.authority.holders_now(unit.uid)) - {store.device_key}
    return unit.uid < home.uid and any(map(store.holdings.is_same, founders))
