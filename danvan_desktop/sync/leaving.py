"""Ends what an office still may write at a unit that lies elsewhere now, or has a laptop of its own.

The office itself says it, by all that it knows: so nothing counts less that it wrote before it heard of the move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store

_KEEPS_ITS_OWN = _("Đơn vị đã có máy tự giữ sổ.")
_ABOVE = "unit.told_above"
"""The setting that keeps below which unit this one lay when the officer last heard of it."""
_ALL = (1 << 31) - 1
"""Further than any log of another laptop of this office goes before that laptop ends its own standing."""


def leave(store: Store) -> Sequence[Message]:
    """End this office's standing above units that moved, and tell of that and of a move of its own unit."""
    left = list(_left(store))
    if left:
        _end(store, ((unit.uid, link) for unit, link in left), _known(store), _("Đơn vị đã chuyển đi nơi khác."))
    units = {unit.uid: unit for unit, _link in left}
    return (*(_told(store, unit) for unit in units.values()), *_own_move(store))


def hand_over_books(store: Store) -> None:
    """End what this device holds of a unit that it listed, once a laptop of that unit has it.

    Whoever makes a unit keeps its book until then; afterwards it would count as a laptop of that unit, and get what
    stays inside it. What this one wrote for it goes on to count, and answers are written from above.
    """
    listed = [unit for unit in store.holdings.units_of(store.device_key) if _keeps_its_own_book(store, unit)]
    if listed:
        _end(store, ((unit, store.device_key) for unit in listed), store.log.vector(), _KEEPS_ITS_OWN)


def take_books_over(store: Store) -> None:
    """End what a device of the office above, which listed this unit, holds of it: it may not have heard of us yet."""
    authority = store.authority
    others = [
        (unit, device)
        for unit in sorted(store.holdings.home_units)
        for device in sorted(authority.holders_now(unit))
        if not _is_ours(store, device) and authority.standing_now(store.device_key, unit)
    ]
    if others:
        _end(store, others, store.log.vector(), _KEEPS_ITS_OWN)


def _end(store: Store, held: Iterable[tuple[str, str]], known: Mapping[tuple[str, str], int], reason: Message) -> None:
    """Withdraw what is ``held``: units, each with the device or link that does; what is ``known`` goes on to count."""
    accepted, told = write_marks(known), str(reason)
    ends = ({"unit": unit, "of": of, "accepted": accepted, "reason": told} for unit, of in held)
    store.save(*(Draft("withdrawal", end) for end in ends))


def _keeps_its_own_book(store: Store, unit: str) -> bool:
    """Tell whether a unit below has a laptop of its own, under whichever uid it is known."""
    tree, home = store.tree, store.tree.standing_for(store.unit.uid)
    stands = tree.standing_for(unit)
    if stands == home or not tree.is_below(stands, home):
        return False
    same = (stands, *store.joined_to(stands))
    return any(not _is_ours(store, device) for one in same for device in store.authority.holders_now(one))


def _is_ours(store: Store, device: str) -> bool:
    return device in store.own_devices or store.holdings.is_same(device)


def _left(store: Store) -> Iterator[tuple[Record, str]]:
    """Yield units that lie elsewhere and are not offered to this office, with its own, to which they are still linked.

    A unit that was joined to this one is linked under its own uid.
    """
    holdings, authority = store.holdings, store.authority
    tree, home = holdings.tree, holdings.tree.standing_for(store.unit.uid)
    for unit in store.list("unit"):
        above, named = tree.above(unit.uid), tree.standing_for(unit.text("parent"))
        if above and named != home and not tree.is_below(unit.uid, home):
            yield from ((unit, link) for link in sorted(authority.links_above(unit.uid) & holdings.home_units))


def _known(store: Store) -> dict[tuple[str, str], int]:
    """Return what still counts: all that is here, and what other laptops of this office write until they hear."""
    others = {head.key for head in store.log.logs() if _is_others(store, head.device)}
    return {key: _ALL if key in others else seq for key, seq in store.log.vector().items()}


def _is_others(store: Store, device: str) -> bool:
    return device not in store.own_devices and store.holdings.is_same(device)


def _told(store: Store, unit: Record) -> Message:
    under = store.title(store.tree.above(unit.uid))
    return _(
        "{unit} nay thuộc {under}. Máy này không ghi sổ cho {unit} nữa; những gì đã ghi giữ nguyên.",
        unit=unit.text("name"),
        under=under,
    )


def _own_move(store: Store) -> Iterator[Message]:
    """Tell when this very unit lies below another one than before."""
    now, before = store.tree.above(store.unit.uid), store.settings.get(_ABOVE)
    if now == before:
        return
    store.settings.set(_ABOVE, now)
    if now and before and store.tree.has_left(store.unit.uid, before):
        yield _(
            "Từ nay {unit} thuộc {above}, không còn thuộc {before}. Tệp trao đổi gửi cho {above}.",
            unit=store.unit.text("name"),
            above=store.title(now),
            before=store.title(before),
        )
