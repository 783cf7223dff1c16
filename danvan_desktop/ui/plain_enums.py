"""Makes the enumerations of Qt in the short way of Python's own library.

The first use of a class of Qt makes all its enumerations, that of the name ``Qt`` a hundred: 3,100 members before the
first page. PySide6 asks for each as a program does that lists names, so that Python looks at every one for what a
person may have mistaken. The standard library makes its own large enumerations without these looks; one of each sort is
made so, and the others after its pattern.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ShortWay = Callable[..., Callable[[type], type]]
_Members = Sequence[tuple[str, int]]
_OWN = {"_member_names_": list, "_member_map_": dict, "_value2member_map_": dict}
"""What each enumeration has for itself and is filled here."""
_EMPTY = {"_unhashable_values_": list, "_hashable_values_": list, "_unhashable_values_map_": dict}
"""What it has for values of other sorts, as far as this Python has it."""
_FIRST = "FIRST"


def make_enums_plainly() -> None:
    """Let enumerations that are listed as PySide6 lists them, by name and number, be made so from now on."""
    # Both are there from Python 3.11 to 3.14, under names that a later one may change: then nothing is spared.
    short_way: _ShortWay | None = getattr(enum, "_simple_enum", None)
    listed: Callable[..., type] | None = getattr(enum.EnumType, "_create_", None)
    if short_way is None or listed is None:
        return
    patterns: dict[type[enum.Enum], _Pattern] = {}

    def make(cls: type[enum.Enum], class_name: str, names: Any, **how: Any) -> type:
        if _is_of_qt(names, how):
            if cls not in patterns:
                patterns[cls] = _Pattern(cls, short_way)
            if patterns[cls].serves(names):
                return patterns[cls].make(class_name, names)
        return listed(cls, class_name, names, **how)

    enum.EnumType._create_ = make  # type: ignore[attr-defined]


def _is_of_qt(names: _Members, how: Mapping[str, Any]) -> bool:
    """Tell by what only PySide6 asks for: numbers, bits without a name kept, and a place that is told afterwards."""
    return (
        how.get("boundary") is enum.KEEP
        and not any(how.get(name) for name in ("module", "qualname", "type"))
        and isinstance(names, list)
        and all(type(member) is tuple and type(member[1]) is int for member in names)
    )


class _Pattern:
    """An enumeration of one sort as the short way makes it, of which others are made with other members."""

    def __init__(self, sort: type[enum.Enum], short_way: _ShortWay) -> None:
        self._sort = sort
        made = vars(short_way(sort, boundary=enum.KEEP)(type("Pattern", (), {_FIRST: 1})))
        own = {*_OWN, *_EMPTY, _FIRST, "__dict__", "__weakref__", "__static_attributes__", "__firstlineno__"}
        self._body = {name: value for name, value in made.items() if name not in own}
        self._empty = {name: kind for name, kind in _EMPTY.items() if name in made}
        # What another Python keeps for each that is not known here is not shared by all.
        self._is_known = not any(isinstance(value, list | dict | set) for value in self._body.values())
        self._taken = frozenset[str]().union(*map(vars, sort.__mro__))
        self._is_of_bits = issubclass(sort, enum.Flag)
        self._new: Callable[..., Any] = sort._member_type_.__new__  # type: ignore[attr-defined]
        self._is_number = issubclass(sort, int)

    def serves(self, members: _Members) -> bool:
        """Tell whether these can be its members: none has a name that the sort means something by."""
        names = [name for name, _number in members]
        return self._is_known and self._taken.isdisjoint(names) and not any(name[:1] == "_" for name in names)

    def make(self, name: str, members: _Members) -> type:
        """Make an enumeration of them, each found as Python itself lets it be found.

        The short way lets each be looked up by a function, which Python 3.11.2, that of Debian 12, refuses to a member
        that is asked for another one: ``event.button().LeftButton``.
        """
        own = {what: kind() for what, kind in {**_OWN, **self._empty}.items()}
        made: Any = type.__new__(enum.EnumType, name, (self._sort,), {**self._body, **own})
        by_name, by_number = own["_member_map_"], own["_value2member_map_"]
        counted = own["_member_names_"]
        put, new, bits = type.__setattr__, self._new, self._is_of_bits
        for one, number in members:
            member = by_number.get(number)
            if member is None:
                member = new(made, number) if self._is_number else new(made)
                member._value_ = number
                member._name_ = one
                member.__objclass__ = made
                member._sort_order_ = len(counted)
                by_number[number] = member
                if not bits or (number and not number & (number - 1)):
                    counted.append(one)
            put(made, one, member)
            by_name[one] = member
        if bits:
            self._tell_bits(made, by_number, counted)
        return made  # type: ignore[no-any-return]

    def _tell_bits(self, made: Any, by_number: Mapping[int, Any], counted: Sequence[str]) -> None:
        singles = [made._member_map_[name]._value_ for name in counted]
        mask = 0
        for number in by_number:
            mask |= number
        put = type.__setattr__
        if "_singles_mask_" in self._body:
            put(made, "_flag_mask_", mask)
            put(made, "_singles_mask_", sum(singles))
        else:
            # Python 3.11.2 knows the bits by one mask, in which it looks for a member of each.
            put(made, "_flag_mask_", sum(singles))
        put(made, "_all_bits_", 2 ** mask.bit_length() - 1)
        if singles != sorted(singles):
            put(made, "_iter_member_", made._iter_member_by_def_)
