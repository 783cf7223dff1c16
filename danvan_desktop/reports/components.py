"""Texts of the components of a document as each page format writes them, the same in every renderer."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.reports.document import Align, DocumentNumber, Inline, Recipients, Signature, plain
from danvan_desktop.reports.page_format import Masthead

_ROOM_FOR_NUMBER = "\u00a0" * 8
_MOST_SIGNERS_ABREAST = 3
_DOTS = "…………"


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


def alignment(content: Inline, align: Align) -> Align:
    """Set a text with dots to write on from the left: dots do not break, and words before them would be stretched."""
    return Align.LEFT if align is Align.JUSTIFY and _DOTS in plain(content) else align


def leads_in(content: Inline) -> bool:
    """Tell whether a paragraph only opens what follows, which it must not be parted from."""
    return plain(content).rstrip().endswith(":")


def recipients_beside(signers: int, *, landscape: bool) -> bool:
    """Tell whether recipients stand beside the signers: on a page across also beside two, else below them."""
    return signers == 1 or (signers == 2 and landscape)


def signature_rows(signatures: Sequence[Signature]) -> tuple[tuple[Signature, ...], ...]:
    """Set signers side by side; more than three stand two by two, since a position needs room for its words."""
    if len(signatures) <= _MOST_SIGNERS_ABREAST:
        return (tuple(signatures),) if signatures else ()
    return tuple(tuple(signatures[place : place + 2]) for place in range(0, len(signatures), 2))
