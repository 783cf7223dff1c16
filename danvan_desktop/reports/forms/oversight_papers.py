"""Papers of an oversight: its plan, and the report of its result with what is recommended.

Nghị quyết liên tịch 403/2017, Điều 7, 9; no rule read prescribes a form for them (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.oversight import BY_LAW, CONTRIBUTION, CRITICISM, SUPERVISION
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Document, DocumentInfo, Heading, Paragraph, Recipients
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.citing import citation_of, with_noted_number
from danvan_desktop.reports.forms.official import paper_day, undated_once_begun
from danvan_desktop.reports.forms.organisers import (
    above_of,
    dated,
    filed_by,
    header_of,
    issuer_words,
    named,
    noted_day,
    of_lead,
    signature_of,
)
from danvan_desktop.reports.forms.parts import ahead_words, commune_of, labelled, last_day, unit_of
from danvan_desktop.reports.wording import capitalised, date_words, sentence, topic

KIND, PART = "oversight", "recommendation"
PLAN, REPORT = "oversight-plan", "oversight-report"
_TYPES: Mapping[str, str] = {
    SUPERVISION: "Giám sát",
    CRITICISM: "Phản biện xã hội",
    CONTRIBUTION: "Góp ý",
}
_WATCHED: Mapping[str, str] = {
    SUPERVISION: "Đối tượng giám sát",
    CRITICISM: "Dự thảo được phản biện",
    CONTRIBUTION: "Nơi được góp ý",
}
_AIMS: Mapping[str, tuple[str, str]] = {
    SUPERVISION: (
        "đánh giá đúng việc thực hiện chủ trương, chính sách, pháp luật; kịp thời phát hiện, kiến nghị khắc phục hạn"
        " chế; bảo vệ quyền, lợi ích hợp pháp, chính đáng của Nhân dân",
        "khách quan, công khai, dân chủ, đúng kế hoạch; không gây trở ngại cho hoạt động của nơi được giám sát",
    ),
    CRITICISM: (
        "góp phần để dự thảo đúng đắn, phù hợp với thực tiễn và nguyện vọng của Nhân dân",
        "dân chủ, khách quan, có căn cứ; tôn trọng các ý kiến khác nhau",
    ),
    CONTRIBUTION: (
        "tập hợp ý kiến, nguyện vọng của Nhân dân để xây dựng Đảng, chính quyền trong sạch, vững mạnh",
        "thẳng thắn, xây dựng, có căn cứ; được tiếp thu, giải trình",
    ),
}


def subject_of(oversight: Record) -> str:
    """Say what is done about what, once: subjects are often written with the word that the type says."""
    word, said = _TYPES.get(oversight.text("type"), "Giám sát"), oversight.text("subject").strip()
    return said if fold(said).startswith(fold(word)) else f"{word} {topic(said)}"


def build_plan(context: ReportContext) -> Document:
    """Build the plan of an oversight."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = header_of(context, record, unit, PLAN, "plan")
    header = undated_once_begun(context, header, unit, PLAN, record.date("visit_on"))
    subject, kind = subject_of(record), record.text("type")
    aims, demands = _AIMS.get(kind, _AIMS[SUPERVISION])
    return Document(
        info=DocumentInfo(f"Kế hoạch: {subject}", issuer_words(context, record, unit), context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=subject,
        blocks=(
            Paragraph(_basis(context, record, unit)),
            Heading("I. Mục đích, yêu cầu"),
            Paragraph(f"1. Mục đích: {aims}."),
            Paragraph(f"2. Yêu cầu: {demands}."),
            Heading("II. Nội dung, đối tượng, hình thức"),
            Paragraph(f"1. Nội dung: {sentence(topic(record.text('subject')))}"),
            Paragraph(f"2. {_WATCHED.get(kind, _WATCHED[SUPERVISION])}: {sentence(record.text('target'))}"),
            *_form(context, record),
            Heading("III. Thời gian"),
            *_days(context, record),
            Heading("IV. Tổ chức thực hiện"),
            Paragraph(
                f"1. {issuer_words(context, record, unit)} chủ trì, phân công thành viên tham gia, tổng hợp kết quả."
            ),
            Paragraph(
                f"2. Đề nghị {named(record.text('target'))} và các cơ quan, tổ chức có liên quan phối hợp thực hiện./."
            ),
        ),
        signatures=(signature_of(context, record, unit),),
        recipients=_recipients(record, unit),
    )


def _basis(context: ReportContext, record: Record, unit: Record) -> str:
    """Cite what the terms of this one follow from, where that was read."""
    rules = [one.rule for one in BY_LAW if one.rule is not None and one.asked(record, context.store)]
    citations = (citation_of(context, rule, paper_day(context, PLAN)) for rule in rules)
    cited = next((f"Căn cứ {citation}, " for citation in citations if citation), "")
    issuer = issuer_words(context, record, unit)
    yearly = "thực hiện chương trình giám sát, phản biện xã hội hằng năm, " if record.get("in_plan") is True else ""
    basis = f"{cited}{yearly}{issuer} xây dựng kế hoạch như sau:"
    return capitalised(basis)


def _form(context: ReportContext, record: Record) -> Iterator[Block]:
    if record.text("form"):
        yield Paragraph(f"3. Hình thức: {sentence(topic(context.choice(record, 'form')))}")


def _days(context: ReportContext, record: Record) -> Iterator[Block]:
    visit = "Tiến hành" if record.text("type") == SUPERVISION else "Tổ chức thực hiện"
    for deadline in BY_LAW:
        if deadline.asked(record, context.store) and deadline.done != "result_on":
            yield Paragraph(f"- {_until(context, deadline, record)}.")
    yield Paragraph(f"- {visit}: {noted_day(record, 'visit_on')}.")
    for deadline in BY_LAW:
        if deadline.asked(record, context.store) and deadline.done == "result_on":
            yield Paragraph(f"- {_until(context, deadline, record)}.")


def _until(context: ReportContext, deadline: Deadline, record: Record) -> str:
    """Say by which day something is done, with room where its day is not known yet."""
    term = deadline.term(record, context.store.terms)
    day = date_words(None) if term is None else last_day(context, term.last)
    return f"{context.say(deadline.work)}: chậm nhất {day}"


def _recipients(record: Record, unit: Record) -> Recipients:
    return Recipients((record.text("target").rstrip("."), above_of(record, unit), filed_by(record)))


def build_report(context: ReportContext) -> Document:
    """Build the report of what an oversight found and what it recommends."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = header_of(context, record, unit, REPORT, "report")
    header = with_noted_number(header, record.text("result_number"), bare_too=True)
    header = dated(context, unit, header, REPORT, record.date("result_on"))
    subject = f"Kết quả {topic(subject_of(record))}"
    return Document(
        info=DocumentInfo(f"Báo cáo: {subject}", issuer_words(context, record, unit), context.today, subject),
        header=header,
        kind="Báo cáo",
        subject=subject,
        blocks=(
            Heading("I. Tình hình thực hiện"),
            Paragraph(_what_happened(context, record, unit)),
            Heading("II. Kết quả"),
            *labelled("1. Ưu điểm", record.text("positive")),
            *labelled("2. Hạn chế", record.text("negative")),
            *_recommended(context, record),
            Paragraph(f"Trên đây là Báo cáo {topic(subject)} của {issuer_words(context, record, unit)}./."),
        ),
        signatures=(signature_of(context, record, unit),),
        recipients=_recipients(record, unit),
    )


def _what_happened(context: ReportContext, record: Record, unit: Record) -> str:
    of_board = bool(record.text("board"))
    form = f" theo hình thức {topic(context.choice(record, 'form'))}" if record.text("form") and not of_board else ""
    said = f"{issuer_words(context, record, unit)} đã {topic(subject_of(record))} {noted_day(record, 'visit_on')}{form}"
    watched = _WATCHED.get(record.text("type"), _WATCHED[SUPERVISION])
    opinions = record.number("opinions")
    told = f" Có {context.count(opinions)} ý kiến." if opinions else ""
    return f"{said}. {watched}: {sentence(record.text('target'))}{told}"


def _recommended(context: ReportContext, record: Record) -> Iterator[Block]:
    """Tell what is recommended, to whom, by when it is to be answered."""
    given = list(context.children(record, PART))
    day = record.date("result_on") or paper_day(context, REPORT)
    if not given:
        return
    yield Heading("III. Kiến nghị")
    for place, addressee in enumerate(dict.fromkeys(one.text("addressee") for one in given), 1):
        yield Paragraph(f"{place}. Đối với {named(addressee)}:")
        for one in (one for one in given if one.text("addressee") == addressee):
            due = one.date("due_on")
            until = f", trả lời chậm nhất {ahead_words(context, due, day)}" if due is not None else ""
            yield Paragraph(f"- {sentence(one.text('content').rstrip('.;') + until)}")


def _not_done(context: ReportContext) -> Message | None:
    record = context.record(KIND)
    if record.text("state") == PLANNED:
        return _(
            "Cuộc giám sát, phản biện, góp ý mới dự kiến nên chưa có kết quả để in. Hãy ghi kết quả sau khi thực hiện;"
            " trước đó, in kế hoạch."
        )
    told = record.text("positive") or record.text("negative") or any(True for _one in context.children(record, PART))
    return None if told else _("Chưa ghi “Ưu điểm”, “Hạn chế” hoặc kiến nghị. Hãy ghi rồi in báo cáo.")


FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch giám sát, phản biện, góp ý"),
        description=_("Mục đích, nội dung, đối tượng, hình thức và các ngày theo quy định"),
        purpose=Purpose.OVERSIGHT,
        kind=KIND,
        file_stem="KH-giam-sat",
        build_of=build_plan,
        issued_by=of_lead,
    ),
    ReportForm(
        code=REPORT,
        wanted_in=frozenset({"done", "reported", "answered", "closed"}),
        title=_("Báo cáo kết quả giám sát, phản biện, góp ý"),
        description=_("Tình hình thực hiện, ưu điểm, hạn chế, kiến nghị từng nơi"),
        purpose=Purpose.OVERSIGHT,
        kind=KIND,
        file_stem="BC-ket-qua-giam-sat",
        build_of=build_report,
        issued_by=of_lead,
        nothing_to_say=_not_done,
    ),
)
