"""Texts of the components of a document as each page format writes them, the same in every renderer."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.reports.document import DocumentNumber, Recipients, Signature
from danvan_desktop.reports.page_format import Masthead

_ROOM_FOR_NUMBER = "\u00a0" * 8
_MOST_SIGNERS_ABREAST = 3


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


def signature_rows(signatures: Sequence[Signature]) -> tuple[tuple[Signature, ...], ...]:
    """Set signers side by side; more than three stand two by two, since a position needs room for its words."""
    if len(signatures) <= _MOST_SIGNERS_ABREAST:
        return (tuple(signatures),) if signatures else ()
    return tuple(tuple(signatures[place : place + 2]) for place in range(0, len(signatures), 2))
