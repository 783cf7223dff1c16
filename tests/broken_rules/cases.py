"""All cases."""

from __future__ import annotations

from danvan_desktop.domain.kinds import ALL_KINDS
from tests.broken_rules import families, parents, parts
from tests.broken_rules.broken import Broken

WRITTEN_BY_THE_PROGRAM = frozenset(
    {"rule_override", "disclosure", "grant", "withdrawal", "officer_right", "same_as", "redaction", "distinct"}
)
"""No form, list or row has them: pages and commands of their own write them, with tests of their own."""


def all_cases() -> list[Broken]:
    """Return the cases of all rules, those of one sort behind each other."""
    made = [case for kind in ALL_KINDS if kind.name not in WRITTEN_BY_THE_PROGRAM for case in families.cases_of(kind)]
    found = {(str(case), repr(case)): case for case in (*made, *parents.CASES, *parts.CASES)}
    return list(found.values())
