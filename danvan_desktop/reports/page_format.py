"""Official page formats: measures and type styles as data of ``resources/formats``, each with where it stands.

Lengths are millimetres, type sizes and gaps between paragraphs points. A measure carries the range that its
source allows, so that a value outside it is refused when the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from danvan_desktop.assets import read_resource
from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.wording import topic

_PLACES = re.compile(r"\{(\w*)\}")


_STEPS = 5
_MORE_BETWEEN_LINES, _MORE_BETWEEN_PARAGRAPHS, _MORE_IN_CELLS = 0.04, 0.2, 0.13
"""Shares by which a step sets wider; of the Party five of them come to 21,6 of the 22 points between lines."""


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value with the range that the source allows."""

    value: float
    minimum: float
    maximum: float

    def __post_init__(self) -> None:
        if not self.minimum <= self.value <= self.maximum:
            raise ValueError(f"{self.value} is not between {self.minimum} and {self.maximum}")

    def scaled(self, factor: float) -> Measure:
        """Give the same measure so many times as large, as far as the source allows."""
        return msgspec.structs.replace(self, value=min(self.maximum, self.value * factor))

    def least(self) -> Measure:
        """Give the same measure with the least value that the source allows."""
        return msgspec.structs.replace(self, value=self.minimum)


class TypeStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and style of the letters of one component."""

    size: Measure
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    underlined: bool = False

    def smallest(self) -> TypeStyle:
        """Give this style in the smallest size that the source allows."""
        return msgspec.structs.replace(self, size=self.size.least())


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A solid line centred under a text, as a share of the text's length."""

    share: Measure


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sheet (portrait) and margins; a landscape page keeps the margins as they are read."""

    width: float
    height: float
    top: Measure
    bottom: Measure
    left: Measure
    right: Measure
    source: str


class PageNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Page numbers: centred in the top margin, ``from_edge`` between the sheet's edge and the figures' upper edge.

    They begin with page ``first_page`` of the text and of each annex that is numbered apart.
    """

    type: TypeStyle
    from_edge: float
    first_page: int
    source: str


class MastheadLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of given words, as those that open every document on the right (Quốc hiệu, Tiêu ngữ)."""

    text: str
    type: TypeStyle


class Masthead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two columns at the top: who issues it (left), the state's or Party's words (right).

    ``left_share`` is the left column's part of the width; ``number_pattern`` has the places ``{number}``, ``{kind}``
    and ``{body}``. Under the words may stand a line (``rule``), under the issuing body a line (``issuer_rule``) or a
    mark (``issuer_mark``).
    """

    left_share: float
    lines: tuple[MastheadLine, ...]
    rule: Rule | None
    superior: TypeStyle
    issuer: TypeStyle
    number: TypeStyle
    number_pattern: str
    place_date: TypeStyle
    letter_subject: TypeStyle
    letter_prefix: str
    source: str
    issuer_rule: Rule | None = None
    issuer_mark: MastheadLine | None = None

    def worded(self, letter_subject: str) -> str:
        """Give the subject of a letter as it stands below its number; empty when there is none."""
        return f"{self.letter_prefix} {letter_subject}" if letter_subject else ""

    def __post_init__(self) -> None:
        if sorted(_PLACES.findall(self.number_pattern)) != ["body", "kind", "number"]:
            raise ValueError("number_pattern needs {number}, {kind} and {body}, once each")


class TitleBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name of the kind of document and its subject, with a line (``rule``) or a ``mark`` below.

    A subject begins with a small letter where the format says so (``small_subject``).
    """

    kind: TypeStyle
    subject: TypeStyle
    space_before: Measure
    space_after: Measure
    source: str
    rule: Rule | None = None
    mark: MastheadLine | None = None
    small_subject: bool = False

    def worded(self, subject: str) -> str:
        """Give a subject as it stands below the kind of document: names keep their capitals."""
        return topic(subject) if self.small_subject else subject


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Running text; ``line_spacing`` counts in single lines of the typeface.

    ``head_mark`` stands between the Roman number of a head and its words, which are in capitals where
    ``capital_heads`` says so; ``end_mark`` ends the text.
    """

    text: TypeStyle
    first_line_indent: Measure
    paragraph_space: Measure
    line_spacing: Measure
    headings: tuple[TypeStyle, ...]
    source: str
    head_mark: str = ". "
    capital_heads: bool = False
    end_mark: str = "./."


class TableStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tables and charts; ``line_width`` in points, ``padding`` in millimetres around the text of a cell."""

    header: TypeStyle
    cell: TypeStyle
    column_number: TypeStyle
    chart: TypeStyle
    padding: Measure
    line_width: float
    source: str

    def dense(self) -> TableStyle:
        """Give the style of a table whose rows hold much: letters as small as the source allows."""
        header, cell, number = (style.smallest() for style in (self.header, self.cell, self.column_number))
        return msgspec.structs.replace(self, header=header, cell=cell, column_number=number)

    def tight(self) -> TableStyle:
        """Give the dense style with as little room in its cells as the source allows."""
        return msgspec.structs.replace(self.dense(), padding=self.padding.least())


class SignatureStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signature block; ``room`` is left for hand and seal between position and name.

    ``prefixes`` says how this system writes the abbreviations of authority that the state writes ``TM.``, ``KT.``;
    lines that begin with one are set in ``authority``, the others in ``position``.
    """

    authority: TypeStyle
    position: TypeStyle
    note: TypeStyle
    name: TypeStyle
    room: Measure
    prefixes: dict[str, str]
    source: str

    def line(self, text: str) -> tuple[str, TypeStyle]:
        """Write a line of authority or position in this system's way."""
        first, space, rest = text.partition(" ")
        if first in self.prefixes:
            return f"{self.prefixes[first]}{space}{rest}", self.authority
        return text, self.position


class RecipientsStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """List of recipients at the lower left, over ``left_share`` of the width."""

    label: str
    label_type: TypeStyle
    item_type: TypeStyle
    left_share: float
    source: str


class AppendixStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening of an annex; ``numbered_apart``: its pages are counted from 1 again."""

    label: TypeStyle
    title: TypeStyle
    note: TypeStyle
    numbered_apart: bool
    source: str


class CopyStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What marks a certified copy: ``words`` for each kind of copy, set in ``kind``.

    ``line_width`` is that of the line between original and copy in points, which reaches over the whole text width.
    All else is set as in the original: issuing body, number, place and date, signature, recipients.
    """

    words: dict[CopyKind, str]
    kind: TypeStyle
    line_width: float
    source: str

    def __post_init__(self) -> None:
        if set(self.words) != set(CopyKind):
            raise ValueError("words needs every kind of copy")


class ProofStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """QR code, short code and how to check them; ``side`` is the QR code's, with its quiet zone, in millimetres."""

    code: TypeStyle
    note: TypeStyle
    side: float
    source: str


class PageFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole official format; ``unconfirmed`` says what no published text was found for."""

    name: str
    title: str
    source: str
    unconfirmed: tuple[str, ...]
    paper: Paper
    page_number: PageNumber
    masthead: Masthead
    title_block: TitleBlock
    body: Body
    table: TableStyle
    signature: SignatureStyle
    recipients: RecipientsStyle
    appendix: AppendixStyle
    proof: ProofStyle
    copy: CopyStyle

    def copy_masthead(self, kind: CopyKind) -> Masthead:
        """Give the two columns that open a copy: its kind takes the place of the state's or Party's words."""
        line = MastheadLine(self.copy.words[kind], self.copy.kind)
        return msgspec.structs.replace(self.masthead, lines=(line,), rule=None)

    def tighter(self) -> Iterator[PageFormat]:
        """Go through formats of less room, as the source allows: of lines first, then of margins, then of letters."""
        body, title, signature = self.body, self.title_block, self.signature
        replace = msgspec.structs.replace
        close = replace(
            self,
            body=replace(body, line_spacing=body.line_spacing.least(), paragraph_space=body.paragraph_space.least()),
            title_block=replace(title, space_before=title.space_before.least(), space_after=title.space_after.least()),
            signature=replace(signature, room=signature.room.least()),
        )
        wide = replace(close, paper=replace(self.paper, right=self.paper.right.least()), table=self.table.tight())
        letters = replace(
            wide.body, text=body.text.smallest(), headings=tuple(style.smallest() for style in body.headings)
        )
        yield from (close, wide, replace(wide, body=letters))

    def wider(self) -> Iterator[PageFormat]:
        """Go through formats of more room between lines and paragraphs and within cells, as the source allows."""
        body, table, replace = self.body, self.table, msgspec.structs.replace
        for step in range(1, _STEPS + 1):
            spacing = replace(
                body,
                line_spacing=body.line_spacing.scaled(1 + _MORE_BETWEEN_LINES * step),
                paragraph_space=body.paragraph_space.scaled(1 + _MORE_BETWEEN_PARAGRAPHS * step),
            )
            padding = table.padding.scaled(1 + _MORE_IN_CELLS * step)
            yield replace(self, body=spacing, table=replace(table, padding=padding))


def load_page_format(name: str) -> PageFormat:
    """Read ``resources/formats/<name>.json``.

    Raises:
        MissingResource: there is no such format, or a part of it is missing, unknown or out of its allowed range.
    """
    return read_resource(parse_page_format, "formats", f"{name}.json")


def parse_page_format(data: bytes) -> PageFormat:
    """Read a format from its JSON; raises msgspec.ValidationError as ``load_page_format`` does."""
    return msgspec.json.decode(data, type=PageFormat)
