"""Texts of the components of a document as each page format writes them, the same in every renderer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_desktop.reports.document import (
    Align,
    Block,
    BulletList,
    DocumentNumber,
    FillLines,
    Inline,
    NumberedList,
    Paragraph,
    Recipients,
    Signature,
    plain,
    runs_of,
)
from danvan_desktop.reports.page_format import Masthead, SignatureStyle, TypeStyle

_ROOM_FOR_NUMBER = "\u00a0" * 8
_MOST_SIGNERS_ABREAST = 3
_PLACE = re.compile(r" ((?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố|thôn|bản|tổ dân phố) .+)$", re.IGNORECASE)
_LONGEST_UNBROKEN = 24
"""Letters of a name that the left column holds on one line."""
_BODY = re.compile(r"(?:ủy ban|hội đồng) nhân dân|thi đua - khen thưởng|mặt trận|tổ quốc", re.IGNORECASE)
"""Parts of the names of bodies within which no line ends."""
_DOTS = "…………"
_LONGEST_UNSTRETCHED = 28
_UNPARTED = re.compile(r"[^\s-]+")
_LETTERS_UPRIGHT, _LETTERS_ACROSS = 70, 110
"""Letters of a line, and of a word that goes over it."""


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
    """Set a text from the left whose dots to write on, or a long word, do not break: it would stretch the words.

    A symbol is broken behind its hyphens. What is all in bold is a heading, whose spaces keep their width.
    """
    text = plain(content)
    stretches = _DOTS in text or any(len(part) > _LONGEST_UNSTRETCHED for part in _UNPARTED.findall(text))
    is_heading = all(run.bold for run in runs_of(content))
    return Align.LEFT if align is Align.JUSTIFY and (stretches or is_heading) else align


def unbroken(name: str) -> str:
    """Write the name of a body so that it breaks before the place that it is of, never within either."""
    bound = _bound(name)
    found = _PLACE.search(bound)
    if found is None or len(found[1]) > _LONGEST_UNBROKEN:
        return bound
    return bound[: found.start(1)] + found[1].replace(" ", "\u00a0")


def _bound(name: str) -> str:
    return _BODY.sub(lambda body: body[0].replace(" ", "\u00a0"), name.replace("Việt Nam", "Việt\u00a0Nam"))


def signed_lines(signature: Signature, style: SignatureStyle) -> list[tuple[str, TypeStyle]]:
    """Give authority and position of a signer with their styles."""
    return [style.line(text) for text in signature.lines]


def leads_in(content: Inline) -> bool:
    """Tell whether a paragraph only opens what follows, which it must not be parted from."""
    return plain(content).rstrip().endswith(":")


def keeps_fill_line(fill: FillLines, index: int) -> bool:
    """Tell whether a line to write on stays with the next: none stands alone at a page's foot or head."""
    return index + 1 < fill.lines and index in (0, fill.lines - 2)


def ends_in_one_line(blocks: Sequence[Block], *, landscape: bool) -> bool:
    """Tell whether a text ends in a sentence of one line, which takes what is above it along to a last page."""
    match blocks[-1:]:
        case [Paragraph(last) | BulletList((*_, last)) | NumberedList((*_, last))]:
            return is_one_line(plain(last), landscape=landscape)
    return False


def is_one_line(text: str, *, landscape: bool) -> bool:
    """Tell whether a paragraph takes little more than a line."""
    return len(text) <= (_LETTERS_ACROSS if landscape else _LETTERS_UPRIGHT)


def recipients_beside(signers: int, *, landscape: bool) -> bool:
    """Tell whether recipients stand beside the signers: on a page across also beside two, else below them."""
    return signers == 1 or (signers == 2 and landscape)


def signature_rows(signatures: Sequence[Signature]) -> tuple[tuple[Signature, ...], ...]:
    """Set signers side by side; more than three stand two by two, since a position needs room for its words."""
    if len(signatures) <= _MOST_SIGNERS_ABREAST:
        return (tuple(signatures),) if signatures else ()
    return tuple(tuple(signatures[place : place + 2]) for place in range(0, len(signatures), 2))
