"""Biên bản hội nghị tiếp xúc, đối thoại, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục III, has minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    Document,
    DocumentInfo,
    DocumentNumber,
    Header,
    Heading,
    Paragraph,
    Recipients,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.communities import is_community, named_within
from danvan_desktop.reports.forms.official import filed, given_number, minutes_signatures, undated_minutes
from danvan_desktop.reports.forms.opinions import opinion_blocks
from danvan_desktop.reports.forms.parts import (
    issuer_header,
    person_line,
    to_be_told,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.forms.planned import dialogue_is_planned
from danvan_desktop.reports.issuing import is_led_by_deputy, of_dialogue
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import (
    bare_name,
    date_words,
    dialogue_about,
    person,
    sentence,
    time_words,
    within_sentence,
)

MINUTES = "dialogue-minutes"


def build(context: ReportContext) -> Document:
    """Build the minutes of the dialogue asked for."""
    dialogue = context.record("dialogue")
    unit = unit_of(context, dialogue)
    subject = _subject(context, dialogue, unit)
    header = undated_minutes(_header(context, unit))
    return Document(
        info=DocumentInfo(
            f"Biên bản đối thoại – {unit.text('name')}", header.issuer, context.today, dialogue.text("topic")
        ),
        header=header,
        kind="Biên bản",
        subject=subject,
        blocks=(*_facts(context, dialogue), *_proceedings(context, dialogue), _ending(dialogue)),
        signatures=minutes_signatures(
            context.style,
            bare_name(person(dialogue.text("secretary")).name),
            bare_name(person(dialogue.text("led_by")).name),
        ),
        recipients=Recipients(("Như thành phần tham dự", filed(context, "hồ sơ"))),
    )


def _header(context: ReportContext, unit: Record) -> Header:
    """Give the head without place and date; minutes of a community have no number."""
    if context.style is Style.STATE and is_community(unit):
        return unit_header(context, unit)
    given = given_number(context, MINUTES)
    header = issuer_header(context, unit, "BB")
    if given is None:
        return header
    return replace(header, number=DocumentNumber(given.number("number"), given.text("symbol")))


def _subject(context: ReportContext, dialogue: Record, unit: Record) -> str:
    side = within_sentence(context.choice(dialogue, "side") or "Cấp ủy và chính quyền")
    with_whom = dialogue_about(dialogue.text("topic"))
    head = "" if is_led_by_deputy(dialogue) else "người đứng đầu "
    between = f"giữa {head}{side} {named_within(unit)} " if with_whom.startswith("với ") else ""
    return f"Tiếp xúc, đối thoại {between}{with_whom}"


def _facts(context: ReportContext, dialogue: Record) -> Iterator[Block]:
    starts = f"{time_words(dialogue.time('starts_at'))}, {date_words(dialogue.date('held_on'))}"
    yield _fact("Thời gian bắt đầu", starts)
    yield _fact("Địa điểm", dialogue.text("place"))
    yield _fact("Hình thức", within_sentence(context.choice(dialogue, "kind")))
    count = f"số người dân tham dự: {context.translator.number(dialogue.number('participants_count'))} người"
    participants = dialogue.text("participants").rstrip(" .;\n")
    yield _fact("Thành phần tham dự", f"{participants}; {count}" if participants else count)
    leader = person(dialogue.text("led_by"))
    position = dialogue.text("led_by_position") or leader.position
    yield person_line(context, "Chủ trì", ", ".join(part for part in (leader.name, position) if part))
    yield person_line(context, "Thư ký (người ghi biên bản)", dialogue.text("secretary"))


def _fact(label: str, text: str) -> Block:
    return Paragraph(sentence(f"{label}: {text}"))


def _proceedings(context: ReportContext, dialogue: Record) -> Iterator[Block]:
    held_on = dialogue.date("held_on") or context.today
    yield Heading("Nội dung (theo diễn biến hội nghị)")
    yield Heading("I. Phát biểu mở đầu", 2)
    yield to_be_told(dialogue.text("opening"))
    yield Heading("II. Ý kiến của Nhân dân và trả lời tại hội nghị", 2)
    yield from opinion_blocks(context, dialogue, held_on)
    yield Heading("III. Kết luận của người chủ trì", 2)
    yield to_be_told(dialogue.text("conclusion"))
    number, day = dialogue.text("conclusion_notice_number"), dialogue.date("conclusion_notice_date")
    if number and (day is None or day <= held_on):
        notice = f"Thông báo kết luận số {number}"
        yield Paragraph(f"{notice}, {date_words(day)}." if day else f"{notice}.")


def _ending(dialogue: Record) -> Block:
    ends = time_words(dialogue.time("ends_at"))
    return Paragraph(f"Hội nghị kết thúc vào hồi {ends}, {date_words(dialogue.date('held_on'))}./.")


def _no_dialogue(context: ReportContext) -> Message | None:
    """Minutes tell of a dialogue that was held."""
    return dialogue_is_planned(context.record("dialogue"))


FORMS = (
    ReportForm(
        code=MINUTES,
        title=_("Biên bản đối thoại"),
        description=_("Biên bản hội nghị tiếp xúc, đối thoại của người đứng đầu với Nhân dân"),
        purpose=Purpose.DIALOGUE,
        kind="dialogue",
        file_stem="BB-doi-thoai",
        build_of=build,
        issued_by=of_dialogue,
        nothing_to_say=_no_dialogue,
        document_type="minutes",
    ),
)
