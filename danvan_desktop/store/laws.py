"""The working days and the law that ship with the program, and the law as the office applies it."""

from __future__ import annotations

import json

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.kinds.office import override_value
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.store.reading import Reader


def load_calendar() -> WorkCalendar:
    """Read the public holidays that ship with the program."""
    return WorkCalendar.from_data(json.loads(resource_path("calendar", "holidays.json").read_text("utf-8")))


def load_law() -> LegalRules:
    """Read the legal thresholds and terms that ship with the program."""
    return LegalRules.from_data(json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8")))


class OfficeLaw:
    """The legal rules with the office's own values in place."""

    def __init__(self, reader: Reader) -> None:
        """Read the law; the office's own values are read at the first use."""
        self._reader = reader
        self._law_itself = load_law()
        self._applied: LegalRules | None = None

    @property
    def rules(self) -> LegalRules:
        """The rules as the office applies them."""
        if self._applied is None:
            self._applied = self._overridden()
        return self._applied

    def forget(self) -> None:
        """Read the office's own values again at the next use."""
        self._applied = None

    def _overridden(self) -> LegalRules:
        law = self._law_itself
        for override in self._reader.select("rule_override"):
            code = override.text("rule")
            if code in law.codes():
                law = law.with_override(code, override_value(override.text("value")), override.text("reason"))
        return law
