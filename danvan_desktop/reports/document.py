"""A printed document as a tree that knows nothing of paper: forms build it, renderers draw it.

Texts are finished Vietnamese; a line break inside one starts a new paragraph (or a new line of a table cell).
Which size, weight and place each part gets is the page format's matter (``reports.page_format``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from danvan_desktop.domain.tree_layout import TreeBox
from danvan_desktop.localization import Message


class Align(Enum):
    """How lines stand between their margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Run:
    """A stretch of text of one style."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = str | tuple[Run, ...]
"""Text of one style, or runs of several."""


def runs_of(inline: Inline) -> tuple[Run, ...]:
    """Give any inline text as runs."""
    return (Run(inline),) if isinstance(inline, str) else inline


def plain(inline: Inline) -> str:
    """Give any inline text without its styles."""
    return inline if isinstance(inline, str) else "".join(run.text for run in inline)


@dataclass(frozen=True)
class Paragraph:
    """Body text; ``indent`` sets the first line in."""

    content: Inline
    align: Align = Align.JUSTIFY
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """A heading within the body, also a bookmark of the file; ``level`` counts from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class BulletList:
    """Items that begin with a hyphen, as administrative documents have them."""

    items: tuple[Inline, ...]


@dataclass(frozen=True)
class NumberedList:
    """Items that begin with a number and a full stop."""

    items: tuple[Inline, ...]
    start: int = 1


@dataclass(frozen=True)
class FillLines:
    """Dotted lines to be filled in by hand: the first begins with ``label``, in bold where wanted."""

    label: str = ""
    lines: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Column:
    """A table column: its title, its share of the width against the other columns, how its cells are aligned."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class ColumnGroup:
    """A title that stands above ``count`` columns, beginning with the column at index ``first``."""

    title: str
    first: int
    count: int

    @property
    def columns(self) -> range:
        """The indexes of the columns below it."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True)
class Cell:
    """A table cell that differs from plain text: it covers ``span`` columns, or has an alignment of its own."""

    content: Inline
    span: int = 1
    align: Align | None = None


Row = tuple[Cell | Inline, ...]


def cell_of(item: Cell | Inline) -> Cell:
    """Give any item of a row as a cell."""
    return item if isinstance(item, Cell) else Cell(item)


@dataclass(frozen=True)
class Table:
    """A table whose header is repeated on each page that it reaches.

    ``numbered`` prints the columns' numbers ``(1) (2) …`` below their titles, as registers have them. ``dense`` sets
    the letters as small as the page format allows, for registers whose rows hold much.

    Raises:
        ValueError: a row's cells do not cover the columns exactly, or groups overlap.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[ColumnGroup, ...] = ()
    numbered: bool = False
    dense: bool = False

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows):
            if sum(cell_of(item).span for item in row) != len(self.columns):
                raise ValueError(f"row {index} does not cover {len(self.columns)} columns")
        grouped = [column for group in self.groups for column in group.columns]
        if len(set(grouped)) != len(grouped) or not set(grouped) <= set(range(len(self.columns))):
            raise ValueError("column groups overlap or reach beyond the columns")


class ChartShape(Enum):
    """How a chart shows its values."""

    BARS = "bars"
    SHARES = "shares"


@dataclass(frozen=True)
class ChartSeries:
    """One value for each label of a chart; ``texts`` are the values in words, printed beside their bars."""

    name: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A small chart: bars beside their labels, or one series as the parts of a single bar.

    Raises:
        ValueError: a series has not one value and one text of each label, a value is below zero, or shares are
            asked for of other than one series.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    shape: ChartShape = ChartShape.BARS

    def __post_init__(self) -> None:
        for series in self.series:
            if not len(series.values) == len(series.texts) == len(self.labels):
                raise ValueError(f"series {series.name} does not fit {len(self.labels)} labels")
            if any(value < 0 for value in series.values):
                raise ValueError(f"series {series.name} has a value below zero")
        if not self.series or (self.shape is ChartShape.SHARES and len(self.series) != 1):
            raise ValueError("a chart needs a series, shares need exactly one")


@dataclass(frozen=True)
class Tree:
    """A picture of what came of what, from the left to the right.

    Raises:
        ValueError: a box hangs from one that does not come before it.
    """

    title: str
    boxes: tuple[TreeBox, ...]

    def __post_init__(self) -> None:
        if any(box.above is not None and not 0 <= box.above < index for index, box in enumerate(self.boxes)):
            raise ValueError(f"a box of {self.title} hangs from one that does not come before it")

    @property
    def parents(self) -> tuple[int | None, ...]:
        """What each box hangs from, as its places are found by (``domain.tree_layout``)."""
        return tuple(box.above for box in self.boxes)

    def of(self, boxes: Sequence[int]) -> Tree:
        """Return a tree of some boxes in their order; those that hang from none of them begin."""
        index = {box: place for place, box in enumerate(boxes)}
        kept = (self.boxes[box] for box in boxes)
        return Tree(
            self.title, tuple(replace(box, above=None if box.above is None else index.get(box.above)) for box in kept)
        )


@dataclass(frozen=True)
class Proof:
    """What proves a printed report: a QR code that says ``payload``, the same as a short code, how to check it.

    ``side`` is the QR code's in millimetres, with its quiet zone, where it must be another than the page format's.
    ``details`` is what the file itself holds, where the QR code holds less.
    """

    payload: str
    code: str
    note: str = ""
    side: float | None = None
    details: str = ""


@dataclass(frozen=True)
class Spacer:
    """Empty room of ``height`` millimetres."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that stay on one page where they fit on one; if not ``whole``, only the end of each with what follows."""

    blocks: tuple[Block, ...]
    whole: bool = True


