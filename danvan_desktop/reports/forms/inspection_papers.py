"""Papers of an inspection: its plan, the minutes at the place, the notice of what was concluded.

No rule read prescribes a form for them at a commune (docs/sources.md); the Party's have the Party's page format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold, listed_lines
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    Document,
    DocumentInfo,
    FillLines,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Signature,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.citing import may_cite, paper_of_number, with_noted_number
from danvan_desktop.reports.forms.official import (
    filed,
    official_header,
    official_signature,
    paper_day,
    undated_minutes,
    undated_once_begun,
)
from danvan_desktop.reports.forms.organisers import dated, named
from danvan_desktop.reports.forms.parts import SIGN_NOTE, ahead_words, commune_of, labelled, unit_of
from danvan_desktop.reports.issuing import Issuer
from danvan_desktop.reports.wording import bare_name, capitalised, date_words, person, sentence, topic

KIND, PART = "inspection", "recommendation"
PLAN, MINUTES, CONCLUSION = "inspection-plan", "inspection-minutes", "inspection-conclusion"
_OF_PARTY = frozenset({"party", "watch"})
_WORDS: Mapping[str, str] = {"watch": "Giám sát", "self": "Tự kiểm tra"}


def of_inspection(record: Record | None) -> tuple[Issuer, ...]:
    """Papers of the Party's inspections are the Party's; who inspects itself may be either."""
    kind = record.text("type") if record is not None else ""
    if kind in _OF_PARTY:
        return (Issuer.PARTY,)
    return (Issuer.GOVERNMENT, Issuer.PARTY) if kind == "self" else (Issuer.GOVERNMENT,)


def subject_of(inspection: Record) -> str:
    """Say what is done on what, once: subjects are often written with the word that the type says."""
    word, said = _WORDS.get(inspection.text("type"), "Kiểm tra"), inspection.text("subject").strip()
    return said if fold(said).startswith(fold(word)) else f"{word} {topic(said)}"


def build_plan(context: ReportContext) -> Document:
    """Build the plan of an inspection."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = with_noted_number(official_header(context, unit, PLAN, "plan"), record.text("decision_number"))
    header = undated_once_begun(context, header, unit, PLAN, record.date("started_on"))
    subject, word = subject_of(record), _word(record)
    return Document(
        info=DocumentInfo(f"Kế hoạch: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=f"{subject} đối với {named(record.text('target'))}",
        blocks=(
            Paragraph(f"{header.issuer} xây dựng kế hoạch {word} như sau:"),
            Heading("I. Mục đích, yêu cầu"),
            Paragraph(
                "1. Mục đích: đánh giá đúng kết quả, chỉ rõ hạn chế, nguyên nhân; kịp thời chấn chỉnh, nhân rộng cách"
                " làm tốt trong công tác dân vận."
            ),
            Paragraph(f"2. Yêu cầu: khách quan, đúng nội dung, đúng thời gian; nơi được {word} báo cáo trung thực."),
            Heading("II. Nội dung, đối tượng, thời gian"),
            Paragraph(f"1. Nội dung: {sentence(topic(record.text('subject')))}"),
            Paragraph(f"2. Nơi được {word}: {sentence(named(record.text('target')))}"),
            Paragraph(f"3. Thời gian: {_days(record)}."),
            Heading(f"III. Thành phần đoàn {word}"),
            *_team(context, record),
            Heading("IV. Tổ chức thực hiện"),
            Paragraph(f"1. {record.text('target')} chuẩn bị báo cáo bằng văn bản, hồ sơ, tài liệu theo nội dung trên."),
            Paragraph(f"2. Đoàn {word} làm việc theo kế hoạch, báo cáo kết quả để {header.issuer} kết luận./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=_recipients(context, record),
    )


def _word(record: Record) -> str:
    return "giám sát" if record.text("type") == "watch" else "kiểm tra"


def _days(record: Record) -> str:
    first, last = record.date("started_on"), record.date("ended_on")
    return f"từ {date_words(first)} đến {date_words(last)}" if last is not None and last != first else date_words(first)


def _members(record: Record) -> list[str]:
    return listed_lines(record.text("team"))


def _team(context: ReportContext, record: Record) -> Iterator[Block]:
    """Name the team, its head first, with room where nobody wrote it down."""
    members = _members(record)
    for place, member in enumerate(members):
        is_head = place == 0 and "trưởng đoàn" not in member.lower()
        end = "." if place == len(members) - 1 else ";"
        yield Paragraph(f"- {capitalised(context.called(member))}{', Trưởng đoàn' if is_head else ''}{end}")
    if not members:
        yield FillLines("Trưởng đoàn:", 1)
        yield FillLines("Thành viên:", 2)


def _recipients(context: ReportContext, record: Record) -> Recipients:
    return Recipients((record.text("target").rstrip("."), "Thành viên đoàn", filed(context)))


def build_minutes(context: ReportContext) -> Document:
    """Build the minutes that are made and signed at the place."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = undated_minutes(official_header(context, unit, MINUTES, "minutes"))
    subject, word = subject_of(record), _word(record)
    head = person(_members(record)[0]) if _members(record) else None
    return Document(
        info=DocumentInfo(f"Biên bản: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Biên bản",
        subject=f"{subject} tại {named(record.text('target'))}",
        blocks=(
            Paragraph(f"Thời gian: {_days(record)}. Nơi được {word}: {sentence(named(record.text('target')))}"),
            Heading("I. Thành phần"),
            Paragraph(f"1. Đoàn {word}:"),
            *_team(context, record),
            FillLines(f"2. Đại diện nơi được {word}:", 2),
            Heading("II. Nội dung, kết quả"),
            Paragraph(f"Nội dung: {sentence(topic(record.text('subject')))}"),
            *labelled("1. Ưu điểm", record.text("strengths"), 4),
            *labelled("2. Hạn chế, khuyết điểm", record.text("limits"), 4),
            Heading(f"III. Ý kiến của nơi được {word}"),
            FillLines("", 3),
            Heading(f"IV. Ý kiến của đoàn {word}"),
            *(_asked_for(context, record) or (FillLines("", 3),)),
            Paragraph("Biên bản được lập thành 02 bản, đọc cho những người có mặt cùng nghe, thống nhất và ký tên./."),
        ),
        signatures=(
            Signature((f"Đại diện nơi được {word}",), SIGN_NOTE),
            Signature(("Trưởng đoàn",), SIGN_NOTE, name=bare_name(head.name) if head is not None else ""),
        ),
        recipients=Recipients((record.text("target").rstrip("."), filed(context, "hồ sơ"))),
    )


def _asked_for(context: ReportContext, record: Record) -> tuple[Block, ...]:
    """Tell what is asked for, by whom, by when."""
    blocks: list[Block] = []
    given = list(context.children(record, PART))
    day = record.date("concluded_on") or paper_day(context, CONCLUSION)
    for place, addressee in enumerate(dict.fromkeys(one.text("addressee") for one in given), 1):
        blocks.append(Paragraph(f"{place}. Đối với {named(addressee)}:"))
        for one in (one for one in given if one.text("addressee") == addressee):
            due = one.date("due_on")
            until = f", báo cáo kết quả chậm nhất {ahead_words(context, due, day)}" if due is not None else ""
            blocks.append(Paragraph(f"- {sentence(one.text('content').rstrip('.;') + until)}"))
    return tuple(blocks)


def build_conclusion(context: ReportContext) -> Document:
    """Build the notice of what was concluded."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = official_header(context, unit, CONCLUSION, "notice")
    header = with_noted_number(header, record.text("conclusion_number"), bare_too=True)
    header = dated(context, unit, header, CONCLUSION, record.date("concluded_on"))
    subject, word = subject_of(record), _word(record)
    asked = _asked_for(context, record)
    told = f"Kết luận {topic(subject)} đối với {named(record.text('target'))}"
    return Document(
        info=DocumentInfo(f"Thông báo: {told}", header.issuer, context.today, subject),
        header=header,
        kind="Thông báo",
        subject=told,
        blocks=(
            Paragraph(_basis(context, record, header)),
            Heading(f"I. Kết quả {word}"),
            *labelled("1. Ưu điểm", record.text("strengths")),
            *labelled("2. Hạn chế, khuyết điểm", record.text("limits")),
            *((Heading("II. Kiến nghị, yêu cầu"), *asked) if asked else ()),
            Paragraph(
                f"{header.issuer} thông báo để {named(record.text('target'))} và các đơn vị liên quan thực hiện./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=_recipients(context, record),
    )


def _basis(context: ReportContext, record: Record, header: Header) -> str:
    number = record.text("decision_number")
    by = f" theo {paper_of_number(number)}" if may_cite(header, context.today, number, None) else ""
    when = _days(record)
    held = capitalised(when)
    return f"{held}, đoàn {_word(record)} của {header.issuer} đã {topic(subject_of(record))}{by}. Kết luận như sau:"


def _nothing_found(context: ReportContext) -> Message | None:
    record = context.record(KIND)
    if record.text("state") == PLANNED:
        return _(
            "Cuộc kiểm tra mới dự kiến nên chưa có kết luận để in. Hãy ghi kết quả sau khi kiểm tra; trước đó, in kế"
            " hoạch."
        )
    told = record.text("strengths") or record.text("limits") or any(True for _one in context.children(record, PART))
    return (
        None if told else _("Chưa ghi “Ưu điểm”, “Hạn chế” hoặc kiến nghị, yêu cầu. Hãy ghi rồi in thông báo kết luận.")
    )


FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch kiểm tra, giám sát"),
        description=_("Mục đích, nội dung, nơi được kiểm tra, thời gian, thành phần đoàn"),
        purpose=Purpose.OVERSIGHT,
        kind=KIND,
        file_stem="KH-kiem-tra",
        build_of=build_plan,
        issued_by=of_inspection,
        document_type="plan",
    ),
    ReportForm(
        code=MINUTES,
        wanted_in=frozenset({"done"}),
        title=_("Biên bản kiểm tra, giám sát"),
        description=_("Lập tại nơi được kiểm tra: thành phần, kết quả, ý kiến hai bên"),
        purpose=Purpose.OVERSIGHT,
        kind=KIND,
        file_stem="BB-kiem-tra",
        build_of=build_minutes,
        issued_by=of_inspection,
        document_type="minutes",
    ),
    ReportForm(
        code=CONCLUSION,
        wanted_in=frozenset({"concluded", "followed"}),
        title=_("Thông báo kết luận kiểm tra, giám sát"),
        description=_("Ưu điểm, hạn chế, kiến nghị, yêu cầu từng nơi với hạn báo cáo"),
        purpose=Purpose.OVERSIGHT,
        kind=KIND,
        file_stem="TB-ket-luan-kiem-tra",
        build_of=build_conclusion,
        issued_by=of_inspection,
        nothing_to_say=_nothing_found,
        document_type="notice",
    ),
)
