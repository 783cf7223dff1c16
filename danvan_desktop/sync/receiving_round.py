"""One round in: every file that waits on a stick or in a folder, whatever it is and in whatever order it lies there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.store.errors import StoreFull, StoreReadOnly
from danvan_desktop.store.telling import Tell
from danvan_desktop.sync.acks import AckResult
from danvan_desktop.sync.bundle_file import measure
from danvan_desktop.sync.errors import RevokedSender, SyncError
from danvan_desktop.sync.found_files import files_on
from danvan_desktop.sync.import_ import ImportResult, ImportStatus
from danvan_desktop.sync.opening import FileKind, what_is
from danvan_desktop.sync.receiving import import_file
from danvan_desktop.sync.safety import BackupBeforehand
from danvan_desktop.sync.sealing import NeedsPassphrase, WrongRecipient
from danvan_desktop.sync.telling import (
    records_told,
    told_of_archived,
    told_of_conflicts,
    told_of_contradicting,
    told_of_held,
    told_of_reappeared,
)

FOR_OTHERS = _("gửi cho máy khác, bỏ qua")
LOCKED = _("khóa bằng mật khẩu; hãy nhập riêng tệp này")


class FileOutcome(Enum):
    """What became of a file."""

    TAKEN = "taken"
    KNOWN = "known"
    """All of it was here."""
    OWN = "own"
    """This laptop wrote it."""
    FOR_OTHERS = "for_others"
    CARD = "card"
    WAITS = "waits"
    """Kept in the store until a person decides over its sender."""
    LOCKED = "locked"
    """Under a passphrase that was not given."""
    FAILED = "failed"
    """Damaged, forged, of a revoked sender, or it would delete much: nothing of it was taken in."""


@dataclass(frozen=True)
class Received:
    """One file of a round: what became of it, told in one line, and what it did."""

    path: Path
    outcome: FileOutcome
    told: Message
    result: ImportResult | AckResult | None = None


def waiting_files(paths: Iterable[Path]) -> Sequence[Path]:
    """Return the files that were named, and those of ours in the folders that were named; raises SyncError.

    They are in the order in which they were written, as far as the medium tells: then fewest have to wait for others.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(file.path for file in reversed(files_on([path])))
        elif path.exists():
            found[path] = None
        else:
            raise SyncError(_("Không thấy “{path}”. Hãy kiểm tra lại đường dẫn hoặc cắm lại USB.", path=str(path)))
    return tuple(found)


def receive_round(
    store: Store,
    files: Sequence[Path],
    *,
    dry_run: bool = False,
    passphrase: str | None = None,
    accept_senders: bool = False,
    deletions: int = 0,
    progress: Tell | None = None,
) -> Sequence[Received]:
    """Take all of these files in, one after another; a bad one stops no other, and each comes whole or not at all.

    A bundle that deletes more records than ``deletions``, and much, is left for a person. One copy of the store is made
    for all of them. ``progress`` is told (done, total) files and may raise to stop between two. Raises StoreFull and
    StoreReadOnly, which no other file could pass either.
    """
    if not dry_run:
        store.officers.require_writer()
    tell = progress or (lambda _done, _total: None)
    taker = _Taker(store, dry_run, passphrase, accept_senders, deletions)
    received = []
    for done, path in enumerate(files):
        tell(done, len(files))
        received.append(taker.take(path))
    tell(len(files), len(files))
    return received


def known_before(store: Store, path: Path) -> Received | None:
    """Tell of a file that needs no opening: a card, or one that came or left before; raises SyncError, OSError."""
    if what_is(path) is FileKind.CARD:
        return Received(path, FileOutcome.CARD, _("thẻ máy; hãy ghép nối ở mục Các máy"))
    with path.open("rb") as file:
        _size, digest = measure(file)
    note = next((note for note in store.bundles(digest) if not note.taken_back), None)
    if note is None:
        return None
    if note.direction == "out":
        return Received(path, FileOutcome.OWN, _("do chính máy này ghi, bỏ qua"))
    return Received(path, FileOutcome.KNOWN, _("đã nhập trước đây"))


