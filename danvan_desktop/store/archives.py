"""Archive files: a closed year in a store file of its own, which opens for reading, and the way back out of it."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.entry import Entry, is_intact
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _
from danvan_desktop.store.archive_plan import ArchivePlan, ArchivePlanner
from danvan_desktop.store.archiving import Archiving
from danvan_desktop.store.backup import copy_unchecked
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.check import Checker
from danvan_desktop.store.connection import Connection, connect, connect_immutable, transaction
from danvan_desktop.store.durable_files import fsync_file
from danvan_desktop.store.entry_rows import filled
from danvan_desktop.store.errors import (
    StoreDamaged,
    StoreError,
    StoreUnreachable,
    not_written,
    told_in_words,
)
from danvan_desktop.store.founding import put_in_place
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.leftovers import partial_beside, sweep_beside
from danvan_desktop.store.locked import give_keys, key_for, remove_keys
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.private import make_private_folder, remove_with_side_files
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.schema import is_prepared
from danvan_desktop.store.search import Search
from danvan_desktop.store.settings import ARCHIVE_YEAR, Settings
from danvan_desktop.store.sweeping import sweep_erased
from danvan_desktop.store.version import check_file, require_version

_ARCHIVE_MARK = "archive.mark"
"""The setting of an archive file that tells which archive of its store it is."""
_ELSEWHERE = 0
"""The number of the archive, in an archive file, of what is in the store and other archives."""


@dataclass(frozen=True)
class ArchiveNote:
    """An archive of this store: its year, where its file was written and when (ISO 8601, local).

    ``late`` counts the changes that came since for records that are in it.
    """

    number: int
    year: int
    path: str
    moment: str
    records: int
    late: int

    @property
    def told_back(self) -> Message:
        """Say that it was taken back."""
        return _(
            "Đã lấy lại {n} hồ sơ năm {year} từ tệp lưu trữ; tệp vẫn còn nguyên.", n=self.records, year=str(self.year)
        )


class Archives:
    """The archives of an open store."""

    def __init__(self, connection: Connection, kinds: Kinds, key: bytes | None, clock: Clock) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._key = key
        self._clock = clock
        self._planner = ArchivePlanner(connection, kinds)
        self._archiving = _archiving_of(connection, kinds)

    def years(self) -> Mapping[int, int]:
        """Return the years of which something could go some day, with how many records those have."""
        return self._planner.years()

    def plan(self, year: int) -> ArchivePlan:
        """Tell what would go; raises StoreError for a year that this year's reports are still about or held against."""
        this_year = self._clock.today().year
        if year >= this_year:
            raise StoreError(_("Năm {year} chưa kết thúc nên chưa lưu trữ được.", year=str(year)))
        if year == this_year - 1:
            raise StoreError(
                _(
                    "Báo cáo năm nay còn so sánh với năm {year}; chỉ lưu trữ được từ năm {last} trở về trước.",
                    year=str(year),
                    last=str(year - 1),
                )
            )
        return self._planner.plan(year)

    def notes(self) -> Sequence[ArchiveNote]:
        """Return the archives, by year."""
        rows = self._connection.execute(
            "SELECT no, year, path, moment, (SELECT count(*) FROM archived_record a WHERE a.archive = no),"
            " (SELECT count(*) FROM archived_record a JOIN entry e ON e.record = a.record"
            "  WHERE a.archive = no AND (e.gone IS NULL OR json_type(e.gone) != 'text')) FROM archive ORDER BY year, no"
        )
        return [ArchiveNote(*row) for row in rows.fetchall()]

    def year_of(self, uid: str) -> int | None:
        """Return the year in whose archive a record is, ``None`` when it is here."""
        row = self._connection.execute(
            "SELECT y.year FROM record r JOIN archived_record a ON a.record = r.no JOIN archive y ON y.no = a.archive"
            " WHERE r.uid = ?",
            [uid],
        ).fetchone()
        return None if row is None else int(row[0])

    def refuse_within(self, first: dt.date, last: dt.date) -> None:
        """Raise StoreError when what is asked for between two days is in an archive file, or in the store of this one.

        Figures of part of the records would be wrong.
        """
        own = Settings(self._connection).get(ARCHIVE_YEAR)
        if own and last.year > int(own):
            raise StoreError(_("Tệp lưu trữ này chỉ đủ số liệu đến hết năm {year}.", year=own))
        for note in self.notes():
            if first.year <= note.year <= last.year:
                raise StoreError(
                    _(
                        "Hồ sơ năm {year} đã lưu trữ trong “{path}” nên số liệu kỳ này không đủ ở đây. Hãy mở tệp đó"
                        " để xem (danvan --store TỆP), hoặc lấy lại vào tệp dữ liệu.",
                        year=str(note.year),
                        path=note.path,
                    )
                )

    def write(self, year: int, out: Path) -> ArchivePlan:
        """Write a closed year into a new file and take it out of the store, all or nothing; raises StoreError.

        The file is whole, checked and in place before anything leaves the store.
        """
        out = out.absolute()
        if out.exists():
            raise StoreError(_("Đã có tệp “{path}”. Hãy chọn tên khác.", path=str(out)))
        plan = self.plan(year)
        if not plan.records:
            raise StoreError(
                _(
                    "Năm {year} không có hồ sơ nào lưu trữ được: {n} hồ sơ còn việc hoặc còn được dẫn tới.",
                    year=str(year),
                    n=plan.staying,
                )
            )
        mark = secrets.token_hex(16)
        state = self._state()
        partial = partial_beside(out)
        try:
            make_private_folder(out.parent)
            sweep_beside(out)
            copy_unchecked(self._connection, partial, self._key)
            self._keep_alone(partial, plan, mark)
            give_keys(self._connection.path, out)
            fsync_file(partial)
            put_in_place(partial, out)  # two who archive at once must not write over each other's only copy
        except OSError as error:
            raise not_written(error, out) from error
        finally:
            remove_with_side_files(partial)
        self._leave(plan, out, mark, state)
        return plan

    def take_back(self, file: Path) -> ArchiveNote:
        """Bring what an archive file holds back, all or nothing; raises StoreError, StoreDamaged.

        A store that was rescued knows of no archives any more; it gets what it lacks of the entries that it has.
        """
        with self._opened(file) as archive, transaction(self._connection):
            note = self._note_of(archive)
            log, blobs = EntryLog(archive), Blobs(archive)
            if note is None:
                note = self._fill(archive, log, file)
                self._take_files(blobs, list(log.entries_after({})), file)
            else:
                entries = list(self._whole(log, note.number, file))
                self._take_files(blobs, [whole for _here, whole in entries], file)
                self._archiving.put_back(entries, note.number)
                self._connection.execute("DELETE FROM archive WHERE no = ?", [note.number])
        return note

    @contextmanager
    def _opened(self, file: Path) -> Iterator[Connection]:
        check_file(file)
        with closing(connect_immutable(file, key_for(file, self._key))) as archive, told_in_words(file):
            require_version(archive)
            if not is_prepared(archive, self._kinds):
                raise StoreError(
                    _("Tệp lưu trữ do phiên bản cũ ghi. Hãy mở tệp đó một lần (danvan --store TỆP) rồi lấy lại.")
                )
            yield archive

    def _fill(self, archive: Connection, log: EntryLog, file: Path) -> ArchiveNote:
        """Fill known entries without content; raises StoreError for a file that has nothing for this store."""
        year, own = Settings(archive).get(ARCHIVE_YEAR), EntryLog(self._connection)
        filled_uids = self._archiving.fill(
            (here, there)
            for there in log.entries_after({})
            if year and own.hash_at(there.id.log, there.id.seq) == there.hash
            if (here := own.find(there.id)) is not None and here.gone and not own.is_archived(there.id)
        )
        if not filled_uids:
            raise StoreError(
                _("“{path}” không phải tệp lưu trữ của tệp dữ liệu này, hoặc đã được lấy lại rồi.", path=str(file))
            )
        return ArchiveNote(0, int(year), str(file), "", len(filled_uids), 0)

    def _keep_alone(self, path: Path, plan: ArchivePlan, mark: str) -> None:
        """Make a copy of the store the archive: what is of later years is taken out, and nothing of it is left."""
        with closing(connect(path, self._key)) as copy, told_in_words(path):
            with transaction(copy):
                rest = ArchivePlanner(copy, self._kinds).rest(plan.year)
                already = {row for (row,) in copy.execute("SELECT record FROM archived_record")}
                _archiving_of(copy, self._kinds).take_out(rest - already, _ELSEWHERE)
                for table in ("draft", "waiting_part", "waiting", "parked", "quarantine"):
                    copy.execute(f"DELETE FROM {table}")
                settings = Settings(copy)
                settings.set(ARCHIVE_YEAR, str(plan.year))
                settings.set(_ARCHIVE_MARK, mark)
            report = Checker.of(copy, self._kinds).check()
            if report.damage:
                raise StoreDamaged(report.damage[0].message)
        sweep_erased(path, self._key)
        with closing(connect(path, self._key)) as copy, told_in_words(path):
            copy.execute("PRAGMA journal_mode = DELETE")

    def _leave(self, plan: ArchivePlan, out: Path, mark: str, state: tuple[int, int]) -> None:
        try:
            with transaction(self._connection):
                if self._state() != state:
                    raise StoreError(_("Dữ liệu vừa được sửa trong lúc lưu trữ nên chưa lưu trữ gì. Hãy làm lại."))
                moment = self._clock.local_time().isoformat("T", "seconds")
                number = self._connection.execute(
                    "INSERT INTO archive (year, path, moment, mark) VALUES (?, ?, ?, ?) RETURNING no",
                    [plan.year, str(out), moment, mark],
                ).fetchone()[0]
                self._archiving.take_out(plan.records, number)
        except StoreUnreachable:
            raise  # of what the drive did not confirm, it may hold the commit after all: then the file is all there is
        except BaseException:
            with suppress(OSError):
                out.unlink(missing_ok=True)
                remove_keys(out)
            raise

    def _state(self) -> tuple[int, int]:
        """Return what tells whether anything was written."""
        count, newest = self._connection.execute("SELECT count(*), total(seq) FROM log").fetchone()
        return int(count), int(newest)

    def _note_of(self, archive: Connection) -> ArchiveNote | None:
        mark = Settings(archive).get(_ARCHIVE_MARK)
        row = self._connection.execute("SELECT no FROM archive WHERE mark = ?", [mark]).fetchone()
        return next((note for note in self.notes() if row is not None and note.number == row[0]), None)

    def _whole(self, log: EntryLog, number: int, file: Path) -> Iterator[tuple[Entry, Entry]]:
        """Yield each archived entry as it is here and as the file has it; raises StoreDamaged for one that differs."""
        for here in self._archiving.archived(number):
            there = log.find(here.id)
            whole = None if there is None else filled(here, there)
            if whole is None or any(one.is_held_back for one in whole.gone.values()) or not is_intact(whole):
                raise StoreDamaged(_("Tệp lưu trữ “{path}” bị hỏng hoặc bị sửa nên chưa lấy lại gì.", path=str(file)))
            yield here, whole

    def _take_files(self, blobs: Blobs, entries: Sequence[Entry], file: Path) -> None:
        named = {
            json.loads(one.values["sha256"]) for one in entries if one.kind == "attachment" and "sha256" in one.values
        }
        own = Blobs(self._connection)
        for digest in sorted(str(one) for one in named if one):
            if own.has(digest) or not blobs.has(digest):
                continue
            data = blobs.read(digest)
            if sha256(data).hexdigest() != digest:
                raise StoreDamaged(_("Tệp lưu trữ “{path}” bị hỏng hoặc bị sửa nên chưa lấy lại gì.", path=str(file)))
            own.add(data)


def _archiving_of(connection: Connection, kinds: Kinds) -> Archiving:
    search = Search(connection, kinds, Reader(connection, kinds))
    return Archiving(connection, kinds, EntryLog(connection), Heads(connection, kinds), search)
