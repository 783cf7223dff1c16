"""Writes what a store knows, or what the other side lacks, into a bundle."""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from danvan_desktop import __version__
from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead, Peer, Store
from danvan_desktop.sync.addressing import Address, acknowledged, address
from danvan_desktop.sync.enrolment import settle
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.files import check_place, private_file, write_whole
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.lines import encode_line
from danvan_desktop.sync.manifest import (
    FORMAT,
    VERSION,
    HeldLog,
    Log,
    Manifest,
    Sender,
    Unit,
    encode_manifest,
    recall_manifest,
    without_members,
)
from danvan_desktop.sync.numbering import earlier_bundles, next_number
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.sealing import Sealing
from danvan_desktop.sync.secret_content import carries_secrets, note_sending, stays_inside
from danvan_desktop.sync.selection import ExportLimits, Selection
from danvan_desktop.sync.signing import is_signed
from danvan_desktop.sync.writer import BundleWriter

Vector = Mapping[tuple[str, str], int]

_TELL_EVERY = 500
"""Changes between two reports of progress."""


@dataclass(frozen=True)
class ExportResult:
    """What was written: the file, how many changes and attached files it holds, its size in bytes and SHA-256.

    ``held_back`` counts the changes whose content stayed here, ``secret_kept`` the secret records among theirs whose
    hidden content did; ``unit_name`` names the unit below whose records alone it carries, empty for all.
    """

    path: Path
    changes: int
    attachments: int
    size: int
    sha256: str
    manifest: Manifest
    sealing: Sealing
    recipients: tuple[Peer, ...]
    held_back: int
    carries_personal_data: bool
    unit_name: str = ""
    secret_kept: int = 0


@dataclass(frozen=True)
class ExportSize:
    """What a bundle would hold: changes, those of them without content, attached files and the bytes of these.

    ``unit_name`` and ``secret_kept`` are as in ExportResult.
    """

    changes: int
    held_back: int
    attachments: int
    attachment_bytes: int
    unit_name: str = ""
    secret_kept: int = 0


def export_bundle(
    store: Store,
    out: Path,
    *,
    since: Vector | None = None,
    full: bool = False,
    progress: Callable[[int, int], None] | None = None,
    to: Sequence[str] = (),
    passphrase: str | None = None,
    plain: bool = False,
    since_ack: bool = False,
    kinds: Collection[str] = (),
    period: Period | None = None,
    without_personal: bool = False,
    all_units: bool = False,
    own_unit: bool = False,
    with_secrets: bool = False,
) -> ExportResult:
    """Write a bundle of the changes beyond ``since``, or with ``since_ack`` beyond what the addressees acknowledged.

    Without both, or when ``full``, it holds all changes. It is encrypted ``to`` these devices (names or keys) or by a
    ``passphrase``; with nothing chosen to all enrolled devices, plainly when there are none or when ``plain``.
    ``kinds``, ``period`` and ``without_personal`` hold content back, which the receiver is told. To devices of a unit
    below go that unit's records alone, unless ``all_units``. What stays inside the unit goes only to
    devices of this unit, or in a bundle to nobody by name that is said to be for ``own_unit``. What is hidden of secret
    records goes to devices of this unit, to a unit above only ``with_secrets``, which is noted in their history first.

    The file is read back and verified before it takes its name. ``progress`` is told (done, total) changes and may
    raise to stop: then, as on any fault, nothing is left behind. Raises SyncError in words.
    """
    check_place(out)
    settle(store)
    tell = progress or _tell_nobody
    sealed = address(store, to, passphrase, plain, all_units=all_units, own_unit=own_unit)
    limits = ExportLimits(tuple(kinds), period, without_personal, with_secrets)
    begin = _start(store, since, full, since_ack, sealed, limits)
    _note_secrets(store, limits, sealed, begin)
    with private_file(store.path.parent) as spool:
        writer = BundleWriter(spool)
        stream = _Stream(store, limits, sealed, begin, tell)
        writer.add_changes(stream.lines())
        for digest in sorted(stream.attached):
            if store.blobs.has(digest):
                writer.add_attachment(digest, store.blobs.read(digest))
        manifest = _manifest(store, stream, sealed, writer)
        size, digest = _write(store, out, manifest, writer, sealed)
    moment = store.clock.local_text()
    store.remember_bundle("out", digest, without_members(manifest), moment, size)
    return ExportResult(
        out, manifest.changes, manifest.attachments, size, digest, manifest, sealed.sealing, sealed.peers,
        stream.withheld, not without_personal, _unit_name(store, sealed), len(stream.secret_kept),
    )  # fmt: skip


