"""The rules of a printed page, each with where it stands: places, letters, lines, ends of pages, heads of tables.

A rule gives what is wrong with a paper, nothing when all is right; its name heads a column of the table that
``script/check_papers.py`` prints. Measures and their ranges are those of ``resources/formats``, which name the clauses
of Nghị định 30/2020/NĐ-CP, Phụ lục I (state) and Hướng dẫn 36-HD/VPTW, 05-HD/VPTW (Party) that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from paper_reading import MILLIMETRE, Block, Page, Paper, Piece, Stroke

from danvan_desktop.reports.page_format import Measure, PageFormat, TypeStyle

SINGLE = 1.149
"""The height of a single line of Liberation Serif, as of Times New Roman, in sizes of its letters."""
_NEAR = 1.0
"""Points by which a place may differ from what is asked: edges of letters are no edges of lines."""
_OVERHANG = 0.1
"""How far a slanted letter may lean out of its own place, in sizes of the letters."""
_PARTY_LINES = (18.0, 22.0)
_MONTHS_WITH_NOUGHT = 2
_DATE = re.compile(r"ngày (\d+|…+) tháng (\d+|…+) năm \S+$")
_STATE_NUMBER = re.compile(r"Số: ?(\d*) */([A-ZĐ]\S*)")
_PARTY_NUMBER = re.compile(r"Số ?(\d*) *-([A-ZĐ][^\s]*/\S+)")
_RECIPIENTS = "Nơi nhận:"
_LIST_OF_RECIPIENTS = (
    re.compile(r"Nơi nhận:( - [^;]+;)* - Lưu: [^;.]+\."),
    re.compile(r"Nơi nhận:( - [^;]+;)* - Lưu Văn phòng[^;.:]*\."),
)
"""Of the state, of the Party."""
_MOST_OPENING_BLOCKS = 7
_ONE_WORD = re.compile(
    "nhân dân|ủy ban|mặt trận|tổ quốc|đối thoại|dân vận|cấp ủy|chính quyền|công tác|hội đồng|hội nghị|đảng ủy|bí thư"
    "|chủ tịch|đại diện|kế hoạch|báo cáo|kiểm tra|giám sát|quyết định|kiến nghị|phản ánh|thôn trưởng|đóng góp|kết quả"
    r"|cộng đồng|dân cư|đoàn viên|phương án|người dân|gia đình|nội dung|thực hiện|giải quyết|(?:ngày|tháng|năm) \d+",
    re.IGNORECASE,
)
"""Words that begin on one line of a title and end on the next where it was broken badly."""


@dataclass(frozen=True)
class Printed:
    """A paper with the format it was set in; ``typed`` is what stands in every text of an office made for tests."""

    paper: Paper
    page_format: PageFormat
    typed: str = ""

    @cached_property
    def is_party(self) -> bool:
        """Whether the Party's rules hold."""
        return self.page_format.name == "party"

    @cached_property
    def sections(self) -> tuple[tuple[Page, ...], ...]:
        """The pages of the text and of each annex, which begins with a title and without a number."""
        found: list[list[Page]] = []
        for page in self.paper.pages:
            titled = bool(page.blocks) and page.blocks[0].level == 1
            if not found or (titled and page.page_number is None):
                found.append([])
            found[-1].append(page)
        return tuple(map(tuple, found))

    @cached_property
    def opening(self) -> tuple[Block, ...]:
        """What stands above the title: who issues it, the state's or Party's words, number, place and date."""
        first = self.paper.pages[0].blocks[:_MOST_OPENING_BLOCKS]
        titled = next(
            (place for place, block in enumerate(first) if block.is_heading or not block.is_prose), len(first)
        )
        dated = [place for place, block in enumerate(first[:titled]) if _DATE.search(block.text)]
        subjects = [place for place, block in enumerate(first[:titled]) if block.text.startswith(("V/v", "về việc"))]
        return first[: max([*dated, *subjects, 1]) + 1]

    @cached_property
    def number(self) -> re.Match[str] | None:
        """Its number (group 1, empty until the clerk gives one) and symbol (group 2)."""
        pattern = _PARTY_NUMBER if self.is_party else _STATE_NUMBER
        return next(filter(None, (pattern.fullmatch(block.text) for block in self.opening)), None)

    def body(self, page: Page) -> tuple[Block, ...]:
        """Give the paragraphs, items and headings of a page that begin at the left margin or indented."""
        blocks = page.blocks[len(self.opening) :] if page.number == 1 else page.blocks
        return tuple(block for block in blocks if block.is_prose and block.level != 1 and self._is_body(block))

    def _is_body(self, block: Block) -> bool:
        left = self.page_format.paper.left.value * MILLIMETRE
        inward = self.page_format.body.first_line_indent.value * MILLIMETRE
        first, *others = (min(piece.left for piece in line) - left for line in block.lines)
        at_margin = all(abs(one) < 3 for one in others)
        return at_margin and (abs(first) < 3 or abs(first - inward) < 4) and not block.text.startswith(_RECIPIENTS)


