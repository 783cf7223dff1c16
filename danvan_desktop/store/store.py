"""The store as the rest of the program sees it: one file, one object, every service behind plain methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.change import Change, ChangeId
from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.portable import Portability
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.uid import new_uid
from danvan_desktop.localization import Message, _
from danvan_desktop.places import state_folder
from danvan_desktop.store.assembling import Assembler
from danvan_desktop.store.authors import Authors, named
from danvan_desktop.store.backup import LAST_BACKUP, back_up, keep_copy
from danvan_desktop.store.bin import Bin, BinEntry
from danvan_desktop.store.blobs import Blobs, attachment_draft, digest_of_blob, read_attachable
from danvan_desktop.store.bundles import BundleNote, Bundles
from danvan_desktop.store.check import Checker, CheckReport, digest_of
from danvan_desktop.store.connection import Connection, connect, guard_writes, transaction
from danvan_desktop.store.coverage import Coverages
from danvan_desktop.store.drafts import Drafts
from danvan_desktop.store.errors import (
    NotAStore,
    StoreError,
    StoreFull,
    StoreOutdated,
    StoreReadOnly,
    StoreReplaced,
    StoreWithoutUnit,
    UnknownRecord,
)
from danvan_desktop.store.founding import finish_file, founding_unit, make_folder, put_in_place
from danvan_desktop.store.guard import Guard
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.history import Conflict, History, HistoryEntry
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.judging import Found
from danvan_desktop.store.knowledge import Knowledge
from danvan_desktop.store.laws import OfficeLaw, OwnValue, load_calendar
from danvan_desktop.store.leftovers import partial_beside, sweep
from danvan_desktop.store.log import ChangeLog, LogHead
from danvan_desktop.store.merge import Merger, MergeResult, Review
from danvan_desktop.store.naming import Naming
from danvan_desktop.store.overtaking import Overtaking, ShownHeads
from danvan_desktop.store.peers import Peers
from danvan_desktop.store.preparing import bring_up, make_tables
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.reading import Reader, Selection
from danvan_desktop.store.resealing import Resealing
from danvan_desktop.store.salvage import salvage
from danvan_desktop.store.schema import is_prepared
from danvan_desktop.store.search import Search, SearchHit
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.settings import Settings
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.touches import Touches
from danvan_desktop.store.version import check_file, check_version
from danvan_desktop.store.waiting import Waiting
from danvan_desktop.store.writing import SaveResult, Writer

UNIT = "unit.uid"
"""The setting that holds the uid of the unit whose store it is."""
_OFFICER = "officer.uid"


class Store:
    """An open store; it belongs to the thread that opened it."""

    def __init__(
        self, connection: Connection, path: Path, kinds: Kinds, key: bytes | None, clock: Clock, state: Path
    ) -> None:
        """Take an open connection whose schema is of this version; use ``create`` or ``open``."""
        self.clock = clock
        self.path = path
        self.kinds = kinds
        self._connection = connection
        self._key = key
        self.settings = Settings(connection)
        self.log = ChangeLog(connection)
        self.identity = Identity(self.settings, self.log, HomeFile(state, path))
        self.notices: tuple[Message, ...] = ()
        self.blobs = Blobs(connection)
        self.bundles_noted = Bundles(connection)
        self.peers = Peers(connection)
        self.waiting = Waiting(connection)
        self.drafts = Drafts(connection)
        self._reader = Reader(connection, kinds)
        self._whole = Reader(connection, kinds, shows_secrets=True)
        self._secrets = Secrets(connection, kinds)
        self._law = OfficeLaw(connection, self._reader, self.peers, lambda: (self.settings.get(UNIT), self.device_key))
        self._heads = Heads(connection, kinds)
        self._search = Search(connection, kinds, self._reader)
        self.naming = Naming(kinds, self._reader, self._search)
        self._overtaking = Overtaking(connection, kinds, self._reader)
        self._bin = Bin(connection, kinds, self._reader)
        self._history = History(connection, self.log, self._reader, Knowledge(connection, kinds), self._secrets, kinds)
        self.touches = Touches(connection, kinds, self._whole)
        self._guard = Guard(kinds, self._whole, self.peers, self.touches, lambda: self.settings.get(UNIT))
        self._merger = Merger(connection, kinds, self.touches, self.log, self._heads, self._search, self.blobs)
        self._checker = Checker(connection, kinds, self.log, self._heads, self._search, self.blobs)
        self._writer = Writer(
            connection,
            kinds,
            self._whole,
            self.log,
            self._heads,
            self._search,
            self.identity,
            Assembler(
                kinds,
                self._reader,
                lambda: self.terms,
                clock,
                lambda: self.settings.get(UNIT),
            ),
            terms=lambda: self.terms,
            clock=clock,
            officer=lambda: self.settings.get(_OFFICER),
            guard=self._guard.check,
        )

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
    ) -> Store:
        """Make a store for one unit; raises StoreError when a file is there already or none can be made.

        ``level`` is a kind of unit. InvalidRecord is raised for a unit that cannot be. The file takes its name when it
        is whole: whatever happens before leaves none. ``state`` is where this machine keeps the homes of its replicas.
        """
        if path.exists():
            raise StoreError(_("Đã có tệp “{path}”. Hãy chọn tên khác hoặc mở tệp đó.", path=str(path)))
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
            put_in_place(partial, path)
        finally:
            remove_with_side_files(partial)
        return cls.open(path, key=key, kinds=kinds, clock=clock, state=state)

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
            if check_version(connection) == 0:
                raise NotAStore(_("Tệp này không phải kho dữ liệu dân vận."))
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
        """Make a damaged file whole again from its log; returns where the damaged one is kept.

        No program may have it open. Raises StoreDamaged when its log cannot be read whole, and changes nothing.
        """
        return salvage(path, key, kinds, clock or Clock())

    def _make_ready(self, tell: Tell | None) -> None:
        if not is_prepared(self._connection, self.kinds):
            if tell is None:
                raise StoreOutdated(_("Kho dữ liệu cần được dựng lại theo phiên bản này của phần mềm."))
            bring_up(self._connection, self._key, self.kinds, self.clock, self._checker.rebuild, tell)
        guard_writes(self._connection)
        if self.is_read_only:
            self.notices = (*self._connection.notices, self._connection.read_only.message)
            return
        sweep(self.path)
        mended = self._mend_unit()
        self.identity.complete()
        self.notices = (*self._connection.notices, *mended, *self.identity.look())

    def _mend_unit(self) -> tuple[Message, ...]:
        """Derive everything anew when the unit is not where it should be, though the log knows it."""
        if self._reader.get(self.settings.get(UNIT), include_deleted=True) is not None:
            return ()
        uid = founding_unit(self._connection, self.settings.get(UNIT), self.device_key)
        if uid is None:
            return ()
        with transaction(self._connection):
            self.settings.set(UNIT, uid)
            self._checker.rebuild()
        return (_("Các bảng của kho dữ liệu bị thiếu đã được dựng lại đầy đủ từ nhật ký; không mất gì."),)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written, because the disk is full or read-only."""
        return self._connection.read_only is not None

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

    # Who and by which rules

    @property
    def unit(self) -> Record:
        """The unit whose store this is."""
        record = self._reader.get(self.settings.get(UNIT), include_deleted=True)
        if record is None:
            raise StoreWithoutUnit(
                _("Kho dữ liệu không ghi đơn vị sử dụng, cả trong nhật ký. Hãy khôi phục từ bản sao lưu.")
            )
        return record

    @property
    def replica(self) -> str:
        """The replica under which this store writes."""
        return self.identity.replica

    @property
    def device_name(self) -> str:
        """What people call this device."""
        return self.identity.device_name

    @property
    def device_key(self) -> str:
        """The device's public Ed25519 key in hexadecimal."""
        return self.identity.device_key

    @property
    def officer(self) -> str:
        """The uid of the officer who works here now, empty when nobody was chosen."""
        return self.settings.get(_OFFICER)

    def set_officer(self, uid: str) -> None:
        """Let changes be made in the name of this officer from now on."""
        self.settings.set(_OFFICER, uid)

    @property
    def law(self) -> LegalRules:
        """The legal rules with the office's own values in place."""
        return self._law.rules

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days and public holidays."""
        return load_calendar()

    @property
    def terms(self) -> Terms:
        """The terms of the law as the office applies them, with the days on which offices work."""
        return Terms(self.law, self.calendar)

    def own_values(self) -> Sequence[OwnValue]:
        """Return every value for a rule that an office set itself, whose it is, and what becomes of it here."""
        return self._law.own_values()

    def whose(self, uid: str, field: str) -> Message:
        """Say which unit wrote the value that stands in a field."""
        authors = Authors(self._connection, self.peers)
        return named(self.device_key in authors.devices(uid, field), authors.peers(uid, field))

    def forget_law(self) -> None:
        """Read the office's own values again at the next use: another connection may have changed them."""
        self._law.forget()

    def today(self) -> dt.date:
        """Return the day by this laptop's clock."""
        return self.clock.today()

    def sign(self, data: bytes) -> bytes:
        """Sign with the device's Ed25519 key."""
        return self.identity.sign(data)

    # Reading

    def get(self, uid: str, include_deleted: bool = False) -> Record | None:
        """Return a record of any kind, ``None`` when there is none."""
        return self._reader.get(uid, include_deleted)

    def reveal(self, uid: str, purpose: Purpose, paper: str = "") -> Record:
        """Return a record with what is hidden of it, once the register says who asked for it, when and what for.

        ``paper`` is the form that it is printed on. Nothing is noted of a record that is not secret. Raises
        UnknownRecord.
        """
        record = self._whole.get(uid)
        if record is None:
            raise UnknownRecord(_("Hồ sơ này không còn trong máy. Hãy tìm lại hoặc xem Thùng rác."))
        if record.secret:
            moment = self.clock.local_time().isoformat("T", "minutes")
            values = {"record": uid, "noted_at": moment, "purpose": purpose.value, "paper": paper or None}
            self._writer.save([Draft("disclosure", values)])
        return record

    def secret_uids(self) -> frozenset[str]:
        """Return the records whose content is hidden."""
        return self._secrets.all()

    def get_many(self, uids: Iterable[str], kind: str | None = None) -> dict[str, Record]:
        """Return the records among ``uids`` that exist, all or those of a ``kind``, by uid, in the order asked for."""
        return self._reader.get_many(uids, kind)

    def heads_of(self, *uids: str) -> Mapping[str, ShownHeads]:
        """Return the newest changes of all cells of records, by uid: what somebody who reads them now is shown."""
        return self._overtaking.heads_of(uids)

    def children(self, parent_uid: str, kind: str) -> list[Record]:
        """Return the records of ``kind`` that belong to a parent, in order."""
        return self._reader.children(parent_uid, kind)

    def find(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values."""
        return self._reader.find(kind, **equals)

    def find_all(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values, deleted ones included."""
        return self._reader.find_all(kind, **equals)

    def list(
        self,
        kind: str,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str | None = None,
        filters: Mapping[str, Value] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> list[Record]:
        """Return records in order; ``between`` names a date field and the first and last day."""
        selection = Selection(filters or {}, between)
        return self._reader.select(kind, selection=selection, order=order, limit=limit, offset=offset)

    def uids(
        self,
        kind: str,
        *,
        order: str | None = None,
        filters: Mapping[str, Value] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
        among: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Sequence[str]:
        """Return the uids of the records that ``list`` would return; ``among`` looks at no others."""
        selection = Selection(filters or {}, between, among)
        return self._reader.uids(kind, selection=selection, order=order, limit=limit)

    def valued(
        self,
        kind: str,
        field: str,
        *,
        order: str | None = None,
        filters: Mapping[str, Value] | None = None,
        among: Sequence[str] | None = None,
    ) -> Sequence[tuple[str, Value]]:
        """Return the uids of records with the value of one field, for grouping."""
        return self._reader.valued(kind, field, selection=Selection(filters or {}, None, among), order=order)

    def units_ever(self) -> Sequence[Record]:
        """Return all units, deleted ones too: what was recorded of them stays counted."""
        return self._reader.select("unit", selection=Selection(deleted=True))

    def coverages(self) -> Coverages:
        """Read how far what each other unit recorded is here."""
        return Coverages(self._connection, self.log, self.peers, self.unit, self.list("unit"))

    def count(
        self,
        kind: str,
        filters: Mapping[str, Value] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> int:
        """Count records."""
        return self._reader.count(kind, Selection(filters or {}, between))

    def counts(self, kind: str, field: str) -> Mapping[Value, int]:
        """Count records by the value of one field."""
        return self._reader.counts(kind, field)

    def title(self, uid: str) -> str:
        """Return what people call a record, empty when it is unknown."""
        return self._reader.titles([uid]).get(uid, "")

    def titles(self, uids: Iterable[str]) -> dict[str, str]:
        """Return what people call these records."""
        return self._reader.titles(uids)

    def search(self, text: str, *, kind: str | None = None, limit: int = 50) -> Sequence[SearchHit]:
        """Find records by words, with or without tone marks, newest first."""
        return self._search.find(text, kind, limit)

    def words(self, sources: Iterable[str], limit: int = 500) -> Sequence[str]:
        """Return what was recorded in the fields ``sources`` (``kind.field``), each once, the most frequent first."""
        found: dict[str, None] = {}
        for source in sources:
            kind, _dot, field = source.partition(".")
            found |= dict.fromkeys(self._reader.words(kind, field, limit))
        return tuple(found)

    def next_number(self, kind: str, field: str, year: int) -> str:
        """Return the next free number of a year, such as ``007/2026``."""
        return self._reader.next_number(kind, field, year)

    # Writing: each call is one transaction

    def check_draft(self, draft: Draft) -> tuple[Problem, ...]:
        """Tell what saving this draft would refuse or warn of."""
        return self._writer.check_drafts([draft])[0]

    def check_drafts(self, drafts: Sequence[Draft]) -> Sequence[tuple[Problem, ...]]:
        """Tell for each draft what saving them together would refuse or warn of."""
        return self._writer.check_drafts(drafts)

    def filled_in(self, *drafts: Draft) -> Sequence[Mapping[str, Value]]:
        """Tell for each draft what saving them together would fill in that nobody gave."""
        return self._writer.filled_in(drafts)

    def save(self, *drafts: Draft, delete: Sequence[str] = ()) -> SaveResult:
        """Save drafts and delete records together; raises InvalidRecord with the problems of the first that has any."""
        return self._after(self._writer.save(drafts, delete))

    def delete(self, *uids: str, knowing_referrers: bool = False) -> SaveResult:
        """Delete records with what belongs to them; ``restore`` or ``undo`` bring them back.

        Raises ReferredTo while others refer to them; with ``knowing_referrers`` only while others are about them.
        """
        if self.settings.get(UNIT) in uids:
            raise StoreError(_("Đây là đơn vị sử dụng kho dữ liệu này nên không xóa được."))
        return self._after(self._writer.delete(uids, knowing_referrers=knowing_referrers))

    def restore(self, *uids: str) -> SaveResult:
        """Take deleted records back, with the parts that were deleted together with them."""
        return self._after(self._writer.restore(uids))

    def undo(self, save_id: str) -> SaveResult:
        """Take one save back; raises StoreError when something was changed again since."""
        return self._after(self._writer.undo(save_id))

    def undo_last(self, uid: str) -> SaveResult:
        """Take back the newest save as far as it touched this record."""
        return self._after(self._writer.undo(self._writer.last_save_of(uid), uid))

    def attach(self, owner_uid: str, path: Path) -> SaveResult:
        """Keep a file with a record; raises StoreError when it cannot be read or is too large."""
        return self.attach_data(owner_uid, path.name, read_attachable(path))

    def attach_data(self, owner_uid: str, name: str, data: bytes) -> SaveResult:
        """Keep content with a record under a file name."""
        return self.attach_all(owner_uid, [(name, data)])

    def attach_all(self, owner_uid: str, files: Sequence[tuple[str, bytes]]) -> SaveResult:
        """Keep files, each a name with its content, with a record in one save."""
        drafts = [attachment_draft(owner_uid, name, digest_of_blob(data), len(data)) for name, data in files]

        def keep() -> None:
            for _name, data in files:
                self.blobs.add(data)

        return self._after(self._writer.save(drafts, together_with=keep))

    def attached(self, attachment: Record, *, revealed: bool = False) -> bytes:
        """Return the content of an attachment; raises StoreError when it was not carried to this laptop.

        That of a secret record is given only to who was ``revealed`` it.
        """
        if attachment.secret and not revealed:
            raise StoreError(_("Tệp này thuộc hồ sơ bí mật. Hãy mở nội dung bí mật rồi lấy tệp."))
        try:
            return self.blobs.read(attachment.text("sha256"))
        except KeyError as error:
            name = attachment.text("name")
            raise StoreError(_("Nội dung của tệp “{name}” chưa được chuyển tới máy này.", name=name)) from error

    # History and conflicts

    def history(self, uid: str) -> Sequence[HistoryEntry]:
        """Return all changes of a record, newest first."""
        return self._history.of(uid)

    def bin(self, limit: int = 500) -> Sequence[BinEntry]:
        """Return the records that were deleted last, newest first."""
        return self._bin.entries(limit)

    def conflicts(self) -> Sequence[Conflict]:
        """Return every field on which two changes disagree."""
        return self._history.conflicts()

    def conflict_count(self) -> int:
        """Count the fields on which two changes disagree."""
        return self._history.conflict_count()

    def resolve(self, uid: str, field: str, *, take: ChangeId | None = None, value: Value = None) -> SaveResult:
        """Settle a conflict by one of its heads or by a new value; raises StoreError for a change that is no head.

        To take an edit that a deletion did not know brings the record back; one that a signing did not know reopens it.
        """
        if take is not None:
            value = self._history.value_taken(uid, field, take)
        return self._after(self._writer.set_heads(uid, field, value))

    # Merging and safety

    def merge(
        self,
        changes: Iterable[Change],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]] = (),
        review: Review | None = None,
    ) -> MergeResult:
        """Bring in changes from elsewhere, all or nothing; raises MergeError, or what ``review`` raises."""
        self._law.forget()
        return self._merger.merge(changes, heads, blobs, review=review)

    def dry_merge(
        self,
        changes: Iterable[Change],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]] = (),
        review: Review | None = None,
    ) -> MergeResult:
        """Tell what ``merge`` would do."""
        return self._merger.merge(changes, heads, blobs, dry_run=True, review=review)

    def note_of_held_back(self, uid: str) -> frozenset[str]:
        """Return the fields of a record whose newest content was held back; they show the last one that was given."""
        return self._history.held_back(uid)

    def uids_outside(self, kind: str, start: dt.date, end: dt.date) -> Sequence[str]:
        """Return the records whose date lies before ``start``, after ``end`` or is not known, deleted ones included."""
        return self._reader.uids_outside(kind, start, end)

    def parent_of(self, kind: str) -> Mapping[str, str]:
        """Return the parent of each record of a kind that has one, deleted ones included, by uid."""
        return self._reader.parents(kind)

    def unit_of(self, kind: str) -> Mapping[str, str]:
        """Return the unit that each record of a kind is about, deleted ones included, by uid."""
        return self._reader.units(kind)

    def signed_logs(self) -> Sequence[LogHead]:
        """Return the newest hash of each log, those of this device signed by it."""
        return [self._signed(head) for head in self.log.logs()]

    def _signed(self, head: LogHead) -> LogHead:
        if head.signature is not None or head.device != self.device_key:
            return head
        return replace(head, signature=self.sign(head.signed_text))

    def remember_bundle(self, direction: str, sha256: str, manifest: str, moment: str, size: int = 0) -> None:
        """Note a bundle that left (``out``) or came in (``in``); ``size`` is bytes."""
        self.bundles_noted.remember(BundleNote(direction, sha256, moment, manifest, size))

    def bundles(self) -> Sequence[BundleNote]:
        """Return the bundles noted, newest first."""
        return self.bundles_noted.all()

    def digest(self, kind: str | None = None) -> str:
        """Return one SHA-256 over the content, or over that of one kind."""
        return digest_of(self._connection, kind)

    def check(self, repair: bool = False) -> CheckReport:
        """Check the whole store; ``repair`` renames what no bundle can carry and derives the tables anew."""
        if not repair:
            return self._checker.check()
        with transaction(self._connection):
            Resealing(self._connection, self.log, Portability(self.kinds), self.device_key).mend()
            self._checker.rebuild()
        return CheckReport(self._checker.check().findings, repaired=True)

    def derive_anew(self) -> None:
        """Derive everything from the log; the caller holds the transaction."""
        self._checker.rebuild()

    def write_found(self, found: Sequence[Found]) -> int:
        """Set cells to what was found in the remains of a damaged store; returns how many differed.

        Raises InvalidRecord for what is another unit's to write.
        """
        return self._writer.write_found(found)

    def backup(self, out: Path) -> None:
        """Write a verified copy of the whole store and note when; raises StoreError."""
        back_up(self._connection, out, self._key, self.kinds)
        self._note_backup()

    def keep_copy(self, mark: str, kept: int) -> Path:
        """Write a verified copy into the folder beside the store; of those with this mark the ``kept`` newest stay.

        Raises StoreError when there is no room.
        """
        copy = keep_copy(self._connection, self._key, self.kinds, self.clock, mark, kept)
        self._note_backup()
        return copy

    def _note_backup(self) -> None:
        """Note when; a copy of a store that cannot be written any more counts all the same."""
        with suppress(StoreFull, StoreReadOnly, StoreReplaced):
            self.settings.set(LAST_BACKUP, self.clock.local_time().isoformat(timespec="seconds"))

    def _found_unit(self, name: str, code: str, level: str) -> None:
        uid = new_uid()
        self._after(self._writer.save([Draft("unit", {"name": name, "code": code, "kind": level}, uid)]))
        self.settings.set(UNIT, uid)

    def _after(self, result: SaveResult) -> SaveResult:
        if result.save_id:
            self.identity.confirm()
        if "rule_override" in result.kinds:
            self._law.forget()
        return result
