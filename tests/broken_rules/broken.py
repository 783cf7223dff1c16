"""What breaks a rule, and who notices it: each rule of a store's kinds notes the cases in which it said something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import Rule, RuleContext
from tests.copies import replace

Values = Mapping[str, object]
RuleName = tuple[str, int, str]
"""Kind, place among its rules, and what the rule is called."""


@dataclass(frozen=True)
class Broken:
    """Values of a kind that break a rule, and the field at which that is told; ``@name`` is a record of the world.

    It is a change of the record ``of`` of the world, else a new one. What only ``warns`` is told and saved.
    """

    kind: str
    field: str
    values: Values
    of: str = ""
    warns: bool = False
    twice: bool = False
    """It says what another record says already: in a list it is that one."""

    def __str__(self) -> str:
        changed = "+".join(name for name in self.values if name != self.field)[-60:]
        return "-".join(filter(None, (self.kind, self.of, self.field, changed, "warns" if self.warns else "")))


@dataclass
class Noted:
    """What each rule said, by its name: the fields at which, and whether it refused."""

    said: dict[RuleName, set[tuple[str, bool]]] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew."""
        self.said = {name: set() for name in self.said}

    def listening(self) -> Kinds:
        """Return all kinds with rules that note what they say."""
        return Kinds([replace(kind, rules=tuple(self._wrapped(kind))) for kind in ALL_KINDS])

    def _wrapped(self, kind: Kind) -> Iterator[Rule]:
        for place, rule in enumerate(kind.rules):
            name = (kind.name, place, name_of(rule))
            self.said[name] = set()
            yield self._noting(name, rule)

    def _noting(self, name: RuleName, rule: Rule) -> Rule:
        def check(record: Record, context: RuleContext) -> Iterable[Problem]:
            for problem in rule(record, context):
                self.said[name].add((str(problem.field), problem.is_error))
                yield problem

        return check


def name_of(rule: Rule) -> str:
    """Call a rule as it is declared: ``dates_in_order(held_on, notice_date)``."""
    called = getattr(rule, "__qualname__", str(rule)).split(".")[0]
    told = [one for one in made_with(rule).values() if isinstance(one, str | tuple)]
    words = [word for one in told for word in ([one] if isinstance(one, str) else one) if isinstance(word, str)]
    return f"{called}({', '.join(words)})" if words else called


def made_with(rule: Rule) -> dict[str, object]:
    """Return what a rule was made with, by the names of what it looks at."""
    code, cells = getattr(rule, "__code__", None), getattr(rule, "__closure__", None)
    if code is None or not cells:
        return {}
    return {name: cell.cell_contents for name, cell in zip(code.co_freevars, cells, strict=True)}
