"""Thresholds and terms of the law: data with their source, which the office may override with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.localization import Message, _

TERM_UNIT = "term"
"""The unit of a rule that tells a stretch of days, ``in_force_from`` to ``in_force_to``, and no number."""

SHARES = frozenset({"share_of_households", "share_of_villages", "share_of_voters"})
"""The units of rules whose value is a share of a whole."""
DAY_OF_MONTH = "day_of_month"
"""The unit of a rule whose value is a day that every month has."""
REQUIREMENT = "requirement"
"""The ``unit`` of a rule that is kept or broken, without a figure."""


class Comparison(StrEnum):
    """How a figure is held against a threshold."""

    OVER = "over"
    AT_LEAST = "at_least"


class Base(StrEnum):
    """Which households count as the whole."""

    HOUSEHOLDS_TOTAL = "households_total"
    HOUSEHOLDS_PRESENT = "households_present"


class LegalRule(Struct, frozen=True):
    """One threshold or term with where it stands.

    ``value`` is a share (0–1) or a number of ``unit``; ``None`` when the law sets none. ``confirmed`` tells whether
    the article was seen; ``note`` says what was not. ``override_reason`` is set when the office changed the value.
    """

    code: str
    value: Fraction | None
    comparison: Comparison | None
    unit: str
    base: Base | None
    title: str
    text: str
    source: str
    article: str
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    confirmed: bool
    note: str | None = None
    override_reason: str | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> LegalRule:
        """Read one entry of ``resources/rules/legal_rules.json``; raises KeyError or ValueError when malformed."""
        value = data["value"]
        return cls(
            code=data["code"],
            value=None if value is None else Fraction(str(value)).limit_denominator(1000),
            comparison=Comparison(data["comparison"]) if data.get("comparison") else None,
            unit=data["unit"],
            base=Base(data["base"]) if data.get("base") else None,
            title=data["title"],
            text=data["text"],
            source=data["source"],
            article=data["article"],
            in_force_from=_date(data.get("in_force_from")),
            in_force_to=_date(data.get("in_force_to")),
            confirmed=data["confirmed"],
            note=data.get("note"),
        )

    @property
    def citation(self) -> str:
        """Where the rule stands: article and law."""
        return f"{self.article} {self.source}".strip()

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether the rule held on a day."""
        has_begun = self.in_force_from is None or self.in_force_from <= day
        return has_begun and (self.in_force_to is None or day <= self.in_force_to)

    def is_met(self, count: int, whole: int) -> bool:
        """Tell whether ``count`` of ``whole`` reaches the threshold; never with nobody, always without threshold."""
        if self.value is None:
            return True
        if whole <= 0:
            return False
        share = Fraction(count, whole)
        return share > self.value if self.comparison is Comparison.OVER else share >= self.value

    def needed(self, whole: int) -> int:
        """Return the smallest count of ``whole`` that reaches the threshold."""
        if self.value is None:
            return 0
        exact = self.value * whole
        if self.comparison is Comparison.OVER:
            return exact.numerator // exact.denominator + 1
        return -(-exact.numerator // exact.denominator)


_OWN_SOURCES = {str(words): words for words in (_("Quy định của đơn vị"), _("Quy chế của đơn vị"))}


def told_citation(citation: str) -> Message:
    """Say where a rule stands: papers of the state by their own names, what an office sets itself in any language."""
    return _OWN_SOURCES.get(citation) or _("{citation}", citation=citation)


class LegalRules:
    """The rules by code, with the office's overrides applied.

    Where a law was changed, a code has several versions, each in force from its day; the newest is the rule. What
    earlier releases called a rule still finds it: offices keep values of their own under that code.
    """

    def __init__(self, rules: Iterable[LegalRule], former_codes: Mapping[str, str] = MappingProxyType({})) -> None:
        """Keep them by code, the versions of each in the order of their days; ``former_codes`` lead to those of now."""
        self._former_codes = former_codes
        self._versions: dict[str, tuple[LegalRule, ...]] = {}
        for rule in rules:
            self._versions[rule.code] = (*self._versions.get(rule.code, ()), rule)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> LegalRules:
        """Read the whole of ``resources/rules/legal_rules.json``."""
        return cls((LegalRule.from_data(entry) for entry in data["rules"]), data["former_codes"])

    def __getitem__(self, code: str) -> LegalRule:
        """Return a rule; raises KeyError for an unknown code."""
        return self._versions[self.code_now(code)][-1]

    def get(self, code: str) -> LegalRule | None:
        """Return a rule, ``None`` for an unknown code."""
        versions = self._versions.get(self.code_now(code))
        return versions[-1] if versions else None

    def __contains__(self, code: object) -> bool:
        """Tell whether there is a rule of that code, or was in an earlier release."""
        return isinstance(code, str) and self.code_now(code) in self._versions

    def code_now(self, code: str) -> str:
        """Return what a rule is called now that an earlier release may have called ``code``."""
        return self._former_codes.get(code, code)

    def on(self, code: str, day: dt.date) -> LegalRule:
        """Return the version of a rule that was in force on a day; the oldest known for the days before it."""
        versions = self._versions[self.code_now(code)]
        begun = [rule for rule in versions if rule.in_force_from is None or rule.in_force_from <= day]
        return begun[-1] if begun else versions[0]

    def in_force(self, code: str, day: dt.date) -> LegalRule | None:
        """Return the version of a rule that was in force on a day, ``None`` when none was."""
        rule = self.on(code, day)
        return rule if rule.is_in_force(day) else None

    def __iter__(self) -> Iterator[LegalRule]:
        """Go through the rules in force in the order of the data."""
        return (versions[-1] for versions in self._versions.values())

    def codes(self) -> tuple[str, ...]:
        """Return all codes."""
        return tuple(self._versions)

    def with_override(self, code: str, value: Fraction, reason: str) -> LegalRules:
        """Return these rules with the value of one changed by the office for a reason."""
        code = self.code_now(code)
        changed = replace(self[code], value=value, override_reason=reason)
        versions = {**self._versions, code: (*self._versions[code][:-1], changed)}
        return LegalRules((rule for rules in versions.values() for rule in rules), self._former_codes)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
