"""The rules of what a paper says, whatever file it is printed in: numbers, days, repetitions, words of the program.

A rule of the law is named with its clause; those that no law has are told in docs/sources.md, section 5.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from paper_craft import natural_width
from paper_reading import Piece
from paper_rules import Printed, Rule

from danvan_desktop.reports.binding import UNBROKEN_SPACE, figures_bound
from danvan_desktop.reports.pdf import fonts

_MOST_ADDED, _MOST_FOR_A_SYMBOL = 2.1, 1.1
"""Widths of a space that each space of a line may be wider for a sum, a paper's symbol (``held_figures``)."""
_KEY = re.compile(r"(?<![\w.@/-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@])")
_PLACE_TO_FILL = re.compile(r"\{[a-z_.:]*\}")
_VALUE = re.compile(r"\b(?:None|True|False|nan|null)\b")
_ENGLISH = re.compile(
    r"\b(?:the|and|with|from|record|store|unit|field|file|error|title|value|status|draft|report|household|petition"
    r"|meeting|village|default|unknown|other|name|kind|period|date)\b"
)
_OF_THE_PROGRAM = re.compile(
    r"bản ghi(?! nhận| lại| chép)|danvan|dòng lệnh|\buid\b|tệp dữ liệu|(?<!\w)--\w|tệp trao đổi"
    r"|\bmáy (?:của|riêng|này)\b|phần mềm này|(?:ghi|lập) tại đây|không in (?:những|các)|thiếu tệp|giữ lại một phần",
    re.IGNORECASE,
)
_TO_THE_DRAFTER = re.compile(
    r"trước khi (?:ghi|chép|in|ký|trình ký)\b|(?:ghi|chép) vào biểu|đối chiếu với mẫu|sổ chưa ghi|mới ghi từ"
    r"|chưa ghi sổ|chưa ghi của năm|(?:không )?ghi “|trong sổ nên",
    re.IGNORECASE,
)
EMPTY_LABEL = re.compile(r".{0,40}\w:[ \n]?[.;,](?=\s|$)")
"""A label with nothing behind it: dots to write on, or no line, stand in its place."""
_UNKNOWN_LETTER = re.compile(r"\[\?\]|\ufffd")
_MARKS = re.compile(
    r"\s[,;:](?=\s|$)|;\s*;|,\s*,|(?<!\.)\.\.(?![./])|\.;|;\.(?!\.)|,\.(?!\.)|\(\s*\)|“[^”]*“|\d %"
    r"|,0+%"
)
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?=\d)[^.;]+)*[.;]")
_LEAST_SENTENCE = 50
_VOTES = re.compile(r"(?:Tán thành|Không tán thành|Ý kiến khác): [\d.]+ |Kết quả: (?:không |chưa )?được thông qua ")
"""Two matters may have been voted on alike."""
_BEGINNING = re.compile(r"(-|\+|Điều|[a-zđ](?=\))|)(?:\s*\d*[.)]\s+|\s*)")
"""What an item begins with: a matter may be named in a list, as a head of what was decided on it, as an article."""
_CITED = re.compile(
    r"số (?P<number>\d+/[A-ZĐ0-9][\w.-]*|\d+-[A-ZĐ]+/\w+)[^.;()]{0,30}? ngày "
    r"(?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})"
)
_OWN_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})$")
_SMALL_IN_A_SENTENCE = re.compile(r"(?<=[a-zà-ỹ,] )(?:Thôn|Bản|Tổ dân phố|Xóm|Làng) (?=[A-ZĐÀ-Ỹ])|\d, (?:Thôn|Bản) ")
_PEOPLE = re.compile(
    r"(?<!ủy ban )(?<!hội đồng )(?<!tòa án )(?<!kiểm sát )(?<!công an )(?<!thanh tra )(?<!quân đội )(?<!nghĩa trang )"
    r"\bnhân dân\b(?! tệ)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b(?=,? (?:hằng|hàng|ngày|tuần|và|,|thứ|chủ))")
