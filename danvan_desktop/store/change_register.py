"""Who did what, when, on which laptop and why: the whole log as one register, with filters.

A line is one save of one record. It names the fields that were set and never what they hold, so that it tells nothing
of what is secret. Openings, prints and erasures are lines of the record that they are about.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import merge
from itertools import groupby
from typing import Any

from danvan_desktop.domain.clock import clock_number, clock_text, format_timestamp, timestamp_moment
from danvan_desktop.domain.entry import DELETED, SYSTEM_FIELDS, EntryId
from danvan_desktop.domain.facts import Mark
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import TITLE_JOINT, Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.localization import Message, _
from danvan_desktop.store.check import Checker
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.officer_rules import OFFICER_RIGHT
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.viewings import Viewing, rewritten_viewings


class Deed(StrEnum):
    """What was done; the last nine are done to look, to show or to erase, the last three told by this laptop alone."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    BROUGHT_BACK = "brought_back"
    READ = "read"
    PRINTED = "printed"
    EXTRACTED = "extracted"
    SENT = "sent"
    LIFTED = "lifted"
    ERASED = "erased"
    VIEWED = "viewed"
    PAPERED = "papered"
    EXPORTED = "exported"


DEED_NAMES: Mapping[Deed, Message] = {
    Deed.CREATED: _("Lập mới"),
    Deed.CHANGED: _("Sửa"),
    Deed.DELETED: _("Xóa"),
    Deed.BROUGHT_BACK: _("Lấy lại từ thùng rác"),
    Deed.READ: _("Mở nội dung bí mật"),
    Deed.PRINTED: _("In nội dung bí mật"),
    Deed.EXTRACTED: _("Lấy tệp bí mật"),
    Deed.SENT: _("Gửi hồ sơ bí mật"),
    Deed.LIFTED: _("Thôi giữ bí mật"),
    Deed.ERASED: _("Xóa theo yêu cầu"),
    Deed.VIEWED: _("Mở hồ sơ hạn chế"),
    Deed.PAPERED: _("Lập giấy tờ từ hồ sơ hạn chế"),
    Deed.EXPORTED: _("Xuất danh sách hồ sơ hạn chế"),
}
_SEEN_HERE = frozenset({Deed.VIEWED, Deed.PAPERED, Deed.EXPORTED})
_NOTED = frozenset({Deed.READ, Deed.PRINTED, Deed.EXTRACTED, Deed.SENT, Deed.LIFTED})
OPENINGS = _NOTED | _SEEN_HERE
"""What is done to look at what is secret, or to show it."""
_NOTES_OF_RECORDS = (DISCLOSURE.name, REDACTION.name)


@dataclass(frozen=True)
class ChangeFilter:
    """Which lines are wanted; what is not said does not matter. Days are local, both included."""

    since: dt.date | None = None
    until: dt.date | None = None
    officer: str = ""
    device: str = ""
    kind: str = ""
    record: str = ""
    deeds: Collection[Deed] = ()
    past_rights: bool = False
    """Only what somebody wrote who had no right to."""


@dataclass(frozen=True)
class ChangeLine:
    """One save of one record, by whom and on which device (its key); ``moment`` is local, by that device's clock.

    ``fields`` are names of fields, ``reason`` what the author gave as one, ``paper`` the form that was printed.
    ``past_rights`` tells that the officer had no right to it, whether it is held or counts all the same.
    """

    moment: dt.datetime
    deed: Deed
    officer: str
    officer_name: str
    device: str
    device_name: str
    kind: str
    uid: str
    title: str = ""
    fields: tuple[str, ...] = ()
    reason: str = ""
    paper: str = ""
    past_rights: bool = False
    about: str = ""
    """The officer of whom a right says something, by his uid."""


WentPast = Callable[[Mark, str, str, Values], bool]
"""Tells by an entry, its officer, its kind and what it says whether he had no right to write it."""


