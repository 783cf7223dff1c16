"""A unit comes to lie below another authority: a village goes to another commune, a commune leaves its district.

Who stands at both, as a province does, moves it at once. Who stands only where the unit lies offers it, and keeps it as
well until the other side takes it; until then either can take that back. Where the unit lay before, its standing there
ends by itself as soon as that is known (``leaving.py``), so that nothing it wrote until then is lost
(docs/decisions/0039-a-unit-moves-by-two-words.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.units import rank_of
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.sync.errors import SyncError

WORDS = frozenset({"parent", "parent_from"})
"""What is said of where a unit lies, together."""


class Way(Enum):
    """What this device's word does."""

    AT_ONCE = "at_once"
    OFFER = "offer"


class Side(Enum):
    """On which side of an offer this office is."""

    TO_US = "to_us"
    """It may take the unit or refuse it."""
    FROM_US = "from_us"
    """It may take the offer back."""


@dataclass(frozen=True)
class Move:
    """That a unit is to lie below ``under`` from ``day`` on (ISO 8601) and no more below ``former`` (empty: none)."""

    unit: Record
    former: Record | None
    under: Record
    day: str
    way: Way


@dataclass(frozen=True)
class Offer:
    """A move that one side wrote and the other has not answered."""

    move: Move
    side: Side


def plan_move(store: Store, unit: str, under: str, day: dt.date | None = None) -> Move:
    """Look what moving a unit would do, from today on by default; raises SyncError in words for what cannot be."""
    moved, target = _known(store, unit), _known(store, under)
    tree, stands = store.tree, store.authority.standing_now
    former = store.get(tree.above(moved.uid), include_deleted=True)
    told = {"unit": moved.text("name"), "under": target.text("name")}
    if former is not None and former.uid == target.uid:
        raise SyncError(_("{unit} đang thuộc {under}, không phải chuyển.", **told))
    if rank_of(target.text("kind")) <= rank_of(moved.text("kind")) or target.uid == moved.uid:
        raise SyncError(_("{under} không phải cấp trên được của {unit}. Hãy chọn xã, huyện hoặc tỉnh.", **told))
    if not stands(store.device_key, moved.uid) or not _stands_there(store, moved, former):
        raise SyncError(
            _(
                "Máy này không chuyển {unit} được. Hãy làm trên máy của nơi đang quản lý {unit} hoặc máy của cấp trên"
                " chung của hai nơi.",
                **told,
            )
        )
    way = Way.AT_ONCE if stands(store.device_key, target.uid) else Way.OFFER
    return Move(moved, former, target, (day or store.today()).isoformat(), way)


def movable(store: Store) -> Sequence[Record]:
    """Return the units that this device may lead away from where they lie, in order of their names."""
    authority, tree, device = store.authority, store.tree, store.device_key
    return [
        unit
        for unit in store.list("unit")
        if (above := tree.above(unit.uid))
        and authority.standing_now(device, above)
        and authority.standing_now(device, unit.uid)
    ]


def targets(store: Store, unit: Record) -> Sequence[Record]:
    """Return the units below which one may come to lie, in order of their names."""
    above, rank = store.tree.above(unit.uid), rank_of(unit.text("kind"))
    return [one for one in store.list("unit") if rank_of(one.text("kind")) > rank and one.uid not in (above, unit.uid)]


def move(store: Store, planned: Move) -> SaveResult:
    """Write it."""
    return store.save(_word(planned.unit.uid, planned.under.uid, planned.day))


def offers(store: Store) -> Sequence[Offer]:
    """Return the moves that wait for an answer, those to this office first."""
    authority, tree = store.authority, store.tree
    found: list[Offer] = []
    for unit in store.list("unit"):
        named, lies = tree.standing_for(unit.text("parent")), tree.above(unit.uid)
        if named and lies and named != lies:
            stands = {uid for uid in (unit.uid, named, lies) if authority.standing_now(store.device_key, uid)}
            found += _offer(store, unit, named, lies, stands)
    return sorted(found, key=lambda one: (one.side.value == "from_us", one.move.unit.text("name"), one.move.unit.uid))


def find_offer(store: Store, unit: str, side: Side | None = None) -> Offer:
    """Return the offer of a unit that waits; raises SyncError when there is none (any more)."""
    uid = store.tree.standing_for(unit)
    found = next((one for one in offers(store) if one.move.unit.uid == uid and side in (None, one.side)), None)
    if found is None:
        named = store.get(uid)
        title = named.text("name") if named is not None and named.kind == "unit" else unit
        raise SyncError(_("“{unit}” không có việc chuyển nào đang chờ ở máy này.", unit=title))
    return found


def accept_move(store: Store, unit: str) -> SaveResult:
    """Take a unit that is offered: from now on it lies below this office; raises SyncError for none."""
    offered = find_offer(store, unit, Side.TO_US).move
    return store.save(_word(offered.unit.uid, offered.under.uid, offered.day))


def refuse_move(store: Store, unit: str) -> SaveResult:
    """Leave a unit that is offered, or that this office offers, where it lies; raises SyncError for none."""
    offered = find_offer(store, unit).move
    stays = offered.former.uid if offered.former is not None else None
    return store.save(Draft("unit", {"parent": stays, "parent_from": None}, offered.unit.uid))


def _word(unit: str, under: str, day: str) -> Draft:
    return Draft("unit", {"parent": under, "parent_from": day}, unit, again=WORDS)


def _known(store: Store, unit: str) -> Record:
    found = store.get(store.tree.standing_for(unit))
    if found is None or found.kind != "unit":
        raise SyncError(
            _(
                "Ở đây chưa có đơn vị “{unit}”. Nếu là đơn vị của nơi khác, hãy nhập tệp trao đổi mới nhất của cấp "
                "trên chung rồi làm lại.",
                unit=unit,
            )
        )
    return found


def _stands_there(store: Store, unit: Record, former: Record | None) -> bool:
    """Tell whether this device may lead a unit away: it stands where that lies, or the unit lies nowhere."""
    return former is None or bool(store.authority.standing_now(store.device_key, former.uid))


def _offer(store: Store, unit: Record, named: str, lies: str, stands: Collection[str]) -> Iterator[Offer]:
    """Yield the offer that a unit says lies below ``named`` and lies below ``lies``, if this device has a say in it."""
    target, former = store.get(named), store.get(lies, include_deleted=True)
    if target is not None and unit.uid in stands:
        said = Move(unit, former, target, unit.text("parent_from"), Way.OFFER)
        if named in stands:
            yield Offer(said, Side.TO_US)
        elif lies in stands:
            yield Offer(said, Side.FROM_US)