class _Taker:
    """Takes files in and knows those that came before."""

    def __init__(
        self, store: Store, dry_run: bool, passphrase: str | None, accept_senders: bool, deletions: int
    ) -> None:
        self._store = store
        self._dry_run = dry_run
        self._passphrase = passphrase
        self._accept_senders = accept_senders
        self._deletions = deletions
        self._way_back = BackupBeforehand()

    def take(self, path: Path) -> Received:
        try:
            return known_before(self._store, path) or self._taken(path)
        except WrongRecipient:
            return Received(path, FileOutcome.FOR_OTHERS, FOR_OTHERS)
        except NeedsPassphrase:
            return Received(path, FileOutcome.LOCKED, LOCKED)
        except (StoreFull, StoreReadOnly):
            raise
        except RevokedSender as error:
            return Received(path, FileOutcome.FAILED, error.message)
        except (DanvanError, OSError) as error:
            told = error.message if isinstance(error, DanvanError) else _("không đọc được")
            return Received(path, FileOutcome.FAILED, told)

    def _taken(self, path: Path) -> Received:
        result = import_file(
            self._store,
            path,
            dry_run=self._dry_run,
            passphrase=self._passphrase,
            deletions=self._deletions if not self._dry_run else None,
            accept_sender=self._accept_senders,
            way_back=self._way_back,
        )
        if isinstance(result, AckResult):
            outcome = FileOutcome.KNOWN if result.is_old else FileOutcome.TAKEN
            return Received(path, outcome, _("giấy báo nhận của {unit}", unit=result.ack.unit.name), result)
        return _of_bundle(path, result)


def _of_bundle(path: Path, result: ImportResult) -> Received:
    unit = result.manifest.unit.name
    if result.status is ImportStatus.QUARANTINED:
        return Received(path, FileOutcome.WAITS, _("của {unit}: chờ xác nhận máy gửi", unit=unit), result)
    if result.changed_nothing:
        return Received(path, FileOutcome.KNOWN, _("của {unit}: không có gì mới", unit=unit), result)
    merge = result.merge
    if merge.files and not merge.added:
        told = ngettext("của {unit}: {n} tệp đính kèm", "của {unit}: {n} tệp đính kèm", merge.files, unit=unit)
        return Received(path, FileOutcome.TAKEN, told, result)
    if merge.quarantined and not merge.added:
        told = ngettext(
            "của {unit}: {n} nội dung trái với phần đã nhận",
            "của {unit}: {n} nội dung trái với phần đã nhận",
            merge.quarantined,
            unit=unit,
        )
        return Received(path, FileOutcome.TAKEN, told, result)
    if records := records_told(merge):
        told = _("của {unit}: {parts}", unit=unit, parts=records)
    else:
        told = ngettext("của {unit}: {n} thay đổi", "của {unit}: {n} thay đổi", merge.added, unit=unit)
    return Received(path, FileOutcome.TAKEN, told, result)


def oddities(received: Iterable[Received]) -> Iterator[Message]:
    """Tell what a person should know of a round: conflicts, held fields, entries that wait, files that are missing."""
    results = [one.result for one in received if isinstance(one.result, ImportResult)]
    conflicts = sum(max(0, result.merge.conflicts) for result in results)
    held = sum(result.held for result in results)
    if reappeared := list(dict.fromkeys(title for result in results for title in result.merge.reappeared)):
        yield told_of_reappeared(reappeared)
    archived: Counter[int] = Counter()
    for result in results:
        archived.update(result.merge.archived)
    yield from told_of_archived(archived)
    if conflicts:
        yield told_of_conflicts(conflicts)
    if contradicting := sum(result.merge.quarantined for result in results):
        yield told_of_contradicting(contradicting)
    if held:
        yield told_of_held(held)
    yield from dict.fromkeys(warning for result in results for warning in result.warnings)
