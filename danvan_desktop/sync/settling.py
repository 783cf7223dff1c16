"""The place of our unit among others, taken as what others wrote of it arrives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.domain.units import rank_of
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.store.holdings import authorities_below, units_above
from danvan_desktop.store.settings import UNIT
from danvan_desktop.sync.device_changes import end_former_keys, follow_heirs
from danvan_desktop.sync.granting import grant_draft
from danvan_desktop.sync.leaving import hand_over_books, leave, take_books_over
from danvan_desktop.sync.peers import find_device
from danvan_desktop.sync.placement import path_of
from danvan_desktop.sync.revocation import end, end_what_came_later
from danvan_desktop.sync.typed_above import replace_typed_unit


def settle(store: Store) -> tuple[Message, ...]:
    """Take the place that the unit got by what others wrote of it; returns what the officer should know.

    The unit says that it lies below the one that the officer named as soon as that one is known here. It is joined to
    the unit by which that one, or another laptop of this office, lists it: both are one from then on. What a device
    holds that was put out before anything of that was known here ends, too, and nothing of it counts.
    """
    if store.is_read_only or not store.authority.standing_now(store.device_key, store.unit.uid):
        return ()
    with store.all_or_nothing(), store.following():
        told = (
            *_link_above(store),
            *_accept_below(store),
            *_join(store),
            *_join_listed_twice(store),
            *follow_heirs(store),
            *leave(store),
        )
        hand_over_books(store)
        take_books_over(store)
        end_former_keys(store)
        end_what_came_later(store)
    return (*told, *(told_of_unlinked(store, unit) for unit in unlinked(store)))


def unlinked(store: Store) -> Sequence[Record]:
    """Return the authorities said to be below this unit whose records came and do not say so: they are not counted."""
    known = store.get_many(authorities_below(store.settings)).values()
    tree = store.tree
    home = tree.standing_for(store.unit.uid)
    return [unit for unit in known if tree.was_never_below(unit.uid, home)]


def told_of_unlinked(store: Store, unit: Record) -> Message:
    """Say of a unit that it is not counted yet, and what to do."""
    return _(
        "Số liệu của {unit} chưa được cộng vì tệp của nơi ấy chưa ghi là thuộc {home}."
        " Hãy gửi cho {unit} một tệp; nơi ấy nhập rồi gửi lại là được.",
        unit=unit.text("name"),
        home=store.unit.text("name"),
    )


def _link_above(store: Store) -> Sequence[Message]:
    unit = store.unit
    said = next((one for one in units_above(store.settings) if store.get(one) is not None), None)
    above = said or unit.text("parent")  # which the officer of another laptop said
    if not above or not (replace_typed_unit(store, above) or _link(store, above)):
        return ()
    return (_("Từ nay {unit} thuộc {above}.", unit=unit.text("name"), above=store.title(above)),)


def _link(store: Store, above: str) -> bool:
    unit = store.unit
    if unit.get("parent") or store.tree.top_of(unit.uid) != store.tree.standing_for(unit.uid):
        return False
    store.save(Draft("unit", {"parent": above}, unit.uid))
    return True


def _accept_below(store: Store) -> Sequence[Message]:
    """Accept the authorities that said that they lie below this unit, where the officer said so, too."""
    units = [unit for unit in authorities_below(store.settings) if _waits_for_acceptance(store, unit)]
    accepted = [
        (peer, unit) for unit in units for peer in _work_for(store, unit) if not _is_accepted(store, peer, unit)
    ]
    for peer, unit in accepted:
        store.save(grant_draft(store, peer, unit))
    named = dict.fromkeys(unit for _peer, unit in accepted)
    return [_("Từ nay {unit} thuộc {above}.", unit=store.title(one), above=store.unit.text("name")) for one in named]


def _work_for(store: Store, unit: str) -> Sequence[Peer]:
    """Return the laptops that hold an authority below, by whichever keys now."""
    found = (find_device(store, device) for device in sorted(store.authority.holders_now(unit)))
    return [peer for peer in found if peer is not None and peer.state is PeerState.CONFIRMED]


def _is_accepted(store: Store, peer: Peer, unit: str) -> bool:
    """Tell whether this device gave that one its unit and did not end that since.

    Where it changed nothing, as with a laptop that its own office put out, it would change nothing a second time, and
    the log would grow by each file.
    """
    given, ended = (
        max((one.uid for one in said if any(is_maker(one.uid, own) for own in store.own_devices)), default="")
        for said in (
            store.find("grant", device=peer.device, unit=unit),
            store.find("withdrawal", of=peer.device, unit=unit),
        )
    )
    return given > ended


def _waits_for_acceptance(store: Store, unit: str) -> bool:
    is_linked = store.get(unit) is not None and bool(store.authority.standing_now(store.device_key, unit))
    return is_linked and store.tree.top_of(unit) == store.tree.standing_for(unit)


def _join(store: Store) -> Sequence[Message]:
    home = store.unit
    listed = [unit for unit in _granted(store) if _lists(store, unit, home)]
    unit = _meant([unit for unit in listed if not store.are_told_apart(unit.uid, home.uid)], home)
    if unit is None:
        return ()
    has_units = bool(store.find_all("unit", parent=home.uid))
    said = {"record": home.uid, "into": unit.uid, "reason": str(_("Cùng một đơn vị"))}
    store.save(Draft("same_as", said), *store.parts_of_join(home.uid, unit.uid))
    _let_go(store, unit, home)
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
    others = [unit.uid for unit in units if unit is not stays and not store.are_told_apart(unit.uid, stays.uid)]
    if not others:
        return
    if [uid for uid in others if _is_joined(store, uid, stays.uid, reason)]:
        yield _("“{unit}” được ghi hai lần trong danh sách, nay gộp làm một.", unit=stays.text("name"))


def _is_joined(store: Store, uid: str, into: str, reason: str) -> bool:
    """Join a unit; where this laptop has no right to, as at an authority below, it stays, and files go on."""
    with suppress(InvalidRecord), store.all_or_nothing():
        parts = store.parts_of_join(uid, into)
        store.save(Draft("same_as", {"record": uid, "into": into, "reason": reason}), *parts)
        return True
    return False


def _granted(store: Store) -> Sequence[Record]:
    """Return the units that others granted to this device, besides its own."""
    held = set(store.holdings.units_of(store.device_key)) - store.holdings.home_units
    granted = {grant.text("unit") for grant in store.find("grant", device=store.device_key)}
    return list(store.get_many(sorted(held & granted)).values())


def _lists(store: Store, unit: Record, home: Record) -> bool:
    """Tell whether a unit is this one, in the list of the unit above or as another laptop of this office founded it.

    Whoever is above that one may have moved it before this laptop heard of it: it is this one still.
    """
    if rank_of(unit.text("kind")) != rank_of(home.text("kind")):
        return False
    if not all(store.tree.was_never_below(unit.uid, one) for one in units_above(store.settings)):
        return store.tree.top_of(home.uid) == store.tree.standing_for(home.uid)
    others = {*store.authority.holders_now(unit.uid), *_givers(store, unit)} - {store.device_key}
    return unit.uid < home.uid and any(map(store.holdings.is_same, others))


def _let_go(store: Store, unit: Record, home: Record) -> None:
    """End what whoever handed the unit over to us holds of ours: it gave its office up."""
    for device in set(_givers(store, unit)) - set(store.authority.holders_now(unit.uid)):
        peer = store.peers.find(device)
        if peer is not None:
            end(store, peer, {home.uid} & set(store.holdings.units_of(device)), store.log.vector())


def _givers(store: Store, unit: Record) -> Iterator[str]:
    """Yield the devices that gave a unit to this one, also those that hold it no more."""
    grants = store.find("grant", device=store.device_key, unit=unit.uid)
    for peer in store.peers.all():
        if any(is_maker(grant.uid, peer.device) for grant in grants):
            yield peer.device
