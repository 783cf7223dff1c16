"""Giấy mời họp: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 01."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Document,
    DocumentInfo,
    FillLines,
    Paragraph,
    Run,
    Signature,
)
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import full_name, meeting_called, when_called
from danvan_desktop.reports.forms.parts import SIGN_NOTE, guests_named, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import bare_name, person, place_and_date, sentence

_ALL_HOUSEHOLDS = "Đại diện các hộ gia đình; Ban công tác Mặt trận"


def build(context: ReportContext) -> Document:
    """Build the invitation to the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    chair = person(meeting.text("chair"))
    gathering = meeting_called(meeting, unit)
    subject = gathering.title
    header = unit_header(context, unit, place_and_date(place_of(context, unit), meeting.date("notified_on")))
    return Document(
        info=DocumentInfo(f"Giấy mời họp – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Giấy mời",
        blocks=(
            FillLines("Trân trọng kính mời ông (bà):"),
            Paragraph(sentence(subject if subject.startswith("Về việc") else f"Dự {gathering.phrase}")),
            *_when_and_where(meeting),
            *_people(context, meeting),
            *_agenda(context, meeting),
            *_contact(context, meeting, unit),
        ),
        signatures=(Signature((chair.position or "Người chủ trì",), SIGN_NOTE, bare_name(chair.name)),),
    )


def _when_and_where(meeting: Record) -> Iterator[Block]:
    yield Paragraph((Run("1. Thời gian, địa điểm", bold=True),))
    yield Paragraph(f"a) Thời gian: {when_called(meeting)}.")
    yield Paragraph(sentence(f"b) Địa điểm: {meeting.text('place')}"))


def _people(context: ReportContext, meeting: Record) -> Iterator[Block]:
    chair = person(meeting.text("chair"))
    name = ", ".join(part for part in (chair.name, chair.position) if part)
    guests = guests_named(context, meeting)
    yield Paragraph((Run("2. Thành phần", bold=True),))
    yield Paragraph(sentence(f"a) Chủ trì: {context.called(name)}"))
    yield Paragraph(sentence(f"b) Đại biểu tham dự: {_ALL_HOUSEHOLDS}{f'; {guests}' if guests else ''}"))


def _agenda(context: ReportContext, meeting: Record) -> Iterator[Block]:
    items = list(context.children(meeting, "agenda_item"))
    yield Paragraph((Run("3. Nội dung", bold=True),))
    if items:
        yield BulletList(tuple(sentence(item.text("title")) for item in items))
    else:
        yield Paragraph(sentence(meeting.text("subject")))


def _contact(context: ReportContext, meeting: Record, unit: Record) -> Iterator[Block]:
    secretary = bare_name(person(meeting.text("secretary")).name)
    yield _item(
        "4. Đầu mối liên hệ thông tin về cuộc họp: ",
        f"{context.called(secretary)}, thư ký cuộc họp" if secretary else "",
    )
    documents = [item.text("document") for item in context.children(meeting, "agenda_item") if item.text("document")]
    yield _item("5. Các tài liệu phục vụ cuộc họp: ", "; ".join(documents) or "không có")
    yield Paragraph(f"{full_name(unit)} đề nghị ông (bà) bố trí thời gian tham gia đầy đủ, đúng thành phần./.")


def _item(label: str, text: str) -> Block:
    if not text:
        return FillLines(label.strip(), bold=True)
    return Paragraph((Run(label, bold=True), Run(sentence(text))))


FORMS = (
    ReportForm(
        code="meeting-invitation",
        title=_("Giấy mời họp thôn, tổ dân phố"),
        description=_("Giấy mời dự cuộc họp của cộng đồng dân cư (Mẫu số 01, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="GM-hop-dan",
        build_of=build,
        form_number="01",
        issued_by=COMMUNITY,
        answers=frozenset({"meeting.notice", "meeting.annual_notice", "election.notice"}),
    ),
)
