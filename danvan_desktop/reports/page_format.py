"""Official page formats: measures and type styles as data of ``resources/formats``, each with where it stands.

Lengths are millimetres, type sizes and gaps between paragraphs points. A measure carries the range that its
source allows, so that a value outside it is refused when the file is read.
"""

from __future__ import annotations

import re

import msgspec

from danvan_desktop.assets import resource_path

_PLACES = re.compile(r"\{(\w*)\}")


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value with the range that the source allows."""

    value: float
    minimum: float
    maximum: float

    def __post_init__(self) -> None:
        if not self.minimum <= self.value <= self.maximum:
            raise ValueError(f"{self.value} is not between {self.minimum} and {self.maximum}")


class TypeStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and style of the letters of one component."""

    size: Measure
    bold: bool = False
    italic: bool = False
    capitals: bool = False


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
    """Page numbers: centred in the top margin, ``from_edge`` below the sheet's edge, from ``first_page`` on."""

    type: TypeStyle
    from_edge: float
    first_page: int
    source: str


class MastheadLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the words that open every document on the right (Quốc hiệu, Tiêu ngữ)."""

    text: str
    type: TypeStyle


class Masthead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two columns at the top: who issues it (left), the state's or Party's words (right).

    ``left_share`` is the left column's part of the width; ``number_pattern`` has the places ``{number}`` and
    ``{symbol}``.
    """

    left_share: float
    lines: tuple[MastheadLine, ...]
    rule: Rule
    superior: TypeStyle
    issuer: TypeStyle
    issuer_rule: Rule
    number: TypeStyle
    number_pattern: str
    place_date: TypeStyle
    letter_subject: TypeStyle
    source: str

    def __post_init__(self) -> None:
        if sorted(_PLACES.findall(self.number_pattern)) != ["number", "symbol"]:
            raise ValueError("number_pattern needs {number} and {symbol}, once each")


class TitleBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name of the kind of document and its subject."""

    kind: TypeStyle
    subject: TypeStyle
    rule: Rule
    space_before: float
    space_after: float
    source: str


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Running text; ``line_spacing`` counts in single lines of the typeface."""

    text: TypeStyle
    first_line_indent: Measure
    paragraph_space: Measure
    line_spacing: Measure
    headings: tuple[TypeStyle, ...]
    source: str


class TableStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tables; ``line_width`` in points, ``padding`` in millimetres."""

    header: TypeStyle
    cell: TypeStyle
    column_number: TypeStyle
    padding: float
    line_width: float
    source: str


class SignatureStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signature block; ``room`` is left for hand and seal between position and name."""

    position: TypeStyle
    note: TypeStyle
    name: TypeStyle
    room: float
    source: str


class RecipientsStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """List of recipients at the lower left, over ``left_share`` of the width."""

    label: str
    label_type: TypeStyle
    item_type: TypeStyle
    left_share: float
    source: str


class AppendixStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening of an annex."""

    label: TypeStyle
    title: TypeStyle
    note: TypeStyle
    source: str


class PageFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole official format."""

    name: str
    title: str
    source: str
    paper: Paper
    page_number: PageNumber
    masthead: Masthead
    title_block: TitleBlock
    body: Body
    table: TableStyle
    signature: SignatureStyle
    recipients: RecipientsStyle
    appendix: AppendixStyle


def load_page_format(name: str) -> PageFormat:
    """Read ``resources/formats/<name>.json``.

    Raises:
        FileNotFoundError: there is no such format.
        msgspec.ValidationError: a part is missing, unknown, of the wrong type or out of its allowed range.
    """
    return parse_page_format(resource_path("formats", f"{name}.json").read_bytes())


def parse_page_format(data: bytes) -> PageFormat:
    """Read a format from its JSON; raises msgspec.ValidationError as ``load_page_format`` does."""
    return msgspec.json.decode(data, type=PageFormat)
