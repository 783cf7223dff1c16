"""Texts of the components of a document as each page format writes them, the same in every renderer."""

from __future__ import annotations

from danvan_desktop.reports.document import DocumentNumber, Recipients
from danvan_desktop.reports.page_format import Masthead

_ROOM_FOR_NUMBER = "\u00a0" * 8


def number_text(number: DocumentNumber, style: Masthead) -> str:
    """Write number and symbol; below ten with a leading nought (Nghị định 30/2020, Phụ lục I, Phần I, II.3)."""
    figure = _ROOM_FOR_NUMBER if number.number is None else f"{number.number:02d}"
    text = style.number_pattern.format(number=figure, kind=number.kind, body=number.body)
    return text if number.body else text.rstrip("-/")


def recipient_lines(recipients: Recipients) -> tuple[str, ...]:
    """Write who gets a document: a hyphen before each, a semicolon after it, a full stop after the last."""
    last = len(recipients.items) - 1
    return tuple(
        f"- {item.strip().rstrip('.;')}{'.' if index == last else ';'}" for index, item in enumerate(recipients.items)
    )
