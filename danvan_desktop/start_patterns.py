"""Keeps what Python compiled of the regular expressions of a start, beside the modules that ask for them.

Forty are compiled while modules are loaded, most of them Python's own: 4 of the 200 ms of the processor that a start
takes. What is kept is the code that ``re`` made, of this very version of Python, which looks through it before it runs.
"""

from __future__ import annotations

import re
from re import _compiler as compiler  # type: ignore[attr-defined]  # there from Python 3.11 to 3.14

if not all(hasattr(compiler, name) for name in ("compile", "_parser", "_code", "_sre")):
    raise ImportError("another compiler of regular expressions")

TYPE_CHECKING = False  # as type checkers take it, without loading ``typing``
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    _Key = tuple[str | bytes, int]

_COMPILE = compiler.compile


class Patterns:
    """Compiles expressions for ``re`` until the start ends: those that are kept need not be."""

    def __init__(self, kept: Mapping[_Key, Any]) -> None:
        """Stand in for the compiler of ``re`` from now on."""
        self._kept = kept
        self.asked: dict[_Key, None] = {}
        """What was asked for, in this order."""
        compiler.compile = self._compile

    def end(self) -> None:
        """Leave the rest to the compiler."""
        compiler.compile = _COMPILE

    @property
    def lacking(self) -> bool:
        """Whether anything had to be compiled."""
        return not self.asked.keys() <= self._kept.keys()

    def all(self) -> Mapping[_Key, Any]:
        """Return the codes of what this start asked for and of what others did."""
        new = [key for key in self.asked if key not in self._kept]
        return {**self._kept, **dict(zip(new, _codes(new), strict=True))}

    def _compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if type(pattern) not in {str, bytes} or flags & (re.DEBUG | re.LOCALE):
            return _COMPILE(pattern, flags)  # type: ignore[no-any-return]
        key = (pattern, int(flags))
        self.asked[key] = None
        if key in self._kept:
            return compiler._sre.compile(pattern, *self._kept[key])  # type: ignore[no-any-return]
        return _COMPILE(pattern, flags)  # type: ignore[no-any-return]


def _codes(keys: Iterable[_Key]) -> Iterable[Any]:
    """Compile anew, as ``re._compiler.compile`` does, but keep what it hands to the engine."""
    for pattern, flags in keys:
        parsed = compiler._parser.parse(pattern, flags)
        code, state = compiler._code(parsed, flags), parsed.state
        names = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        # Its numbers are of a class that tells their names.
        yield (
            int(flags | state.flags),
            [int(part) for part in code],
            state.groups - 1,
            {**state.groupdict},
            tuple(names),
        )