Rule = Callable[[Printed], Iterator[str]]


# Places


def sheet(printed: Printed) -> Iterator[str]:
    """A4, upright or across (Phụ lục I, Phần I, mục I, khoản 1)."""
    for page in printed.paper.pages:
        if sorted((round(page.width), round(page.height))) != [595, 842]:
            yield f"page {page.number}: {page.width:.0f} x {page.height:.0f} points"


def margins(printed: Printed) -> Iterator[str]:
    """Nothing reaches into the least margins (Phụ lục I, Phần I, mục I, khoản 3; Hướng dẫn 05-HD/VPTW: 20/20/30/15)."""
    paper = printed.page_format.paper
    left, right, top, bottom = (
        measure.minimum * MILLIMETRE for measure in (paper.left, paper.right, paper.top, paper.bottom)
    )
    for page in printed.paper.pages:
        drawn: list[Piece | Stroke] = [piece for piece in page.pieces if piece is not page.page_number]
        for one in (*drawn, *page.strokes):
            leaning = _OVERHANG * one.size if isinstance(one, Piece) and one.is_italic else 0.0
            aside = max(_NEAR, leaning)
            if (
                one.left < left - aside
                or one.right > page.width - right + aside
                or one.top > page.height - top + _NEAR
                or one.bottom < bottom - _NEAR
            ):
                yield f"page {page.number}: {getattr(one, 'text', 'a line')!r} reaches into a margin"


def page_numbers(printed: Printed) -> Iterator[str]:
    """Arabic, upright, centred in the top margin, from the second page on (Phụ lục I, Phần I, mục I, khoản 7)."""
    style, paper = printed.page_format.page_number.type, printed.page_format.paper
    for pages in printed.sections:
        for place, page in enumerate(pages, 1):
            number = page.page_number
            if number is None:
                if place > 1:
                    yield f"page {page.number} has no number"
                continue
            centre = (paper.left.value * MILLIMETRE + page.width - paper.right.value * MILLIMETRE) / 2
            if int(number.text) != place:
                yield f"page {place} is numbered {number.text}"
            if abs(number.middle - centre) > paper.right.value or not _has_style(number, style):
                yield f"page {place}: the number {_told(number)} at {number.middle:.0f}"


def masthead(printed: Printed) -> Iterator[str]:
    """The state's or Party's words on the right, the line under them as long (Phụ lục I, Phần I, mục II, khoản 1)."""
    page, format_ = printed.paper.pages[0], printed.page_format.masthead
    last = None
    for line in format_.lines:
        last = next((piece for piece in page.pieces[:30] if piece.text.strip() == line.text), None)
        if last is None:
            yield f"no {line.text}"
        elif not _has_style(last, line.type) or last.left < page.width * 0.4:
            yield f"{line.text}: {_told(last)} at {last.left:.0f}"
    if last is not None and not any(_underlines(stroke, last, 0.97, 1.03) for stroke in page.strokes):
        yield "no line as long as the words above it"


