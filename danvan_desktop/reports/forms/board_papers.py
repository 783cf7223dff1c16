"""The list of a people's board: who is in it, for which term, recognised by whom.

No rule read prescribes a form for it (docs/sources.md).
"""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Align, Column, Document, DocumentInfo, Paragraph, Row, Signature, Table
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.citing import paper_of_number
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.organisers import front_signature, of_front
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import capitalised, date_words, place_and_date

KIND, PART = "supervision_board", "board_member"
_MIDDLE = Align.CENTER
_ORDER = {"head": 0, "deputy": 1}


def build(context: ReportContext) -> Document:
    """Build the list of the members of a board."""
    board = context.record(KIND)
    unit = commune_of(context, unit_of(context, board))
    header = of_front(unit_header(context, unit, place_and_date(place_of(context, unit), context.today)), unit)
    columns = (
        Column("TT", 12, _MIDDLE),
        Column("Họ và tên", 56),
        Column("Chức vụ trong Ban", 38),
        Column(capitalised(communities_of(context.store, unit)), 38),
        Column("Ngày bầu, cử", 28, _MIDDLE),
    )
    return Document(
        info=DocumentInfo(f"Danh sách {board.text('name')}", header.issuer, context.today, board.text("name")),
        header=header,
        kind="Danh sách thành viên",
        subject=board.text("name"),
        blocks=(
            Paragraph(_term(context, board)),
            Table(columns, tuple(_rows(context, board)), numbered=True),
        ),
        signatures=(
            Signature(("Người lập danh sách",), SIGN_NOTE),
            front_signature(),
        ),
    )


def _term(context: ReportContext, board: Record) -> str:
    until = board.date("term_to")
    term = f"Nhiệm kỳ từ {date_words(board.date('term_from'))}"
    term += f" đến {date_words(until)}" if until is not None else ""
    number, day = board.text("recognition_number"), board.date("recognised_on")
    recognised = f"; công nhận tại {paper_of_number(number)}" if number else ""
    recognised += f" {date_words(day)}" if number and day is not None else ""
    members = context.count(board.number("members_count"))
    return f"{term}{recognised}. Số thành viên: {members}."


def _rows(context: ReportContext, board: Record) -> list[Row]:
    members = sorted(context.children(board, PART), key=lambda one: _ORDER.get(one.text("post"), 2))
    return [
        (
            str(place),
            one.text("full_name"),
            context.choice(one, "post"),
            context.store.title(one.text("village")) if one.text("village") else "",
            context.translator.date(day) if (day := one.date("elected_on")) is not None else "",
        )
        for place, one in enumerate(members, 1)
    ]


_nobody = unless(
    lambda context: any(True for _one in context.children(context.record(KIND), PART)),
    _("Chưa ghi thành viên nào. Hãy ghi ở phần “Thành viên” rồi in danh sách."),
)


FORMS = (
    ReportForm(
        code="board-members",
        title=_("Danh sách thành viên Ban"),
        description=_("Thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, nhiệm kỳ, công nhận"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="DS-ban",
        build_of=build,
        nothing_to_say=_nobody,
    ),
)