class ChangeRegister:
    """Reads the log of one store as such a register."""

    def __init__(
        self,
        connection: Connection,
        reader: Reader,
        kinds: Kinds,
        devices: Mapping[str, str],
        seen_here: Callable[[], tuple[str, Sequence[Viewing]]],
        went_past: WentPast,
    ) -> None:
        """Take the store, what people call the devices by their keys, and this device with what was seen on it."""
        self._went_past = went_past
        self._connection, self._reader, self._kinds, self._devices = connection, reader, kinds, devices
        self._seen_here = seen_here

    def lines(self, wanted: ChangeFilter, limit: int) -> Sequence[ChangeLine]:
        """Return the newest lines that are wanted, the newest first."""
        found: list[ChangeLine] = []
        both = merge(self._seen(wanted), self._all(wanted), key=lambda line: line.moment, reverse=True)
        for line in both:
            if not wanted.deeds or line.deed in wanted.deeds:
                found.append(line)
                if len(found) == limit:
                    break
        return self._named(found)

    def rewriting(self) -> Message | None:
        """Tell where what the register is read from was changed, taken out or cut off, ``None`` for nowhere.

        Reads the whole log.
        """
        return rewritten_viewings(self._connection) or Checker.of(self._connection, self._kinds).log_fault()

    def authors(self) -> Sequence[tuple[str, str]]:
        """Return the uids and names of the officers who wrote something here, by name."""
        uids = [uid for (uid,) in self._connection.execute("SELECT uid FROM officer").fetchall()]
        names = self._reader.titles(uids)
        return sorted(((uid, names.get(uid, uid)) for uid in uids), key=lambda one: one[1])

    def devices(self) -> Sequence[tuple[str, str]]:
        """Return the keys and names of the devices whose words are here, by name; one without a name by its key."""
        rows = self._connection.execute("SELECT DISTINCT lower(hex(device)) FROM log WHERE seq > 0").fetchall()
        return sorted(((key, self._devices.get(key, key[:8])) for (key,) in rows), key=lambda one: one[1])

    def _seen(self, wanted: ChangeFilter) -> Iterator[ChangeLine]:
        if wanted.past_rights or (wanted.deeds and _SEEN_HERE.isdisjoint(wanted.deeds)):
            return
        device, viewings = self._seen_here()
        for one in viewings:
            line = ChangeLine(
                one.moment, Deed(one.look.value), one.officer, "", device, "", one.kind, one.uid, paper=one.paper
            )
            if _is_wanted(line, wanted):
                yield line

    def _all(self, wanted: ChangeFilter) -> Iterator[ChangeLine]:
        terms, values = _terms(wanted)
        rows = self._connection.execute(
            "SELECT e.clock, l.replica, lower(hex(l.device)), r.kind, r.uid, coalesce(o.uid, ''), e.body,"
            " NOT EXISTS (SELECT 1 FROM entry f WHERE f.record = e.record AND f.clock < e.clock),"
            f" l.stream, e.id & {SEQ_MASK}"
            f" FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS} JOIN record r ON r.no = e.record"
            " LEFT JOIN officer o ON o.no = e.officer"
            f" WHERE {' AND '.join(terms)} ORDER BY e.clock DESC, l.replica, r.uid",
            values,
        )
        for _key, group in groupby(rows, key=lambda row: (row[0], row[1], row[4])):
            parts = [(part, json.loads(part[6])) for part in group]
            body: dict[str, Any] = {}
            for _part, said in parts:
                body |= said
            line = self._line(parts[0][0], body, is_first=bool(parts[0][0][7]))
            if line is not None:
                line = replace(line, past_rights=any(self._is_past_rights(part, said) for part, said in parts))
                if line.past_rights or not wanted.past_rights:
                    yield line

    def _is_past_rights(self, part: Sequence[Any], said: Values) -> bool:
        _clock, replica, device, kind, _uid, officer, _body, _first, stream, seq = part
        return self._went_past(Mark(device, EntryId(replica, stream, seq)), officer, kind, said)

    def _line(self, row: Sequence[Any], body: Mapping[str, Any], *, is_first: bool) -> ChangeLine | None:
        clock, _replica, device, kind, uid, officer, *_others = row
        line = ChangeLine(
            timestamp_moment(clock_text(clock)), Deed.CHANGED, officer, "", device, "", kind, uid,
            reason=str(body.get("reason") or "") if self._tells_reason(kind) else "",
            about=str(body.get("officer") or "") if kind == OFFICER_RIGHT else "",
        )  # fmt: skip
        if kind in _NOTES_OF_RECORDS:
            return _about_another(line, body) if is_first else None
        fields = tuple(sorted(name for name in body if name not in SYSTEM_FIELDS))
        if DELETED in body:
            return replace(line, deed=Deed.DELETED if body[DELETED] else Deed.BROUGHT_BACK, fields=fields)
        return replace(line, deed=Deed.CREATED if is_first else Deed.CHANGED, fields=fields)

    def _tells_reason(self, kind: str) -> bool:
        """Tell whether what is given as a reason in records of a kind may be read by whoever reads the register."""
        if kind not in self._kinds or not self._kinds[kind].has("reason"):
            return False
        declared = self._kinds[kind]
        is_hidden = self._kinds.may_be_secret(kind) and hides(declared.by_name["reason"])
        return not is_hidden and not self._reader.closed.has_all_of(declared)

    def _named(self, lines: Sequence[ChangeLine]) -> Sequence[ChangeLine]:
        named = {uid for line in lines for uid in (line.uid, line.officer, line.about) if uid}
        titles = self._reader.titles(named)
        rows = self._connection.execute(
            "SELECT uid, kind FROM record WHERE uid IN (SELECT value FROM json_each(?))",
            [json.dumps([line.uid for line in lines])],
        )
        kinds = dict(rows.fetchall())
        return [
            replace(
                line,
                officer_name=titles.get(line.officer, line.officer),
                device_name=self._devices.get(line.device, line.device[:12]),
                title=TITLE_JOINT.join(filter(None, (titles.get(line.about), titles.get(line.uid)))),
                kind=kinds.get(line.uid, line.kind),
            )
            for line in lines
        ]