def issuer(printed: Printed) -> Iterator[str]:
    """The body above in upright, the issuing one in bold capitals, a line or star below (mục II, khoản 2)."""
    format_, page = printed.page_format.masthead, printed.paper.pages[0]
    lines = printed.opening[0].lines
    for piece in (piece for line in lines for piece in line):
        style = format_.issuer if piece.is_bold else format_.superior
        if not _has_style(piece, style) or piece.text != piece.text.upper():
            yield f"{piece.text!r}: {_told(piece)}"
    last = lines[-1][-1]
    if not last.is_bold:
        yield f"{last.text!r} is not bold"
        return
    rule = format_.issuer_rule
    if rule is not None and not any(
        _underlines(stroke, last, rule.share.minimum - 0.05, rule.share.maximum) for stroke in page.strokes
    ):
        yield "no line of a third to a half of the last line of the name"


def number(printed: Printed) -> Iterator[str]:
    """``Số: 05/BC-UBND``, ``Số 05-BC/ĐU``: two figures at least, upright, in its size (mục II, khoản 3)."""
    for block in printed.opening:
        if not block.text.startswith("Số"):
            continue
        found = printed.number
        if found is None or len(found[1]) == 1:
            yield f"the number is {block.text!r}"
        for piece in block.pieces:
            if piece.line == block.pieces[0].line and not _has_style(piece, printed.page_format.masthead.number):
                yield f"the number is set in {_told(piece)}"


def place_and_date(printed: Printed) -> Iterator[str]:
    """``ngày 05 tháng 02 năm 2026`` in italics, on the line of the number (mục II, khoản 4)."""
    numbered = next((block for block in printed.opening if block.text.startswith("Số")), None)
    for block in printed.opening:
        found = _DATE.search(block.text)
        if found is None:
            continue
        day, month = found.groups()
        if day.isdecimal() and len(day) == 1:
            yield f"a day without its nought: {block.text}"
        if month.isdecimal() and month != f"{int(month):02}"[int(_MONTHS_WITH_NOUGHT < int(month) < 10) :]:
            yield f"a month that is not written as the decree does: {block.text}"
        piece = block.pieces[0]
        if not _has_style(piece, printed.page_format.masthead.place_date):
            yield f"place and date are set in {_told(piece)}"
        if numbered is not None and abs(numbered.pieces[0].line - piece.line) > _NEAR:
            yield "number and date stand on two lines"


def title(printed: Printed) -> Iterator[str]:
    """The kind in bold capitals, what it is about in bold, both centred (mục II, khoản 5).

    Of the Party what it is about begins with a small letter unless with a name (Hướng dẫn 05-HD/VPTW, as quoted).
    """
    style = printed.page_format.title_block
    for page in printed.paper.pages:
        for block in page.blocks:
            if block.level != 1 or "Phụ lục" in block.text[:8]:
                continue
            first, *others = (line[0] for line in block.lines)
            if first.text != first.text.upper() or not _has_style(first, style.kind):
                yield f"{first.text!r}: {_told(first)}"
            subject = [piece.text for piece in others if piece.text != piece.text.upper()]
            if subject and subject[0] != style.worded(subject[0]):
                yield f"{subject[0]!r} begins with a capital"
            for piece in others:
                if not (_has_style(piece, style.subject) or _has_style(piece, style.kind)):
                    yield f"{piece.text!r}: {_told(piece)}"


def whole_titles(printed: Printed) -> Iterator[str]:
    """No line of a title or of a signer's position ends within a word, a name, a date (docs/sources.md, 4)."""
    for page in printed.paper.pages:
        for block in page.blocks:
            is_position = block.is_prose and not block.level and block.text.isupper()
            if block.level != 1 and not is_position:
                continue
            for upper, lower in pairwise(block.lines):
                words = (upper[-1].text.split() or [""])[-1], (lower[0].text.split() or [""])[0]
                if words[0].isupper() and words[1].istitle():
                    continue  # what a paper is about begins below its kind
                if _ONE_WORD.fullmatch(" ".join(words).strip("“”,.;:()")):
                    yield f"page {page.number}: a line ends within {' / '.join(words)!r}"


# Letters and lines


