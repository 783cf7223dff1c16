"""Working tables for the reports to the inspectorate: receptions of citizens, handling of letters, settling of cases.

Their rows are the columns of the forms of Thông tư 02/2021/TT-TTCP (Biểu số 01/TCD, 01/XLD, 03/GQKN, 04/GQTC), which
were replaced since: the officer holds them against the form in force (docs/sources.md, section 3), and signs what was
counted; the seal is for the form itself. Periods close on the day of the inspectorate where the office set one, else
with the month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import COMPLAINT, DEADLINES, DENUNCIATION, DISPUTE, HANDLE, PROCEDURES, SETTLE
from danvan_desktop.domain.rules.receptions import GROUP
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    DocumentInfo,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.figures import ReportFigures, Span
from danvan_desktop.reports.figures.catalogue import figure_of
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date

RECEPTIONS, CASES = "reception-table", "case-table"
_MIDDLE = Align.CENTER
_BODIES = (("government", "Ủy ban nhân dân"), ("party", "Cấp ủy"), ("council", "Hội đồng nhân dân"))
_NATURES = ((COMPLAINT, "Khiếu nại"), (DENUNCIATION, "Tố cáo"), (DISPUTE, "Tranh chấp đất đai"))
_TERMS = {deadline.name: deadline for deadline in DEADLINES}


@dataclass(frozen=True)
class _Line:
    """A row: the number of the form's column, what it counts, and its values, one of each column of the table."""

    column: str
    words: str
    values: Sequence[int]
    is_head: bool = False


# Receptions


@dataclass(frozen=True)
class _Visit:
    """A visit with its session."""

    visit: Record
    session: Record

    @property
    def is_again(self) -> bool:
        """Whether who came had come before about the matter; petitions are not told apart and count as first."""
        return self.visit.text("first_time") == "again"

    @property
    def is_group(self) -> bool:
        """Whether five or more came about one matter."""
        return self.visit.number("people") >= GROUP


@dataclass(frozen=True)
class _Way:
    """A part of the form: how people were received, and which of its columns tell of it."""

    title: str
    keep: Callable[[Record], bool]
    first_column: int
    has_sessions: bool


def _of_the_head(session: Record) -> bool:
    return session.text("kind") != "regular"


_WAYS = (
    _Way("Tiếp thường xuyên", lambda one: not _of_the_head(one), 4, has_sessions=False),
    _Way("Thủ trưởng tiếp định kỳ, đột xuất", lambda one: _of_the_head(one) and one.get("by_head") is True, 12, True),
    _Way("Ủy quyền tiếp định kỳ, đột xuất", lambda one: _of_the_head(one) and one.get("by_head") is not True, 21, True),
)


def build_receptions(context: ReportContext) -> Document:
    """Build the table of receptions of the period asked for, by the body that received."""
    figures = _figures(context, RECEPTIONS)
    span = figures.span_for(figure_of("reception.visits"))
    sessions = figures.records("reception.sessions")
    by_uid = {one.uid: one for one in sessions}
    visits = [
        _Visit(visit, by_uid[visit.text("reception")])
        for visit in figures.records("reception.visits")
        if visit.text("reception") in by_uid
    ]
    lines = [*_all_visits(visits), *(line for way in _WAYS for line in _way(way, sessions, visits))]
    notes = (
        "“Vụ việc”: mỗi lượt tiếp là một vụ việc; lượt kiến nghị, phản ánh và lượt không rõ đến lần thứ mấy tính là"
        " tiếp lần đầu.",
        "“Đoàn đông người”: lượt từ 5 người trở lên về cùng một nội dung.",
        "Số cột theo Biểu số 01/TCD ban hành năm 2021.",
    )
    blocks = (_table(context, lines, [title for _body, title in _BODIES]), *_notes(notes))
    return _document(context, "Kết quả tiếp công dân", span, blocks)


def _by_body(records: Iterable[Record], count: Callable[[Sequence[Record]], int]) -> list[int]:
    listed = list(records)
    return [count([one for one in listed if one.text("body") == body]) for body, _title in _BODIES]


def _sums(visits: Iterable[_Visit], value: Callable[[_Visit], int]) -> list[int]:
    listed = list(visits)
    return [sum(value(one) for one in listed if one.session.text("body") == body) for body, _title in _BODIES]


def _one(_visit: _Visit) -> int:
    return 1


def _people(visit: _Visit) -> int:
    return visit.visit.number("people")


def _all_visits(visits: Sequence[_Visit]) -> Iterator[_Line]:
    yield _Line("", "Tổng số", (), is_head=True)
    yield _Line("1", "Số lượt tiếp", _sums(visits, _one))
    yield _Line("2", "Số người được tiếp", _sums(visits, _people))
    yield _Line("3", "Số vụ việc", _sums(visits, _one))


