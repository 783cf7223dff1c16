"""Ctrl+C ends a program that only loads, at once and without a word; what works by then says how it ends.

Nothing is written while modules load, and what is under way may be killed at any moment, so there is nothing to tidy.
An exception instead would be raised wherever Python happens to be, also where Qt's bindings cannot pass it on.

This is the first module of the program, and loads nothing that Python has not loaded by then: until it has said so,
Python itself answers Ctrl+C, with a traceback.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # what ``signal`` is made of, without its enumerations
import os

TYPE_CHECKING = False  # as type checkers take it, without loading ``typing``
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

STATUS = 130
"""With which a program ends that was told to by Ctrl+C: 128 and the number of the signal, as shells count."""


def end_at_once() -> None:
    """From now on end at Ctrl+C without a word."""
    _at_interrupt(lambda _number, _frame: os._exit(STATUS))


def raise_it() -> None:
    """From now on raise KeyboardInterrupt, so that what is being done is undone."""
    _at_interrupt(_signal.default_int_handler)


def take_no_notice() -> None:
    """From now on go on: all is done, and the process ends by itself."""
    _at_interrupt(_signal.SIG_IGN)


def ask_first(ask: Callable[[], object]) -> None:
    """At the next Ctrl+C ask for the end, and end at once at the one after that."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        end_at_once()
        ask()

    _at_interrupt(asked)


def _at_interrupt(handler: Callable[[int, FrameType | None], object] | int) -> None:
    try:  # noqa: SIM105 - ``contextlib`` is not loaded yet
        _signal.signal(_signal.SIGINT, handler)
    except ValueError:
        pass  # only the main thread may, which alone is told