def measure_export(
    store: Store,
    *,
    since: Vector | None = None,
    full: bool = False,
    to: Sequence[str] = (),
    passphrase: str | None = None,
    plain: bool = False,
    since_ack: bool = False,
    kinds: Collection[str] = (),
    period: Period | None = None,
    without_personal: bool = False,
    all_units: bool = False,
    own_unit: bool = False,
    with_secrets: bool = False,
) -> ExportSize:
    """Tell what ``export_bundle`` would write; raises SyncError in words."""
    sealed = address(store, to, passphrase, plain, all_units=all_units, own_unit=own_unit)
    limits = ExportLimits(tuple(kinds), period, without_personal, with_secrets)
    stream = _Stream(store, limits, sealed, _start(store, since, full, since_ack, sealed, limits), _tell_nobody)
    for _line in stream.lines():
        pass
    present = [digest for digest in stream.attached if store.blobs.has(digest)]
    sizes = sum(store.blobs.size(digest) for digest in present)
    told = _unit_name(store, sealed), len(stream.secret_kept)
    return ExportSize(sum(stream.kinds.values()), stream.withheld, len(present), sizes, *told)


def _note_secrets(store: Store, limits: ExportLimits, sealed: Address, begin: Vector) -> None:
    """Note of each secret record whose hidden content is to leave the unit to whom it goes."""
    if not limits.with_secrets or stays_inside(store, sealed):
        return
    stream = _Stream(store, limits, sealed, begin, _tell_nobody)
    for _line in stream.lines():
        pass
    note_sending(store, sealed, stream.secret_sent)


def _unit_name(store: Store, sealed: Address) -> str:
    return (store.title(sealed.unit) or sealed.peers[0].unit_name) if sealed.unit else ""


def _tell_nobody(done: int, total: int) -> None:
    pass


def _start(
    store: Store, since: Vector | None, full: bool, since_ack: bool, sealed: Address, limits: ExportLimits
) -> Vector:
    """Return after which changes the bundle begins."""
    if full:
        return {}
    if since_ack:
        return acknowledged(store, sealed.peers, content=limits.is_whole and not sealed.unit)
    return since or {}


class _Stream:
    """The changes of a bundle as lines, counted while they pass."""

    def __init__(
        self, store: Store, limits: ExportLimits, sealed: Address, since: Vector, tell: Callable[[int, int], None]
    ) -> None:
        self._store = store
        self._tell = tell
        with_secrets = carries_secrets(
            store, sealed, chosen=limits.with_secrets, without_personal=limits.without_personal
        )
        self._selection = Selection(
            store, limits, leaves_unit=sealed.leaves_unit(store), with_secrets=with_secrets, units=sealed.units
        )
        heads = store.signed_logs()
        unsigned = store.log.migrated()
        kept = [
            _signed(store, head)
            for head in heads
            if head.key not in unsigned and not self._selection.leaves_out(head.stream)
        ]
        self.logs = [_log(store, head, min(since.get((head.replica, head.stream), 0), head.seq)) for head in kept]
        self.held_logs = tuple(
            HeldLog(head.replica, head.stream, head.seq)
            for head in heads
            if self._selection.leaves_out(head.stream) and since.get((head.replica, head.stream), 0) < head.seq
        )
        self.kinds: Counter[str] = Counter()
        self.attached: set[str] = set()
        self.withheld = 0
        self.secret_kept: set[str] = set()
        self.secret_sent: set[str] = set()

    def lines(self) -> Iterator[str]:
        places = {(log.replica, log.stream): (number, log.seq) for number, log in enumerate(self.logs)}
        since = {(log.replica, log.stream): log.after for log in self.logs}
        streams = {log.stream for log in self.logs}
        total = sum(log.seq - log.after for log in self.logs)
        done = 0
        for entry in self._store.log.entries_after(since, streams):
            number, last = places.get(entry.id.log, (0, 0))
            if entry.id.seq > last:
                continue  # saved by another process since the bundle was begun
            withheld = self._selection.withheld(entry)
            self._count(entry, withheld)
            yield encode_line(entry, number, withheld=withheld)
            done += 1
            if done % _TELL_EVERY == 0 or done == total:
                self._tell(done, total)

    def _count(self, entry: Entry, withheld: Collection[str]) -> None:
        self.kinds[entry.kind] += 1
        for name in self._selection.secret_fields(entry):
            (self.secret_kept if name in withheld else self.secret_sent).add(entry.uid)
        if any(one.is_held_back for one in entry.gone.values()) or not entry.values.keys().isdisjoint(withheld):
            self.withheld += 1
        if entry.kind == "attachment" and "sha256" in entry.values.keys() - set(withheld):
            digest = json.loads(entry.values["sha256"])
            if digest is not None:
                self.attached.add(digest)


