"""Whose records a sender may change: those of its own unit and below; the level above writes its answers only.

Who speaks for a change is the device whose log it is in. A device that is not enrolled here is vouched for by the
sender that relays its log. Authorities (province, district, commune) keep apart what is theirs: a commune's own are its
villages and agencies, but a province's are not the communes, whose records it may only answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import DELETED, SEEN
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import Office, UnitTree, standing_units
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import Peer, PeerState, Store, Touch, office_of
from danvan_desktop.sync.errors import SyncError

_MOST_FIELDS = 5
"""So many are named in a sentence."""


@dataclass(frozen=True)
class Refusal:
    """A record that a sender may not change, with the fields that it tried to."""

    uid: str
    kind: str
    fields: tuple[str, ...]
    unit_name: str
    title: str


class OutOfScope(SyncError):
    """A bundle changes records that are not the sender's; nothing of it was applied."""

    def __init__(self, message: Message, refusals: tuple[Refusal, ...]) -> None:
        """Keep the list of what was refused."""
        super().__init__(message)
        self.refusals = refusals


def is_same_unit(peer: Peer, unit: Record) -> bool:
    """Tell whether a device works for this unit: two laptops of one office may have founded it twice."""
    return peer.unit_uid == unit.uid or (peer.unit_code, peer.unit_kind) == (unit.text("code"), unit.text("kind"))


class ScopeCheck:
    """Judges what a merge did, from inside its transaction."""

    def __init__(self, store: Store, sender: Peer) -> None:
        """Judge a bundle of an enrolled sender."""
        self._store = store
        self._sender = sender
        self._own_device = store.device_key
        self._peers = {peer.device: peer for peer in store.peers.all() if peer.state is PeerState.CONFIRMED}
        self._same: dict[str, str] = {}
        self._home = store.unit.uid

    def check(self, touches: Sequence[Touch]) -> None:
        """Raise OutOfScope when any record was changed by somebody who may not."""
        units = self._store.list("unit")
        self._same = self._standing_units(units)
        self._home = self._same[self._store.unit.uid]
        parents = {unit.uid: unit.text("parent") for unit in units}
        kinds = {unit.uid: unit.text("kind") for unit in units}
        after = UnitTree(parents, kinds, self._same)
        moved = {touch.uid: parent for touch in touches if (parent := touch.former_parent) is not None}
        before = UnitTree({**parents, **moved}, kinds, self._same)
        refused = [touch for touch in touches if not self._allows(touch, before, after)]
        if refused:
            raise self._refusal(refused)

    def _allows(self, touch: Touch, before: UnitTree, after: UnitTree) -> bool:
        if touch.device == self._own_device:
            return True
        author = self._peers.get(touch.device)
        speaker, is_vouched = (author, False) if author is not None else (self._sender, True)
        speaking = self._unit_of(speaker)
        if touch.kind == "unit":
            return self._may_write(touch, touch.uid, speaking, after if touch.is_new else before, is_vouched)
        return all(self._may_write(touch, place, speaking, after, is_vouched) for place in self._places(touch))

    def _places(self, touch: Touch) -> set[str]:
        """Return the units that a record is and was about; what is lifted and not here may be this unit's own."""
        places = {self._store.touches.place(touch), self._store.touches.place(touch, former=True)}
        return {place or self._home for place in places} if self._store.touches.lifts(touch) else places

    def _standing_units(self, units: Sequence[Record]) -> dict[str, str]:
        home = self._store.unit
        offices = [office_of(peer) for peer in (self._sender, *self._peers.values())]
        return standing_units(Office(home.uid, home.text("code"), home.text("kind")), offices, units)

    def _unit_of(self, peer: Peer) -> str:
        return self._same.get(peer.unit_uid, peer.unit_uid)

    def _may_write(self, touch: Touch, place: str, speaking: str, tree: UnitTree, is_vouched: bool) -> bool:
        if not place or not self._is_claimed(place, tree):
            return touch.is_new or bool(
                self._store.peers.creator_devices(touch.uid) & {touch.device, self._sender.device}
            )
        if tree.is_own(place, speaking):
            return True
        is_home = tree.is_below(place, self._home)
        is_above = tree.is_below(place, speaking) or (is_home and tree.rank(speaking) > tree.rank(self._home))
        if is_above and is_vouched and not is_home:
            return True
        return is_above and self._answers_only(touch)

    def _is_claimed(self, place: str, tree: UnitTree) -> bool:
        """Tell whether a unit belongs to this office or to an enrolled device."""
        claimants = {self._home, *(self._unit_of(peer) for peer in self._peers.values())}
        return not claimants.isdisjoint(tree.up_from(place))

    def _answers_only(self, touch: Touch) -> bool:
        kinds = self._store.kinds
        if touch.kind not in kinds:
            return False
        return all(name == SEEN or kinds[touch.kind].is_answer(name) for name in touch.fields)

    def _refusal(self, refused: Sequence[Touch]) -> OutOfScope:
        places = [self._store.touches.place(touch) if touch.kind != "unit" else touch.uid for touch in refused]
        titles = self._store.titles([*places, *(touch.uid for touch in refused)])
        refusals = tuple(
            Refusal(
                touch.uid,
                touch.kind,
                touch.content,
                titles.get(place, ""),
                titles.get(touch.uid, ""),
            )
            for touch, place in zip(refused, places, strict=True)
        )
        message = ngettext(
            "Gói sửa {n} bản ghi ngoài phạm vi của “{unit}” nên không nhập gì: {first}. Hãy báo cho nơi gửi.",
            "Gói sửa {n} bản ghi ngoài phạm vi của “{unit}” nên không nhập gì: {first}. Hãy báo cho nơi gửi.",
            len(refusals),
            unit=self._sender.unit_name,
            first=_told(refusals[0], self._store.kinds),
        )
        return OutOfScope(message, refusals)


def fields_in_words(refusal: Refusal, kinds: Kinds) -> Message:
    """Name the fields as the screen does; those that this version does not know by their code."""
    known = kinds[refusal.kind].by_name if refusal.kind in kinds else {}
    labels = [_label(name, known) for name in refusal.fields if name != SEEN] or [_("nội dung")]
    shown, rest = labels[:_MOST_FIELDS], len(labels) - _MOST_FIELDS
    if rest > 0:
        shown.append(ngettext("{n} mục khác", "{n} mục khác", rest))
    return enumerated(shown)


def _label(name: str, known: Mapping[str, Field]) -> Message:
    if name == DELETED:
        return _("xóa bản ghi")
    return known[name].label if name in known else Message("{name}", values=(("name", name),))


def _told(refusal: Refusal, kinds: Kinds) -> Message:
    return _(
        "“{title}” của {unit} (mục {fields})",
        title=refusal.title[:60] or refusal.uid,
        unit=refusal.unit_name or "–",
        fields=fields_in_words(refusal, kinds),
    )
