"""Biên bản cuộc họp dự kiến danh sách người ứng cử: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 05.

Of the form only its title was read; what it says follows Điều 6 (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.domain.text import listed_lines
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import community_head, named_within
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import DOTS, bare_name, date_words, person, place_and_date, time_words

_ELECTION = "election"
_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Họ tên, năm sinh, nơi ở hoặc chức vụ", 85),
    Column("Đồng ý", 25, Align.CENTER),
    Column("Không đồng ý", 25, Align.CENTER),
    Column("Ghi chú", 20),
)


def build(context: ReportContext) -> Document:
    """Build the minutes of the meeting that proposed the candidates of the election asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    day, head = meeting.date("candidates_on"), community_head(unit)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), day))
    return Document(
        info=DocumentInfo(f"Danh sách ứng cử – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind="Biên bản",
        subject=f"Cuộc họp dự kiến danh sách người ứng cử {head} (nhiệm kỳ …………)",
        blocks=(
            Paragraph(
                f"Hôm nay, vào hồi {time_words(None)}, {date_words(day)}, tại {DOTS * 3}, {named_within(unit)} họp dự"
                f" kiến danh sách người ứng cử {head}."
            ),
            *_those_present(meeting),
            *_proposed(context, meeting, head),
            Paragraph(
                "Cuộc họp kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản này được lập thành …… bản có giá trị như"
                " nhau, đã đọc cho những người dự họp cùng nghe./."
            ),
        ),
        signatures=(
            Signature(("Thư ký",), SIGN_NOTE),
            Signature(
                ("Trưởng Ban công tác Mặt trận",), SIGN_NOTE, bare_name(person(meeting.text("front_signer")).name)
            ),
        ),
    )


def candidates_of(meeting: Record) -> list[str]:
    """Return the candidates that are proposed for an election, a line for each."""
    return listed_lines(meeting.text("candidates"))


def _those_present(meeting: Record) -> Iterator[Block]:
    chair = bare_name(person(meeting.text("front_signer")).name)
    yield Heading("I. Thành phần tham dự")
    yield (
        Paragraph(f"1. Chủ trì: {chair}, Trưởng Ban công tác Mặt trận.")
        if chair
        else Paragraph(f"1. Chủ trì: Ông (bà) {DOTS}{DOTS}, Trưởng Ban công tác Mặt trận.")
    )
    yield FillLines("2. Thư ký: Ông (bà):")
    yield FillLines("3. Thành phần tham dự:", lines=2)


def _proposed(context: ReportContext, meeting: Record, head: str) -> Iterator[Block]:
    names = candidates_of(meeting)
    yield Heading(f"II. Danh sách người được giới thiệu ứng cử {head}")
    yield Table(_COLUMNS, tuple((str(place), name, "", "", "") for place, name in enumerate(names, 1)))
    yield Heading("III. Kết luận")
    count = context.count(len(names))
    yield Paragraph(f"Cuộc họp thống nhất danh sách dự kiến gồm {count} người ứng cử {head} như trên.")


def _no_candidates(context: ReportContext) -> Message | None:
    meeting = context.record("meeting")
    if meeting.text("purpose") != _ELECTION:
        return _("Chỉ cuộc họp bầu Trưởng thôn, Tổ trưởng mới có danh sách ứng cử. Hãy chọn đúng “Loại cuộc họp”.")
    if not candidates_of(meeting):
        return _("Chưa ghi “Người ứng cử dự kiến” của cuộc họp bầu. Hãy ghi mỗi người một dòng rồi in.")
    return None


FORMS = (
    ReportForm(
        code="candidates-minutes",
        title=_("Biên bản dự kiến danh sách ứng cử"),
        description=_("Cuộc họp dự kiến người ứng cử Trưởng thôn (Mẫu số 05, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="BB-du-kien-ung-cu",
        build_of=build,
        form_number="05",
        issued_by=COMMUNITY,
        nothing_to_say=_no_candidates,
        only_of=HasChoice("purpose", frozenset({_ELECTION})),
        answers=frozenset({"election.candidates"}),
    ),
)
