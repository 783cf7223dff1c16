"""Saves records: each save is one transaction that appends to the log and refreshes what is derived from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from danvan_desktop.domain.clock import EPOCH, Clock, HybridClock, clock_number, clock_text, latest_allowed
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.entry import DELETED, encode_value
from danvan_desktop.domain.fields import Value, Values
from danvan_desktop.domain.former import restated
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft, Record, merged_drafts
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.stages import contradicted
from danvan_desktop.domain.uid import is_uid
from danvan_desktop.domain.validation import validate, validate_deletion
from danvan_desktop.localization import _
from danvan_desktop.store.assembling import Assembled, Assembler
from danvan_desktop.store.bin import Bin
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection, joined_transaction
from danvan_desktop.store.consequences import Consequences
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.former import said_anew
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.judging import Assignment, Found, Judge
from danvan_desktop.store.known_facts import Known
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.overlay import Overlay
from danvan_desktop.store.plain_saves import PlainSaves, Taken
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.referrers import Referrers
from danvan_desktop.store.renewing import Renewed, Renewing
from danvan_desktop.store.reversing import Reversing, archived, unknown
from danvan_desktop.store.save_result import SaveResult
from danvan_desktop.store.sealing import Sealed, Sealer
from danvan_desktop.store.search import Search
from danvan_desktop.store.seen_at_end import SeenAtEnd
from danvan_desktop.store.stale_drafts import StaleDraft, StaleDraftCheck
from danvan_desktop.store.wholes import Whole, Wholes


class Writer:
    """Turns drafts into entries."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        reader: Reader,
        log: EntryLog,
        heads: Heads,
        search: Search,
        identity: Identity,
        known: Known,
        assembler: Assembler,
        *,
        terms: Callable[[], Terms],
        clock: Clock,
        officer: Callable[[], str],
        home: Callable[[], str],
        guard: Callable[[Collection[str], bool], None],
    ) -> None:
        """Work on an open store; the callables give what may change while it is open."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._log = log
        self._heads = heads
        self._search = search
        self._identity = identity
        self._cells = Cells(connection)
        self._reversing = Reversing(connection, kinds, reader, log, self._cells)
        self._bin = Bin(connection, kinds, reader)
        self._renewing = Renewing(connection, kinds, reader)
        self._stale_drafts = StaleDraftCheck(connection, kinds, reader)
        self._wholes = Wholes(kinds, reader)
        self._seen_at_end = SeenAtEnd(connection, kinds, log, self._cells)
        self._judge = Judge(kinds, reader, Referrers(connection, kinds), self._context)
        self._consequences = Consequences(kinds, reader, self._cells, self._bin, self._judge)
        self._known = known
        self._sealer = Sealer(connection, kinds, log, identity, known, self._cells, officer, home)
        self._plain = PlainSaves(connection, kinds, known, self._cells, search)
        self._terms = terms
        self._clock = clock
        self._assembler = assembler
        self._guard = guard

    def check_drafts(self, drafts: Sequence[Draft]) -> list[tuple[Problem, ...]]:
        """Tell for each draft what a save of them all would refuse or warn of; nothing is written."""
        wholes = self._wholes.of(drafts)
        everything = [*drafts, *(whole.draft for whole in wholes)]
        befores = [self._before(draft) for draft in everything]
        assembled, overlay = self._assembler.assemble(everything, befores)
        parts = list(zip(everything, assembled, befores, strict=True))
        found = [
            (*self._found(made, overlay, before), *self._stale_drafts.hidden(draft, made.record, before))
            for draft, made, before in parts[: len(drafts)]
        ]
        for whole, (_draft, made, before) in zip(wholes, parts[len(drafts) :], strict=True):
            found[whole.place] += tuple(self._brought_about(made, overlay, before))
        return found

    def filled_in(self, drafts: Sequence[Draft]) -> list[Mapping[str, Value]]:
        """Tell for each draft what a save would fill in; nothing is written."""
        befores = [self._before(draft) for draft in drafts]
        return [made.filled or {} for made in self._assembler.assemble(drafts, befores)[0]]

    def unit_of_new(self, draft: Draft) -> str:
        """Tell of which unit a save would make a new record; nothing is written."""
        record = self._assembler.assemble([draft], [None])[0][0].record
        return self._sealer.placing.of(list(self._differences(draft, record, None)))[record.uid]

    def _found(self, made: Assembled, overlay: Overlay, before: Record | None) -> tuple[Problem, ...]:
        problems = [*made.problems, *self._contradicted(made, overlay, before)]
        found = validate(self._kinds, made.record, self._context(made.kind, overlay, before))
        told = {problem.field for problem in problems if problem.is_error}
        return (*problems, *(problem for problem in found if problem.field not in told))

    def _brought_about(self, made: Assembled, overlay: Overlay, before: Record | None) -> Iterator[Problem]:
        """Go through the problems of a whole that it has only since its parts are as a save leaves them."""
        stood = () if before is None else validate(self._kinds, before, self._context(made.kind, self._reader, before))
        return (problem for problem in self._found(made, overlay, before) if problem not in stood)

    def _contradicted(self, made: Assembled, reader: Overlay, before: Record | None) -> tuple[Problem, ...]:
        """Tell why a state that was asked for is not the record's."""
        states = made.kind.states
        if states is None or made.refused is None:
            return ()
        return tuple(contradicted(states, made.record, made.refused, self._context(made.kind, reader, before)))

    def save(
        self,
        drafts: Sequence[Draft],
        delete: Sequence[str] = (),
        *,
        knowing_referrers: bool = False,
        together_with: Callable[[], None] | None = None,
    ) -> SaveResult:
        """Save drafts and delete records in one transaction; drafts may refer to each other by preset uids.

        What is closed and comes again is followed by its next one, which the warnings tell of.
        Several drafts of one record count as one, in the place of the first.

        Raises InvalidRecord with all problems of the first draft that has any, StaleDraft when a value would be
        superseded that the draft was not shown, ReferredTo for records to delete that
        others refer to; ``knowing_referrers`` lets those go that others can be without.
        ``together_with`` writes what is kept only if the save is, such as content.
        """
        drafts = merged_drafts(drafts)
        with joined_transaction(self._connection):
            self._known.facts()
            if together_with is not None:
                together_with()
            wholes = self._wholes.of(drafts, delete)
            drafts += [whole.draft for whole in wholes]
            befores = [self._before(draft) for draft in drafts]
            asked = len(drafts) - len(wholes)
            assembled, warnings, renewed = self._validated(drafts, befores, wholes, delete)
            if renewed.new:
                drafts[asked:asked] = renewed.new
                befores[asked:asked] = [None] * len(renewed.new)
                assembled, warnings, _ends = self._validated(drafts, befores, wholes, delete)
            records = [made.record for made in assembled]
            self._refuse_overtaken(drafts, records, befores)
            assignments = [
                assignment
                for draft, record, before in zip(drafts, records, befores, strict=True)
                for assignment in self._differences(draft, record, before)
            ]
            doomed = self._doomed(delete)
            self._judge.refuse_referred({uid: r.kind for uid, r in doomed.items()}, records, knowing_referrers)
            assignments += [self._cells.assignment(r.kind, uid, DELETED, True) for uid, r in doomed.items()]
            assignments += [self._cells.assignment(r.kind, r.uid, DELETED, None) for r in renewed.back]
            told = [*(record.uid for record in records[:asked]), *doomed]
            new = {record.uid for record, before in zip(records, befores, strict=True) if before is None}
            result = self._append(assignments, told, [*chain.from_iterable(warnings.values()), *renewed.told], new)
            filled = {made.record.uid: made.filled for made in assembled if made.filled}
            return replace(result, filled=filled, warned=warnings)

    def _refuse_overtaken(
        self, drafts: Sequence[Draft], records: Sequence[Record], befores: Sequence[Record | None]
    ) -> None:
        for index, parts in enumerate(zip(drafts, records, befores, strict=True)):
            clashes = list(self._stale_drafts.clashes(*parts))
            if clashes:
                raise StaleDraft(clashes, index)

    def delete(self, uids: Sequence[str], *, knowing_referrers: bool = False) -> SaveResult:
        """Mark records and all that belongs to them as deleted; raises InvalidRecord for signed ones, ReferredTo."""
        return self.save((), uids, knowing_referrers=knowing_referrers)

    def restore(self, uids: Sequence[str]) -> SaveResult:
        """Take deleted records back, with the parts that were deleted together with them."""
        with joined_transaction(self._connection):
            asked = [self._existing(uid, include_deleted=True) for uid in uids]
            records = [member for record in asked for member in self._bin.family(record)]
            assignments = [self._cells.assignment(r.kind, r.uid, DELETED, None) for r in records if r.deleted]
            warnings = self._judge.judge(assignments)
            return self._append(assignments, [record.uid for record in records], warnings)

    def undo(self, save_id: str, only_uid: str | None = None, *, knowing_referrers: bool = False) -> SaveResult:
        """Take back one save of this or another device: every field gets the value that the save replaced.

        ``only_uid`` takes it back as far as it touched one record, with the parts that came or went with it. Raises
        StoreError when a field was changed again since, or the save is unknown; InvalidRecord or ReferredTo when a save
        that comes to the same would be refused.
        """
        timestamp, _at, replica = save_id.partition("@")
        with joined_transaction(self._connection):
            entries = self._reversing.entries_of(timestamp, replica)
            if only_uid is not None:
                entries = self._reversing.of_family(entries, only_uid)
            if not entries:
                raise StoreError(_("Không tìm thấy lần lưu cần hoàn tác."))
            assignments = self._reversing.reversals(entries)
            warnings = self._judge.judge(assignments, knowing_referrers=knowing_referrers)
            return self._append(assignments, list(dict.fromkeys(entry.uid for entry in entries)), warnings)

    def undo_last(self, uid: str, *, knowing_referrers: bool = False) -> SaveResult:
        """Take back the newest save as far as it touched this record; raises as ``undo``, or UnknownRecord."""
        last = self._reversing.last_save_of(uid, latest_allowed(self._clock))
        return self.undo(last, uid, knowing_referrers=knowing_referrers)

    def set_heads(self, uid: str, field: str, value: Value) -> SaveResult:
        """Set one field over all its heads, which resolves a conflict; raises InvalidRecord as a save would.

        A deletion takes the parts of the record along, and what it is taken back for brings them back.
        """
        with joined_transaction(self._connection):
            kind = self._reader.kind_of(uid)
            if kind is None:
                raise unknown(uid)
            said = restated(self._kinds[kind], {field: value}) if kind in self._kinds else {field: value}
            assignments = [self._cells.assignment(kind, uid, name, what) for name, what in said.items()]
            assignments += self._consequences.of_decision(kind, uid, field, value)
            warnings = self._judge.judge(assignments)
            return self._append(assignments, list(dict.fromkeys(one.uid for one in assignments)), warnings)

    def write_found(self, found: Sequence[Found]) -> int:
        """Set cells to what was recorded in them before, as far as they differ; returns how many were set.

        That was held against the rules when it was saved, and is not again; raises InvalidRecord for what is another
        unit's to write.
        """
        with joined_transaction(self._connection):
            assignments = [
                self._cells.assignment(one.kind, one.uid, one.field, one.value)
                for one in found
                if encode_value(one.value) not in {value for _id, value in self._cells.heads_of(one.uid, one.field)}
            ]
            self._append(assignments, list(dict.fromkeys(one.uid for one in assignments)), [])
        return len(assignments)

    def _doomed(self, uids: Sequence[str]) -> dict[str, Record]:
        """Return the records that go when these do, by uid; raises InvalidRecord for signed ones."""
        doomed: dict[str, Record] = {}
        for uid in uids:
            record = self._existing(uid)
            self._refuse_joined(record)
            context = self._context(self._kinds[record.kind], self._reader, record)
            problems = validate_deletion(self._kinds, record, context)
            if problems:
                raise InvalidRecord(problems)
            doomed |= {member.uid: member for member in self._judge.all_that_go_with(record)}
        return doomed

    def _validated(
        self, drafts: Sequence[Draft], befores: Sequence[Record | None], wholes: Sequence[Whole], gone: Sequence[str]
    ) -> tuple[list[Assembled], dict[str, tuple[Problem, ...]], Renewed]:
        """Return the records of drafts, the last of which are of ``wholes``, with what is warned of and comes again."""
        assembled, overlay = self._assembler.assemble(drafts, befores, gone)
        warnings: dict[str, tuple[Problem, ...]] = {}
        numbered = list(enumerate(zip(assembled, befores, strict=True)))
        given = len(drafts) - len(wholes)
        # A draft that cannot be read speaks first: what the others say may follow from it.
        for index, (made, before) in sorted(numbered, key=lambda one: not one[1][0].problems):
            find = self._found if index < given else self._brought_about
            problems = list(find(made, overlay, before))
            errors = [problem for problem in problems if problem.is_error]
            if errors:
                raise InvalidRecord(errors, index if index < given else wholes[index - given].place)
            if problems:
                warnings[made.record.uid] = (*warnings.get(made.record.uid, ()), *problems)
        return assembled, warnings, self._renewing.after(assembled, befores, overlay)

    def _before(self, draft: Draft) -> Record | None:
        """The stored record that a draft changes; raises when the kind is unknown or not the record's."""
        if draft.kind not in self._kinds:
            raise StoreError(_("Không có loại hồ sơ “{kind}”.", kind=draft.kind))
        stored = None if draft.uid is None else self._reader.get(draft.uid, include_deleted=True, likely=draft.kind)
        if stored is None and draft.uid is not None and is_uid(draft.uid):
            self._refuse_archived(draft.uid)
        if stored is not None and stored.kind != draft.kind:
            raise StoreError(_("Hồ sơ {uid} không thuộc loại “{kind}”.", uid=stored.uid, kind=draft.kind))
        if stored is not None and stored.deleted:
            title = self._kinds[stored.kind].title_of(stored)
            raise StoreError(_("“{title}” đã bị xóa; hãy khôi phục từ Thùng rác rồi sửa.", title=title))
        if stored is not None:
            self._refuse_joined(stored)
        return stored

    def _refuse_archived(self, uid: str) -> None:
        row = self._connection.execute(
            "SELECT y.year FROM record r JOIN archived_record a ON a.record = r.no JOIN archive y ON y.no = a.archive"
            " WHERE r.uid = ?",
            [uid],
        ).fetchone()
        if row is not None:
            raise archived(row[0])

    def _refuse_joined(self, record: Record) -> None:
        """Raise StoreError for a record that another is shown for: what is written there would be seen by nobody."""
        shown = self._reader.shown_as(record.uid)
        if shown != record.uid:
            title = self._reader.titles([shown]).get(shown, "")
            raise StoreError(
                _(
                    "Hồ sơ này đã gộp vào “{title}” ({uid}). Hãy ghi ở bản đó, hoặc tách ra trước.",
                    title=title,
                    uid=shown,
                )
            )

    def _context(self, kind: Kind, reader: Overlay | Reader, before: Record | None) -> RuleContext:
        values = None if before is None else before.values
        erased = frozenset() if before is None else self._cells.erased_of(before.uid)
        return RuleContext(
            kind.by_name, reader, self._reader, self._terms(), self._clock.today(), values, erased, self._deleted
        )

    def _deleted(self, uid: str) -> Record | None:
        found = self._reader.get(uid, include_deleted=True)
        return found if found is not None and found.deleted else None

    def _differences(self, draft: Draft, record: Record, before: Record | None) -> Iterable[Assignment]:
        kind = self._kinds[record.kind]
        anew = said_anew(kind, record, before, self._cells.heads_of) | draft.again
        if before is not None:
            anew |= self._cells.contested(record.uid) & draft.values.keys()
        values, olds = _kept(kind, record), {} if before is None else _kept(kind, before)
        for name in kind.by_name:
            value = values.get(name)
            if value != olds.get(name) or name in anew:
                yield self._cells.assignment(record.kind, record.uid, name, value, is_new=before is None)

    def _existing(self, uid: str, include_deleted: bool = False) -> Record:
        record = self._reader.get(uid, include_deleted)
        if record is None:
            self._refuse_archived(uid)
            raise unknown(uid)
        return record

    def _append(
        self,
        assignments: Sequence[Assignment],
        uids: Sequence[str],
        warnings: Sequence[Problem],
        new: Collection[str] = (),
    ) -> SaveResult:
        kinds = self._kinds_of(uids, assignments)
        if not assignments:
            return SaveResult(tuple(uids), kinds, tuple(warnings), "")
        written = [*assignments, *self._consequences.of_moves(assignments, new), *self._seen_at_end.of(assignments)]
        # What others' clocks, or this one's on another day, said of the future moves it not.
        newest, latest = self._newest_and_latest()
        timestamp = HybridClock(newest or EPOCH, self._clock.milliseconds).tick()
        sealed = self._sealer.seal(written, timestamp, is_ahead=latest is not None and latest >= timestamp)
        entries = sealed.entries
        written_kinds = {entry.kind for entry in entries}
        taken = self._plain.take_in(sealed, new)
        if taken is not Taken.WHOLE:
            self._derive(sealed, are_written=taken is Taken.HELD)
        self._guard(written_kinds, taken is not Taken.WHOLE and self._heads.may_hold())
        if taken is not Taken.WHOLE:
            # What was erased or is secret now must leave the index at once.
            is_to_leave = REDACTION.name in written_kinds or self._heads.has_flipped()
            index = self._search.refresh if is_to_leave else self._search.note
            index(self._heads.touched())
        self._identity.reserve({entry.id.stream: entry.id.seq for entry in entries})
        return SaveResult(tuple(uids), kinds, tuple(warnings), f"{timestamp}@{entries[0].id.replica}")

    def _newest_and_latest(self) -> tuple[str | None, str | None]:
        """Return the greatest timestamp of all logs that a clock may say, and that of all."""
        limit, newest = latest_allowed(self._clock), self._known.facts().newest
        if newest > clock_number(limit):
            return self._log.newest_and_latest(limit)
        text = clock_text(newest) if newest else None
        return text, text

    def _derive(self, sealed: Sealed, *, are_written: bool) -> None:
        """Let all that follows from entries be derived, whatever it is; those that ``are_written`` stand in the log."""
        are_new = False if are_written else self._sealer.append(sealed)
        self._heads.absorb(just_made=True, are_new=are_new)

    def _kinds_of(self, uids: Iterable[str], assignments: Iterable[Assignment]) -> frozenset[str]:
        assigned = {assignment.uid: assignment.kind for assignment in assignments}
        others = (self._reader.kind_of(uid) for uid in uids if uid not in assigned)
        return frozenset([*assigned.values(), *(kind for kind in others if kind is not None)])


def _kept(kind: Kind, record: Record) -> Values:
    """Return what the log keeps of a record: of a state that follows from facts only what was decided."""
    return {**record.values, STATE: record.decided} if kind.follows_facts else record.values