def _way(way: _Way, sessions: Sequence[Record], visits: Sequence[_Visit]) -> Iterator[_Line]:
    held = [one for one in sessions if way.keep(one)]
    came = [one for one in visits if way.keep(one.session)]
    groups = [one for one in came if one.is_group]
    told: list[tuple[str, list[int]]] = [("Số kỳ tiếp", _by_body(held, len))] if way.has_sessions else []
    told += [
        ("Số lượt tiếp", _sums(came, _one)),
        ("Số người được tiếp", _sums(came, _people)),
        ("Vụ việc tiếp lần đầu", _sums(came, lambda one: not one.is_again)),
        ("Vụ việc tiếp nhiều lần", _sums(came, lambda one: one.is_again)),
        ("Đoàn đông người: số đoàn", _sums(groups, _one)),
        ("Đoàn đông người: số người", _sums(groups, _people)),
        ("Đoàn đông người: tiếp lần đầu", _sums(groups, lambda one: not one.is_again)),
        ("Đoàn đông người: tiếp nhiều lần", _sums(groups, lambda one: one.is_again)),
    ]
    yield _Line("", way.title, (), is_head=True)
    for column, (words, values) in enumerate(told, way.first_column):
        yield _Line(str(column), words, values)


# Cases


def build_cases(context: ReportContext) -> Document:
    """Build the tables of letters and cases of the period asked for, by their nature."""
    figures = _figures(context, CASES)
    span = figures.span_for(figure_of("cases.received"))
    known = figures.reader.up_to("case", "received_on", span.last)
    letters = [one for one in known if one.text("nature") in PROCEDURES]
    titles = [title for _nature, title in _NATURES]
    notes = (
        "Không gồm đơn kiến nghị, phản ánh.",
        "Vụ việc giải quyết đúng hạn, quá hạn tính theo ngày thụ lý, số lần gia hạn và mức độ phức tạp của vụ việc.",
    )
    blocks = (
        Heading("I. Tiếp nhận, xử lý đơn"),
        _table(context, list(_letters(context, letters, span)), titles),
        Heading("II. Giải quyết vụ việc thuộc thẩm quyền"),
        _table(context, list(_settling(context, letters, span)), titles),
        *_notes(notes),
    )
    return _document(context, "Kết quả xử lý đơn, giải quyết khiếu nại, tố cáo", span, blocks)


Keep = Callable[[Record], bool]


def _by_nature(cases: Iterable[Record]) -> list[int]:
    listed = list(cases)
    return [sum(one.text("nature") == nature for one in listed) for nature, _title in _NATURES]


def _before(case: Record, name: str, day: dt.date) -> bool:
    value = case.date(name)
    return value is not None and value < day


def _letters(context: ReportContext, letters: Sequence[Record], span: Span) -> Iterator[_Line]:
    waiting = [
        one for one in letters if _before(one, "received_on", span.first) and not _before(one, "handled_on", span.first)
    ]
    received = [one for one in letters if span.contains(one.date("received_on"))]
    handled = [one for one in letters if span.contains(one.date("handled_on"))]
    yield from _signed_by("Kỳ trước chuyển sang", waiting)
    yield from _signed_by("Tiếp nhận trong kỳ", received)
    yield _Line("", "Kết quả xử lý trong kỳ", _by_nature(handled), is_head=True)
    for code, words in (
        ("accepted", "Thuộc thẩm quyền, đã thụ lý"),
        ("not_accepted", "Thuộc thẩm quyền, không thụ lý"),
        ("guided", "Không thuộc thẩm quyền: hướng dẫn"),
        ("transferred", "Không thuộc thẩm quyền: chuyển đơn"),
        ("returned", "Trả lại đơn"),
        ("filed", "Lưu đơn"),
    ):
        yield _Line("", words, _by_nature(one for one in handled if one.text("handling") == code))
    left = [one for one in (*waiting, *received) if not _before(one, "handled_on", span.last + dt.timedelta(days=1))]
    yield _Line("", "Chưa xử lý đến cuối kỳ", _by_nature(left), is_head=True)
    late = [one for one in left if _is_late(context, one, HANDLE, span.last)]
    yield _Line("", "Trong đó quá hạn xử lý", _by_nature(late))


def _signed_by(title: str, letters: Sequence[Record]) -> Iterator[_Line]:
    yield _Line("", title, _by_nature(letters), is_head=True)
    named = [one for one in letters if not one.get("anonymous")]
    yield _Line("", "Đơn có nhiều người đứng tên", _by_nature(one for one in named if one.number("people") > 1))
    yield _Line("", "Đơn một người đứng tên", _by_nature(one for one in named if one.number("people") <= 1))
    yield _Line("", "Đơn khác (không rõ tên, địa chỉ)", _by_nature(one for one in letters if one.get("anonymous")))


