"""Logs of which two histories were signed with one key: what is known of them, and the choice of a person.

Who chooses withdraws the device by that: a key that signed two histories may sign a third. The withdrawal names the
history that counts, so that it comes to stand at every store that hears of it. What the others say is kept by each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.device_names import device_called, device_of_unit
from danvan_desktop.domain.entry import Entry, LogKey
from danvan_desktop.domain.kinds.rights import write_histories, write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import OtherHistory, PeerState, Store
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.revocation import hashes_of

_MOST_NAMED = 3
"""So many records are named in a sentence."""


@dataclass(frozen=True)
class SecondHistory:
    """A history that does not stand here, under a short name, with what is to be told of it.

    ``other`` counts its entries from where it parts from what stands, ``stand`` those that stand in their place;
    ``others`` and ``standing`` name records that these are about.
    """

    code: str
    log: LogKey
    device: str
    author: Message
    since: dt.datetime
    other: int
    stand: int
    others: Sequence[Message]
    standing: Sequence[Message]
    is_decided: bool

    @property
    def told(self) -> Message:
        """What it is about, in one sentence."""
        return _(
            "Bản kia có {others}; bản đang dùng ở đây có {standing}.",
            others=_counted(self.other, self.others),
            standing=_counted(self.stand, self.standing),
        )


def second_histories(store: Store) -> Sequence[SecondHistory]:
    """Return all histories that were set aside here, those first of which nobody decided."""
    found = [_told(store, one) for one in store.other_histories()]
    return sorted(found, key=lambda one: (one.is_decided, one.since, one.code))


def choose_history(store: Store, code: str, *, takes_other: bool) -> Message:
    """Let one of two histories count everywhere: what stands here, or the ``other`` one that is named.

    Its device is withdrawn with that. Raises SyncError for none of that name, or where this laptop does not stand at
    any unit that the device wrote for.
    """
    store.officers.require_writer()
    one = next((one for one in store.other_histories() if _code(one) == code), None)
    if one is None or not one.other:
        raise SyncError(
            _("Không có bản nhật ký nào mang mã “{code}”. Xem danh sách: danvan peers histories.", code=code)
        )
    units = _ended_here(store, one.device)
    if not units:
        raise SyncError(
            _("Máy này không ghi sổ cho đơn vị của máy ấy nên không chọn được. Hãy nhờ xã hoặc cấp trên chọn.")
        )
    told = {"of": one.device, **_meant(store, one, takes_other=takes_other), "reason": str(_reason(store, one.device))}
    with store.all_or_nothing():
        store.save(*(Draft("withdrawal", {"unit": unit, **told}) for unit in units))
        _refuse_from_now(store, one.device)
        store.settle_histories()
    return (
        _("Đã chọn bản kia. Máy đã ký hai bản khác nhau thôi quyền ghi.")
        if takes_other
        else _("Đã giữ bản đang dùng. Máy đã ký hai bản khác nhau thôi quyền ghi.")
    )


def _meant(store: Store, one: OtherHistory, *, takes_other: bool) -> Mapping[str, str]:
    known = store.log.vector()
    hashes = dict(hashes_of(store, one.device, known))
    if takes_other:
        end = one.other[-1]
        known[one.key], hashes[one.key] = end.id.seq, end.hash
    return {"accepted": write_marks(known), "histories": write_histories(hashes)}


def _ended_here(store: Store, device: str) -> Sequence[str]:
    """Return the units whose holders may say what counts of a device: those that it holds, or held until it was ended.

    Once more is said of what was ended: the later word of one laptop goes before its earlier one.
    """
    ended = (one.text("unit") for one in store.find("withdrawal", of=device))
    units = dict.fromkeys([*store.holdings.units_of(device), *ended])
    return [unit for unit in units if store.authority.standing_now(store.device_key, unit)]


def _refuse_from_now(store: Store, device: str) -> None:
    peer = store.peers.find(device)
    if peer is not None and peer.state is not PeerState.REVOKED:
        store.peers.keep(replace(peer, revoked_from=store.today().isoformat()))


def _reason(store: Store, device: str) -> Message:
    peer = store.peers.find(device)
    name = peer.name if peer is not None else device[:8]
    return _("Máy “{name}” đã ký hai bản nhật ký khác nhau.", name=name)


def _told(store: Store, one: OtherHistory) -> SecondHistory:
    peer = store.peers.find(one.device)
    author = (
        device_of_unit(peer.unit_name, peer.name)
        if peer is not None
        else device_called(_name_of(store, one.device), quoted=True)
    )
    stand = list(store.log.entries_of([(one.key, step.seq - 1, step.seq) for step in one.stand]))
    first = one.other[0] if one.other else stand[0]
    return SecondHistory(
        _code(one),
        one.key,
        one.device,
        author,
        timestamp_moment(first.timestamp),
        len(one.other),
        len(one.stand),
        _titles(store, one.other),
        _titles(store, stand),
        one.is_decided,
    )


def _name_of(store: Store, device: str) -> str:
    grants = store.find("grant", device=device)
    return grants[-1].text("name") if grants else device[:8]


def _code(one: OtherHistory) -> str:
    """Name a history by the hash of its last entry, as short as people can still type it."""
    return one.other[-1].hash[:12] if one.other else ""


def _titles(store: Store, entries: Iterable[Entry]) -> Sequence[Message]:
    """Name the records that entries are about, as far as this officer may see them; by their kind what is not here.

    What it would be called stands only in what was set aside, of which nobody judged yet what is secret.
    """
    closed = store.officers.closed_kinds
    kinds = {one.uid: one.kind for one in entries if one.kind in store.kinds and one.kind not in closed}
    titles = {uid: store.title(uid) for uid in kinds}
    named = {title: _text(title[:60]) for title in titles.values() if title}
    unnamed = {kinds[uid]: store.kinds[kinds[uid]].label for uid, title in titles.items() if not title}
    return [*named.values(), *unnamed.values()]


def _counted(count: int, titles: Sequence[Message]) -> Message:
    told = ngettext("{n} thay đổi", "{n} thay đổi", count)
    if not titles:
        return told
    return _("{changes}, trong đó: {records}", changes=told, records=enumerated(titles[:_MOST_NAMED]))


def _text(text: str) -> Message:
    return Message("{text}", values=(("text", text),))
