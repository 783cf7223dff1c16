"""Looks what lies on a stick without taking anything in: who sent it, when, how much of it is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.store.telling import tell_nobody
from danvan_desktop.sync.acks import read_ack
from danvan_desktop.sync.files import copy_in, spool_of
from danvan_desktop.sync.manifest import Manifest, local_moment
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.sync.opening import FileKind, opened_bundle, what_is
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.receiving_round import FOR_OTHERS, LOCKED, FileOutcome, known_before
from danvan_desktop.sync.sealing import NeedsPassphrase, WrongRecipient

BundleKey = tuple[int, str, str, str]
"""What tells one bundle from all others: its number, its sender's device and replica, when it was made."""


@dataclass(frozen=True)
class Peeked:
    """A file as it lies there: what would become of it, told in one line, and of whom it is.

    ``changes`` counts the entries that are not here yet, ``spans`` says by log from and to which of them.
    """

    path: Path
    outcome: FileOutcome
    told: Message
    device: str = ""
    unit: str = ""
    moment: dt.datetime | None = None
    changes: int = 0
    manifest: Manifest | None = None
    spans: Mapping[LogKey, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_waiting(self) -> bool:
        """Whether there is anything to take in."""
        return self.outcome in (FileOutcome.TAKEN, FileOutcome.WAITS)


def peek(store: Store, path: Path) -> Peeked:
    """Look into one file; what cannot be read is told as such."""
    try:
        known = known_before(store, path)
        if known is not None:
            return Peeked(path, known.outcome, known.told)
        return _of_ack(path) if what_is(path) is FileKind.ACK else _of_bundle(store, path)
    except WrongRecipient:
        return Peeked(path, FileOutcome.FOR_OTHERS, FOR_OTHERS)
    except NeedsPassphrase:
        return Peeked(path, FileOutcome.LOCKED, LOCKED)
    except (DanvanError, OSError) as error:
        told = error.message if isinstance(error, DanvanError) else _("không đọc được")
        return Peeked(path, FileOutcome.FAILED, told)


def bundles_that_came(store: Store) -> frozenset[BundleKey]:
    """Return what tells which bundles came in."""
    came = (recall_manifest(note.manifest) for note in store.bundles() if note.direction == "in")
    return frozenset(map(_key, came))


def peek_again(store: Store, before: Peeked, came: Container[BundleKey]) -> Peeked:
    """Tell of a file that was looked into how it stands now, without reading it again.

    ``came`` are the ``bundles_that_came``, which are read once for all files: after years they are thousands.
    """
    if before.manifest is None or not before.is_waiting:
        return before
    if _key(before.manifest) in came:
        return replace(before, outcome=FileOutcome.KNOWN, told=_("đã nhập trước đây"), changes=0, spans={})
    return _waiting(store, before.path, before.manifest)


def _key(manifest: Manifest) -> BundleKey:
    return manifest.number, manifest.sender.device, manifest.sender.replica, manifest.made_at


def _of_ack(path: Path) -> Peeked:
    ack = read_ack(path)
    told = _("giấy báo nhận của {unit}", unit=ack.unit.name)
    return Peeked(path, FileOutcome.TAKEN, told, ack.sender.device, ack.unit.name, local_moment(ack.made_at))


def _of_bundle(store: Store, path: Path) -> Peeked:
    with spool_of(store) as file:
        size, _digest = copy_in(path, file, tell_nobody)
        with opened_bundle(store, file, size, None) as opened:
            manifest = BundleReader(opened.file, opened.size).manifest
    if manifest.recipients and store.device_key not in {*manifest.recipients, manifest.sender.device}:
        return Peeked(path, FileOutcome.FOR_OTHERS, FOR_OTHERS)
    return _waiting(store, path, manifest)


def _waiting(store: Store, path: Path, manifest: Manifest) -> Peeked:
    known = store.log.vector()
    ends = {(log.replica, log.stream): (max(log.after, known.get((log.replica, log.stream), 0)), log.seq)
            for log in manifest.logs}  # fmt: skip
    spans = {log: (after, seq) for log, (after, seq) in ends.items() if seq > after}
    changes = sum(seq - after for after, seq in spans.values())
    is_related = store.holdings.is_related(manifest.sender.device)
    peer = store.peers.find(manifest.sender.device)
    is_known = is_related or (peer is not None and peer.confirmed_at is not None)
    told = ngettext("{n} thay đổi mới, ghi lúc {moment}", "{n} thay đổi mới, ghi lúc {moment}", changes,
                    moment=manifest.moment)  # fmt: skip
    if not is_known:
        told = _("máy gửi chưa được ghép nối; {what}", what=told)
    return Peeked(
        path,
        FileOutcome.TAKEN if is_known else FileOutcome.WAITS,
        told,
        manifest.sender.device,
        manifest.unit.name,
        manifest.moment,
        changes,
        manifest,
        spans,
    )


def changes_of(files: Iterable[Peeked]) -> int:
    """Count the entries that files bring together: what waits for a receipt is written again with what came since."""
    spans: dict[LogKey, list[tuple[int, int]]] = {}
    for one in files:
        for log, span in one.spans.items():
            spans.setdefault(log, []).append(span)
    return sum(_covered(of_log) for of_log in spans.values())


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    covered = reached = 0
    for after, seq in sorted(spans):
        covered += max(0, seq - max(after, reached))
        reached = max(reached, seq)
    return covered


def key_of(path: Path) -> tuple[str, int, int] | None:
    """Return what tells whether a file was changed, ``None`` when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_size, status.st_mtime_ns
