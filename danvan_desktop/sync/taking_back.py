"""The way back from an import: what it brought is cut off the logs again, which costs nothing beforehand.

What came in by one press goes by one press, be it one file or a folder full. What an import brought is the ends of some
logs of others, who keep them: it is asked for anew by the next receipt, and the same file brings it again. So a copy of
the store is made only before much goes, as before much came in. Saves of this office made since stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.localization import Message, _
from danvan_desktop.store import BundleNote, LogHead, Store
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.manifest import Manifest
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.sync.safety import SMALL

_MARK = "truoc-khi-bo-goi"
_KEPT = 3
_COPIED = _("Trước đó tệp dữ liệu được sao lưu.")
_COMES_AGAIN = _("Muốn có lại thì nhập lại đúng tệp đó, hoặc chờ nơi gửi tự gửi lại ở lượt sau.")


@dataclass(frozen=True)
class TakenBack:
    """A round that was, or would be, taken back: its bundles, newest first, when it came, how many entries go."""

    manifests: Sequence[Manifest]
    moment: dt.datetime
    entries: int


def note_ends(store: Store, known: Sequence[LogHead]) -> str:
    """Write where the logs stood that grew since ``known``, those of this device aside.

    Empty when one of them is otherwise by now than it was then: nothing leads back to that.
    """
    before = {head.key: head for head in known}
    grown = [
        (*head.key, before.get(head.key))
        for head in store.log.logs()
        if head.device != store.device_key and head.seq > (before[head.key].seq if head.key in before else 0)
    ]
    if any(end is not None and store.log.hash_at(end.key, end.seq) != end.hash for _replica, _stream, end in grown):
        return ""
    return msgspec.json.encode([[replica, stream, _end(head)] for replica, stream, head in grown]).decode()


def look_back(store: Store) -> TakenBack:
    """Tell what ``take_back_last`` would do; raises SyncError when there is nothing to take back, or it cannot be."""
    notes = _last_round(store)
    ends = _ends(notes)
    _refuse_erasures(store, ends)
    manifests = [recall_manifest(note.manifest) for note in notes]
    return TakenBack(manifests, dt.datetime.fromisoformat(notes[0].moment), _count(store, ends))


def what_goes_back(told: TakenBack) -> Message:
    """Say which import is taken back."""
    return _("{what} {how}", what=_what_goes(told), how=_COPIED if told.entries > SMALL else _COMES_AGAIN)


def _what_goes(told: TakenBack) -> Message:
    first, *others = told.manifests
    units = list(dict.fromkeys(one.unit.name for one in told.manifests))
    if not others:
        return _(
            "Tệp số {number} của {unit}, nhập lúc {moment}: {n} thay đổi sẽ được bỏ ra; những gì máy này tự ghi vẫn"
            " còn.",
            number=first.number,
            unit=first.unit.name,
            moment=told.moment,
            n=told.entries,
        )
    return _(
        "Lượt nhập lúc {moment} gồm {count} tệp (của {units}): {n} thay đổi sẽ được bỏ ra; những gì máy này tự ghi vẫn"
        " còn.",
        count=len(told.manifests),
        units=", ".join(units),
        moment=told.moment,
        n=told.entries,
    )


def take_back_last(store: Store) -> TakenBack:
    """Take out what the last round brought, and what came later on top of it; where it is much, after a copy.

    All of it or, where anything speaks against one file, nothing. Raises SyncError when there is nothing to take back.
    """
    store.officers.require_writer()
    told, ends = look_back(store), _ends(_last_round(store))
    if told.entries > SMALL:
        store.keep_copy(_MARK, _KEPT)
    store.cut_back(ends, _bringers(store, ends))
    return told


def _end(head: LogHead | None) -> list[object] | None:
    if head is None:
        return None
    return [head.seq, head.hash, head.device, (head.signature or b"").hex()]


def _ends(notes: Sequence[BundleNote]) -> Mapping[LogKey, LogHead | None]:
    """Return where the logs stood before the first of these, which are told the newest first."""
    ends: dict[LogKey, LogHead | None] = {}
    for note in notes:
        for replica, stream, end in msgspec.json.decode(note.before):
            if end is None:
                ends[replica, stream] = None
            else:
                seq, digest, device, signature = end
                ends[replica, stream] = LogHead(replica, stream, seq, digest, device, bytes.fromhex(signature) or None)
    return ends


def _last_round(store: Store) -> Sequence[BundleNote]:
    came = [note for note in store.bundles() if note.direction == "in"]
    notes = [note for note in came if note is came[0] or (note.round and note.round == came[0].round)]
    if not all(note.before for note in notes) or not any(note.before != "[]" for note in notes):
        raise SyncError(
            _("Không có lần nhập nào bỏ ra được ở đây. Hãy khôi phục từ bản sao lưu trước khi nhập (mục Khôi phục).")
        )
    return notes


def _refuse_erasures(store: Store, ends: Mapping[LogKey, LogHead | None]) -> None:
    """Raise SyncError when what would go asked for values to be erased: these do not come back with it."""
    reached = {key: 0 if head is None else head.seq for key, head in ends.items()}
    if any(one.kind == "redaction" for one in store.log.entries_after({**store.log.vector(), **reached})):
        raise SyncError(
            _("Lần nhập gần nhất có yêu cầu xóa dữ liệu của công dân và đã được thực hiện, nên không bỏ ra được.")
        )


def _count(store: Store, ends: Mapping[LogKey, LogHead | None]) -> int:
    here = store.log.vector()
    return sum(here.get(key, 0) - (head.seq if head is not None else 0) for key, head in ends.items())


def _bringers(store: Store, ends: Mapping[LogKey, LogHead | None]) -> Sequence[str]:
    """Return the bundles that brought anything beyond these ends."""
    stood = {key: head.seq if head is not None else 0 for key, head in ends.items()}
    return [
        note.sha256
        for note in store.bundles()
        if note.direction == "in"
        and any(log.seq > stood.get((log.replica, log.stream), log.seq) for log in recall_manifest(note.manifest).logs)
    ]
