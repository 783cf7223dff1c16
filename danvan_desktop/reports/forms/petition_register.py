"""Sổ theo dõi kiến nghị, phản ánh: every petition of a period from its receipt to the day the people were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import DEADLINES, REPLY
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Cell,
    Column,
    ColumnGroup,
    Document,
    DocumentInfo,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.figures.figure import Span
from danvan_desktop.reports.figures.reader import FigureReader
from danvan_desktop.reports.forms.parts import SEAL_NOTE, SIGN_NOTE, committee, head_lines, place_of, unit_header
from danvan_desktop.reports.proof import seal_of_period
from danvan_desktop.reports.wording import NOTHING, place_and_date

_COLUMNS = (
    Column("Số, ngày tiếp nhận", 21, Align.CENTER),
    Column("Người kiến nghị, địa chỉ", 28),
    Column("Nội dung kiến nghị, phản ánh", 75),
    Column("Thẩm quyền, nơi được giao, hạn trả lời", 31),
    Column("Trả lời", 56),
    Column("Thông báo cho dân", 21, Align.CENTER),
    Column("Quá hạn (ngày)", 15, Align.CENTER),
)
"""Widths in millimetres of a page across: dates stay on one line, what was asked and answered has the most room."""

_GROUPS = (ColumnGroup("Kết quả giải quyết", 4, 3),)
REGISTER = "petition-register"
_REPLY = next(deadline for deadline in DEADLINES if deadline.name == REPLY)
_TOLD = ("received", "replied", "told", "overdue", "untold")
_TITLE = "Sổ theo dõi kiến nghị, phản ánh của Nhân dân"


def build(context: ReportContext) -> Document:
    """Build the register of the petitions received in the period asked for."""
    period = context.chosen_period()
    unit = context.store.unit
    reader = FigureReader(context.store, unit.uid)
    received = reader.dated("petition", "received_on", Span(period.first, period.last))
    petitions = sorted(received, key=lambda one: (one.text("received_on"), dictionary_key(one.text("number"))))
    proof = seal_of_period(context.store, REGISTER, period, context.today)
    subject = (
        f"{context.say(period.title)} (từ ngày {_day(context, period.first)} đến ngày {_day(context, period.last)})"
    )
    return Document(
        info=DocumentInfo(
            f"{_TITLE} – {context.say(period.title)}", committee(unit), context.today, unit.text("name"), proof.details
        ),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind=_TITLE,
        subject=subject,
        blocks=(Paragraph(_summary(context, period, unit, petitions)), _table(context, petitions)),
        signatures=(
            Signature(("Người lập sổ",), SIGN_NOTE),
            Signature(head_lines(unit), SEAL_NOTE),
        ),
        landscape=True,
        proof=proof,
    )


def _summary(context: ReportContext, period: Period, unit: Record, petitions: Sequence[Record]) -> str:
    """Tell the figures of the period as its reports count them: by what happened in it, whenever it was received."""
    figures = ReportFigures(context.store, unit.uid, REGISTER, period, context.today)
    counts = {code: figures.value(f"petitions.{code}").shown for code in _TOLD}
    if not petitions and not any(counts.values()):
        return f"Trong kỳ: {NOTHING.lower()} đơn, kiến nghị, phản ánh."
    told = {code: context.translator.number(count) for code, count in counts.items()}
    return (
        f"Trong kỳ tiếp nhận {told['received']} đơn, kiến nghị, phản ánh. Trong kỳ đã trả lời {told['replied']}, đã"
        f" thông báo kết quả cho dân {told['told']}; đến ngày {_day(context, figures.span.last)} quá hạn chưa trả lời"
        f" {told['overdue']}, chậm thông báo cho dân {told['untold']} (cả việc của kỳ trước chuyển sang). Sổ ghi từng"
        f" việc tiếp nhận trong kỳ; cột “Quá hạn” tính đến ngày {_day(context, context.today)}."
    )


def _table(context: ReportContext, petitions: Sequence[Record]) -> Table:
    rows = [_row(context, petition) for petition in petitions]
    nothing = (Cell((Run(NOTHING, italic=True),), span=len(_COLUMNS), align=Align.CENTER),)
    return Table(_COLUMNS, tuple(rows) or (nothing,), _GROUPS, numbered=True, dense=True)


def _row(context: ReportContext, petition: Record) -> Row:
    return (
        _lines(petition.text("number"), _day(context, petition.date("received_on"))),
        _citizen(context, petition),
        _content(context, petition),
        _assigned(context, petition),
        _reply(context, petition),
        _lines(_day(context, petition.date("people_told_on")), context.choice(petition, "told_how")),
        _days_over(context, petition),
    )


def _citizen(context: ReportContext, petition: Record) -> str:
    size = petition.number("group_size")
    group = f"(cùng {context.translator.number(size - 1)} người khác)" if size > 1 else ""
    return _lines(petition.text("citizen_name"), petition.text("citizen_address"), group)


def _content(context: ReportContext, petition: Record) -> tuple[Run, ...]:
    nature = ", ".join(part for part in (context.choice(petition, "nature"), context.choice(petition, "field")) if part)
    request = petition.text("request")
    return (
        Run(f"{petition.text('content')} "),
        Run(f"({nature})", italic=True),
        Run(f"\nYêu cầu: {request}" if request else ""),
    )


def _assigned(context: ReportContext, petition: Record) -> str:
    term = _REPLY.term(petition, context.store.terms)
    due = f"Hạn: {context.say(term.words)}" if term else ""
    return _lines(context.choice(petition, "competence"), petition.text("assigned_to"), due)


def _reply(context: ReportContext, petition: Record) -> str:
    number = petition.text("reply_number")
    result = context.choice(petition, "result")
    head = (_day(context, petition.date("replied_on")), f"số {number}" if number else "")
    return _lines(
        ", ".join(part for part in head if part),
        ": ".join(part for part in (result, petition.text("reply")) if part),
    )


def _days_over(context: ReportContext, petition: Record) -> str:
    """Days past the term today, or by which the reply came late."""
    late = context.store.late_term(petition, context.today)
    if late is not None:
        return context.translator.number(late.days_late(context.today))
    days = _REPLY.done_late(petition, context.store.terms)
    return f"Chậm {context.translator.number(days)}" if days else ""


def _day(context: ReportContext, day: dt.date | None) -> str:
    return context.translator.date(day) if day else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