def _log(store: Store, head: LogHead, after: int) -> Log:
    after_hash = store.log.hash_at(head.key, after)
    signature = (head.signature or b"").hex()
    return Log(head.replica, head.stream, head.device, after, after_hash, head.seq, head.hash, signature)


def _signed(store: Store, head: LogHead) -> LogHead:
    """Find the signature of a log of another device, where it is not at hand.

    A log whose earlier changes came later than its newest stands where an earlier bundle told, with its signature.
    """
    if head.signature is not None:
        return head
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


def _manifest(store: Store, stream: _Stream, sealed: Address, writer: BundleWriter) -> Manifest:
    unit = store.unit
    return Manifest(
        format=FORMAT,
        version=VERSION,
        app=__version__,
        number=next_number(store),
        made_at=store.clock.now().isoformat(timespec="seconds"),
        sender=Sender(store.device_key, store.device_name, store.replica, store.identity.recipient),
        unit=Unit(unit.uid, unit.text("name"), unit.text("code"), unit.text("kind")),
        logs=tuple(stream.logs),
        changes=sum(stream.kinds.values()),
        kinds=dict(sorted(stream.kinds.items())),
        members=writer.members,
        recipients=tuple(sorted(peer.device for peer in sealed.peers)),
        held_back=stream.held_logs,
        withheld=stream.withheld,
        earlier=earlier_bundles(store, stream.logs),
    )


def _write(store: Store, out: Path, manifest: Manifest, writer: BundleWriter, sealed: Address) -> tuple[int, str]:
    """Write, read back, and return the size and SHA-256 of the file."""
    data = encode_manifest(manifest)
    signature = bytes.fromhex(store.device_key) + store.sign(data)
    found: list[tuple[int, str]] = []

    def fill(file: BinaryIO) -> None:
        if sealed.sealing is Sealing.PLAIN:
            writer.assemble(data, signature, file)
            return
        with private_file(store.path.parent) as inner:
            writer.assemble(data, signature, inner)
            inner.seek(0)
            sealed.seal(store, inner, file)

    def verify(file: BinaryIO) -> None:
        if sealed.sealing is Sealing.PLAIN:
            _read_back(file, manifest)
        else:
            with private_file(store.path.parent) as inner:
                sealed.unseal(store, file, inner)
                _read_back(inner, manifest)
        found.append(_measure(file))

    write_whole(out, fill, verify)
    return found[0]


def _read_back(file: BinaryIO, manifest: Manifest) -> None:
    try:
        is_same = BundleReader(file, file.seek(0, os.SEEK_END)).manifest == manifest
    except SyncError as error:
        raise _unreliable() from error
    if not is_same:
        raise _unreliable()


def _measure(file: BinaryIO) -> tuple[int, str]:
    digest = sha256()
    size = file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _unreliable() -> SyncError:
    return SyncError(_("Tệp vừa ghi đọc lại không đúng: ổ đĩa hoặc USB có thể hỏng. Hãy xuất ra ổ đĩa khác."))
