"""What a reader of the database has to know beside its records: where units lie, which law is applied, who reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from danvan_desktop.domain.coverage import Coverages, UnitReported
from danvan_desktop.domain.guarded import Guarded, read_opens, write_opens
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.reports.style import OFFICE_STYLE
from danvan_desktop.store import Store
from danvan_desktop.store.laws import load_law

CLOSED = "closed"
"""Where what is told of an office says which groups it closed."""
_SETTINGS = (OFFICE_STYLE,)
"""What an office chose for its papers that its readers print by, too."""


@dataclass(frozen=True)
class OwnRule:
    """A value that the office set for a rule, and why."""

    code: str
    value: Fraction
    reason: str


@dataclass(frozen=True)
class Home:
    """One office as its store stood when it was last published."""

    unit: str
    tree: UnitTree
    reported: Mapping[str, UnitReported]
    rules: Sequence[OwnRule]
    archived: Sequence[int]
    """The years of which records were put into archive files: figures of these would be wrong."""
    settings: Mapping[str, str]
    awaited: Sequence[Record] = ()
    """The units below whose device was paired and never sent anything."""
    closed: frozenset[Guarded] = frozenset()
    """What is not open to all officers of the office: in a database that many read it is hidden from all."""

    @classmethod
    def of(cls, store: Store) -> Home:
        """Read an open store."""
        own = [
            OwnRule(rule.code, rule.value, rule.override_reason)
            for rule in store.law
            if rule.override_reason is not None and rule.value is not None
        ]
        coverages = store.coverages()
        return cls(
            store.unit.uid,
            store.tree,
            coverages.told,
            own,
            [note.year for note in store.archives.notes()],
            {name: store.settings.get(name) for name in _SETTINGS},
            coverages.awaited,
            store.officers.closed_to_some,
        )

    @property
    def coverages(self) -> Coverages:
        """How far what each unit recorded is in the database."""
        return Coverages(self.tree, self.unit, self.reported, self.awaited)

    @property
    def law(self) -> LegalRules:
        """The legal rules with the office's own values in place."""
        law = load_law()
        for own in self.rules:
            if own.code in law:
                law = law.with_override(own.code, own.value, own.reason)
        return law

    def to_data(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return {
            "tree": self.tree.to_data(),
            "reported": {
                unit: {
                    "last": _text(one.last),
                    "held": {kind: _text(day) for kind, day in one.held.items()},
                    "is_lacking": one.is_lacking,
                    "ended": _text(one.ended),
                }
                for unit, one in self.reported.items()
            },
            "rules": [[own.code, str(own.value), own.reason] for own in self.rules],
            "archived": list(self.archived),
            "settings": dict(self.settings),
            "awaited": [[one.uid, dict(one.values)] for one in self.awaited],
            CLOSED: write_opens(self.closed),
        }

    @classmethod
    def from_data(cls, unit: str, data: Mapping[str, Any]) -> Home:
        """Read what ``to_data`` returned of an office's unit."""
        reported = {
            name: UnitReported(
                _day(one["last"]),
                {kind: dt.date.fromisoformat(day) for kind, day in one["held"].items()},
                one["is_lacking"],
                _day(one.get("ended")),
            )
            for name, one in data["reported"].items()
        }
        rules = [OwnRule(code, Fraction(value), reason) for code, value, reason in data["rules"]]
        tree = UnitTree.from_data(data["tree"])
        awaited = [Record("unit", uid, values) for uid, values in data.get("awaited", ())]
        closed = read_opens(data.get(CLOSED, ""))
        return cls(unit, tree, reported, rules, data["archived"], data["settings"], awaited, closed)


def closed_in(connection: Any, without: str = "") -> frozenset[Guarded]:
    """Return what any office closed that publishes into a database, but for that of a unit."""
    rows = connection.execute("SELECT told ->> %s FROM danvan.home WHERE unit != %s", [CLOSED, without])
    return frozenset(group for (told,) in rows for group in read_opens(told or ""))


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
