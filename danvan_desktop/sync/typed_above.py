"""The unit above as an officer typed it, which gives way to the one that keeps its own books.

Who sets a laptop up types the body above, so that papers have its name, long before a card of it comes. That record is
only a name: nobody writes for it. Once the officer said that a device is of the unit above, and a file of it came, this
unit lies below that one, as if it always had, and what was typed goes.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    holders = store.authority.holders_now(above.uid)
    is_only_named = all(one in store.own_devices or store.holdings.is_same(one) for one in holders)
    return above if is_only_named and not store.tree.above(above.uid) else None


def is_named_by(typed: Record, peer: Peer) -> bool:
    """Tell whether a device's unit is of the level and has the name that were typed; codes are spelled in many ways."""
    return typed.text("kind") == peer.unit_kind and is_same(typed.text("name"), peer.unit_name)


def give_way(store: Store, above: str) -> bool:
    """Let what was typed go where unit ``above`` is here and of its level; tells whether this unit lies below it now.

    The link to it is ended, or it would go before one to a unit at which this office has no right of its own.
    """
    typed, unit = typed_above(store), store.get(above)
    if typed is None or unit is None or typed.uid == store.tree.standing_for(above):
        return False
    if rank_of(typed.text("kind")) != rank_of(unit.text("kind")):
        return False
    home = store.unit.uid
    ended = {"unit": home, "of": typed.uid, "accepted": write_marks(store.log.vector()), "reason": _reason()}
    store.save(Draft("withdrawal", ended), Draft("unit", {"parent": above, "parent_from": None}, home))
    _remove(store, typed, above)
    return True


def _remove(store: Store, typed: Record, above: str) -> None:
    """Lead to the unit above what leads to the one that was typed, and delete that, all or nothing."""
    try:
        with store.all_or_nothing():
            store.save(*_led_over(store, typed.uid, above))
            store.delete(typed.uid)
    except DanvanError:
        return  # Something signed or closed leads there: it stays in the list, and a person may part with it.


def _led_over(store: Store, typed: str, above: str) -> Iterator[Draft]:
    for kind in store.kinds:
        for field in kind.references:
            if "unit" in field.targets and not kind.append_only:
                yield from (
                    Draft(kind.name, {field.name: above}, one.uid)
                    for one in store.find(kind.name, **{field.name: typed})
                )


def _reason() -> str:
    return str(_("Đã có sổ của chính cấp trên."))
