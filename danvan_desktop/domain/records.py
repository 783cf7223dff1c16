"""What the pages and reports of any level read of a store, wherever its records are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from danvan_desktop.domain.coverage import Coverages
from danvan_desktop.domain.deadlines import Due, Terms
from danvan_desktop.domain.fields import Sought, Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.units import UnitTree


class KeptSettings(Protocol):
    """What an office chose for its papers."""

    def get(self, name: str) -> str:
        """Return a setting, empty where nothing was chosen."""


class OnDays(Struct, frozen=True):
    """Records whose day in a field is none before ``first`` and none after ``last`` (ISO 8601).

    Where ``undone`` names the field of a day, only those that were not done by ``last``: it has none, or a later one.
    """

    field: str
    first: str
    last: str
    undone: str | None = None


class Records(RecordReader, Protocol):
    """The records of an office and of the units below it: a laptop's store, or the database of a province.

    What is hidden of secret records is masked in every answer. Deleted records, and those that another is shown for,
    are among the answers only where that is said.
    """

    @property
    def kinds(self) -> Kinds:
        """The declarations of the records."""

    @property
    def unit(self) -> Record:
        """The office's own unit."""

    @property
    def tree(self) -> UnitTree:
        """The tree of units in force."""

    @property
    def law(self) -> LegalRules:
        """The legal rules with the office's own values in place."""

    @property
    def terms(self) -> Terms:
        """The terms of the law with the working days."""

    @property
    def settings(self) -> KeptSettings:
        """What the office chose for its papers."""

    @property
    def officer(self) -> str:
        """The uid of the officer who works here now, empty when nobody was chosen."""

    @property
    def path(self) -> Path | None:
        """The store's file, beside which an office keeps templates of its own; ``None`` where there is no file."""

    def today(self) -> dt.date:
        """Return the day."""

    def forget_law(self) -> None:
        """Read the office's own values again at the next use: somebody else may have changed them."""

    def get(self, uid: str, include_deleted: bool = False) -> Record | None:
        """Return a record of any kind, ``None`` when there is none."""

    def shown_as(self, uid: str) -> str:
        """Return the record that is shown for one that it was joined with, or that one itself."""

    def get_many(self, uids: Iterable[str], kind: str | None = None) -> Mapping[str, Record]:
        """Return the records among ``uids`` that exist, all or those of a ``kind``, by uid, in the order asked for."""

    def list(
        self,
        kind: str,
        *,
        limit: int | None = None,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> Sequence[Record]:
        """Return records in order; ``between`` names a date field and the first and last day."""

    def children(self, parent_uid: str, kind: str) -> Sequence[Record]:
        """Return the records of ``kind`` that belong to a parent, in order."""

    def children_of_many(self, parents: Iterable[str], kind: str) -> Mapping[str, Sequence[Record]]:
        """Return the records of ``kind`` that belong to each of several shown records that has any, in order."""

    def columns(self, kind: str, names: Sequence[str], among: Sequence[OnDays] = ()) -> Sequence[tuple[Value, ...]]:
        """Return uid and some fields of the records of a kind, in no order; a field that the kind has not is empty.

        Where days are named, those ``among`` them are enough, but there may be more.
        """

    def firsts(self, kind: str, by: str, of: str) -> Sequence[tuple[Value, Value]]:
        """Return each value that records have in the reference ``by``, with the least in ``of``."""

    def begun_by(self, kind: str, by: str, of: str, latest: Value, among: Sequence[str]) -> Sequence[str]:
        """Return which of these the reference ``by`` of any record names that has up to ``latest`` in ``of``."""

    def find(self, kind: str, **equals: Value) -> Sequence[Record]:
        """Return the records whose fields have exactly these values."""

    def find_all(self, kind: str, **equals: Value) -> Sequence[Record]:
        """Return the records whose fields have exactly these values, deleted and joined ones included."""

    def count(
        self,
        kind: str,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> int:
        """Count records."""

    def title(self, uid: str) -> str:
        """Return what people call a record, empty when it is unknown."""

    def titles(self, uids: Iterable[str]) -> Mapping[str, str]:
        """Return what people call these records, deleted ones included."""

    def units_ever(self) -> Sequence[Record]:
        """Return all units, deleted and joined ones too: what was recorded of them stays counted."""

    def coverages(self) -> Coverages:
        """Tell how far what each other unit recorded is here."""

    def refuse_archived(self, first: dt.date, last: dt.date) -> None:
        """Raise a DanvanError when what is asked for between two days was put aside: part of it would be wrong."""

    def late_term(self, record: Record, day: dt.date | None = None) -> Due | None:
        """Return what a record waits for and is late with on a day, today when none is given."""
