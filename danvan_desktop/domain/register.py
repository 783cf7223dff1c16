"""Sổ theo dõi: the columns of a kind's register, declared once; one generic page prints them for a period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field

from danvan_desktop.domain.deadlines import Deadline, Due, Terms
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.localization import Message


class Phrase(Struct, frozen=True):
    """A piece of what a cell says."""

    text: str
    italic: bool = False


Words = str | tuple[Phrase, ...]


class ColumnContext(Protocol):
    """How a column looks at records and says what it finds, in the language of papers."""

    @property
    def reader(self) -> RecordReader:
        """The records."""

    @property
    def terms(self) -> Terms:
        """The law as the office applies it."""

    def field(self, record: Record, name: str) -> str:
        """Say a field: a choice by its label, a day in figures, a reference by its title."""

    def number(self, value: int) -> str:
        """Write a whole number."""

    def percent(self, share: float) -> str:
        """Write a share of 0 to 1."""

    def say(self, message: Message) -> str:
        """Say a message."""

    def late(self, record: Record) -> tuple[Due, int] | None:
        """Return what a record is late with today, and by how many days."""

    def done_late(self, record: Record, deadline: Deadline) -> int:
        """Return by how many days something was done after its term, 0 in time or not done yet."""


Write = Callable[[ColumnContext, Record], Words]


class RegisterColumn(Struct, frozen=True):
    """A column: its heading, its share of the width in millimetres of a page across, and what it says of a record.

    Columns side by side of one ``group`` have that heading above them. In headings, titles and what records are called
    ``{communities}`` is what the villages of the office are called, ``{commune}`` what it is itself.
    """

    heading: str
    width: float
    write: Write
    centred: bool = False
    group: str = ""


class Register(Struct, frozen=True, kw_only=True):
    """The register of a kind: its records whose date lies in the period, in the order of their days.

    ``label`` and ``description`` name it among the forms, ``title`` on the paper, ``file_stem`` its files; ``counted``
    is what its records are called in the summary. A ``summary`` of its own is filled with the ``figures`` by name, with
    ``{last}``, the last day that they are of, and ``{today}``; what stands in ``[ ]`` is left out where a figure in it
    is nought. Records of one day follow the text of ``then``.
    Columns count from the first unless rows have ``own_numbers``. The columns are those of the kind's list when none
    are declared. With ``rows_of`` the rows are the parts of that kind of each record, or the record itself where it has
    none; columns write of what the row is. One with ``until`` has what was under way on any day of the period: begun by
    its end, and not over, by the day in that field, before its first day.
    """

    label: Message
    description: Message
    title: str
    counted: str
    file_stem: str
    columns: Sequence[RegisterColumn] = ()
    summary: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    then: str = ""
    own_numbers: bool = False
    dense: bool = False
    rows_of: str = ""
    until: str = ""


def fields(*names: str) -> Write:
    """Write fields, each on a line of its own, those that are empty on none."""
    return lambda told, record: lines(*(told.field(record, name) for name in names))


def last_day(deadline: Deadline) -> Write:
    """Write the last day of a term, with the one until which it is kept where it is a day off: late days count on."""

    def write(told: ColumnContext, record: Record) -> Words:
        term = deadline.term(record, told.terms)
        return "" if term is None else told.say(term.words)

    return write


def count(kind: str, having: Callable[[Record], bool] | None = None) -> Write:
    """Write how many parts of a kind a record has."""

    def write(told: ColumnContext, record: Record) -> Words:
        parts = told.reader.children(record.uid, kind)
        return told.number(sum(having is None or having(part) for part in parts))

    return write


def lines(*parts: str) -> str:
    """Put texts on lines of their own; those that are empty have none."""
    return "\n".join(part for part in parts if part)
