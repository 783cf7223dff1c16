"""Large exports as several files: what goes into which, and how one that was lost or not finished is made again.

Each volume is a bundle like any other. The first ones carry the entries, the others attached files. A log that is
larger than a file is divided where its owner signed it: an own one anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead, Store
from danvan_desktop.sync.content import Content, signed_before
from danvan_desktop.sync.errors import BundleTooLarge, SyncError
from danvan_desktop.sync.limits import MIB, MOST_LOGS_WRITTEN, MOST_MEMBERS, MOST_VOLUMES
from danvan_desktop.sync.manifest import Log, Volume
from danvan_desktop.sync.numbering import next_number
from danvan_desktop.sync.remembered import remember, remembered
from danvan_desktop.sync.sealing import LARGEST_BY_PASSPHRASE
from danvan_desktop.sync.wish import ExportWish

_SETTING = "export.sets"
_KEPT = 10
_BESIDES = 3
"""Members of a bundle that are no attached files."""
_ROOM_BY_PASSPHRASE = 4 * MIB


class Part(msgspec.Struct, frozen=True):
    """What one file of an export holds: the entries of logs ``begin`` to ``end``, and attached files by their digests.

    Of a divided log each piece counts as a log.

    ``size`` is about its bytes before they are packed. ``first`` and ``last`` are empty for no attached files.
    """

    begin: int
    end: int
    first: str = ""
    last: str = ""
    size: int = 0

    def logs(self, logs: Sequence[Log]) -> list[Log]:
        """Return the logs as this file tells of them: those before are known by then, those behind not yet told of.

        Where a set has more logs than one file, each tells of its own alone.
        """
        here = logs[self.begin : self.end]
        before = {_key(log): log for log in logs[: self.begin]} if len(logs) <= MOST_LOGS_WRITTEN else {}
        for log in here:
            before.pop(_key(log), None)
        return [*(msgspec.structs.replace(log, after=log.seq, after_hash=log.hash) for log in before.values()), *here]

    def holds(self, digest: str) -> bool:
        """Tell whether an attached file goes into this file."""
        return bool(self.last) and self.first <= digest <= self.last


WHOLE = Part(0, MOST_MEMBERS**2, "0" * 64, "f" * 64)
"""All of an export in one file."""


class SavedWish(msgspec.Struct, frozen=True):
    """A wish without its passphrase, which is kept nowhere."""

    to: tuple[str, ...]
    plain: bool
    own_unit: bool
    kinds: tuple[str, ...]
    period: str
    all_units: bool
    with_secrets: bool
    without_personal: bool
    with_texts: bool
    texts: tuple[tuple[str, str], ...]
    with_files: bool

    @classmethod
    def of(cls, wish: ExportWish) -> SavedWish:
        """Keep what decides over content and addressees."""
        period = wish.period.code if wish.period is not None else ""
        return cls(
            wish.to, wish.plain, wish.own_unit, wish.kinds, period, wish.all_units, wish.with_secrets,
            wish.without_personal, wish.with_texts, tuple(sorted(wish.texts)), wish.with_files,
        )  # fmt: skip

    def wish(self, passphrase: str | None) -> ExportWish:
        """Return it as it was, under a passphrase that is given anew."""
        return ExportWish(
            to=self.to, plain=self.plain, own_unit=self.own_unit, kinds=self.kinds, all_units=self.all_units,
            period=Period.parse(self.period) if self.period else None, with_secrets=self.with_secrets,
            without_personal=self.without_personal, with_texts=self.with_texts, texts=frozenset(self.texts),
            with_files=self.with_files, passphrase=passphrase,
        )  # fmt: skip


class VolumeSet(msgspec.Struct, frozen=True):
    """Files that are written as one: numbered from ``base``, beside each other, of these logs."""

    base: Annotated[int, msgspec.Meta(ge=1)]
    replica: str
    wish: SavedWish
    by_passphrase: bool
    logs: tuple[Log, ...]
    parts: tuple[Part, ...]

    @property
    def numbers(self) -> range:
        """The numbers of its bundles."""
        return range(self.base, self.base + len(self.parts))

    def volume(self, place: int) -> Volume:
        """Return what the file at a place, from 0, says of itself."""
        part = self.parts[place]
        return Volume(place + 1, len(self.parts), part.first, part.last)


class Division(NamedTuple):
    """An export in files: its logs, those in pieces that no file holds whole, and what goes into which file."""

    logs: Sequence[Log]
    parts: Sequence[Part]


def divided(store: Store, content: Content, wish: ExportWish) -> Division:
    """Divide an export into files of at most ``wish.volume_size`` bytes of content, where that is less than all.

    Raises BundleTooLarge beyond the number of files of a set.
    """
    whole = sum(_weight(store, log) for log in content.logs)
    largest = _largest(wish)
    files, size = store.blobs.total()
    is_few = len(content.logs) <= MOST_LOGS_WRITTEN
    if is_few and whole + size <= largest and files + _BESIDES <= MOST_MEMBERS:
        return Division(content.logs, (msgspec.structs.replace(WHOLE, size=whole + size),))
    attached = {digest: store.blobs.size(digest) for digest in content.passing(content.logs).count().attached}
    size = whole + sum(attached.values())
    if is_few and size <= largest and len(attached) + _BESIDES <= MOST_MEMBERS:
        return Division(content.logs, (msgspec.structs.replace(WHOLE, size=size),))
    logs = [piece for log in content.logs for piece in _pieces(store, log, largest)]
    parts = (*_of_logs(logs, [_weight(store, log) for log in logs], largest), *_of_files(attached, largest, len(logs)))
    if len(parts) > MOST_VOLUMES:
        raise BundleTooLarge(_("Dữ liệu cần xuất chia thành quá nhiều tệp. Hãy chọn cỡ tệp lớn hơn."))
    return Division(logs, parts)


def _key(log: Log) -> LogKey:
    return log.replica, log.stream


def _weight(store: Store, log: Log) -> int:
    return store.extents.weight_of(_key(log), log.after, log.seq)


def _pieces(store: Store, log: Log, largest: int) -> Iterator[Log]:
    """Divide a log into pieces that a file holds, as far as its owner signed between them."""
    if _weight(store, log) <= largest:
        yield log
        return
    after, after_hash = log.after, log.after_hash
    for end in _ends(store, log, largest):
        yield msgspec.structs.replace(
            log, after=after, after_hash=after_hash, seq=end.seq, hash=end.hash, signature=end.signature
        )
        after, after_hash = end.seq, end.hash


def _ends(store: Store, log: Log, largest: int) -> Iterator[Log]:
    """Yield the log as it stood at each end of a piece, signed by its owner."""
    if log.device == store.device_key:
        for seq in store.extents.ends_by_weight(_key(log), log.after, log.seq, largest):
            yield _signed_here(store, log, seq) if seq != log.seq else log
        return
    after, last = log.after, None
    for end in (*signed_before(store, log), log):
        if last is not None and store.extents.weight_of(_key(log), after, end.seq) > largest:
            yield last
            after = last.seq
        last = end
    yield log


def _signed_here(store: Store, log: Log, seq: int) -> Log:
    head = LogHead(log.replica, log.stream, seq, store.log.hash_at(_key(log), seq), log.device, None)
    return msgspec.structs.replace(log, seq=seq, hash=head.hash, signature=store.sign(head.signed_text).hex())


def _largest(wish: ExportWish) -> int:
    if wish.passphrase is None:
        return wish.volume_size
    return min(wish.volume_size, LARGEST_BY_PASSPHRASE - _ROOM_BY_PASSPHRASE)


def _of_logs(logs: Sequence[Log], weights: Sequence[int], largest: int) -> Iterator[Part]:
    """Gather logs into files; no file has two pieces of one log."""
    begin = size = 0
    for place, (log, weight) in enumerate(zip(logs, weights, strict=True)):
        goes_on = place > 0 and _key(log) == _key(logs[place - 1])
        if place - begin >= MOST_LOGS_WRITTEN or (size and (goes_on or size + weight > largest)):
            yield Part(begin, place, size=size)
            begin, size = place, 0
        size += weight
    yield Part(begin, len(logs), size=size)


def _of_files(sizes: Mapping[str, int], largest: int, logs: int) -> Iterator[Part]:
    held: list[str] = []
    size = 0
    for digest in sorted(sizes):
        if held and (size + sizes[digest] > largest or len(held) + _BESIDES >= MOST_MEMBERS):
            yield Part(logs, logs, held[0], held[-1], size)
            held, size = [], 0
        held.append(digest)
        size += sizes[digest]
    if held:
        yield Part(logs, logs, held[0], held[-1], size)


def set_of(store: Store, content: Content, wish: ExportWish, parts: Sequence[Part]) -> VolumeSet:
    """Return the set that is to be written: the one that was begun of just this, else a new one of the next numbers."""
    with store.all_or_nothing():
        number = next_number(store, last_reserved(store))
        made = VolumeSet(
            number, store.replica, SavedWish.of(wish), wish.passphrase is not None, tuple(content.logs), tuple(parts)
        )
        begun = next((one for one in sets(store) if msgspec.structs.replace(one, base=number) == made), None)
        if begun is None:
            kept = [made, *sets(store)][:_KEPT]
            remember(store, _SETTING, kept)
    return begun or made


def sets(store: Store) -> Sequence[VolumeSet]:
    """Return the sets that were written last, the newest first; none where they cannot be read."""
    return remembered(store, _SETTING, list[VolumeSet])


def find_volume(store: Store, number: int) -> tuple[VolumeSet, int]:
    """Return the set and the place in it of a volume by its bundle's number; raises SyncError for any other bundle."""
    for one in sets(store):
        if number in one.numbers and one.replica == store.replica:
            return one, number - one.base
    raise SyncError(_("Không có tập nào mang số {number} để ghi lại. Hãy xuất tệp đầy đủ.", number=number))


def last_reserved(store: Store) -> int:
    """Return the highest number that is given to a volume of this replica, 0 for none."""
    return max((one.numbers[-1] for one in sets(store) if one.replica == store.replica), default=0)


def path_of_volume(out: Path, place: int, of: int) -> Path:
    """Name a file of a set: ``dong-son.tap-2-trong-5.danvan``."""
    return out.with_name(f"{out.stem}.tap-{place + 1}-trong-{of}{out.suffix}")


def wish_of(found: VolumeSet, passphrase: str | None) -> ExportWish:
    """Return the wish of a set; raises SyncError when it needs a passphrase."""
    if found.by_passphrase and passphrase is None:
        raise SyncError(_("Bộ tệp này khóa bằng mật khẩu. Hãy cho mật khẩu khi ghi lại."))
    return found.wish.wish(passphrase if found.by_passphrase else None)


def content_of(content: Content, found: VolumeSet) -> Content:
    """Let a content be of the logs of a set, as they stood then."""
    content.logs = list(found.logs)
    return content
