"""Figures that need no rule of their own, declared with their kind: its records of a period, counted or summed."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.localization import Message


@dataclass(frozen=True, kw_only=True)
class DeclaredFigure:
    """The records of a kind whose day in ``date`` lies in the period, save those that are only planned.

    ``unit`` is what one of them is called, ``definition`` says in words what is counted. The field ``amount`` is summed
    where one is named. ``group`` is the code of the part of the work that it belongs to; ``split`` names choice fields
    by which it is parted, each with the group of its parts.
    """

    code: str
    title: Message
    definition: Message
    unit: Message
    date: str
    group: str = "others"
    amount: str | None = None
    split: tuple[tuple[str, str], ...] = ()


def counted(
    code: str,
    date: str,
    title: Message,
    definition: Message,
    unit: Message,
    *,
    group: str = "others",
    split: tuple[str | tuple[str, str], ...] = (),
) -> DeclaredFigure:
    """Declare a count of records; a field of ``split`` without a group of its own has that of the whole."""
    parted = tuple((part, group) if isinstance(part, str) else part for part in split)
    return DeclaredFigure(
        code=code, title=title, definition=definition, unit=unit, date=date, group=group, split=parted
    )


def summed(
    code: str, amount: str, date: str, title: Message, definition: Message, unit: Message, *, group: str = "others"
) -> DeclaredFigure:
    """Declare the sum of a field with whole numbers over the records."""
    return DeclaredFigure(
        code=code, title=title, definition=definition, unit=unit, date=date, group=group, amount=amount
    )
