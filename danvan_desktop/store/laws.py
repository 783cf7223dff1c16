"""The working days and the law that ship with the program, and the law as the office applies it."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.kinds.office import usable_value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.localization import Message, _
from danvan_desktop.store.authors import Authors, named
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.holdings import Holdings
from danvan_desktop.store.peers import Peers
from danvan_desktop.store.reading import Reader

Read = TypeVar("Read")


def load_calendar() -> WorkCalendar:
    """Read the public holidays that ship with the program; raises InstallationDamaged."""
    return _read("calendar", "holidays.json", WorkCalendar.from_data)


def load_law() -> LegalRules:
    """Read the legal thresholds and terms that ship with the program; raises InstallationDamaged."""
    return _read("rules", "legal_rules.json", LegalRules.from_data)


class InstallationDamaged(StoreError):
    """A file that ships with the program cannot be read: without it no term and no majority can be told."""


def _read(folder: str, name: str, made_of: Callable[[Any], Read]) -> Read:
    try:
        made: Read = _made(made_of, resource_path(folder, name).read_text("utf-8"))
        return made
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InstallationDamaged(
            _("Tệp “{name}” của phần mềm bị hỏng. Hãy cài lại phần mềm; sổ không bị ảnh hưởng.", name=name)
        ) from error


@lru_cache
def _made(made_of: Callable[[Any], Read], text: str) -> Read:
    """Read a text, once for all stores."""
    return made_of(json.loads(text))


class OwnValueState(Enum):
    """What becomes of an office's own value here."""

    HOLDS = "holds"
    OF_ANOTHER = "of_another"
    """It belongs to a unit that does not set rules for this one."""
    UNREADABLE = "unreadable"
    UNKNOWN_RULE = "unknown_rule"
    """This version knows no rule of that code."""


class OwnValue(Struct, frozen=True):
    """A value for a rule that some office set itself: the record, whose it is in words, and what becomes of it here.

    ``code`` is what its rule is called now; ``is_own`` tells that this unit wrote it, and may change it.
    """

    record: Record
    code: str
    whose: Message
    is_own: bool
    standing: OwnValueState


class OfficeLaw:
    """The legal rules with the values in place that the office, or one above it for those below, set itself.

    A value belongs to the unit that its record is of, and counts only when its author had a right there, so nobody can
    write one in another's name. What others wrote for themselves, and what cannot be read, changes no rule here.
    """

    def __init__(
        self, connection: Connection, reader: Reader, peers: Peers, home: Callable[[], tuple[str, Holdings]]
    ) -> None:
        """Read the law; the office's own values are read at the first use.

        ``home`` gives the key of the store's device and how others stand to its unit.
        """
        self._reader = reader
        self._authors = Authors(connection, peers)
        self._home = home
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

    def own_values(self) -> list[OwnValue]:
        """Return every value that an office set itself, of whichever unit, with what becomes of it here."""
        return [self._judged(record) for record in self._reader.select("rule_override")]

    def _overridden(self) -> LegalRules:
        law = self._law_itself
        for own in self.own_values():
            value = self._value(own.record) if own.standing is OwnValueState.HOLDS else None
            if value is not None:
                law = law.with_override(own.code, value, own.record.text("reason"))
        return law

    def _judged(self, record: Record) -> OwnValue:
        device, holdings = self._home()
        devices = self._authors.devices(record.uid, "value")
        place = holdings.tree.standing_for(self._authors.place(record.uid))
        is_own = device in devices or any(map(holdings.is_same, devices)) or place in holdings.home_units
        is_above = any(map(holdings.is_above, devices)) or place in holdings.units_above
        told = named(is_own, self._authors.known(devices))
        code = self._law_itself.code_now(record.text("rule"))
        return OwnValue(record, code, told, is_own, self._standing(record, is_own, is_above))

    def _standing(self, record: Record, is_own: bool, is_above: bool) -> OwnValueState:
        if record.text("rule") not in self._law_itself:
            return OwnValueState.UNKNOWN_RULE
        if self._value(record) is None:
            return OwnValueState.UNREADABLE
        from_above = record.get("holds_below") is True and is_above
        return OwnValueState.HOLDS if is_own or from_above else OwnValueState.OF_ANOTHER

    def _value(self, record: Record) -> Fraction | None:
        return usable_value(self._law_itself[record.text("rule")], record.text("value"))
