"""Records held in memory, as rules and filling in see them."""

import datetime as dt
import json
from collections.abc import Iterable

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Value, Values
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.validation import validate, validate_deletion
from danvan_desktop.localization import Translator
from tests.copies import replace

TODAY = dt.date(2026, 8, 12)
LAW = LegalRules.from_data(json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8")))


def terms(law: LegalRules, calendar: WorkCalendar | None = None) -> Terms:
    """The terms of a law, without public holidays unless a calendar has some."""
    return Terms(law, calendar or WorkCalendar({}, frozenset()))


class Records:
    """Answers as a store does; deleted records are found by ``find_all`` alone."""

    def __init__(self, *records: Record) -> None:
        self._by_uid = {record.uid: record for record in records}

    def get(self, uid: str) -> Record | None:
        found = self._by_uid.get(uid)
        return None if found is None or found.deleted else found

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        parent = ALL_KINDS[kind].parent
        assert parent is not None
        return self.find(kind, **{parent: parent_uid})

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        return [record for record in self.find_all(kind, **equals) if not record.deleted]

    def find_all(self, kind: str, **equals: Value) -> Iterable[Record]:
        return [
            record
            for record in self._by_uid.values()
            if record.kind == kind and all(record.get(name) == value for name, value in equals.items())
        ]

    def with_one(self, record: Record) -> "Records":
        return Records(*{**self._by_uid, record.uid: record}.values())


def around(record: Record, *others: Record, before: Values | None = None, law: LegalRules = LAW) -> RuleContext:
    """What the rules of a record see when it is saved beside others."""
    stored = Records(*others)
    if before is not None:
        stored = stored.with_one(replace(record, values=before))
    return RuleContext(
        fields=ALL_KINDS[record.kind].by_name,
        reader=stored.with_one(record),
        stored=stored,
        terms=terms(law),
        today=TODAY,
        before=before,
    )


def told(record: Record, *others: Record, before: Values | None = None, law: LegalRules = LAW) -> dict[str | None, str]:
    """What a save is told, by field: a line for each problem, a warning with a “?” behind it."""
    return _said(validate(ALL_KINDS, record, around(record, *others, before=before, law=law)))


def told_of_deletion(record: Record, *others: Record) -> dict[str | None, str]:
    """What keeps a record from being deleted."""
    return _said(validate_deletion(ALL_KINDS, record, around(record, *others, before=record.values)))


def _said(problems: Iterable[Problem]) -> dict[str | None, str]:
    in_vietnamese = Translator("vi")
    said: dict[str | None, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.field, []).append(in_vietnamese(problem.message) + ("" if problem.is_error else " ?"))
    return {field: "\n".join(lines) for field, lines in said.items()}
