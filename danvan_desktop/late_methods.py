"""Lets dataclasses write their methods when they are first called, not when they are declared.

Python writes the methods of a dataclass as text and compiles each at every start: nine hundred for the first page, a
fifth of the processor's time until it can be used, though most of them are not called by then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

_WRITER = "_create_fn"
"""What writes and compiles a method in Python 3.11 and 3.12; later versions have another, and are left as they are."""
_Method = Callable[..., Any]


def write_methods_late() -> None:
    """Do so for all dataclasses that are declared from now on; they behave as they did."""
    write = getattr(dataclasses, _WRITER, None)
    if write is not None and not hasattr(write, "is_late"):
        setattr(dataclasses, _WRITER, _late(write))


def _late(write: _Method) -> _Method:
    """Wrap what writes a method: its result writes it at the first call and leaves its place to it."""

    def promise(name: str, *how: Any, **more: Any) -> _Method:
        written: list[_Method] = []

        def method(self: object, /, *given: Any, **named: Any) -> Any:
            if not written:
                written.append(write(name, *how, **more))
                _put_in_place(method, name, type(self), written[0])
            return written[0](self, *given, **named)

        method.__name__ = name
        return method

    promise.is_late = True  # type: ignore[attr-defined]
    return promise


def _put_in_place(method: _Method, name: str, kind: type, written: _Method) -> None:
    """Call the written method without a detour from now on, in the class of the instance or the one it has it from."""
    written.__qualname__ = method.__qualname__
    for owner in kind.__mro__:
        if vars(owner).get(name) is method:
            setattr(owner, name, written)