_BODY = re.compile(r"\bBan (?:giám khảo|tổ chức|giám sát|chỉ đạo|thường vụ|thường trực)\b")
_ANY_COMMUNITY = re.compile(r"thôn, tổ dân phố", re.IGNORECASE)
_OVER = re.compile(
    r"đến(?: hết)? ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4}), [^.;:]{0,80}? đã "
)
_TERM = re.compile(
    r"(?:trước|chậm nhất(?: là| đến)?|muộn nhất(?: là)?|hạn chót) (?:hết )?ngày (?P<day>\d{1,2})(?:/| tháng )"
    r"(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:tổ dân phố|khu phố|khu|thôn|bản|xóm) Số \d")


def self_citation(printed: Printed) -> Iterator[str]:
    """A paper does not cite itself (docs/sources.md, 5): its own number stands at its top alone."""
    number = printed.number
    if number is None or not number[1]:
        return
    own = f"{number[1]}-{number[2]}" if printed.is_party else f"{number[1]}/{number[2]}"
    for block in _told(printed):
        if re.search(rf"(?<!\d){re.escape(own)}", block) and not block.startswith(("Nơi nhận", "Phụ lục")):
            yield f"{own} in {block[:60]!r}"


def later_papers(printed: Printed) -> Iterator[str]:
    """What a paper cites is not of a later day than its own (docs/sources.md, 5)."""
    own = next(filter(None, (_day_of(_OWN_DATE, block.text) for block in printed.opening)), None)
    if own is None:
        return
    for block in _told(printed):
        for cited in _CITED.finditer(block):
            day = dt.date(*(int(cited[name]) for name in ("year", "month", "day")))
            if day > own:
                yield f"cites {cited[0]!r} on {own:%d/%m/%Y}"


def later_days(printed: Printed) -> Iterator[str]:
    """What a paper says was done until a day is not of a later day than its own (docs/sources.md, 5)."""
    own = next(filter(None, (_day_of(_OWN_DATE, block.text) for block in printed.opening)), None)
    for block in _told(printed) if own is not None else ():
        for found in _OVER.finditer(block):
            day = dt.date(*(int(found[name]) for name in ("year", "month", "day")))
            if own is not None and day > own:
                yield f"{found[0]!r} on {own:%d/%m/%Y}"


def past_terms(printed: Printed) -> Iterator[str]:
    """A last day that a paper sets does not lie before its own (docs/sources.md, 5)."""
    own = next(filter(None, (_day_of(_OWN_DATE, block.text) for block in printed.opening)), None)
    for block in _told(printed) if own is not None else ():
        for found in _TERM.finditer(block):
            day = dt.date(*(int(found[name]) for name in ("year", "month", "day")))
            if own is not None and day < own:
                yield f"{found[0]!r} on {own:%d/%m/%Y}"


def said_twice(printed: Printed) -> Iterator[str]:
    """No sentence of the text stands in it twice (docs/sources.md, 5)."""
    for pages in printed.sections:
        blocks = [block.text for page in pages for block in printed.body(page)]
        said = Counter(
            (_BEGINNING.match(block)[1], sentence.strip(" -+.;"))  # type: ignore[index]
            for block in blocks
            for sentence in _SENTENCE.findall(f"{_BEGINNING.sub('', block, count=1)};")
            if len(sentence) >= _LEAST_SENTENCE
            and not _VOTES.search(sentence)
            and "…" not in sentence
            and not _is_typed(sentence, printed.typed)
        )
        yield from (f"{count} times {words[:70]!r}" for (_beginning, words), count in said.items() if count > 1)


def words_of_the_program(printed: Printed) -> Iterator[str]:
    """No codes, keys, options of commands or English, and nothing told to who drafts (docs/sources.md, 5)."""
    text = printed.paper.text
    found = _KEY.findall(text)
    for pattern in (_PLACE_TO_FILL, _VALUE, _ENGLISH, _OF_THE_PROGRAM, _TO_THE_DRAFTER):
        found += (match[0] for match in pattern.finditer(text))
    yield from map(repr, dict.fromkeys(found))


def empty_labels(printed: Printed) -> Iterator[str]:
    """No label with nothing behind it, no letter that could not be set (docs/sources.md, 5)."""
    for pattern in (EMPTY_LABEL, _UNKNOWN_LETTER):
        yield from (match[0] for match in pattern.finditer(printed.paper.text))


def marks(printed: Printed) -> Iterator[str]:
    """One mark at a time, none after a blank, quotes not within quotes, ``100%``, not 100,0% (docs/sources.md, 5)."""
    for block in printed.paper.blocks:
        found = _MARKS.search(block.text)
        if found and not _is_typed(block.text[: found.start() + 1][-len(printed.typed) :], printed.typed):
            yield f"{found[0]!r} in {block.text[max(0, found.start() - 25) : found.end() + 15]!r}"


