"""Holds what is not typed, such as an undo, a restoration or a decision, against all that a save is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.entry import DELETED, SEEN, EntryId
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.states import settle
from danvan_desktop.domain.validation import validate, validate_deletion
from danvan_desktop.localization import Message, _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.overlay import Overlay
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.referrers import ReferredTo, Referrers

ContextOf = Callable[[Kind, Overlay | Reader, Record | None], RuleContext]


class Assignment(NamedTuple):
    """One field of one record to be set; ``is_return`` when it goes back to what it was."""

    kind: str
    uid: str
    field: str
    value: Value
    heads: tuple[EntryId, ...]
    """The entries whose value of the field it takes the place of."""
    is_return: bool = False


class Found(Struct, frozen=True):
    """One field of one record as it was found in the remains of a damaged store."""

    kind: str
    uid: str
    field: str
    value: Value


class Judge:
    """Judges assignments from inside the transaction that will write them."""

    def __init__(self, kinds: Kinds, reader: Reader, referrers: Referrers, context: ContextOf) -> None:
        """Work on an open store; ``context`` makes what rules may look at."""
        self._kinds = kinds
        self._reader = reader
        self._referrers = referrers
        self._context = context

    def judge(self, assignments: Sequence[Assignment], *, knowing_referrers: bool = False) -> list[Problem]:
        """Hold what assignments come to against all that a save is held against; return what a save would warn of.

        Raises InvalidRecord, ReferredTo.
        """
        states = self._states(assignments)
        overlay = Overlay(self._reader, self._kinds)
        for _before, after in states:
            if after.deleted:
                overlay.hide(after.uid)
            else:
                overlay.put(after)
        warnings: list[Problem] = []
        for before, after in states:
            problems = list(self._objections(before, after, overlay))
            errors = [problem for problem in problems if problem.is_error]
            if errors:
                raise InvalidRecord(errors)
            warnings += problems
        going = [after for before, after in states if after.deleted and not before.deleted]
        self._refuse_orphans(going)
        left = [after for _before, after in states if not after.deleted]
        self.refuse_referred({record.uid: record.kind for record in going}, left, knowing_referrers)
        return warnings

    def _states(self, assignments: Sequence[Assignment]) -> list[tuple[Record, Record]]:
        """Return each record of a known kind as it is and as the assignments leave it."""
        states: list[tuple[Record, Record]] = []
        for uid in dict.fromkeys(one.uid for one in assignments):
            before = self._reader.get(uid, include_deleted=True)
            if before is not None:
                given = {one.field: one.value for one in assignments if one.uid == uid}
                deleted = bool(given.pop(DELETED, before.deleted))
                given.pop(SEEN, None)
                states.append((before, replace(self._left_by(before, given), deleted=deleted)))
        return states

    def _left_by(self, before: Record, given: dict[str, Value]) -> Record:
        """Return a record with these cells of the log; a state that follows from facts is settled anew."""
        kind = self._kinds[before.kind]
        if kind.states is None or not kind.follows_facts:
            return replace(before, values={**before.values, **given})
        decision = given.pop(STATE, before.decided)
        values = {**before.values, **given}
        standing = settle(kind.states, values, None if decision is None else str(decision), None)
        return replace(before, values={**values, STATE: standing.state}, decided=standing.decision)

    def _objections(self, before: Record, after: Record, overlay: Overlay) -> Iterable[Problem]:
        kind = self._kinds[after.kind]
        if not after.deleted:
            return validate(self._kinds, after, self._context(kind, overlay, None if before.deleted else before))
        if before.deleted:
            return ()
        return validate_deletion(self._kinds, before, self._context(kind, self._reader, before))

    def _refuse_orphans(self, going: Sequence[Record]) -> None:
        gone = {record.uid for record in going}
        for record in going:
            if any(part.uid not in gone for part in self.family_of(record)):
                raise StoreError(_("Không hoàn tác được vì hồ sơ đã sửa tiếp. Hãy mở Lịch sử để lấy lại nội dung cũ."))

    def refuse_referred(self, going: Mapping[str, str], left: Sequence[Record], knowingly: bool) -> None:
        """Raise ReferredTo when others refer to these uids (with their kinds) that are to go.

        ``left`` are the other records of the save, as it leaves them.
        """
        if not going:
            return
        referring = self._referrers.of(going, frozenset(going.values()), left)
        if any(one.need for one in referring) or (referring and not knowingly):
            raise ReferredTo(self._named(going), referring)

    def _named(self, going: Mapping[str, str]) -> Message:
        """Name what is to go: the first record, or how many there are of its kind, whose parts go with them."""
        first, kind = next(iter(going.items()))
        count = sum(1 for other in going.values() if other == kind)
        if count > 1:
            return _("{n} hồ sơ “{kind}”", n=count, kind=self._kinds[kind].label)
        return _("“{title}”", title=self._reader.titles([first]).get(first, ""))

    def all_that_go_with(self, record: Record) -> Iterable[Record]:
        """Yield a record, all that belongs to it, and what any of these is shown for: it would come back otherwise."""
        family = list(self.family_of(record))
        joined = self._reader.joined_to(member.uid for member in family)
        yield from family
        yield from self._reader.get_many(uid for uids in joined.values() for uid in uids).values()

    def family_of(self, record: Record) -> Iterable[Record]:
        """Yield a record and all that belongs to it."""
        yield record
        for child_kind in self._kinds.children_of(record.kind):
            for child in self._reader.children(record.uid, child_kind.name):
                yield from self.family_of(child)