def letters(printed: Printed) -> Iterator[str]:
    """Text in 13-14 (Party 14-15), tables within their own range, one typeface (mục II, khoản 6; Phần I, mục V)."""
    format_ = printed.page_format
    body = format_.body.text.size
    table = (format_.table.column_number.size.minimum, format_.table.header.size.maximum)
    for page in printed.paper.pages:
        for piece in page.pieces:
            if not piece.face.startswith("LiberationSerif"):
                yield f"page {page.number}: {piece.text!r} is set in {piece.face}"
        for block in page.blocks:
            if "Table" in block.tags:
                yield from _out_of_range(page, block, *table)
        for block in printed.body(page):
            yield from _out_of_range(page, block, body.minimum, body.maximum)


def line_spacing(printed: Printed) -> Iterator[str]:
    """Single to one and a half lines; of the Party 18 to 22 points (mục II, khoản 6; Hướng dẫn 05-HD/VPTW)."""
    for page in printed.paper.pages:
        for block in printed.body(page):
            size = block.pieces[0].size
            least, most = _PARTY_LINES if printed.is_party else (size * SINGLE, size * SINGLE * 1.5)
            for upper, lower in pairwise(line[0].line for line in block.lines):
                if not least - 0.2 <= upper - lower <= most + 0.2:
                    yield f"page {page.number}: {upper - lower:.1f} points between lines of {block.text[:30]!r}"
                    break


def paragraph_spacing(printed: Printed) -> Iterator[str]:
    """At least 6 points between paragraphs (mục II, khoản 6)."""
    space = printed.page_format.body.paragraph_space.minimum
    for page in printed.paper.pages:
        for upper, lower in pairwise(printed.body(page)):
            between = upper.pieces[-1].line - lower.pieces[0].line
            if 0 < between < lower.pieces[0].size * SINGLE + space - 1.2:
                yield f"page {page.number}: {between:.1f} points above {lower.text[:30]!r}"


def indents(printed: Printed) -> Iterator[str]:
    """First lines 1 or 1,27 cm in (mục II, khoản 6); what goes on from a page before stands at the margin."""
    left = printed.page_format.paper.left.value
    least, most = (getattr(printed.page_format.body.first_line_indent, end) for end in ("minimum", "maximum"))
    for page in printed.paper.pages:
        for block in page.blocks:
            if not block.is_prose or len(block.lines) < 2 or block.is_heading or _is_centred(block):
                continue
            first, second = (min(piece.left for piece in line) / MILLIMETRE - left for line in block.lines[:2])
            if abs(second) < 0.5 and not (abs(first) < 1 or least - 0.5 <= first <= most + 1):
                yield f"page {page.number}: {first:.1f} mm before {block.text[:30]!r}"


# Pages


def page_ends(printed: Printed) -> Iterator[str]:
    """No heading at a page's foot, no signature or recipients alone, no page of one line (docs/sources.md, 5)."""
    for pages in printed.sections:
        for page, following in pairwise(pages):
            last = page.blocks[-1]
            opens = last.is_heading or (
                last.text.endswith(":") and last in printed.body(page) and not _goes_on(last, page, following)
            )
            if opens and min(piece.line for piece in page.pieces) > last.pieces[-1].line - 1:
                yield f"page {page.number} ends with {last.text[:40]!r}"
            if not following.blocks:
                yield f"page {following.number} is empty"
                continue
            dotted = sum(set(piece.text) == {"."} for piece in following.pieces if piece.block < 0)
            lines = dotted + sum(len(block.lines) for block in printed.body(following))
            others = [block for block in following.blocks if not block.is_prose]
            if not others and not lines:
                yield f"page {following.number} has no text, only {following.blocks[0].text[:40]!r}"
            elif not others and lines == 1 and all(block.level != 1 for block in following.blocks):
                yield f"page {following.number} has one line below {page.blocks[-1].text[-40:]!r}"


def table_heads(printed: Printed) -> Iterator[str]:
    """A table that goes on has its head again (Nghị định names none; what a register in hand is read by)."""
    titles: list[str] = []
    for page in printed.paper.pages:
        head = [block.text for block in page.blocks if block.tags[-1] == "TH"]
        first = page.blocks[0] if page.blocks else None
        if first is not None and first.tags[-1] == "TD":
            above = "".join(
                piece.text for piece in page.pieces if piece.block < 0 and piece.line > first.pieces[0].line
            )
            missing = [title for title in titles if "".join(title.split()) not in "".join(above.split())]
            if not titles or missing:
                yield f"page {page.number}: no {missing[:2]} above {first.text[:30]!r}"
        if head:
            titles = _last_head(page)


