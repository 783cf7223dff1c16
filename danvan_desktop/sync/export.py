"""Writes what a store knows, or what the other side lacks, into a bundle."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from danvan_desktop import __version__
from danvan_desktop.domain.change import Change
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead, Store
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.files import check_place, private_file, write_whole
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.lines import encode_line
from danvan_desktop.sync.manifest import (
    FORMAT,
    VERSION,
    Log,
    Manifest,
    Sender,
    Unit,
    encode_manifest,
    recall_manifest,
    without_members,
)
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.signing import is_signed
from danvan_desktop.sync.writer import BundleWriter

Vector = Mapping[tuple[str, str], int]

_TELL_EVERY = 500
"""Changes between two reports of progress."""


@dataclass(frozen=True)
class ExportResult:
    """What was written: the file, how many changes and attached files it holds, its size in bytes and SHA-256."""

    path: Path
    changes: int
    attachments: int
    size: int
    sha256: str
    manifest: Manifest


def export_bundle(
    store: Store,
    out: Path,
    *,
    since: Vector | None = None,
    full: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ExportResult:
    """Write a bundle of the changes beyond ``since``, of all changes without it or when ``full``.

    The file is read back and verified before it takes its name. ``progress`` is told (done, total) changes and may
    raise to stop: then, as on any fault, nothing is left behind. Raises SyncError in words.
    """
    check_place(out)
    tell = progress or _tell_nobody
    with private_file(store.path.parent) as spool:
        writer = BundleWriter(spool)
        logs = _logs(store, {} if full or since is None else since)
        stream = _Stream(store, logs, tell)
        writer.add_changes(stream.lines())
        for digest in sorted(stream.attached):
            if store.blobs.has(digest):
                writer.add_attachment(digest, store.blobs.read(digest))
        manifest = _manifest(store, logs, stream.kinds, writer)
        size, digest = _write(store, out, manifest, writer)
    store.remember_bundle("out", digest, without_members(manifest), dt.datetime.now().isoformat(timespec="seconds"))
    return ExportResult(out, manifest.changes, manifest.attachments, size, digest, manifest)


def _tell_nobody(done: int, total: int) -> None:
    pass


class _Stream:
    """The changes of a bundle as lines, counted while they pass."""

    def __init__(self, store: Store, logs: Sequence[Log], tell: Callable[[int, int], None]) -> None:
        self._store = store
        self._logs = logs
        self._tell = tell
        self.kinds: Counter[str] = Counter()
        self.attached: set[str] = set()

    def lines(self) -> Iterator[str]:
        places = {(log.replica, log.stream): (number, log.seq) for number, log in enumerate(self._logs)}
        since = {(log.replica, log.stream): log.after for log in self._logs}
        total = sum(log.seq - log.after for log in self._logs)
        done = 0
        for change in self._store.log.changes_after(since):
            number, last = places.get(change.id[:2], (0, 0))
            if change.id.seq > last:
                continue  # saved by another process since the bundle was begun
            self._count(change)
            yield encode_line(change, number)
            done += 1
            if done % _TELL_EVERY == 0 or done == total:
                self._tell(done, total)

    def _count(self, change: Change) -> None:
        self.kinds[change.kind] += 1
        if change.kind == "attachment" and change.field == "sha256" and change.value is not None:
            digest = json.loads(change.value)
            if digest is not None:
                self.attached.add(digest)


def _logs(store: Store, since: Vector) -> list[Log]:
    """Return all logs as the manifest tells them, each with its owner's signature."""
    heads = [_signed(store, head) for head in store.log.logs()]
    return [_log(store, head, min(since.get((head.replica, head.stream), 0), head.seq)) for head in heads]


def _log(store: Store, head: LogHead, after: int) -> Log:
    after_hash = store.log.hash_before_next(head.replica, head.stream, after)
    signature = (head.signature or b"").hex()
    return Log(head.replica, head.stream, head.device, after, after_hash, head.seq, head.hash, signature)


def _signed(store: Store, head: LogHead) -> LogHead:
    """Sign a log of this device; find the signature that came with another's.

    A log whose earlier changes came later than its newest stands where an earlier bundle told, with its signature.
    """
    if head.signature is not None:
        return head
    if head.device == store.device_key:
        return dataclasses.replace(head, signature=store.sign(head.signed_text))
    for note in store.bundles():
        for log in recall_manifest(note.manifest).logs:
            signature = bytes.fromhex(log.signature)
            told = (log.replica, log.stream, log.seq, log.hash, log.device)
            same = told == (head.replica, head.stream, head.seq, head.hash, head.device)
            if same and is_signed(bytes.fromhex(head.device), signature, head.signed_text):
                return dataclasses.replace(head, signature=signature)
    raise SyncError(
        _("Thiếu chữ ký của một máy khác trên thay đổi mới nhất của máy đó. Hãy nhập lại gói mới nhất từ máy đó.")
    )


def _manifest(store: Store, logs: Sequence[Log], kinds: Counter[str], writer: BundleWriter) -> Manifest:
    unit = store.unit
    return Manifest(
        format=FORMAT,
        version=VERSION,
        app=__version__,
        number=_next_number(store),
        made_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        sender=Sender(store.device_key, store.device_name, store.replica),
        unit=Unit(unit.uid, unit.text("name"), unit.text("code")),
        logs=tuple(logs),
        changes=sum(kinds.values()),
        kinds=dict(sorted(kinds.items())),
        members=writer.members,
    )


def _next_number(store: Store) -> int:
    """Number the bundles of each replica from 1."""
    sent = (recall_manifest(note.manifest) for note in store.bundles() if note.direction == "out")
    return 1 + max((manifest.number for manifest in sent if manifest.sender.replica == store.replica), default=0)


def _write(store: Store, out: Path, manifest: Manifest, writer: BundleWriter) -> tuple[int, str]:
    """Write, read back, and return the size and SHA-256 of the file."""
    data = encode_manifest(manifest)
    signature = bytes.fromhex(store.device_key) + store.sign(data)
    found: list[tuple[int, str]] = []

    def verify(file: BinaryIO) -> None:
        found.append(_read_back(file, manifest))

    write_whole(out, lambda file: writer.assemble(data, signature, file), verify)
    return found[0]


def _read_back(file: BinaryIO, manifest: Manifest) -> tuple[int, str]:
    size = file.seek(0, os.SEEK_END)
    try:
        is_same = BundleReader(file, size).manifest == manifest
    except SyncError as error:
        raise _unreliable() from error
    if not is_same:
        raise _unreliable()
    digest = sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return size, digest.hexdigest()


def _unreliable() -> SyncError:
    return SyncError(_("Tệp vừa ghi đọc lại không đúng: ổ đĩa hoặc USB có thể hỏng. Hãy xuất ra ổ đĩa khác."))
