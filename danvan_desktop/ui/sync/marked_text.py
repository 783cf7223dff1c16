"""Texts in which what differs is marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from danvan_desktop.domain.differences import Part
from danvan_desktop.ui.theme import colour_code


def marked_html(parts: Sequence[Part]) -> str:
    """Return the parts as HTML; those that differ stand on the colour of what is to be noticed."""
    return "".join(_marked(part.text) if part.differs else _escaped(part.text) for part in parts)


def _marked(text: str) -> str:
    """Mark words, but not the white space before them."""
    words = text.lstrip()
    look = f"background-color: {colour_code('warningGround')}; font-weight: 600; text-decoration: underline;"
    return f'{_escaped(text[: len(text) - len(words)])}<span style="{look}">{_escaped(words)}</span>'


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