def capitals(printed: Printed) -> Iterator[str]:
    """``Nhân dân``, ``Ban Giám khảo``, ``thứ Bảy``; thôn, bản small within a sentence (Nghị định 30, Phụ lục II)."""
    for block in _told(printed, cells=False):
        for found in _SMALL_IN_A_SENTENCE.finditer(block):
            yield f"{found[0].strip()!r} in {block[max(0, found.start() - 30) : found.end() + 15]!r}"
    for block in _told(printed):
        for found in _PEOPLE.finditer(block):
            if found[0] == "nhân dân":
                yield f"'nhân dân' in {block[max(0, found.start() - 30) : found.end() + 15]!r}"
        for found in (*_WEEKDAY.finditer(block), *_NUMBERED.finditer(block), *_BODY.finditer(block)):
            yield f"{found[0]!r} in {block[max(0, found.start() - 20) : found.end() + 15]!r}"


def kinds_of_units(printed: Printed) -> Iterator[str]:
    """Communities are called what the commune has, thôn, bản or tổ dân phố, not by all names (docs/sources.md, 5)."""
    for block in _told(printed):
        yield from (f"{found[0]!r} in {block[:60]!r}" for found in _ANY_COMMUNITY.finditer(block))


def whole_figures(printed: Printed) -> Iterator[str]:
    """No line of the text ends between a number and what it counts or names: 16 / ngày, Điều / 21 (docs/sources.md, 4).

    A long one may be parted where the line above would gape without it; “Ông (bà)” is one word.
    """
    for page in printed.paper.pages:
        for block in printed.body(page):
            for upper, lower in pairwise(block.lines):
                before, after = upper[-1].text.rstrip(), lower[0].text.lstrip()
                last, first = before.rpartition(" ")[2], after.partition(" ")[0]
                if not last or not first or not _is_one_figure(before.split()[-2:], first):
                    continue
                if not _is_typed_there(printed, last, first) and not _would_gape(upper, last, before):
                    yield f"page {page.number}: a line ends within {last} / {first}"


def _is_one_figure(before: Sequence[str], first: str) -> bool:
    """Tell whether a line's last word belongs to the next one's first, and not to the word before it: tháng 8 / năm."""
    words = " ".join((*before, first))
    return figures_bound(words, lambda _whole: True)[-len(first) - 1] == UNBROKEN_SPACE


def _is_typed_there(printed: Printed, *words: str) -> bool:
    return bool(printed.typed) and all(word in printed.typed for word in words)


def _would_gape(line: Sequence[Piece], last: str, words: str) -> bool:
    """Tell whether a filled line without its last word had spaces of more than three times their width."""
    space = line[-1].size / 4
    spaces = sum(piece.text.strip().count(" ") for piece in line) - 1
    moved = fonts.width_of(last, fonts.face(line[-1].is_bold, line[-1].is_italic), line[-1].size)
    stretched = (line[-1].right - line[0].left - sum(map(natural_width, line))) / max(spaces + 1, 1)
    most = _MOST_FOR_A_SYMBOL if last.lower() == "số" else _MOST_ADDED
    return spaces < 1 or (stretched * (spaces + 1) + moved + space) / spaces > most * space


def _told(printed: Printed, *, cells: bool = True) -> list[str]:
    """Give the texts of all blocks below the opening, of ``cells`` too, where a new line may begin anew."""
    return [block.text for block in printed.paper.blocks[len(printed.opening) :] if cells or block.is_prose]


def _is_typed(sentence: str, typed: str) -> bool:
    """Tell whether a sentence is of the text that fills every field of an office made for tests."""
    return bool(typed) and any(part.strip()[:20] in sentence for part in (typed[:20], typed[20:40], typed[40:]))


def _day_of(pattern: re.Pattern[str], text: str) -> dt.date | None:
    found = pattern.search(text)
    return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None


WORD_RULES: tuple[Rule, ...] = (
    *(
        self_citation,
        later_papers,
        later_days,
        past_terms,
        said_twice,
        words_of_the_program,
        empty_labels,
        marks,
        capitals,
    ),
    *(kinds_of_units, whole_figures),
)
