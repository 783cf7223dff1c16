"""Makes the enumerations of Qt in the short way of Python's own library.

The first use of a class of Qt makes all its enumerations, that of the name ``Qt`` a hundred: 3,100 members before the
first page. PySide6 asks for each as a program does that lists names, so that Python looks at every one for what a
person may have mistaken. The standard library makes its own large enumerations without these looks.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def make_enums_plainly() -> None:
    """Let enumerations that are listed as PySide6 lists them, by name and number, be made so from now on."""
    # Both are there from Python 3.11 to 3.14, under names that a later one may change: then nothing is spared.
    short_way: Callable[..., Callable[[type], type]] | None = getattr(enum, "_simple_enum", None)
    listed: Callable[..., type] | None = getattr(enum.EnumType, "_create_", None)
    if short_way is None or listed is None:
        return

    def make(cls: type[enum.Enum], class_name: str, names: Any, **how: Any) -> type:
        if _is_of_qt(names, how):
            return _with_members(short_way(cls, boundary=enum.KEEP)(type(class_name, (), dict(names))))
        return listed(cls, class_name, names, **how)

    enum.EnumType._create_ = make  # type: ignore[attr-defined]


def _with_members(made: type) -> type:
    """Let members be found as those of any enumeration.

    The short way lets each be looked up by a function, which Python 3.11.2, that of Debian 12, refuses to a member
    that is asked for another one: ``event.button().LeftButton``.
    """
    members: Mapping[str, object] = made.__members__  # type: ignore[attr-defined]
    for name, member in members.items():
        type.__setattr__(made, name, member)
    return made


def _is_of_qt(names: Sequence[tuple[str, int]], how: dict[str, Any]) -> bool:
    """Tell by what only PySide6 asks for: numbers, bits without a name kept, and a place that is told afterwards."""
    return (
        how.get("boundary") is enum.KEEP
        and not any(how.get(name) for name in ("module", "qualname", "type"))
        and isinstance(names, list)
        and all(type(member) is tuple and type(member[1]) is int for member in names)
    )
