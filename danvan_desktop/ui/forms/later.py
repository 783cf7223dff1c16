"""What a form makes when somebody sees it or asks for it: most fields of a record that opens are never looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from danvan_desktop.domain.fields import Field, FieldError, FieldType, Value
from danvan_desktop.localization import Translator
from danvan_desktop.ui.forms.inputs import written

Made = TypeVar("Made")
_AS_IT_IS = frozenset(
    {FieldType.REFERENCE, FieldType.CHOICE, FieldType.DATE, FieldType.TIME, FieldType.DATETIME, FieldType.BOOLEAN}
)


class MadeLater(Mapping[str, Made]):
    """Widgets by the names of their fields, in the order of these: whoever takes one out has it made."""

    def __init__(self, names: Iterable[str], make: Callable[[str], object]) -> None:
        """``make`` puts what belongs to a field into ``made``."""
        self._names = dict.fromkeys(names)
        self._make = make
        self.made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        """Return the widget of a field; raises KeyError for a field that has no place here."""
        if name not in self.made and name in self._names:
            self._make(name)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        """Name all fields."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count all fields."""
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        """Tell whether a field has its place here, made or not."""
        return name in self._names

    def those_made(self) -> list[tuple[str, Made]]:
        """Return what is there already, in the order of the fields."""
        return [(name, self.made[name]) for name in self._names if name in self.made]


def raw_of(field: Field, value: Value, say: Translator) -> object:
    """Return what would stand in an input once it showed a value."""
    if field.type is FieldType.BOOLEAN:
        return value is True
    return value if field.code_of is not None or field.type in _AS_IT_IS else written(field, value, say)


def value_of(field: Field, value: Value, say: Translator, today: dt.date) -> Value:
    """Return what an input would make of a value that it shows, ``None`` also of one that cannot be read."""
    try:
        return field.parse(raw_of(field, value, say), today)
    except FieldError:
        return None