def recipients(printed: Printed) -> Iterator[str]:
    """``Nơi nhận``: a hyphen before each, a semicolon behind it, ``Lưu`` last with a full stop (mục II, khoản 9)."""
    style = printed.page_format.recipients
    found = [block for block in printed.paper.blocks if block.text.startswith(_RECIPIENTS)]
    if printed.number is not None and not found:
        yield "a paper with a number names no recipients"
    for block in found:
        if not _LIST_OF_RECIPIENTS[printed.is_party].fullmatch(block.text):
            yield f"not written as a list: {block.text!r}"
        for piece in block.pieces:
            if not _has_style(piece, style.label_type if piece.text.startswith("Nơi nhận") else style.item_type):
                yield f"{piece.text!r}: {_told(piece)}"


def addressees(printed: Printed) -> Iterator[str]:
    """One addressee beside ``Kính gửi:``, several one a line (mục II, khoản 9)."""
    for block in printed.paper.blocks:
        if block.text.startswith("Kính gửi:") and ";" in block.text:
            yield f"several on one line: {block.text[:60]!r}"


def _last_head(page: Page) -> list[str]:
    """Give the titles of the last table that begins on a page."""
    titles: list[str] = []
    before = ""
    for block in page.blocks:
        if block.tags[-1] == "TH":
            titles = [*titles, block.text] if before == "TH" else [block.text]
        before = block.tags[-1]
    return titles


def _is_centred(block: Block) -> bool:
    """Tell whether all lines of a block have one middle, as those of a long addressee."""
    middles = [(line[0].left + line[-1].right) / 2 for line in block.lines]
    return max(middles) - min(middles) < _NEAR


_INDENT = 20.0
"""Points: the first line of a paragraph is indented by 1 cm or more in either system."""


def _goes_on(block: Block, page: Page, following: Page) -> bool:
    """Tell whether the last block of a page goes on: in dots on its own line, or overleaf.

    What goes on overleaf begins with a small letter, or at the margin where a paragraph of its own has an indent.
    """
    if any(
        piece.block < 0 and set(piece.text) == {"."} and piece.line == block.pieces[-1].line for piece in page.pieces
    ):
        return True
    first = following.blocks[0] if following.blocks else None
    if first is None or first.tags != block.tags:
        return False
    return first.text[:1].islower() or first.pieces[0].left < block.pieces[0].left - _INDENT


def _has_style(piece: Piece, style: TypeStyle) -> bool:
    return _within(piece.size, style.size) and piece.is_bold == style.bold and piece.is_italic == style.italic


def _within(value: float, measure: Measure) -> bool:
    return measure.minimum - 0.05 <= value <= measure.maximum + 0.05


def _told(piece: Piece) -> str:
    return f"{piece.face} {piece.size:g}"


def _out_of_range(page: Page, block: Block, least: float, most: float) -> Iterator[str]:
    for piece in block.pieces:
        if not least - 0.05 <= piece.size <= most + 0.05:
            yield f"page {page.number}: {piece.text[:30]!r} in {piece.size:g}"


def _underlines(stroke: Stroke, piece: Piece, least: float, most: float) -> bool:
    share = (stroke.right - stroke.left) / (piece.right - piece.left)
    is_below = 0 < piece.line - stroke.top < 3 * piece.size
    return is_below and least <= share <= most and abs((stroke.left + stroke.right) / 2 - piece.middle) < 3


PAGE_RULES: tuple[Rule, ...] = (
    *(sheet, margins, page_numbers, masthead, issuer, number, place_and_date, title, whole_titles),
    *(letters, line_spacing, paragraph_spacing, indents),
    *(page_ends, table_heads, recipients, addressees),
)


def faults_of(printed: Printed, rules: Iterable[Rule]) -> dict[str, list[str]]:
    """Give what is wrong with a paper, by the names of rules; rules that hold are left out."""
    found = {rule.__name__: list(rule(printed)) for rule in rules}
    return {name: faults for name, faults in found.items() if faults}
