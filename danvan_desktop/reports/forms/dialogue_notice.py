"""Thông báo hội nghị đối thoại: tells the people when, where and of what, and asks them to come; it is posted.

Luật Tổ chức chính quyền địa phương 2025, Điều 43: time, place and matter are told at least 7 days before.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Document, DocumentInfo, FillLines, Paragraph, Recipients, Run
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.official import filed, official_header, official_signature, undated_once_begun
from danvan_desktop.reports.forms.parts import commune_of, unit_of
from danvan_desktop.reports.issuing import of_dialogue
from danvan_desktop.reports.wording import (
    date_words,
    dialogue_about,
    person,
    sentence,
    time_words,
    topic,
    within_sentence,
)

NOTICE = "dialogue-notice"


def build(context: ReportContext) -> Document:
    """Build the notice of the dialogue asked for; once that was held, its day is left to the hand."""
    dialogue = context.record("dialogue")
    unit = commune_of(context, unit_of(context, dialogue))
    header = undated_once_begun(
        context, official_header(context, unit, NOTICE, "notice"), unit, NOTICE, dialogue.date("held_on")
    )
    about = f"hội nghị tiếp xúc, đối thoại {dialogue_about(dialogue.text('topic'))}"
    villages = communities_of(context.store, unit)
    return Document(
        info=DocumentInfo(f"Thông báo đối thoại – {unit.text('name')}", header.issuer, context.today, about),
        header=header,
        kind="Thông báo",
        subject=f"Tổ chức {about}",
        blocks=(
            Paragraph(f"{header.issuer} thông báo tổ chức {about} như sau:"),
            *_facts(context, dialogue),
            Paragraph(
                f"{header.issuer} đề nghị Nhân dân dự hội nghị, nêu ý kiến trực tiếp hoặc gửi ý kiến trước qua"
                f" {villages} nơi cư trú; các {villages} niêm yết Thông báo này tại nhà văn hóa, thông báo"
                " đến từng hộ./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients((f"Các {villages} (để niêm yết)", "Niêm yết tại trụ sở", filed(context, "hồ sơ"))),
    )


def _facts(context: ReportContext, dialogue: Record) -> Iterator[Block]:
    leader = person(dialogue.text("led_by"))
    name = within_sentence(context.addressed_leader(leader.name)) if leader.name else ""
    position = dialogue.text("led_by_position") or leader.position
    yield _fact("1. Thời gian", f"{time_words(dialogue.time('starts_at'))}, {date_words(dialogue.date('held_on'))}")
    yield _fact("2. Địa điểm", dialogue.text("place"))
    yield _fact("3. Nội dung", topic(dialogue.text("topic")))
    yield _fact("4. Người chủ trì", ", ".join(filter(None, (name, position))))


def _fact(label: str, text: str) -> Block:
    return Paragraph((Run(f"{label}: ", bold=True), Run(sentence(text)))) if text else FillLines(f"{label}:", bold=True)


FORMS = (
    ReportForm(
        code=NOTICE,
        title=_("Thông báo tổ chức đối thoại"),
        description=_("Thông báo thời gian, địa điểm, nội dung hội nghị đối thoại để niêm yết, mời Nhân dân dự"),
        purpose=Purpose.DIALOGUE,
        kind="dialogue",
        file_stem="TB-doi-thoai",
        build_of=build,
        issued_by=of_dialogue,
        document_type="notice",
    ),
)
