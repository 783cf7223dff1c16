"""The rows of a register as its proof covers them: what each record says in the frozen fields, as of one day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.former import as_formerly
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.domain.text import normalise
from danvan_desktop.reports.figures import FigureGroup, FigureReader, Span
from danvan_desktop.reports.proof.frozen import FrozenForm

_LATER = {"replied_on": ("reply", "reply_number", "result"), "people_told_on": ("told_how",)}
"""What is written on the day of a field: a row of an earlier day had none of it."""
_SIGNS = 5


@dataclass(frozen=True)
class ProvenRow:
    """One row: its record, and what it says in the fields of each part."""

    record: Record
    texts: Mapping[FigureGroup, str]

    @property
    def mark(self) -> str:
        """A digest of the whole row: five figures of base 16."""
        whole = "\n".join(self.texts[group] for group in sorted(self.texts, key=lambda group: group.value))
        return hashlib.sha256(whole.encode()).hexdigest()[:_SIGNS].upper()


def register_records(store: Records, unit: str, form: FrozenForm, period: Period) -> Sequence[Record]:
    """Return the records that a register of a unit lists; what was only planned is not in it."""
    found = FigureReader(store, unit).dated(form.kind, form.date, Span(period.first, period.last))
    return [record for record in found if record.text("state") != PLANNED]


def proven_rows(store: Records, form: FrozenForm, records: Sequence[Record], as_of: dt.date) -> Sequence[ProvenRow]:
    """Return the rows that a register proves, as they stood at the end of a day."""
    return [
        ProvenRow(record, {part.group: _text(store, _then(record, as_of), part.fields) for part in form.parts})
        for record in records
    ]


def _then(record: Record, day: dt.date) -> Record:
    values = dict(record.values)
    for field, others in _LATER.items():
        happened = record.date(field)
        if happened is not None and happened > day:
            values |= dict.fromkeys((field, *others))
    return replace(record, values=values)


def _text(store: Records, record: Record, fields: Sequence[str]) -> str:
    said = (_COUNTS[name](store, record) if name in _COUNTS else _recorded(store, record, name) for name in fields)
    return "\x1f".join(f"{name}={normalise(text)}" for name, text in zip(fields, said, strict=True))


def _recorded(store: Records, record: Record, name: str) -> str:
    """Return a field as every version has recorded it; what two fields say now, sets of today name both of."""
    value = as_formerly(store.kinds[record.kind], record.values, name)
    return "" if value is None else str(value)


def _opinions(store: Records, record: Record) -> str:
    return str(len(list(store.children(record.uid, "opinion"))))


def _opinions_answered(store: Records, record: Record) -> str:
    return str(sum(bool(opinion.text("answer")) for opinion in store.children(record.uid, "opinion")))


def _opinions_raised(store: Records, record: Record) -> str:
    return str(sum(opinion.get("petition") is not None for opinion in store.children(record.uid, "opinion")))


def _voted(store: Records, record: Record) -> str:
    return str(len(list(store.children(record.uid, "decision"))))


def _passed(store: Records, record: Record) -> str:
    decisions = store.children(record.uid, "decision")
    return str(sum(outcome_of(Vote.of(one, record, store), store.law).verdict is Verdict.PASSED for one in decisions))


def _recognitions(store: Records, record: Record) -> str:
    names = ("level", "decision_number", "decision_date", "replicated_to")
    decisions = store.children(record.uid, "recognition")
    return "; ".join(" ".join(one.text(name) for name in names) for one in decisions)


_COUNTS: Mapping[str, Callable[[Records, Record], str]] = {
    "opinion.count": _opinions,
    "opinion.answered": _opinions_answered,
    "opinion.raised": _opinions_raised,
    "decision.count": _voted,
    "decision.passed": _passed,
    "recognition.all": _recognitions,
}
"""What rows print of the parts of a record, by the names that frozen sets have for it."""
