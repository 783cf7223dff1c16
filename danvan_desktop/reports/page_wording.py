"""Heads and endings of a text as a page format writes them: forms write the State's way, ``I. Tên mục`` and ``./.``."""

from __future__ import annotations

import re
from dataclasses import replace

from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Inline,
    KeepTogether,
    NumberedList,
    Paragraph,
)
from danvan_desktop.reports.page_format import Body

_NUMBERED = re.compile(r"([IVXL]+)\. +(.+)", re.DOTALL)
_ENDING = "./."


def worded(document: Document, body: Body) -> Document:
    """Return a document with the heads and the ending of its text, and of its annexes, as the format has them."""
    return replace(
        document,
        blocks=_blocks(document.blocks, body),
        appendices=tuple(replace(one, blocks=_blocks(one.blocks, body)) for one in document.appendices),
    )


def _blocks(blocks: tuple[Block, ...], body: Body) -> tuple[Block, ...]:
    return tuple(_block(block, body) for block in blocks)


def _block(block: Block, body: Body) -> Block:
    match block:
        case Heading():
            return replace(block, text=_head(block.text, body))
        case Paragraph():
            return replace(block, content=_ended(block.content, body))
        case BulletList() | NumberedList():
            return replace(block, items=tuple(_ended(item, body) for item in block.items))
        case KeepTogether():
            return replace(block, blocks=_blocks(block.blocks, body))
    return block


def _head(text: str, body: Body) -> str:
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return text
    number, title = found.groups()
    return f"{number}{body.head_mark}{title.upper() if body.capital_heads else title}"


def _ended(content: Inline, body: Body) -> Inline:
    if isinstance(content, str):
        return f"{content.removesuffix(_ENDING)}{body.end_mark}" if content.endswith(_ENDING) else content
    if not content or not content[-1].text.endswith(_ENDING):
        return content
    last = content[-1]
    return (*content[:-1], replace(last, text=f"{last.text.removesuffix(_ENDING)}{body.end_mark}"))
