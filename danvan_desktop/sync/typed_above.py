"""The unit above as an officer typed it, which gives way to the one that keeps its own books.

Who sets a laptop up types the body above, so that papers have its name, long before a card of it comes. That record is
only a name: nobody writes for it. Once the officer said that a device is of the unit above, and a file of it came, this
unit lies below that one, as if it always had, and what was typed goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.names import is_same
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.units import is_outranked, rank_of
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, Store


def typed_above(store: Store) -> Record | None:
    """Return the unit above that was typed here, ``None`` when there is none or others write for it."""
    above = store.get(store.tree.standing_for(store.unit.text("parent")))
    if above is None or not is_outranked(store.unit.text("kind"), above.text("kind")):
        return None
    return above if _is_only_named(store, above) else None


def is_named_by(typed: Record, peer: Peer) -> bool:
    """Tell whether a device's unit is of the level and has the name that were typed; codes are spelled in many ways."""
    return typed.text("kind") == peer.unit_kind and is_same(typed.text("name"), peer.unit_name)


def replace_typed_unit(store: Store, above: str) -> bool:
    """Let what was typed go where unit ``above`` is here and of its level; tells whether this unit lies below it now.

    The link to it is ended, or it would go before one to a unit at which this office has no right of its own. What
    another laptop of this office typed goes there.
    """
    unit = store.get(above)
    if unit is None:
        return False
    typed = _typed_for(store, unit)
    if typed is not None:
        home, accepted = store.unit.uid, write_marks(store.log.vector())
        ended = {"unit": home, "of": typed.uid, "accepted": accepted, "reason": str(_("Đã có sổ của chính cấp trên."))}
        store.save(Draft("withdrawal", ended), Draft("unit", {"parent": above, "parent_from": None}, home))
        _remove(store, typed, above)
    if not _is_only_named(store, unit):
        for name in _names_of(store, unit):
            (_lead_late if name.deleted else _remove)(store, name, above)
    return typed is not None


def _typed_for(store: Store, unit: Record) -> Record | None:
    """Return what was typed in the place of a unit, which is of its level."""
    typed = typed_above(store)
    return typed if typed is not None and typed.uid != unit.uid and _rank(typed) == _rank(unit) else None


def _names_of(store: Store, unit: Record) -> Sequence[Record]:
    """Return what was typed with the name of a unit, and is none itself, also what went already."""
    alike = [
        one
        for one in store.find_all("unit")
        if one.text("kind") == unit.text("kind") and is_same(one.text("name"), unit.text("name"))
    ]
    return [
        one
        for one in alike
        if one.uid != unit.uid and store.shown_as(one.uid) == one.uid and _is_only_named(store, one)
    ]


def _is_only_named(store: Store, unit: Record) -> bool:
    """Tell whether a unit was listed by this office alone and lies nowhere, so that nobody writes for it."""
    holders = store.authority.holders_now(unit.uid)
    is_ours = all(one in store.own_devices or store.holdings.is_same(one) for one in holders)
    return is_ours and not store.tree.above(unit.uid) and unit.uid not in store.holdings.home_units


def _rank(unit: Record) -> int:
    return rank_of(unit.text("kind"))


def _remove(store: Store, typed: Record, above: str) -> None:
    """Lead to the unit above what leads to the one that was typed, and delete that, all or nothing."""
    try:
        with store.all_or_nothing():
            store.save(*_led_over(store, typed.uid, above))
            # What was joined to another record leads there still, and says nothing any more.
            store.delete(typed.uid, knowing_referrers=True)
    except DanvanError:
        return  # Something signed or closed leads there, or another laptop typed it: it stays in the list.


def _lead_late(store: Store, gone: Record, above: str) -> None:
    """Lead to the unit above what another laptop let lead to the one that went, which it did not know yet.

    Records of that unit are none of them: only the laptop that typed it has a right there, and while one leads there
    it does not go.
    """
    with suppress(DanvanError), store.all_or_nothing():
        store.save(*_led_over(store, gone.uid, above))


def _led_over(store: Store, typed: str, above: str) -> Iterator[Draft]:
    for kind in store.kinds:
        for field in kind.references:
            if "unit" in field.targets and not kind.append_only:
                leading = store.find(kind.name, **{field.name: typed})
                yield from (Draft(kind.name, {field.name: above}, one.uid) for one in leading)