def _settling(context: ReportContext, letters: Sequence[Record], span: Span) -> Iterator[_Line]:
    accepted = [one for one in letters if _before(one, "accepted_on", span.last + dt.timedelta(days=1))]
    due = [one for one in accepted if _waited(one, span.first)]
    carried = [one for one in due if _before(one, "accepted_on", span.first)]
    settled = [one for one in due if span.contains(one.date("decided_on"))]
    yield _Line("", "Tổng số phải giải quyết", _by_nature(due), is_head=True)
    yield _Line("", "Kỳ trước chuyển sang", _by_nature(carried))
    yield _Line("", "Thụ lý trong kỳ", _by_nature(one for one in due if one not in carried))
    yield _Line("", "Đã giải quyết", _by_nature(settled), is_head=True)
    for code, words in (
        ("right", "Đúng"),
        ("partly", "Đúng một phần"),
        ("wrong", "Sai"),
        ("agreed", "Hòa giải thành"),
        ("withdrawn", "Rút đơn"),
        ("stopped", "Đình chỉ"),
    ):
        yield _Line("", words, _by_nature(one for one in settled if one.text("result") == code))
    late = [one for one in settled if _TERMS[SETTLE].done_late(one, context.store.terms)]
    yield _Line("", "Giải quyết đúng hạn", _by_nature(one for one in settled if one not in late))
    yield _Line("", "Giải quyết quá hạn", _by_nature(late))
    left = [one for one in due if not _before(one, "decided_on", span.last + dt.timedelta(days=1))]
    yield _Line("", "Đang giải quyết đến cuối kỳ", _by_nature(left), is_head=True)
    overdue = [one for one in left if _is_late(context, one, SETTLE, span.last)]
    yield _Line("", "Trong đó đã quá hạn", _by_nature(overdue))


def _waited(case: Record, first: dt.date) -> bool:
    decided = case.date("decided_on")
    return case.text("state") != "closed" if decided is None else decided >= first


def _is_late(context: ReportContext, case: Record, deadline: str, day: dt.date) -> bool:
    """Tell whether a step that was not done by ``day`` was late then."""
    term = _TERMS[deadline].term(case, context.store.terms)
    return term is not None and term.days_late(day) > 0


# What both share


def _figures(context: ReportContext, form: str) -> ReportFigures:
    return ReportFigures(context.store, context.store.unit.uid, form, context.chosen_period(), context.today)


def _table(context: ReportContext, lines: Sequence[_Line], titles: Sequence[str]) -> Table:
    has_columns = any(line.column for line in lines)
    columns = (
        *((Column("Cột", 14, _MIDDLE),) if has_columns else ()),
        Column("Chỉ tiêu", 76 if has_columns else 82),
        *(Column(title, 22, _MIDDLE) for title in (*titles, "Cộng")),
    )
    return Table(columns, tuple(_row(context, line, has_columns=has_columns, width=len(titles) + 1) for line in lines))


def _row(context: ReportContext, line: _Line, *, has_columns: bool, width: int) -> Row:
    column = [line.column] if has_columns else []
    if not line.values:
        return (Cell((Run(line.words, bold=True),), len(column) + 1 + width),)
    numbers = [context.translator.number(value) for value in (*line.values, sum(line.values))]
    if not line.is_head:
        return (*column, line.words if has_columns else f"- {line.words}", *numbers)
    return (*column, *((Run(text, bold=True),) for text in (line.words, *numbers)))


def _notes(notes: Iterable[str]) -> Iterator[Block]:
    yield Paragraph((Run("Ghi chú:", bold=True),))
    yield BulletList(tuple(notes))


def _document(context: ReportContext, title: str, span: Span, blocks: Sequence[Block]) -> Document:
    unit, day = context.store.unit, context.translator.date
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    days = f"Số liệu từ ngày {day(span.first)} đến ngày {day(span.last)}"
    label = context.say(context.chosen_period().label())
    return Document(
        info=DocumentInfo(f"{title} {label}", header.issuer, context.today, days),
        header=header,
        kind="Bảng làm việc",
        subject=f"{title} {label}",
        blocks=(Paragraph((Run(f"({days})", italic=True),), _MIDDLE, indent=False), *blocks),
        signatures=(Signature(("Người lập",), SIGN_NOTE),),
    )


FORMS = (
    ReportForm(
        code=RECEPTIONS,
        title=_("Bảng làm việc: kết quả tiếp công dân"),
        description=_("Theo cột của Biểu 01/TCD năm 2021, đối chiếu mẫu hiện hành; kỳ theo thanh tra nếu đơn vị đặt"),
        purpose=Purpose.REPORT,
        kind="reception",
        needs=Needs.PERIOD,
        file_stem="Bang-tiep-cong-dan",
        build_of=build_receptions,
    ),
    ReportForm(
        code=CASES,
        title=_("Bảng làm việc: xử lý đơn, giải quyết"),
        description=_("Đơn nhận, xử lý, vụ việc giải quyết trong kỳ, để đối chiếu biểu của thanh tra"),
        purpose=Purpose.REPORT,
        kind="case",
        needs=Needs.PERIOD,
        file_stem="Bang-xu-ly-don",
        build_of=build_cases,
    ),
)
