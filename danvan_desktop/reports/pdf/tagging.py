"""The structure of a tagged PDF: what is a heading, a paragraph, a cell (ISO 32000-1, 14.7 and 14.8).

An element enters the tree when it is first drawn, so the order of reading is the order of drawing. What is cut at the
end of a page has one element for both of its parts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class Tag(StrEnum):
    """Standard structure types (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    PART = "Part"
    HEADING = "H"
    """Written with its level: H1, H2, and so on."""
    PARAGRAPH = "P"
    LIST = "L"
    LIST_ITEM = "LI"
    LIST_BODY = "LBody"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    TABLE_ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"


class Mark(NamedTuple):
    """A piece of content: its page, counted from 0, and its number there."""

    page: int
    number: int


class Element:
    """A node of the structure; one without ``parent`` belongs to the document that is drawn.

    ``attributes`` are further entries of its dictionary as they are written; ``level`` is that of a heading, from 1.
    """

    __slots__ = ("attributes", "kids", "level", "number", "parent", "tag")

    def __init__(self, tag: Tag, parent: Element | None = None, attributes: str = "", level: int = 0) -> None:
        """Make a node that nothing names yet."""
        self.tag, self.parent, self.attributes, self.level = tag, parent, attributes, level
        self.kids: list[int | Mark] = []
        """Numbers of elements, and pieces of content."""
        self.number = 0

    @property
    def is_entered(self) -> bool:
        """Whether it stands in the tree already."""
        return self.number > 0

    @property
    def written_tag(self) -> str:
        """Its type as the file names it."""
        return f"{self.tag}{self.level}" if self.tag is Tag.HEADING else str(self.tag)


def paragraph(parent: Element | None = None) -> Element:
    """Make a paragraph."""
    return Element(Tag.PARAGRAPH, parent)


def heading(level: int) -> Element:
    """Make a heading; the title of a document has level 1."""
    return Element(Tag.HEADING, level=level)


def list_bodies(count: int) -> list[Element]:
    """Make a list and give the bodies of its items."""
    whole = Element(Tag.LIST)
    return [Element(Tag.LIST_BODY, Element(Tag.LIST_ITEM, whole)) for _item in range(count)]


def figure(alternative: str, box: tuple[float, float, float, float]) -> Element:
    """Make a picture with the words that stand for it; ``box`` is left, bottom, right, top in points."""
    words = ("\ufeff" + alternative).encode("utf-16-be").hex()
    bounds = " ".join(f"{edge:.2f}" for edge in box)
    return Element(Tag.FIGURE, attributes=f"/Alt<{words}>/A<</O/Layout/Placement/Block/BBox[{bounds}]>>")


class TableElements:
    """A table with its head, which is repeated on each page but read once, and its body."""

    def __init__(self) -> None:
        """Make an empty table."""
        self.table = Element(Tag.TABLE)
        self.head = Element(Tag.TABLE_HEAD, self.table)
        self.body = Element(Tag.TABLE_BODY, self.table)


def table_row(part: Element) -> Element:
    """Make a row of a table's head or body."""
    return Element(Tag.TABLE_ROW, part)


def cell(row: Element, *, columns: int = 1) -> Element:
    """Make a cell of a row that covers so many columns."""
    return Element(Tag.CELL, row, _of_table(f"/ColSpan {columns}") if columns > 1 else "")


def header_cell(row: Element, *, columns: int = 1, rows: int = 1) -> Element:
    """Make the title of so many columns, which covers so many rows of the head."""
    spans = [f"/{name} {count}" for name, count in (("ColSpan", columns), ("RowSpan", rows)) if count > 1]
    return Element(Tag.HEADER_CELL, row, _of_table("/Scope/Column", *spans))


def _of_table(*told: str) -> str:
    return f"/A<</O/Table{''.join(told)}>>"


class Objects(Protocol):
    """The file that objects are written into."""

    def reserve(self) -> int:
        """Give the number of an object that is written later."""

    def write(self, number: int, content: str) -> None:
        """Write an object that is no stream."""

    def add(self, content: str) -> int:
        """Write an object that is no stream, and give its number."""


class Structure:
    """The tree of one file; what no later page can go on with is written with its page, and forgotten."""

    def __init__(self, objects: Objects) -> None:
        """Begin with an empty document."""
        self._objects = objects
        self.root = objects.reserve()
        """The number of the root object."""
        self._unwritten: dict[int, Element] = {}
        self._document = Element(Tag.DOCUMENT)
        self._number(self._document)
        self._within = self._document
        self._last_level = 0
        self._marked: list[Element] = []
        self._marked_before: frozenset[int] = frozenset()
        self._pages: list[int] = []
        self._parents: list[int] = []

    @property
    def pages(self) -> int:
        """How many pages have ended."""
        return len(self._pages)

    def begin_part(self) -> None:
        """Begin a further document of a book: what is drawn from now on stands below it."""
        self._within = Element(Tag.PART, self._document)
        self._last_level = 0

    def enter(self, element: Element) -> None:
        """Put an element, and those above it, into the tree unless they stand there already."""
        if element.is_entered:
            return
        if element.parent is None:
            element.parent = self._within
        self.enter(element.parent)
        if element.tag is Tag.HEADING:
            self._last_level = element.level = min(element.level, self._last_level + 1)
        self._number(element)
        element.parent.kids.append(element.number)

    def mark(self, element: Element) -> int:
        """Give the number on this page of the next piece of content, which belongs to ``element``."""
        self.enter(element)
        mark = Mark(self.pages, len(self._marked))
        element.kids.append(mark)
        self._marked.append(element)
        return mark.number

    def end_page(self, page: int) -> None:
        """Take the number of the page's object; write what was drawn on the page before it and not on this one."""
        self._pages.append(page)
        marked = frozenset(element.number for element in self._marked)
        for number in sorted(self._marked_before - marked):
            self._write(self._unwritten.pop(number))
        parents = " ".join(f"{element.number} 0 R" for element in self._marked)
        self._parents.append(self._objects.add(f"[{parents}]"))
        self._marked, self._marked_before = [], marked

    def close(self) -> None:
        """Write what is left, and the root."""
        for element in self._unwritten.values():
            self._write(element)
        pages = " ".join(f"{page} {parents} 0 R" for page, parents in enumerate(self._parents))
        tree = self._objects.add(f"<</Nums[{pages}]>>")
        document, following = f"{self._document.number} 0 R", len(self._parents)
        told = f"/K[{document}]/ParentTree {tree} 0 R/ParentTreeNextKey {following}"
        self._objects.write(self.root, f"<</Type/StructTreeRoot{told}>>")

    def _number(self, element: Element) -> None:
        element.number = self._objects.reserve()
        self._unwritten[element.number] = element

    def _write(self, element: Element) -> None:
        above = self.root if element.parent is None else element.parent.number
        kids = " ".join(map(self._kid, element.kids))
        self._objects.write(element.number, f"<</S/{element.written_tag}/P {above} 0 R/K[{kids}]{element.attributes}>>")

    def _kid(self, kid: int | Mark) -> str:
        if isinstance(kid, Mark):
            return f"<</Type/MCR/Pg {self._pages[kid.page]} 0 R/MCID {kid.number}>>"
        return f"{kid} 0 R"
