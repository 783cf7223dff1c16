"""What a rule of a kind is given and what it gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Field, Values
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.localization import Message


def _nothing(_uid: str) -> Record | None:
    return None


class RuleContext(Struct, frozen=True):
    """What a rule may look at: the fields of its kind, other records, the office's law, today's date.

    ``reader`` sees the records as this save leaves them, ``stored`` as they were before it.
    """

    fields: Mapping[str, Field]
    reader: RecordReader
    stored: RecordReader
    terms: Terms
    today: dt.date
    before: Values | None = None
    """The record's values before this save; ``None`` for a new record."""
    erased: frozenset[str] = frozenset()
    """The fields whose value was erased at somebody's request."""
    deleted: Callable[[str], Record | None] = _nothing
    """Finds a record that was deleted."""

    @property
    def law(self) -> LegalRules:
        """The thresholds and terms in force in the office."""
        return self.terms.law

    def label(self, name: str) -> Message:
        """Return the label of a field of the record's kind."""
        return self.fields[name].label


Rule = Callable[[Record, RuleContext], Iterable[Problem]]
