"""What an open store answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from danvan_desktop import __version__
from danvan_desktop.domain.coverage import Coverages
from danvan_desktop.domain.deadlines import Due, late_term
from danvan_desktop.domain.fields import Sought, Value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import OnDays
from danvan_desktop.localization import _
from danvan_desktop.store.bundles import BundleNote
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.placing import where_written
from danvan_desktop.store.schema import FINGERPRINT
from danvan_desktop.store.selection import Selection
from danvan_desktop.store.services import StoreServices
from danvan_desktop.store.settings import UNIT

if TYPE_CHECKING:
    from danvan_desktop.store.bin import BinEntry
    from danvan_desktop.store.duplicates import Duplicates, LikelyPair
    from danvan_desktop.store.history import Conflict, HistoryEntry
    from danvan_desktop.store.many_uids import ManyUids
    from danvan_desktop.store.reappeared import Reappeared
    from danvan_desktop.store.redacting import RedactionNote
    from danvan_desktop.store.search import SearchHit
    from danvan_desktop.store.stale_drafts import ShownHeads


class ReadableStore(StoreServices):
    """Answers what is recorded, and how it came to be so."""

    def get(self, uid: str, include_deleted: bool = False) -> Record | None:
        """Return a record of any kind, ``None`` when there is none."""
        return self._reader.get(uid, include_deleted)

    def shown_as(self, uid: str) -> str:
        """Return the record that is shown for one that it was joined with, or that one itself."""
        return self._reader.shown_as(uid)

    def unit_written(self, unit: str) -> str:
        """Return the unit at which this laptop writes what it says of one (``placing.py``)."""
        own = self.settings.get(UNIT)
        stands_at = self.authority.standing_now
        return where_written(unit, own, self.shown_as(own), lambda whole: bool(stands_at(self.device_key, whole)))

    def joined_to(self, uid: str) -> Sequence[str]:
        """Return the records that this one is shown for."""
        return self._reader.joined_to([uid]).get(uid, ())

    def secret_uids(self) -> frozenset[str]:
        """Return the records whose content is hidden."""
        return self._secrets.all()

    def get_many(self, uids: Iterable[str], kind: str | None = None) -> dict[str, Record]:
        """Return the records among ``uids`` that exist, all or those of a ``kind``, by uid, in the order asked for."""
        return self._reader.get_many(uids, kind)

    def heads_of(self, *uids: str, revealed: bool = False) -> Mapping[str, ShownHeads]:
        """Return the newest changes of the cells of records, by uid: of what somebody who reads them now is shown.

        Those of hidden cells are left out, unless the records are about to be ``revealed``.
        """
        from danvan_desktop.store.stale_drafts import is_hidden

        heads, secret = self._stale_drafts.heads_of(uids), {} if revealed else self._whole.get_many(uids)
        for uid, record in secret.items():
            fields = self.kinds[record.kind].by_name
            hidden = {name for name, field in fields.items() if is_hidden(field, record)}
            heads[uid] = {name: ids for name, ids in heads.get(uid, {}).items() if name not in hidden}
        return heads

    def children(self, parent_uid: str, kind: str) -> list[Record]:
        """Return the records of ``kind`` that belong to a parent, in order."""
        return self._reader.children(parent_uid, kind)

    def children_of_many(self, parents: Iterable[str], kind: str) -> Mapping[str, Sequence[Record]]:
        """Return the records of ``kind`` that belong to each of several shown records that has any, in order."""
        return self._reader.children_of_many(parents, kind)

    def find(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values."""
        return self._reader.find(kind, **equals)

    def find_all(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values, deleted and joined ones included."""
        return self._reader.find_all(kind, **equals)

    def list(
        self,
        kind: str,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> list[Record]:
        """Return records in order; ``between`` names a date field and the first and last day."""
        selection = self._selection(kind, filters, between)
        return self._reader.select(kind, selection=selection, order=order, limit=limit, offset=offset)

    def uids(
        self,
        kind: str,
        *,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
        among: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Sequence[str]:
        """Return the uids of the records that ``list`` would return; ``among`` looks at no others."""
        selection = self._selection(kind, filters, between, among)
        return self._reader.uids(kind, selection=selection, order=order, limit=limit)

    def many_uids(
        self,
        kind: str,
        *,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        among: Sequence[str] | None = None,
    ) -> ManyUids:
        """Return what ``uids`` does in little memory, for a list that is shown and may be very long."""
        from danvan_desktop.store.many_uids import ManyUids

        selection = self._selection(kind, filters, None, among)
        return ManyUids(self._reader.each_uid(kind, selection=selection, order=order))

    def valued(
        self,
        kind: str,
        field: str,
        *,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        among: Sequence[str] | None = None,
    ) -> Sequence[tuple[str, Value]]:
        """Return the uids of records with the value of one field, for grouping."""
        return self._reader.valued(kind, field, selection=self._selection(kind, filters, None, among), order=order)

    def columns(self, kind: str, names: Sequence[str], among: Sequence[OnDays] = ()) -> Sequence[tuple[Value, ...]]:
        """Return uid and some fields of the records of a kind, in no order; a field that the kind has not is empty.

        Where days are named, those ``among`` them are enough.
        """
        return self._reader.all_columns(kind, names, among)

    def rows(
        self,
        kind: str,
        names: Sequence[str],
        *,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
        unlike: Mapping[str, Collection[str]] | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield uid and some fields of the records that ``list`` would return, in no order; empty what a kind lacks.

        Those that have in a field of ``unlike`` one of its values are left out.
        """
        return self._reader.rows(kind, names, self._selection(kind, filters, between, unlike=unlike))

    def counted_rows(
        self,
        kind: str,
        names: Sequence[str],
        *,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
        unlike: Mapping[str, Collection[str]] | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the same, each row once: in place of the uid, of how many records these fields are."""
        return self._reader.counted_rows(kind, names, self._selection(kind, filters, between, unlike=unlike))

    def firsts(self, kind: str, by: str, of: str) -> Sequence[tuple[Value, Value]]:
        """Return each value that records have in the reference ``by``, with the least in ``of``."""
        return self._reader.firsts(kind, by, of)

    def begun_by(self, kind: str, by: str, of: str, latest: Value, among: Sequence[str]) -> Sequence[str]:
        """Return which of these the reference ``by`` of any record names that has up to ``latest`` in ``of``."""
        return self._reader.begun_by(kind, by, of, latest, among)

    def _selection(
        self,
        kind: str,
        filters: Mapping[str, Sought] | None,
        between: tuple[str, dt.date, dt.date] | None,
        among: Sequence[str] | None = None,
        unlike: Mapping[str, Collection[str]] | None = None,
    ) -> Selection:
        """Select what is listed: of units not those that are awaited to be joined to another that is."""
        awaited = self.awaited_units if kind == "unit" else ()
        return Selection(filters or {}, between, among, without=awaited, unlike=unlike or {})

    def units_ever(self) -> Sequence[Record]:
        """Return all units, deleted and joined ones too, the eldest first: what was recorded of them stays counted."""
        return self._reader.select("unit", selection=Selection(deleted=True, joined=True), order="valid_from")

    def coverages(self) -> Coverages:
        """Read how far what each other unit recorded is here."""
        from danvan_desktop.store.coverage import CoverageReader

        rows = self._reader.all_columns("unit", ("valid_to",))
        ended = {str(uid): dt.date.fromisoformat(str(day)) for uid, day in rows if day}
        reader = CoverageReader(self._connection, self.log, self.peers, self.kinds)
        return reader.read(self.unit.uid, self.holdings, ended)

    def refuse_archived(self, first: dt.date, last: dt.date) -> None:
        """Raise StoreError when what is asked for between two days is in an archive file: part of it would be wrong."""
        self.archives.refuse_within(first, last)

    def count(
        self,
        kind: str,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
        most: int | None = None,
    ) -> int:
        """Count records, up to ``most`` where that is enough to know."""
        return self._reader.count(kind, self._selection(kind, filters, between), most)

    @property
    def is_of_one_unit(self) -> bool:
        """Whether no unit was recorded beside that whose store this is."""
        return self._reader.count("unit", Selection(), most=2) == 1

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
        hits = self._search.find(text, kind, limit)
        return [hit for hit in hits if hit.uid not in self.awaited_units]

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

    def attached(self, attachment: Record, *, revealed: bool = False) -> bytes:
        """Return the content of an attachment; raises StoreError when it was not carried to this laptop.

        That of a secret record is given only to who was ``revealed`` it.
        """
        owner = self._reader.kind_of(attachment.text("owner"))
        group = self.kinds[owner].guarded if owner is not None and owner in self.kinds else None
        if group is not None:
            self.officers.refuse_closed(group)
        if attachment.secret and not revealed:
            raise StoreError(_("Tệp này thuộc hồ sơ bí mật. Hãy mở nội dung bí mật rồi lấy tệp."))
        try:
            return self.blobs.read(attachment.text("sha256"))
        except KeyError as error:
            name = attachment.text("name")
            if "sha256" in self.note_of_erased(attachment.uid):
                raise StoreError(_("Tệp này đã bị xóa theo yêu cầu.")) from error
            if (day := self.thinning.freed_on(attachment.text("sha256"))) is not None:
                raise StoreError(
                    _("Nội dung của tệp “{name}” đã được giải phóng ngày {day}.", name=name, day=f"{day:%d/%m/%Y}")
                ) from error
            raise StoreError(_("Nội dung của tệp “{name}” chưa được chuyển tới máy này.", name=name)) from error

    def late_term(self, record: Record, day: dt.date | None = None) -> Due | None:
        """Return what a record waits for and is late with on a day, today when none is given."""
        return late_term(self.kinds[record.kind].deadlines, record, day or self.today(), self.terms, self)

    def history(self, uid: str) -> Sequence[HistoryEntry]:
        """Return all changes of a record, newest first."""
        return self._history.of(uid)

    def erasable(self, uid: str) -> Sequence[str]:
        """Return the fields of a record of which values may be erased at somebody's request."""
        return self._redacting.erasable(uid)

    def erasable_of_a_person(self, uid: str) -> Sequence[str]:
        """Return those of them that hold words, or are of a person."""
        return self._redacting.personal(uid)

    def theirs_to_erase(self, uid: str, names: Collection[str]) -> Sequence[str]:
        """Return the units that alone may erase what their records, joined with one, hold of these fields."""
        return self._redacting.theirs_to_erase(uid, names, self.device_key, self.authority)

    def redactions(self) -> Sequence[RedactionNote]:
        """Return what was erased at somebody's request, the newest first."""
        return self._redacting.notes()

    def reappeared(self) -> Sequence[Reappeared]:
        """Return the records in which what was erased stands again, but for what a person let be."""
        from danvan_desktop.store.reappeared import reappeared

        closed = self.officers.closed_kinds
        return [one for one in reappeared(self._connection, self.kinds, self.settings) if one.kind not in closed]

    def bin(self, limit: int = 500) -> Sequence[BinEntry]:
        """Return the records that were deleted last, newest first."""
        return self._bin.entries(limit)

    def conflicts(self) -> Sequence[Conflict]:
        """Return every field on which two changes disagree."""
        return self._history.conflicts()

    def duplicates(
        self,
        kind: str | None = None,
        *,
        involving: Collection[str] | None = None,
        beat: Callable[[], object] = lambda: None,
    ) -> Sequence[LikelyPair]:
        """Return the records of a kind, or of all, that may be one; ``involving`` asks for pairs with one of these.

        ``beat`` is called every few milliseconds of a long look, which what it raises ends.
        """
        return self._likely_pairs(beat).likely(kind, involving)

    def duplicate_count(
        self, *, involving: Collection[str] | None = None, beat: Callable[[], object] = lambda: None
    ) -> int:
        """Count the pairs that ``duplicates`` would return."""
        return self._likely_pairs(beat).count(involving)

    def _likely_pairs(self, beat: Callable[[], object]) -> Duplicates:
        from danvan_desktop.store.duplicates import Duplicates

        return Duplicates(self._connection, self.kinds, self._reader, self.tree, self.awaited_units, beat)

    def content_stand(self) -> str:
        """Return what is another text whenever records are: where the logs end, what is archived, how it is read."""
        (archived,) = self._connection.execute("SELECT count(*) FROM archived_record").fetchone()
        ends = [(one.replica, one.stream, one.seq, one.hash) for one in self.log.logs()]
        return sha256(repr((__version__, self.settings.get(FINGERPRINT), archived, ends)).encode()).hexdigest()

    def are_told_apart(self, uid: str, other: str) -> bool:
        """Tell whether a person said that two records that look alike are two."""
        return self._joining.are_distinct(uid, other)

    def conflict_count(self) -> int:
        """Count the fields on which two changes disagree."""
        return self._history.conflict_count()

    def note_of_held_back(self, uid: str) -> frozenset[str]:
        """Return the fields of a record whose newest content was held back; they show the last one that was given."""
        return self._history.held_back(uid)

    def note_of_erased(self, uid: str) -> frozenset[str]:
        """Return the fields of a record whose value was erased at somebody's request."""
        return self._redacting.erased(uid)

    def uids_outside(self, kind: str, start: dt.date, end: dt.date) -> Sequence[str]:
        """Return the records whose date lies before ``start``, after ``end`` or is not known, deleted ones included."""
        return self._reader.uids_outside(kind, start, end)

    def parent_of(self, kind: str) -> Mapping[str, str]:
        """Return the parent of each record of a kind that has one, deleted ones included, by uid."""
        return self._reader.parents(kind)

    def kinds_of(self, uids: Iterable[str]) -> Mapping[str, str]:
        """Return the kind of each of these records that is here, deleted ones included, by uid."""
        return {uid: kind for kind, members in self._reader.by_kind(list(uids)).items() for uid in members}

    def unit_of(self, kind: str) -> Mapping[str, str]:
        """Return the unit that each record of a kind is about, deleted ones included, by uid."""
        return self._reader.units(kind)

    def bundles(self, sha256: str | None = None) -> Sequence[BundleNote]:
        """Return the bundles noted, or the notes of one file by its digest, newest first."""
        return self.bundles_noted.all(sha256)

    def digest(self, kind: str | None = None) -> str:
        """Return one SHA-256 over the content, or over that of one kind."""
        from danvan_desktop.store.record_digests import digest_of

        return digest_of(self._connection, kind)