@dataclass(frozen=True)
class Signature:
    """A place to sign: authority and position lines, a note such as ``(Ký, ghi rõ họ tên)``, the signer's name.

    Authority is written as the state writes it (``TM. Ủy ban nhân dân``); each page format abbreviates in its own way.
    """

    lines: tuple[str, ...]
    note: str = ""
    name: str = ""


@dataclass(frozen=True)
class Signers:
    """Places to sign within the text, as on each sheet of several that are signed one by one."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Opening:
    """Head and title of a further paper of the document, which is filled in and signed by itself."""

    header: Header
    kind: str
    subject: str


Block = (
    Paragraph
    | Heading
    | BulletList
    | NumberedList
    | FillLines
    | Table
    | Chart
    | Tree
    | Proof
    | Spacer
    | PageBreak
    | KeepTogether
    | Signers
    | Opening
)


@dataclass(frozen=True)
class DocumentNumber:
    """Số và ký hiệu: ``number`` is ``None`` until the office's clerk gives one, which leaves room for it.

    ``symbol`` is written as the state writes it, ``BC-UBND``; each page format puts its own marks between the parts.
    """

    number: int | None
    symbol: str

    @property
    def kind(self) -> str:
        """The abbreviation of the kind of document."""
        return self.symbol.partition("-")[0]

    @property
    def body(self) -> str:
        """The abbreviation of who issued it."""
        return self.symbol.partition("-")[2]


@dataclass(frozen=True)
class Header:
    """The top of the first page.

    ``superior`` is the body above the issuing one, empty when none is named; ``letter_subject`` is what
    a letter is about, which stands below the number behind the format's ``V/v``.
    """

    issuer: str
    superior: str = ""
    number: DocumentNumber | None = None
    place_date: str = ""
    letter_subject: str = ""


@dataclass(frozen=True)
class Recipients:
    """Nơi nhận: who gets the document; the last item is where it is filed (``Lưu: VT``)."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Appendix:
    """An annex, on pages of its own; ``note`` says what it goes with: ``(Kèm theo …)``."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    landscape: bool = False


class CopyKind(StrEnum):
    """What a copy is of: the whole original, a whole copy of it, or a part of the original.

    Nghị định 30/2020/NĐ-CP, Điều 3, khoản 10, 11, 12.
    """

    FULL = "sao-y"
    AGAIN = "sao-luc"
    EXTRACT = "trich-sao"


@dataclass(frozen=True)
class Copy:
    """What makes a print a certified copy: which kind, who copies it under which number, who signs, who gets it.

    It stands below the end of the original, on the same page, parted from it by a line.
    """

    kind: CopyKind
    header: Header
    signature: Signature
    recipients: Recipients | None = None


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says about itself; ``keywords`` holds the proof of a report's figures."""

    title: str
    author: str
    made_on: dt.date
    subject: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document; ``kind`` is the name of its kind (``BIÊN BẢN``), ``subject`` what it is about.

    ``proof`` stands below signatures and recipients, before the annexes; ``copy`` after everything else.
    ``remarks`` are told to whoever prints it and are no part of the paper.
    """

    info: DocumentInfo
    header: Header
    kind: str
    subject: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: Recipients | None = None
    appendices: tuple[Appendix, ...] = ()
    landscape: bool = False
    proof: Proof | None = None
    copy: Copy | None = None
    remarks: tuple[Message, ...] = ()
