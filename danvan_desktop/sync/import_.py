"""Takes a bundle in: verified first, backed up before, merged in one transaction, or nothing at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.change import Change
from danvan_desktop.domain.clock import EPOCH, format_timestamp, timestamp_moment, wall_milliseconds
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import MergeResult, Store
from danvan_desktop.sync.files import copy_in, private_file
from danvan_desktop.sync.manifest import Manifest, without_members
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.safety import back_up_before_import
from danvan_desktop.sync.values import ValueCheck

_DAY = 24 * 60 * 60 * 1000
_TELL_EVERY = 500


@dataclass(frozen=True)
class ImportResult:
    """What a bundle brought, or would bring when ``dry_run``.

    ``backup`` is the copy of the store made beforehand, ``None`` when none was needed; ``warnings`` are to be read by
    the officer.
    """

    dry_run: bool
    manifest: Manifest
    merge: MergeResult
    sha256: str
    backup: Path | None
    warnings: tuple[Message, ...]

    @property
    def changed_nothing(self) -> bool:
        """Whether all of it was known before."""
        return not (self.merge.added or self.merge.parked or self.merge.quarantined)


def import_bundle(
    store: Store,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Verify a bundle and merge it, or tell what that would do.

    ``progress`` is told (done, total), first bytes, then changes, and may raise to stop. Raises SyncError or StoreError
    in words; then, as when it is stopped or killed, the store is as before.
    """
    tell = progress or _tell_nobody
    with private_file(store.path.parent) as file:
        size, digest = copy_in(path, file, tell)
        bundle = BundleReader(file, size, tell)
        watch = _Watch(ValueCheck(store.kinds), bundle.manifest.changes, tell)
        changes = watch.seen(bundle.changes())
        if dry_run:
            merge, backup = store.dry_merge(changes, bundle.heads), None
        else:
            backup = back_up_before_import(store) if _brings_news(store, bundle.manifest) else None
            merge = store.merge(changes, bundle.heads, bundle.attachments())
            _remember(store, digest, bundle.manifest)
    return ImportResult(dry_run, bundle.manifest, merge, digest, backup, tuple(watch.warnings()))


def describe_import(result: ImportResult) -> tuple[Message, ...]:
    """Tell in words where a bundle comes from and what it did."""
    return (*_origin(result), *_outcome(result), *result.warnings)


def _tell_nobody(done: int, total: int) -> None:
    pass


class _Watch:
    """Looks at each change on its way into the store."""

    def __init__(self, values: ValueCheck, total: int, tell: Callable[[int, int], None]) -> None:
        self._values = values
        self._total = total
        self._tell = tell
        self._latest = EPOCH

    def seen(self, changes: Iterable[Change]) -> Iterator[Change]:
        check, latest = self._values.check, EPOCH
        for done, change in enumerate(changes, 1):
            check(change)
            latest = max(latest, change.timestamp)
            if done % _TELL_EVERY == 0 or done == self._total:
                self._tell(done, self._total)
            yield change
        self._latest = latest

    def warnings(self) -> Iterator[Message]:
        if self._latest > format_timestamp(wall_milliseconds() + _DAY, 0):
            yield _(
                "Gói có thay đổi ghi lúc {moment}, muộn hơn đồng hồ máy này hơn một ngày."
                " Hãy kiểm tra ngày giờ của máy này và máy gửi.",
                moment=timestamp_moment(self._latest),
            )


def _brings_news(store: Store, manifest: Manifest) -> bool:
    known = store.log.vector()
    return any(log.seq > known.get((log.replica, log.stream), 0) for log in manifest.logs)


def _remember(store: Store, digest: str, manifest: Manifest) -> None:
    if not any(note.direction == "in" and note.sha256 == digest for note in store.bundles()):
        store.remember_bundle("in", digest, without_members(manifest), dt.datetime.now().isoformat(timespec="seconds"))


def _origin(result: ImportResult) -> Iterator[Message]:
    manifest = result.manifest
    yield _(
        "Gói số {number} của {unit} (máy {device}), tạo lúc {moment}.",
        number=manifest.number,
        unit=manifest.unit.name,
        device=manifest.sender.name,
        moment=manifest.moment,
    )
    if result.dry_run:
        yield _("Đây là bản xem trước: chưa ghi gì vào kho dữ liệu.")


def _outcome(result: ImportResult) -> Iterator[Message]:
    merge = result.merge
    if result.changed_nothing:
        yield _("Mọi thay đổi trong gói đã có sẵn ở đây; không có gì thay đổi.")
        return
    yield ngettext(
        "{n} thay đổi mới: {new} bản ghi mới, {changed} bản ghi được sửa, {deleted} bản ghi bị xóa.",
        "{n} thay đổi mới: {new} bản ghi mới, {changed} bản ghi được sửa, {deleted} bản ghi bị xóa.",
        merge.added,
        new=merge.new_records,
        changed=merge.changed_records,
        deleted=merge.deleted_records,
    )
    if merge.parked:
        yield ngettext(
            "{n} thay đổi phải chờ gói trước đó. Hãy xin nơi gửi gói còn thiếu hoặc gói đầy đủ.",
            "{n} thay đổi phải chờ gói trước đó. Hãy xin nơi gửi gói còn thiếu hoặc gói đầy đủ.",
            merge.parked,
        )
    if merge.quarantined:
        yield ngettext(
            "{n} thay đổi mâu thuẫn với nhật ký đã có nên để riêng, không áp dụng. Hãy báo cho nơi gửi.",
            "{n} thay đổi mâu thuẫn với nhật ký đã có nên để riêng, không áp dụng. Hãy báo cho nơi gửi.",
            merge.quarantined,
        )
    if merge.conflicts > 0:
        yield ngettext(
            "{n} chỗ hai nơi ghi khác nhau, cần đối chiếu.",
            "{n} chỗ hai nơi ghi khác nhau, cần đối chiếu.",
            merge.conflicts,
        )
