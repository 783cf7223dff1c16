"""Biên bản cuộc họp của cộng đồng dân cư: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 03."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.quorum import has_quorum, quorum_of
from danvan_desktop.domain.rules.voting import Outcome
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Document,
    DocumentInfo,
    Heading,
    KeepTogether,
    Paragraph,
    Run,
    Signature,
)
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import meeting_called, meeting_opens
from danvan_desktop.reports.forms.opinions import opinion_blocks
from danvan_desktop.reports.forms.parts import (
    SIGN_NOTE,
    committee,
    commune_of,
    ended,
    guests_named,
    person_line,
    place_of,
    to_be_told,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.forms.planned import meeting_is_planned
from danvan_desktop.reports.forms.votes import COUNTS, count_words, decided, is_sent_out, result_words
from danvan_desktop.reports.wording import (
    DOTS,
    NOTHING,
    bare_name,
    person,
    place_and_date,
    sentence,
    within_sentence,
)

KIND = "Biên bản cuộc họp của cộng đồng dân cư"


def build(context: ReportContext) -> Document:
    """Build the minutes of the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    place_date = place_and_date(place_of(context, unit), meeting.date("starts_at"))
    gathering = meeting_called(meeting, unit)
    subject = gathering.title
    blocks: tuple[Block, ...] = (
        meeting_opens(meeting, unit, gathering),
        *_participants(context, meeting),
        *_proceedings(context, meeting),
        *_votes(context, meeting),
        *_conclusion(meeting),
        _ending(meeting),
    )
    return Document(
        info=DocumentInfo(
            f"{KIND} – {unit.text('name')}", committee(commune_of(context, unit)), context.today, subject
        ),
        header=unit_header(context, unit, place_date),
        kind=KIND,
        subject=subject,
        blocks=blocks,
        signatures=_signatures(meeting),
    )


def _participants(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("I. Thành phần tham dự")
    yield person_line(context, "1. Chủ trì", meeting.text("chair"))
    yield person_line(context, "2. Thư ký", meeting.text("secretary"))
    yield Paragraph("3. Thành phần tham dự:")
    number = context.translator.number
    present, total = meeting.number("households_present"), meeting.number("households_total")
    share = context.translator.percent(present / total) if total else DOTS
    absent = f"Số hộ gia đình không có người đại diện tham dự cuộc họp: {number(total - present)} hộ"
    reason = meeting.text("absent_reason")
    items = [
        f"Số hộ gia đình có đại diện tham dự cuộc họp: {number(present)}/{number(total)} hộ, đạt {share}.",
        sentence(f"{absent}. Lý do: {reason}" if reason else absent),
    ]
    if meeting.get("persons_present") is not None:
        items.append(f"Tổng số người dự họp: {number(meeting.number('persons_present'))} người.")
    items.append(sentence(f"Khách mời: {guests_named(context, meeting) or 'không có'}"))
    yield BulletList(tuple(items))
    if has_quorum(meeting, context.children(meeting, "decision")):
        yield Paragraph(_quorum(context, meeting))


def _quorum(context: ReportContext, meeting: Record) -> str:
    quorum = quorum_of(meeting, context.store.law)
    by_law = f" theo {quorum.rule.citation}" if quorum.rule.confirmed else ""
    if quorum.reached:
        return f"Cuộc họp có đủ số hộ gia đình dự họp{by_law} để bàn và quyết định."
    needed = context.translator.number(quorum.needed)
    return f"Cuộc họp không có đủ số hộ gia đình dự họp{by_law} (cần ít nhất {needed} hộ)."


def _proceedings(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("II. Nội dung cuộc họp và ý kiến thảo luận")
    yield Heading("1. Nội dung cuộc họp", 2)
    agenda = [_agenda_item(context, item) for item in context.children(meeting, "agenda_item")]
    if agenda:
        yield BulletList(tuple(agenda))
    if meeting.text("content") or not agenda:
        yield to_be_told(meeting.text("content"))
    yield Heading("2. Ý kiến thảo luận", 2)
    yield from opinion_blocks(context, meeting, meeting.date("starts_at") or context.today)


def _agenda_item(context: ReportContext, item: Record) -> str:
    text = item.text("title")
    if item.text("presenter"):
        text += f", do {context.called(item.text('presenter'))} trình bày"
    if item.text("document"):
        text += f" (tài liệu: {item.text('document')})"
    return sentence(text)


def _votes(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("III. Kết quả biểu quyết")
    found = decided(context, meeting)
    voted = [entry for entry in found if not is_sent_out(entry[0])]
    if not found:
        yield Paragraph(f"{NOTHING} nội dung biểu quyết.")
    for number, (decision, outcome) in enumerate(voted, 1):
        yield KeepTogether(tuple(_decision(context, decision, outcome, number)))
    sent_out = [sentence(decision.text("title")) for decision, _outcome in found if is_sent_out(decision)]
    if sent_out:
        yield Paragraph(
            "Nội dung lấy ý kiến bằng phiếu phát đến từng hộ, không biểu quyết tại cuộc họp; kết quả ghi tại biên bản"
            " kiểm phiếu:"
        )
        yield BulletList(tuple(sent_out))


def _decision(context: ReportContext, decision: Record, outcome: Outcome, number: int) -> Iterator[Block]:
    yield Heading(f"{number}. {sentence(decision.text('title'))}", 2)
    method = within_sentence(context.choice(decision, "method"))
    counts = [
        f"{context.label(decision, name)}: {count_words(context, decision.number(name), outcome.whole)}"
        for name in COUNTS
    ]
    yield BulletList((f"Hình thức biểu quyết: {method}.", *(f"{count}." for count in counts)))
    yield Paragraph((Run("Kết quả: ", bold=True), Run(result_words(context, outcome))))
    if decision.text("note"):
        yield Paragraph(sentence(f"Ghi chú: {decision.text('note')}"))


def _conclusion(meeting: Record) -> Iterator[Block]:
    yield Heading("IV. Kết luận cuộc họp")
    yield to_be_told(meeting.text("conclusion"))
    if meeting.text("next_steps"):
        yield Paragraph((Run("Việc cần làm tiếp: ", bold=True), Run(meeting.text("next_steps"))))


def _ending(meeting: Record) -> Block:
    return Paragraph(
        f"{ended(meeting)} Biên bản này được lập thành"
        " …… bản có giá trị như nhau, đã đọc lại cho những người dự họp cùng nghe, thống nhất và ký tên dưới đây./."
    )


def _signatures(meeting: Record) -> tuple[Signature, ...]:
    names = [bare_name(person(meeting.text(field)).name) for field in ("secretary", "chair")]
    return (
        Signature(("Đại diện hộ gia đình",), SIGN_NOTE),
        Signature(("Thư ký",), SIGN_NOTE, names[0]),
        Signature(("Chủ trì",), SIGN_NOTE, names[1]),
    )


def _not_met(context: ReportContext) -> Message | None:
    """Minutes tell of a meeting that was held."""
    return meeting_is_planned(context.record("meeting"))


FORMS = (
    ReportForm(
        code="meeting-minutes",
        title=_("Biên bản họp thôn, tổ dân phố"),
        description=_("Biên bản cuộc họp của cộng đồng dân cư (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="BB-hop-dan",
        build_of=build,
        form_number="03",
        issued_by=COMMUNITY,
        nothing_to_say=_not_met,
    ),
)
