"""How a device's unit may stand to ours: what a person can choose, and what labels suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.names import is_same
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import rank_of
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.store.holdings import units_above
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.typed_above import is_named_by, typed_above


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


def suggested_choice(store: Store, peer: Peer) -> Choice:
    """Return what the labels suggest; raises SyncError when a person must choose."""
    found = placement(store, peer)
    if found.suggested is not None:
        return found.suggested
    units = "; ".join(f"{path_of(store, unit.uid)} ({unit.uid})" for unit in found.similar)
    raise SyncError(
        _(
            "Có {n} đơn vị giống “{unit}” (mã {code}) nên chưa ghép nối. Hãy chọn đơn vị của máy “{name}”"
            " (--unit): {units}.",
            n=len(found.similar),
            unit=peer.unit_name,
            code=peer.unit_code,
            name=peer.name,
            units=units,
        )
    )


def choice_of_unit(store: Store, unit: str) -> Choice:
    """Return the choice of a unit of ours by its uid; raises SyncError for what is none."""
    if unit in store.holdings.home_units:
        return Choice(Relation.SAME)
    standing = store.tree.standing_for(unit)
    if standing not in store.holdings.units_below():
        raise SyncError(_why_not_below(store, unit))
    return Choice(Relation.BELOW, standing)


def _why_not_below(store: Store, unit: str) -> Message:
    known, home = store.get(unit), store.unit.text("name")
    if known is None or known.kind != "unit":
        return _("Không có đơn vị nào mã hồ sơ “{unit}”. Xem mã hồ sơ bằng lệnh: danvan list unit --json.", unit=unit)
    name = known.text("name")
    if store.tree.is_below(store.unit.uid, store.tree.standing_for(unit)):
        return _("“{unit}” là cấp trên của {home}: hãy ghép nối bằng --as above.", unit=name, home=home)
    return _(
        "“{unit}” có trong danh sách nhưng không thuộc {home}. Hãy ghi “Đơn vị cấp trên” của đơn vị ấy là {home}, rồi"
        " ghép nối lại.",
        unit=name,
        home=home,
    )


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


def _known(store: Store, peer: Peer) -> Choice | None:
    """Return what a device is by the rights that it has already."""
    holdings = store.holdings
    if holdings.is_same(peer.device):
        return Choice(Relation.SAME)
    if (unit := holdings.unit_below(peer.device)) is not None:
        # Of an authority that was paired and never sent anything no record is here that rights could be given for.
        return Choice(Relation.BELOW, unit) if store.get(unit) is not None else Choice(Relation.NEW)
    return Choice(Relation.ABOVE) if holdings.is_above(peer.device) else None


def _similar(store: Store, peer: Peer) -> Sequence[Record]:
    """Return the units of this office with the level and code of a device's unit, else those with level and name.

    Codes of a pasted list are made here, so that a village which began alone seldom has the code that its commune gave.
    """
    found = store.get_many(store.holdings.units_below()).values()
    ours = [one for one in found if one.text("kind") == peer.unit_kind]
    return [one for one in ours if one.text("code") == peer.unit_code] or [
        one for one in ours if is_same(peer.unit_name, one.text("name"))
    ]


def _is_named_like(peer: Peer, unit: Record) -> bool:
    """Tell whether labels are those of a unit, with or without marks and in whichever case they were typed."""
    has_its_name = is_same(peer.unit_name, unit.text("name")) or is_same(unit.text("name"), peer.unit_name)
    labels = (peer.unit_code.casefold(), peer.unit_kind)
    return has_its_name and labels == (unit.text("code").casefold(), unit.text("kind"))


def _by_level(store: Store, peer: Peer) -> Relation:
    own, other = rank_of(store.unit.text("kind")), rank_of(peer.unit_kind)
    if other < own:
        return Relation.NEW
    return Relation.ABOVE if other > own and _may_be_above(store, peer) else Relation.NONE


def _may_be_above(store: Store, peer: Peer) -> bool:
    """Tell whether nobody is above yet but a name that was typed, this one's, or another laptop of the same office."""
    above = [one for one in store.peers.all() if one.unit_uid in units_above(store.settings)]
    is_placed = store.tree.top_of(store.unit.uid) != store.tree.standing_for(store.unit.uid)
    labels = (peer.unit_name, peer.unit_code, peer.unit_kind)
    typed = typed_above(store)
    if typed is not None and not above:
        return is_named_by(typed, peer)
    if above:
        return any(labels == (one.unit_name, one.unit_code, one.unit_kind) for one in above)
    return not is_placed
