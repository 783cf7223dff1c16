"""The calendar of meetings and deadlines as an iCalendar file (RFC 5545) for telephones and other programs.

It says what the month of the window shows and no more: secrets are masked in it, and places and texts of records stay
here. The identifier of an entry stays the same, so that a file that is read again renews what was read before.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from danvan_desktop.domain.clock import VIETNAM
from danvan_desktop.domain.secrecy import MASK, MASKED
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.output import replacing
from danvan_desktop.store.calendar_list import CalendarEntry, calendar_entries, told_on_day
from danvan_desktop.store.readable import ReadableStore
from danvan_desktop.store.work_list import Work

BEFORE = dt.timedelta(days=31)
"""How far back the file goes."""
AHEAD = dt.timedelta(days=365)
"""How far ahead it goes unless somebody says otherwise."""
ENDING = ".ics"
_LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""


def write_calendar(store: ReadableStore, out: Path, say: Translator, ahead: dt.timedelta = AHEAD) -> int:
    """Write what stands on the days from a month ago until ``ahead`` from today; returns how many entries.

    Raises OutputError where ``out`` cannot be written, StoreError where it is a store.
    """
    today = store.today()
    entries = list(calendar_entries(store, today - BEFORE, today + ahead))
    name = say(_("Lịch công tác dân vận: {unit}", unit=store.unit.text("name")))
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//danvan-desktop//danvan//VI", "CALSCALE:GREGORIAN"),
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(store, entry, say)),
        "END:VCALENDAR",
    ]
    with replacing(out) as stream:
        stream.write("".join(f"{folded(line)}\r\n" for line in lines).encode())
    return len(entries)


def _event(store: ReadableStore, entry: CalendarEntry, say: Translator) -> Iterator[str]:
    title = store.kinds[entry.record.kind].title_of(entry.record).replace(MASK, say(MASKED))
    sort = "event" if entry.work is None else "due"
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.record.uid}-{sort}-{entry.name}@danvan"
    yield f"DTSTAMP:{_utc(store.clock.now())}"
    yield from _times(entry)
    yield f"SUMMARY:{escaped(say(told_on_day(entry.words, title, is_planned=entry.is_planned)))}"
    if entry.work is not None:
        yield f"DESCRIPTION:{escaped(say(_term(store, entry.work)))}"
    yield "END:VEVENT"


def _times(entry: CalendarEntry) -> Iterator[str]:
    """Tell the hours of what has them, else the whole day, which keeps nobody from anything."""
    if entry.begins is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
        return
    yield f"DTSTART:{_utc(entry.begins)}"
    if entry.ends is not None and entry.ends > entry.begins:
        yield f"DTEND:{_utc(entry.ends)}"


def _term(store: ReadableStore, work: Work) -> Message:
    due, citation = work.due, work.due.deadline.citation(work.record, store.terms)
    if not citation:
        return _("{work}: {day}", work=due.deadline.work, day=due.term.words)
    return _("{work}: {day} ({citation})", work=due.deadline.work, day=due.term.words, citation=citation)


def _utc(moment: dt.datetime) -> str:
    """Write a moment; one without zone is of Vietnam."""
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)
    return f"{known.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Write a text as a value (RFC 5545, 3.3.11), its lines as one, without signs that control a terminal."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)
    return " ".join(plain.split()).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> str:
    """Break a line that is too long between letters; what goes on begins with a space."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts)