def _about_another(line: ChangeLine, body: Mapping[str, Any]) -> ChangeLine:
    """Tell an opening or an erasure as a line of the record that it is about."""
    uid, paper = str(body.get("record") or line.uid), str(body.get("paper") or "")
    if line.kind == REDACTION.name:
        return replace(line, deed=Deed.ERASED, uid=uid)
    purposes = {purpose.value for purpose in Purpose}
    deed = Deed(body["purpose"]) if body.get("purpose") in purposes else Deed.READ
    return replace(line, deed=deed, uid=uid, paper=paper)


def _is_wanted(line: ChangeLine, wanted: ChangeFilter) -> bool:
    day = line.moment.date()
    return (
        (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
        and wanted.officer in ("", line.officer)
        and wanted.device in ("", line.device)
        and wanted.kind in ("", line.kind)
        and wanted.record in ("", line.uid)
    )


def _terms(wanted: ChangeFilter) -> tuple[list[str], list[Any]]:
    """Return the conditions on entries and their values; kinds and deeds are known only of whole lines."""
    terms, values = ["1"], list[Any]()
    if wanted.since is not None:
        terms.append("e.clock >= ?")
        values.append(_clock_at(wanted.since))
    if wanted.until is not None:
        terms.append("e.clock < ?")
        values.append(_clock_at(wanted.until + dt.timedelta(days=1)))
    if wanted.officer:
        terms.append("o.uid = ?")
        values.append(wanted.officer)
    if wanted.device:
        terms.append("l.device = ?")
        values.append(bytes.fromhex(wanted.device))
    if wanted.record:
        terms.append("(r.uid = ? OR r.kind IN (?, ?) AND e.body ->> '$.record' = ?)")
        values += [wanted.record, *_NOTES_OF_RECORDS, wanted.record]
    if wanted.kind:
        about = "SELECT a.kind FROM record a WHERE a.uid = e.body ->> '$.record'"
        terms.append(f"(CASE WHEN r.kind IN (?, ?) THEN ({about}) ELSE r.kind END) = ?")
        values += [*_NOTES_OF_RECORDS, wanted.kind]
    if wanted.deeds and OPENINGS.issuperset(wanted.deeds):
        terms.append("r.kind = ?")
        values.append(DISCLOSURE.name)
    return terms, values


def _clock_at(day: dt.date) -> int:
    """Return the number of the first stamp of a local day."""
    moment = dt.datetime.combine(day, dt.time()).astimezone()
    return clock_number(format_timestamp(int(moment.timestamp() * 1_000), 0))
