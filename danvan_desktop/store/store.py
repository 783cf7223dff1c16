"""The store as the rest of the program sees it: one file, one object, every service behind plain methods.

What an open store seldom does, such as copying, checking and being brought up to another version, is loaded where it is
done: the first page of the window does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.entry import Entry, LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.places import state_folder
from danvan_desktop.store.bundles import BundleNote
from danvan_desktop.store.connection import connect, guard_writes, transaction
from danvan_desktop.store.device_keys import NewKeys
from danvan_desktop.store.errors import (
    StoreError,
    StoreFull,
    StoreOutdated,
    StoreReadOnly,
    StoreReplaced,
    already_there,
)
from danvan_desktop.store.founding import UnitFault, finish_file, make_folder, put_in_place, unit_fault
from danvan_desktop.store.leftovers import partial_beside, sweep
from danvan_desktop.store.locked import write_keys
from danvan_desktop.store.log import LogHead
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.process_lock import process_lock
from danvan_desktop.store.schema import is_prepared
from danvan_desktop.store.settings import LAST_BACKUP, UNIT
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.version import check_file, require_version
from danvan_desktop.store.writable import WritableStore

if TYPE_CHECKING:
    from danvan_desktop.store.archive_plan import ArchivePlan
    from danvan_desktop.store.archives import ArchiveNote
    from danvan_desktop.store.change_register import ChangeRegister
    from danvan_desktop.store.check import CheckReport
    from danvan_desktop.store.copy_keeper import CopyKeeper
    from danvan_desktop.store.drill import Drill, Drills
    from danvan_desktop.store.histories import OtherHistory
    from danvan_desktop.store.merge_result import MergeResult, Review
    from danvan_desktop.store.outflow import Outflow
    from danvan_desktop.store.viewings import Viewing, Viewings

_AFTER_ERASING = "sau-khi-xoa"
"""In the name of the copy that takes the place of those that hold what was erased."""


class Store(WritableStore):
    """An open store; it belongs to the thread that opened it."""

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        unit_name: str,
        unit_code: str,
        level: str = "commune",
        key: bytes | None = None,
        kinds: Kinds = ALL_KINDS,
        clock: Clock | None = None,
        state: Path | None = None,
        key_file: bytes | None = None,
    ) -> Store:
        """Make a store for one unit of a ``level``; ``state`` holds homes of replicas, ``key_file`` goes beside it.

        Raises StoreError when a file is there already or none can be made, InvalidRecord for a unit that cannot be.
        """
        from danvan_desktop.store.preparing import make_tables

        if path.exists():
            raise already_there(path)
        make_folder(path.parent)
        sweep(path)
        partial = partial_beside(path)
        try:
            connection = connect(partial, key, create=True)
            try:
                make_tables(connection, kinds)
                store = cls(connection, path, kinds, key, clock or Clock(), state or state_folder())
                store.identity.establish()
                store._found_unit(unit_name, unit_code, level)
                finish_file(connection)
            finally:
                connection.close()
            with process_lock("founding"):
                if path.exists():  # whoever made it meanwhile has a key file of its own
                    raise already_there(path)
                if key_file is not None:
                    write_keys(path, key_file)
                told = put_in_place(partial, path)
        finally:
            remove_with_side_files(partial)
        made = cls.open(path, key=key, kinds=kinds, clock=clock, state=state)
        made.notices = (*told, *made.notices)
        return made

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        key: bytes | None = None,
        kinds: Kinds = ALL_KINDS,
        clock: Clock | None = None,
        state: Path | None = None,
        tell: Tell | None = tell_nobody,
    ) -> Store:
        """Open a store; raises StoreMissing, NotAStore, StoreTooNew, StoreFull or another StoreError in words.

        A store that was prepared for other declarations is brought up to these, which may take long: ``tell`` is told
        how far that is and may raise to stop it; with ``None`` StoreOutdated is raised instead.
        """
        check_file(path)
        connection = connect(path, key)
        try:
            require_version(connection)
            store = cls(connection, path, kinds, key, clock or Clock(), state or state_folder())
            store._make_ready(tell)
        except BaseException:
            connection.close()
            raise
        return store

    @classmethod
    def salvage(
        cls,
        path: Path,
        *,
        key: bytes | None = None,
        kinds: Kinds = ALL_KINDS,
        clock: Clock | None = None,
    ) -> Path:
        """Make a damaged file, open in no program, whole again from its log; returns where the damaged one is kept.

        Raises StoreDamaged when its log cannot be read whole, and changes nothing.
        """
        from danvan_desktop.store.salvage import salvage

        return salvage(path, key, kinds, clock or Clock())

    def _make_ready(self, tell: Tell | None) -> None:
        if not is_prepared(self._connection, self.kinds):
            if tell is None:
                raise StoreOutdated(_("Tệp dữ liệu cần được dựng lại theo phiên bản này của phần mềm."))
            from danvan_desktop.store.preparing import bring_up

            bring_up(self._connection, self._key, self.kinds, self.clock, self._checker.rebuild, tell)
        guard_writes(self._connection)
        if year := self.archive_year:
            told = _("Đây là tệp lưu trữ năm {year}: chỉ để xem, in. Muốn sửa thì hãy lấy lại vào máy.", year=year)
            self._connection.read_only = self._connection.read_only or StoreReadOnly(told)
        if self.is_read_only:
            self.notices = (*self._connection.notices, self._connection.read_only.message)
            return
        sweep(self.path)
        mended = self._mend_unit()
        self.identity.keys.complete()
        self._grant_former_rights()
        self._place_former_villages()
        self.drafts.take_spare()
        self.sweep_erased()
        self.notices = (*self._connection.notices, *mended, *self.identity.look())

    def _mend_unit(self) -> tuple[Message, ...]:
        """Derive everything anew when the unit is not where it should be, though the log knows it."""
        if self._amiss() is None:
            return ()
        with transaction(self._connection):
            if (amiss := self._amiss()) is None:  # another thread or window mended it at the same moment
                return ()
            self.settings.set(UNIT, amiss.uid)
            if amiss.is_lost:
                self._checker.rebuild()
        told = _("Các bảng của tệp dữ liệu bị thiếu đã được dựng lại đầy đủ từ nhật ký; không mất gì.")
        return (told,) if amiss.is_lost else ()

    def _amiss(self) -> UnitFault | None:
        return unit_fault(self._connection, self._reader, self.settings.get(UNIT), self.own_devices)

    def freeze(self, fault: StoreError) -> None:
        """Write nothing any more: whoever tries is told the fault."""
        self._connection.read_only = fault

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        """Use as a context manager that closes the file."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the file."""
        self.close()

    def merge(
        self,
        entries: Iterable[Entry],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]] = (),
        review: Review | None = None,
        *,
        are_read: bool = False,
        keeps_unnamed: bool = False,
    ) -> MergeResult:
        """Bring in changes from elsewhere, all or nothing; raises MergeError, or what ``review`` raises.

        ``are_read`` says that who read the entries has computed their hashes; ``keeps_unnamed`` that the entries which
        name attached files may come later.
        """
        self._law.forget()
        with self.all_or_nothing():
            return self._merger.merge(
                entries, heads, blobs, review=review, are_read=are_read, keeps_unnamed=keeps_unnamed
            )

    def dry_merge(
        self, entries: Iterable[Entry], heads: Sequence[LogHead], review: Review | None = None
    ) -> MergeResult:
        """Tell what ``merge`` would do."""
        return self._merger.merge(entries, heads, (), dry_run=True, review=review)

    def other_histories(self) -> Sequence[OtherHistory]:
        """Return what was set aside of logs of which somebody signed two histories, each with what stands here."""
        from danvan_desktop.store.forks import Forks

        return Forks(self._connection, self.log).open_histories(self.identity.keys.devices)

    def settle_histories(self) -> MergeResult:
        """Let those histories stand that withdrawals say are meant, as each import does."""
        return self.merge((), ())

    def archive(self, year: int, out: Path) -> ArchivePlan:
        """Put the settled records of a closed year into a file of their own; raises StoreError, all or nothing.

        What the store's file still holds of them is swept out, now or when the store is opened next.
        """
        if self.archive_year:
            raise self._connection.read_only
        self.officers.require_approver()
        plan = self.archives.write(year, out)
        self.sweep_erased()
        return plan

    def take_back(self, file: Path) -> ArchiveNote:
        """Bring what an archive file holds back; raises StoreError, all or nothing."""
        note = self.archives.take_back(file)
        self._law.forget()
        self.sweep_erased()
        return note

    def signed_logs(self) -> Sequence[LogHead]:
        """Return the newest hash of each log, those of this device signed by it."""
        return [self._signed(head) for head in self.log.logs()]

    @property
    def outflow(self) -> Outflow:
        """Read what an upper level's database is given."""
        from danvan_desktop.store.outflow import Outflow

        return Outflow(self._connection, self.kinds, self.signed_logs, self.officers.closed_to_some)

    def _signed(self, head: LogHead) -> LogHead:
        if head.signature is not None or head.device != self.device_key:
            return head
        return replace(head, signature=self.sign(head.signed_text))

    def change_keys(self, new: NewKeys, *drafts: Draft) -> None:
        """Be the device of other keys from now on, after ``drafts`` were saved as the one before; all of it or nothing.

        The keys before sign their logs once more, for good; the next save begins others. Raises InvalidRecord.
        """
        with self.all_or_nothing():
            self.save(*drafts)
            own = [head for head in self.log.logs() if head.device == self.device_key]
            self.log.set_heads([self._signed(head) for head in own])
            self.identity.be(new)

    def remember_bundle(self, note: BundleNote) -> None:
        """Note a bundle that left or came in."""
        self.bundles_noted.remember(note)

    def cut_back(self, ends: Mapping[LogKey, LogHead | None], bundles: Iterable[str]) -> None:
        """Take the entries of logs of others beyond these ends out, all of a log for ``None``, and what they told.

        ``bundles`` are the digests of those that brought them: they count as never seen. Attached files stay.
        """
        with transaction(self._connection):
            self._log_cutter.cut(ends)
            moment = self.clock.local_text()
            for digest in bundles:
                self.bundles_noted.note_taken_back(digest, moment)
        self._law.forget()
        self._mend_unit()  # The unit that this store is of by a join may have come with what was taken out.

    def check(self, repair: bool = False) -> CheckReport:
        """Check the whole store; ``repair`` renames what no bundle can carry and derives the tables anew."""
        from danvan_desktop.store.check import CheckReport
        from danvan_desktop.store.resealing import Resealing

        if not repair:
            return self._with_what_lies_beside(self._checker.check())
        with transaction(self._connection):
            Resealing(self._connection, self.log, self.kinds, self.device_key).mend()
            self._checker.rebuild()
        return self._with_what_lies_beside(CheckReport(self._checker.check().findings, repaired=True))

    def _with_what_lies_beside(self, report: CheckReport) -> CheckReport:
        from danvan_desktop.store.attachment_pool import told_of_lacking
        from danvan_desktop.store.check import DamagedPart, Finding

        lacking = told_of_lacking(self._connection, self.path.parent, self._key)
        fault, rewritten = self.identity.keys.fault(), self.viewings.fault()
        found = [] if fault is None else [Finding(DamagedPart.LOG, fault.message)]
        found += [] if lacking is None else [Finding(DamagedPart.ATTACHMENTS, lacking)]
        # Not damage: a copy of such a store is still what the office has.
        found += [] if rewritten is None else [Finding(DamagedPart.CONTENT, rewritten)]
        return replace(report, findings=(*report.findings, *found)) if found else report

    def derive_anew(self) -> None:
        """Derive everything from the log; the caller holds the transaction."""
        self._checker.rebuild()

    def backup(self, out: Path) -> None:
        """Write a verified copy of the whole store and note when; raises StoreError."""
        from danvan_desktop.store.backup import back_up

        back_up(self._connection, out, self._key, self.kinds)
        self._note_backup()

    def keep_copy(self, mark: str, kept: int) -> Path:
        """Write a verified copy into the folder beside the store; of those with this mark the ``kept`` newest stay.

        Raises StoreError when there is no room.
        """
        from danvan_desktop.store.backup import keep_copy

        copy = keep_copy(self._connection, self._key, self.kinds, self.clock, mark, kept)
        self._note_backup()
        return copy

    @property
    def copy_keeper(self) -> CopyKeeper:
        """What makes the copies that nobody has to think of."""
        from danvan_desktop.store.copy_keeper import CopyKeeper

        return CopyKeeper(self._connection, self._key, self.kinds, self.clock)

    @property
    def changes(self) -> ChangeRegister:
        """Who did what, when, on which laptop and why."""
        from danvan_desktop.store.change_register import ChangeRegister

        known = {peer.device: peer.name for peer in self.peers.all()}
        own = dict.fromkeys(self.own_devices, self.device_name)
        went_past = self.officers.went_past
        return ChangeRegister(self._connection, self._reader, self.kinds, known | own, self._seen_here, went_past)

    @property
    def viewings(self) -> Viewings:
        """Who opened, printed or took out here what not everybody may see."""
        from danvan_desktop.store.viewings import Viewings

        return Viewings(self._connection, self.kinds, self.officer, self.clock.local_time)

    def _seen_here(self) -> tuple[str, Sequence[Viewing]]:
        return self.device_key, self.viewings.all()

    @property
    def drills(self) -> Drills:
        """What tries whether a copy would bring the store back."""
        from danvan_desktop.store.drill import Drills

        return Drills(self.path, self._key, self.kinds, self.clock, self.settings)

    def try_restoring(self) -> Drill:
        """Restore the newest copy to a file that is thrown away, check and count it, and note that; StoreError."""
        return self.drills.run(self.copy_keeper.second_folder())

    def choose_second_place(self, folder: Path) -> None:
        """Copy to a folder, on a stick or a disk, whenever it is there; raises StoreError in words."""
        from danvan_desktop.store.second_place import plain_code

        device = sha256(self.device_key.encode()).hexdigest()[:8]
        self.copy_keeper.choose_second_place(folder, f"sao-luu_{plain_code(self.unit.text('code'))}-{device}")

    def copies(self) -> Sequence[Path]:
        """Return the copies in the folder beside the store, whatever they were made for, the oldest first."""
        from danvan_desktop.store.backup import copies_of

        found = copies_of(self.path)
        return sorted(found, key=lambda path: found[path])

    def copies_before_redactions(self) -> Sequence[Path]:
        """Return those of them that still hold what was erased since."""
        from danvan_desktop.store.renewed_copies import lacks_any

        redactions = {note.uid for note in self.redactions()}
        return [path for path in self.copies() if redactions and lacks_any(path, self._key, redactions)]

    def renew_copies(self) -> Path:
        """Take a copy of the store as it is now in the place of all that lie beside it; raises StoreError."""
        from danvan_desktop.store.renewed_copies import renew_copies

        return renew_copies(self.path, lambda: self.keep_copy(_AFTER_ERASING, 1))

    def _note_backup(self) -> None:
        """Note when; a copy of a store that cannot be written any more counts all the same."""
        with suppress(StoreFull, StoreReadOnly, StoreReplaced):
            self.settings.set(LAST_BACKUP, self.clock.local_time().isoformat(timespec="seconds"))
