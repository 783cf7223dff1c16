"""What is written so that two records become one, are parted again, or are never asked about again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError, UnknownRecord
from danvan_desktop.store.joined_parts import JoinedParts, RecordedJoin
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.placing import unit_of_record
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.secrecy import Secrets


@dataclass(frozen=True)
class Writing:
    """Drafts to save and records to delete in one save."""

    drafts: Sequence[Draft]
    delete: Sequence[str] = ()


class Joining:
    """Looks at what is recorded of two records; writes nothing itself."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        reader: Reader,
        log: EntryLog,
        secrets: Secrets,
        rights: Callable[[], tuple[Authority, str]],
    ) -> None:
        """Work on an open store; ``rights`` gives those in force and the key of this device."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._log = log
        self._secrets = secrets
        self._rights = rights
        self._parts = JoinedParts(connection, kinds, reader, self.are_distinct)

    def join(self, uid: str, into: str, values: Mapping[str, object]) -> Writing:
        """Return what makes ``uid`` one with ``into``, which is shown with these ``values`` from then on.

        What refers to either and says the same becomes one, too. One that was joined before is joined anew by who has
        seen what came since. Raises UnknownRecord, StoreError for records that cannot be one and for what is not this
        office's to join.
        """
        joined, kept = self._found(uid), self._found(into)
        kept = self._found(self._reader.shown_as(kept.uid))
        if self._reader.shown_as(joined.uid) != kept.uid:
            joined = self._found(self._reader.shown_as(joined.uid))
        self._refuse(joined, kept)
        knew = self._secrets.known_of(joined.uid)
        drafts = [Draft("same_as", {"record": joined.uid, "into": kept.uid, "knew": knew})]
        if values:
            drafts.append(Draft(kept.kind, values, kept.uid))
        former = [one.uid for one in self._said() if one.record == joined.uid]
        parts = self.parts_drafts(joined, kept)
        return Writing([*drafts, *parts], [*former, *self._told_distinct(joined.uid, kept.uid)])

    def parts_drafts(self, joined: Record, kept: Record) -> Sequence[Draft]:
        """Return what makes those one that follow from two records' being one."""
        return [
            Draft("same_as", {"record": uid, "into": into, "knew": self._secrets.known_of(uid)})
            for uid, into in self._parts.alike(joined, kept)
            if self._may_write(uid) and self._may_write(into)
        ]

    def part(self, uid: str) -> Writing:
        """Return what parts a record from those that it is one with; raises UnknownRecord, StoreError for none."""
        self._found(uid)
        shown = self._reader.shown_as(uid)
        group = {shown, *self._reader.joined_to([shown]).get(shown, ())}
        every = self._said()
        said = [one for one in every if one.record in group and one.into in group]
        ended = _that_tie(said, uid, shown)
        if not ended:
            raise StoreError(_("Hồ sơ này không gộp với hồ sơ nào."))
        for one in ended:
            if not self._can_end(one):
                raise StoreError(
                    _(
                        "Máy này không có quyền ở {unit} nên không tách được. Hãy đề nghị nơi đó tách.",
                        unit=self._unit_title(one.into),
                    )
                )
        pairs = {tuple(sorted((one.record, one.into))): one for one in ended}
        drafts = [draft for one in pairs.values() for draft in self.distinct(one.record, one.into).drafts]
        torn = self._parts.torn(uid, group - {uid}, [one for one in every if one not in said])
        return Writing(drafts, [one.uid for one in (*ended, *torn)])

    def distinct(self, uid: str, other: str) -> Writing:
        """Return what keeps two records from being asked about again; raises UnknownRecord or StoreError."""
        first, second = self._found(uid), self._found(other)
        if first.kind != second.kind or first.uid == second.uid:
            raise StoreError(_("Hãy chọn hai hồ sơ khác nhau, cùng loại."))
        if self._told_distinct(uid, other):
            return Writing(())
        own = uid if self._may_write(uid) else other
        return Writing([Draft("distinct", {"record": own, "other": other if own == uid else uid})])

    def are_distinct(self, uid: str, other: str) -> bool:
        """Tell whether somebody said that these are two."""
        return bool(self._told_distinct(uid, other))

    def withdrawals(self) -> Sequence[Draft]:
        """Return what ends the joins of units, by which rights go, that are deleted and still in force."""
        said = {(one.record, one.into) for one in self._said()}
        rows = self._connection.execute(
            'SELECT DISTINCT s.record, s."into" FROM record_same_as s JOIN joined j ON j.uid = s.record'
            " JOIN record r ON r.uid = s.record AND r.kind = 'unit' WHERE s.deleted = 1"
        ).fetchall()
        accepted = write_marks(self._log.vector())
        reason = str(_("Tách hai đơn vị đã gộp."))
        return [
            Draft("withdrawal", {"unit": unit, "of": into, "accepted": accepted, "reason": reason})
            for unit, into in rows
            if (unit, into) not in said and self._stands_at(into)
        ]

    def _can_end(self, join: RecordedJoin) -> bool:
        """Tell whether this device's word ends a join: that of units is ended by who stands at the shown one."""
        return self._reader.kind_of(join.record) != "unit" or self._stands_at(join.into)

    def _stands_at(self, unit: str) -> bool:
        authority, device = self._rights()
        return authority.standing_now(device, unit) is not Standing.NONE

    def _found(self, uid: str) -> Record:
        record = self._reader.get(uid)
        if record is None:
            raise UnknownRecord(_("Không tìm thấy hồ sơ {uid}.", uid=uid))
        return record

    def _refuse(self, joined: Record, kept: Record) -> None:
        if joined.kind != kept.kind:
            raise StoreError(_("Hai hồ sơ không cùng loại nên không gộp được."))
        if not self._kinds[kept.kind].can_be_joined:
            raise StoreError(_("Loại hồ sơ “{kind}” không gộp được.", kind=self._kinds[kept.kind].label))
        if joined.uid == kept.uid:
            raise StoreError(_("Hai hồ sơ này đã là một."))
        for record in (joined, kept):
            if not self._may_write(record.uid):
                raise StoreError(
                    _(
                        "“{title}” là hồ sơ của {unit}: máy này không có quyền gộp. Hãy đề nghị nơi đó gộp.",
                        title=self._kinds[record.kind].title_of(record)[:60],
                        unit=self._unit_title(record.uid),
                    )
                )

    def _unit_title(self, uid: str) -> str:
        place = unit_of_record(self._connection, uid) or ""
        return self._reader.titles([place]).get(place, "–")

    def _may_write(self, uid: str) -> bool:
        authority, device = self._rights()
        return authority.standing_now(device, unit_of_record(self._connection, uid) or "") is Standing.OWN

    def _said(self) -> Sequence[RecordedJoin]:
        rows = self._connection.execute(
            'SELECT uid, record, "into" FROM record_same_as WHERE deleted IS NOT 1 ORDER BY uid'
        )
        return [RecordedJoin(*row) for row in rows]

    def _told_distinct(self, uid: str, other: str) -> Sequence[str]:
        rows = self._connection.execute(
            "SELECT uid FROM record_distinct WHERE deleted IS NOT 1"
            " AND ((record = ?1 AND other = ?2) OR (record = ?2 AND other = ?1)) ORDER BY uid",
            [uid, other],
        )
        return [found for (found,) in rows]


def _that_tie(said: Sequence[RecordedJoin], uid: str, shown: str) -> Sequence[RecordedJoin]:
    """Return the joins to end so that a record stands alone: those onward from it, and in a ring those to it, too.

    What others were joined to it stays joined to it; the shown one is left by those that were joined to it.
    """
    onward = [one for one in said if one.record == uid]
    towards = [one for one in said if one.into == uid]
    if uid == shown:
        return towards or onward
    rest = [one for one in said if one not in onward]
    return [*onward, *towards] if shown in _reached(rest, uid) else onward


def _reached(said: Iterable[RecordedJoin], start: str) -> set[str]:
    pairs = [(one.record, one.into) for one in said]
    found, grown = {start}, True
    while grown:
        more = {uid for pair in pairs if not found.isdisjoint(pair) for uid in pair}
        grown = not more <= found
        found |= more
    return found
