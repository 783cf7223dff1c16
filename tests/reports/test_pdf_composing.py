"""Whatever is put together, every word reaches the paper once, in its order, within the margins."""

from __future__ import annotations

import io
import re

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Column,
    Document,
    FillLines,
    Header,
    Heading,
    KeepTogether,
    PageBreak,
    Paragraph,
    Recipients,
    Signature,
    Spacer,
    Table,
)
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf
from tests.reports.reading import INFO

# "@" stands for a number that is given later, so that each word is told from the others.
WORDS = st.integers(1, 400).map(lambda count: " ".join(["@"] * count))
TABLES = st.lists(WORDS, max_size=8).map(lambda rows: Table((Column("A", 1),), tuple((row,) for row in rows)))
SIMPLE = st.one_of(
    WORDS.map(Paragraph),
    st.builds(Heading, st.integers(1, 30).map(lambda count: " ".join(["@"] * count)), st.integers(1, 5)),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda items: BulletList(tuple(items))),
    TABLES,
    st.builds(FillLines, st.just("@"), st.integers(1, 5)),
    st.integers(0, 400).map(Spacer),
    st.just(PageBreak()),
)
TOGETHER = st.lists(SIMPLE, min_size=1, max_size=4).map(lambda blocks: KeepTogether(tuple(blocks)))
BLOCKS = st.lists(st.one_of(SIMPLE, TOGETHER), max_size=8)


class Numbering:
    """Gives every "@" the next number."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, text: str) -> str:
        return re.sub("@", lambda _match: self._next(), text)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return Paragraph(self.text(str(block.content)))
            case Heading():
                return Heading(self.text(block.text), block.level)
            case BulletList():
                return BulletList(tuple(self.text(str(item)) for item in block.items))
            case Table():
                return Table(block.columns, tuple((self.text(str(row[0])),) for row in block.rows))
            case FillLines():
                return FillLines(self.text(block.label), block.lines)
            case KeepTogether():
                return KeepTogether(tuple(self.block(inner) for inner in block.blocks))
            case _:
                return block

    def _next(self) -> str:
        self.count += 1
        return f"w{self.count}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS, st.booleans(), st.integers(0, 3))
def test_every_word_is_printed_once_and_in_order(
    state_format: PageFormat, blocks: list[Block], landscape: bool, signers: int
) -> None:
    numbering = Numbering()
    numbered = tuple(numbering.block(block) for block in blocks)
    document = Document(
        INFO,
        Header("UBND xã Đông Sơn"),
        "Báo cáo",
        blocks=numbered,
        signatures=tuple(Signature((f"Người ký {number}",)) for number in range(signers)),
        recipients=Recipients(("Lưu: VT",)),
        landscape=landscape,
    )
    stream = io.BytesIO()
    pages = render_pdf(document, state_format, stream).pages
    pdf = pypdfium2.PdfDocument(stream.getvalue())
    assert len(pdf) == pages
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert re.findall(r"\bw\d+\b", text) == [f"w{number}" for number in range(1, numbering.count + 1)]
    assert text.count("NGƯỜI KÝ") == signers
    assert text.count("Lưu: VT.") == 1
