"""What a redaction would take out of the log, what redactions took out, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.dates import held_day
from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.redaction import MOST_CELLS, ErasedCell, fields_that_stay, write_cells
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.placing import unit_of_record
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.reappeared import fields_again

_WRITTEN = """
    SELECT c.replica, c.stream, c.seq, c.field, lower(hex(c.device)) FROM record r JOIN cell c ON c.record = r.no
    WHERE r.uid = ? AND c.gone IS NULL AND c.value != 'null' ORDER BY c.entry, c.field
"""
_ERASURES = """
    SELECT x.replica, x.stream, x.seq, x.field, told.uid FROM erasure x
    JOIN entry b ON b.id = x.by JOIN record told ON told.no = b.record
"""


@dataclass(frozen=True)
class Erasure:
    """Why a value is gone: the day and the reason that the redaction says; other units are not told the reason."""

    day: dt.date | None
    reason: str

    @property
    def told(self) -> Message:
        """Say it in the place of the value."""
        if self.day is None:
            return _("(đã xóa theo yêu cầu)")
        day = f"{self.day:%d/%m/%Y}"
        if not self.reason:
            return _("(đã xóa theo yêu cầu ngày {day})", day=day)
        return _("(đã xóa theo yêu cầu ngày {day}; lý do: {reason})", day=day, reason=self.reason)


@dataclass(frozen=True)
class RedactionNote:
    """One redaction: its uid, whose record it is about, how many values it names, of which so many are erased here."""

    uid: str
    record: str
    title: str
    erasure: Erasure
    named: int
    erased: int
    again: tuple[str, ...]
    """The fields that another laptop filled again without knowing of it."""


class Redacting:
    """Looks at the log; the draft that it makes is saved like any other."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def one_with(self, uid: str) -> Sequence[str]:
        """Return a record with those that are joined with it: people see one, and each may hold what one asks about."""
        shown = self._reader.shown_as(uid)
        group = [shown, *self._reader.joined_to([shown]).get(shown, ())]
        return [uid, *(one for one in group if one != uid)]

    def erasable(self, uid: str) -> Sequence[str]:
        """Return the fields of which the log holds values that may be erased, in the order of the kind.

        They are those of a record, and of those that are joined with it.
        """
        kind = self._reader.kind_of(uid) or ""
        staying = fields_that_stay(self._kinds, kind)
        group = self.one_with(uid)
        found = {name for one in group for _id, name, _device in self._written(one) if name not in staying}
        order = list(self._kinds[kind].by_name) if kind in self._kinds else []
        return [name for name in order if name in found] + sorted(found.difference(order))

    def erased(self, uid: str) -> frozenset[str]:
        """Return the fields of a record of which nothing but an erased value is left."""
        return Cells(self._connection).erased_of(uid)

    def personal(self, uid: str) -> Sequence[str]:
        """Return the erasable fields that hold words, or are declared to be of a person."""
        fields = self._kinds[self._reader.kind_of(uid) or ""].by_name
        return [name for name in self.erasable(uid) if name in fields and _is_of_a_person(fields[name])]

    def drafts(
        self, uid: str, names: Collection[str], reason: str, device: str, home: str, authority: Authority
    ) -> Sequence[Draft]:
        """Draft the redactions of a record and of those that are joined with it, one for each that has such values.

        What others' records hold stays, see ``theirs_to_erase``; raises StoreError when nothing of its own is there.
        """
        self._refuse_what_stays(uid, names)
        found: dict[str, Draft] = {}
        refusals: list[StoreError] = []
        for one in self.one_with(uid):
            try:
                found[one] = self.draft(one, names, reason, device, home, authority)
            except StoreError as refusal:
                refusals.append(refusal)
        if not found:
            raise refusals[-1]
        return list(found.values())

    def theirs_to_erase(self, uid: str, names: Collection[str], device: str, authority: Authority) -> Sequence[str]:
        """Return the titles of the units that alone may erase what their records, one with this one, hold of fields."""
        holding = [one for one in self.one_with(uid) if any(cell[1] in names for cell in self._written(one))]
        units = {unit for one in holding if (unit := unit_of_record(self._connection, one)) is not None}
        others = [unit for unit in units if authority.standing_now(device, unit) is not Standing.OWN]
        return [title for title in self._reader.titles(others).values() if title]

    def draft(
        self, uid: str, names: Collection[str], reason: str, device: str, home: str, authority: Authority
    ) -> Draft:
        """Draft the redaction of all values that fields of a record ever had, by a ``device`` of the unit ``home``.

        Raises StoreError when nothing of them is there, a field must stay, or this device has no right to.
        """
        self._refuse_what_stays(uid, names)
        cells = [one for one in self._written(uid) if one[1] in names]
        if not cells:
            raise StoreError(_("Không có nội dung nào để xóa ở các mục đã chọn."))
        if len(cells) > MOST_CELLS:
            raise StoreError(_("Hồ sơ có quá nhiều lần sửa; hãy xóa từng mục một."))
        place = unit_of_record(self._connection, uid)
        if place is None or authority.standing_now(device, place) is not Standing.OWN:
            self._refuse_others(uid, cells, device, place)
            place = home
        told = [(entry_id, name) for entry_id, name, _device in cells]
        values = {"unit": place, "record": uid, "cells": write_cells(told), "reason": reason.strip()}
        return Draft("redaction", values)

    def notes(self) -> Sequence[RedactionNote]:
        """Return all redactions that count or may come to, the newest first."""
        cells: dict[str, list[ErasedCell]] = {}
        for *entry_id, name, told in self._connection.execute(_ERASURES):
            cells.setdefault(told, []).append((EntryId(*entry_id), name))
        again = fields_again(self._connection)
        found = [self._note(uid, named, again.get(uid, ())) for uid, named in cells.items()]
        return sorted(found, key=lambda note: (note.erasure.day or dt.date.min, note.uid), reverse=True)

    def of(self, uid: str) -> Mapping[ErasedCell, Erasure]:
        """Return why the values of a record are gone, by entry and field."""
        rows = self._connection.execute(
            f"{_ERASURES} JOIN log l ON l.replica = x.replica AND l.stream = x.stream"
            f" JOIN entry e ON e.id = l.no << {SEQ_BITS} | x.seq JOIN record r ON r.no = e.record"
            " WHERE r.uid = ? AND e.gone ->> ('$.\"' || x.field || '\"[0]') = 'x'",
            [uid],
        ).fetchall()
        return {(EntryId(*entry_id), name): self._erasure(told) for *entry_id, name, told in rows}

    def _note(self, uid: str, named: Sequence[ErasedCell], again: tuple[str, ...]) -> RedactionNote:
        record = self._reader.get(uid, include_deleted=True)
        about = "" if record is None else record.text("record")
        gone = self.of(about)
        title = self._reader.titles([about]).get(about, "")
        erased = sum(cell in gone for cell in named)
        return RedactionNote(uid, about, title, self._erasure(uid), len(named), erased, again)

    def _erasure(self, told: str) -> Erasure:
        record = self._reader.get(told, include_deleted=True)
        return Erasure(None, "") if record is None else Erasure(held_day(record.text("day")), record.text("reason"))

    def _written(self, uid: str) -> list[tuple[EntryId, str, str]]:
        rows = self._connection.execute(_WRITTEN, [uid])
        return [(EntryId(replica, stream, seq), name, device) for replica, stream, seq, name, device in rows]

    def _refuse_what_stays(self, uid: str, names: Collection[str]) -> None:
        kind = self._reader.kind_of(uid)
        if kind is None:
            raise StoreError(_("Không tìm thấy hồ sơ {uid}.", uid=uid))
        staying = sorted(set(names) & set(fields_that_stay(self._kinds, kind)))
        if staying:
            named = self._kinds[kind].by_name.get(staying[0]) if kind in self._kinds else None
            label = staying[0] if named is None else named.label
            raise StoreError(_("Mục “{field}” là căn cứ của hồ sơ khác nên không xóa theo yêu cầu được.", field=label))

    def _refuse_others(
        self, uid: str, cells: Sequence[tuple[EntryId, str, str]], device: str, place: str | None
    ) -> None:
        """Raise StoreError unless these are all answers that this device gave to another unit's record."""
        kind = self._reader.kind_of(uid) or ""
        is_answer = kind in self._kinds and all(self._kinds[kind].is_answer(name) for _id, name, _by in cells)
        if not is_answer or any(by != device for _id, _name, by in cells):
            unit = self._reader.titles([place]).get(place, place) if place else ""
            raise StoreError(_("Hồ sơ của {unit}: chỉ đơn vị đó mới xóa được nội dung theo yêu cầu.", unit=unit or "?"))


def _is_of_a_person(field: Field) -> bool:
    return field.textual or field.personal
