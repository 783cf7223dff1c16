"""Figures that need no rule of their own, declared with their kind: its records of a period, counted or summed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message

Keep = Callable[[Record], bool]


class DeclaredFigure(Struct, frozen=True, kw_only=True):
    """The records of a kind whose day in ``date`` lies in the period, save those that are only planned.

    ``unit`` is what one of them is called, ``definition`` says in words what is counted. The field ``amount``, or those
    of several together, is summed where one is named. ``group`` is the code of the part of the work that it belongs to;
    ``split`` names choice fields by which it is parted, each with the group of its parts. Parts are counted by the day
    of the ``parent`` that they belong to. Only records (or parents) in one of the ``states`` are counted where some are
    named, only those that ``keep`` keeps, and of those that are alike in all fields of ``once_for`` one.
    """

    code: str
    title: Message
    definition: Message
    unit: Message
    date: str
    group: str = "others"
    amount: str | tuple[str, ...] | None = None
    split: tuple[tuple[str, str], ...] = ()
    parent: str | None = None
    states: frozenset[str] = frozenset()
    keep: Keep | None = None
    once_for: tuple[str, ...] = ()


def counted(
    code: str,
    date: str,
    title: Message,
    definition: Message,
    unit: Message,
    *,
    group: str = "others",
    split: tuple[str | tuple[str, str], ...] = (),
    parent: str | None = None,
    states: frozenset[str] = frozenset(),
    keep: Keep | None = None,
    once_for: tuple[str, ...] = (),
) -> DeclaredFigure:
    """Declare a count of records; a field of ``split`` without a group of its own has that of the whole."""
    parted = tuple((part, group) if isinstance(part, str) else part for part in split)
    return DeclaredFigure(
        code=code,
        title=title,
        definition=definition,
        unit=unit,
        date=date,
        group=group,
        split=parted,
        parent=parent,
        states=states,
        keep=keep,
        once_for=once_for,
    )


def summed(
    code: str,
    amount: str | tuple[str, ...],
    date: str,
    title: Message,
    definition: Message,
    unit: Message,
    *,
    group: str = "others",
    split: tuple[str, ...] = (),
    parent: str | None = None,
    states: frozenset[str] = frozenset(),
    keep: Keep | None = None,
) -> DeclaredFigure:
    """Declare the sum of a field, or of several, with whole numbers over the records."""
    return DeclaredFigure(
        code=code,
        title=title,
        definition=definition,
        unit=unit,
        date=date,
        group=group,
        amount=amount,
        split=tuple((part, group) for part in split),
        parent=parent,
        states=states,
        keep=keep,
    )
