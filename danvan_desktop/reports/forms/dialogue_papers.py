"""Papers around a dialogue: the plan before it, the notice of the leader's conclusion after it.

Luật Tổ chức chính quyền địa phương 2025, Điều 43: notice at least 7 days before, the result told within 10 days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Document,
    DocumentInfo,
    FillLines,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Run,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.citing import citation_of, with_noted_number
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.official import filed, given_number, official_header, official_signature, paper_day
from danvan_desktop.reports.forms.organisers import dated
from danvan_desktop.reports.forms.parts import commune_of, place_of, unit_of
from danvan_desktop.reports.forms.planned import dialogue_is_planned
from danvan_desktop.reports.issuing import is_led_by_deputy, of_dialogue
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import (
    NOTHING,
    date_words,
    dialogue_about,
    person,
    place_and_date,
    sentence,
    time_words,
    topic,
    within_sentence,
)

PLAN, CONCLUSION = "dialogue-plan", "dialogue-conclusion"
_YEARLY = "dialogue.yearly_minimum"
_PARTY_BASIS = "Quy định số 11-QĐi/TW ngày 18 tháng 02 năm 2019 của Bộ Chính trị"
"""On the duty of heads of Party committees to receive the people and to hold dialogues with them."""


def build_plan(context: ReportContext) -> Document:
    """Build the plan of the dialogue asked for."""
    dialogue = context.record("dialogue")
    unit = commune_of(context, unit_of(context, dialogue))
    header = _dated_before(context, dialogue, official_header(context, unit, PLAN, "plan"), unit)
    subject = f"Tổ chức hội nghị tiếp xúc, đối thoại {dialogue_about(dialogue.text('topic'))}"
    return Document(
        info=DocumentInfo(f"Kế hoạch đối thoại – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=subject,
        blocks=(
            *_basis(context, dialogue, header),
            *_aims(dialogue),
            *_arrangements(context, dialogue),
            *_tasks(context, header, unit),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            (
                "Như thành phần tham dự",
                f"Các {communities_of(context.store, unit)} (để thông báo cho Nhân dân)",
                filed(context),
            )
        ),
    )


def build_conclusion(context: ReportContext) -> Document:
    """Build the notice of what the leader concluded at the dialogue asked for."""
    dialogue = context.record("dialogue")
    unit = commune_of(context, unit_of(context, dialogue))
    header = _noted_number(context, dialogue, official_header(context, unit, CONCLUSION, "notice"))
    header = dated(context, unit, header, CONCLUSION, dialogue.date("conclusion_notice_date"))
    leader = _leader(context, dialogue)
    subject = f"Kết luận của {leader} tại hội nghị đối thoại {dialogue_about(dialogue.text('topic'))}"
    return Document(
        info=DocumentInfo(f"Thông báo kết luận – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Thông báo",
        subject=subject,
        blocks=(
            Paragraph(_what_happened(context, dialogue, header)),
            *_answers(context, dialogue),
            Heading("II. Kết luận"),
            *(Paragraph(line) for line in dialogue.text("conclusion").splitlines() if line.strip()),
            Paragraph(
                f"{header.issuer} thông báo để các cơ quan, đơn vị, {communities_of(context.store, unit)} và Nhân dân"
                " biết, thực hiện./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            (
                "Các cơ quan, đơn vị được giao việc",
                f"Các {communities_of(context.store, unit)}",
                "Niêm yết tại trụ sở, phát trên hệ thống truyền thanh",
                filed(context),
            )
        ),
    )


def _own_day(context: ReportContext, dialogue: Record) -> dt.date:
    """Return the day that a plan knows: that of its number, else today or, once it was held, the dialogue's."""
    day = paper_day(context, PLAN)
    return min(day, dialogue.date("held_on") or day)


def _dated_before(context: ReportContext, dialogue: Record, header: Header, unit: Record) -> Header:
    """Leave room for the day of the plan of a dialogue that was held, unless the register has it."""
    if dialogue.text("state") == PLANNED or given_number(context, PLAN) is not None:
        return header
    return replace(header, place_date=place_and_date(place_of(context, unit), None))


def _noted_number(context: ReportContext, dialogue: Record, header: Header) -> Header:
    """Print the number that the dialogue's record has, when the register gave none and this body issued it.

    A number without symbol is that of the body that issues papers of this dialogue unless the office chooses another.
    """
    noted = dialogue.text("conclusion_notice_number")
    is_of_the_usual_body = of_dialogue(dialogue)[0].style is context.style
    return with_noted_number(header, noted, bare_too=is_of_the_usual_body)


def _leader(context: ReportContext, dialogue: Record) -> str:
    leader = person(dialogue.text("led_by"))
    position = dialogue.text("led_by_position") or leader.position
    name = within_sentence(context.addressed_leader(leader.name))
    return f"{name}, {position}," if position else name


def _basis(context: ReportContext, dialogue: Record, header: Header) -> Iterator[Block]:
    """Rest the plan on the law of the body that makes it: a Party committee's on the Party's own regulation."""
    basis = _PARTY_BASIS if context.style is Style.PARTY else citation_of(context, _YEARLY, _own_day(context, dialogue))
    if basis:
        yield Paragraph(f"Căn cứ {basis}, {header.issuer} xây dựng kế hoạch như sau:")
    else:
        yield Paragraph(f"{header.issuer} xây dựng kế hoạch như sau:")


def _aims(dialogue: Record) -> Iterator[Block]:
    who = "Người chủ trì" if is_led_by_deputy(dialogue) else "Người đứng đầu"
    yield Heading("I. Mục đích, yêu cầu")
    yield Paragraph(
        f"1. {who} trực tiếp nghe và trả lời ý kiến, nguyện vọng của Nhân dân; giải quyết kịp thời những kiến"
        " nghị chính đáng, không để phát sinh điểm nóng."
    )
    yield Paragraph(
        "2. Đối thoại dân chủ, công khai, đúng thẩm quyền; kết luận rõ việc, rõ người, rõ thời hạn và được thông báo"
        " cho Nhân dân."
    )


def _arrangements(context: ReportContext, dialogue: Record) -> Iterator[Block]:
    yield Heading("II. Nội dung, thời gian, thành phần")
    when = f"{time_words(dialogue.time('starts_at'))}, {date_words(dialogue.date('held_on'))}"
    yield _fact("1. Nội dung", topic(dialogue.text("topic")))
    yield _fact("2. Hình thức", within_sentence(context.choice(dialogue, "kind")))
    yield _fact("3. Thời gian", when)
    yield _fact("4. Địa điểm", dialogue.text("place"))
    yield _fact("5. Chủ trì", _leader(context, dialogue).rstrip(","))
    people = dialogue.text("participants").rstrip(" .;\n")
    yield _fact("6. Thành phần", people or "đại diện Nhân dân và các cơ quan, đơn vị có liên quan")


def _tasks(context: ReportContext, header: Header, unit: Record) -> Iterator[Block]:
    yield Heading("III. Tổ chức thực hiện")
    yield BulletList(
        (
            "Văn phòng: chuẩn bị địa điểm, tài liệu, ghi biên bản; thông báo thời gian, địa điểm, nội dung và cách tham"
            " dự đến Nhân dân chậm nhất 07 ngày trước ngày đối thoại.",
            "Các cơ quan, bộ phận chuyên môn: tổng hợp ý kiến gửi trước, chuẩn bị nội dung trả lời.",
            "Đề nghị Ủy ban Mặt trận Tổ quốc và các đoàn thể: vận động, hướng dẫn Nhân dân tham dự, gửi ý kiến.",
            f"Các {communities_of(context.store, unit)}: thông báo đến từng hộ, tập hợp ý kiến của Nhân dân.",
        )
    )
    yield Paragraph(
        f"Trên đây là Kế hoạch đối thoại của {header.issuer}, đề nghị các cơ quan, đơn vị phối hợp thực hiện./."
    )


def _what_happened(context: ReportContext, dialogue: Record, header: Header) -> str:
    day, count = date_words(dialogue.date("held_on")), context.translator.number(dialogue.number("participants_count"))
    return sentence(
        f"Ngày {day.removeprefix('ngày ')}, tại {dialogue.text('place')}, {header.issuer} tổ chức hội nghị tiếp xúc,"
        f" đối thoại {dialogue_about(dialogue.text('topic'))}. Dự hội nghị có {count} người dân. Sau khi nghe ý kiến"
        f" của Nhân dân và giải trình của các cơ quan, {_leader(context, dialogue)} chủ trì hội nghị đã kết luận như"
        " sau:"
    )


def _answers(context: ReportContext, dialogue: Record) -> Iterator[Block]:
    yield Heading("I. Ý kiến của Nhân dân")
    opinions = list(context.children(dialogue, "opinion"))
    if not opinions:
        yield Paragraph(f"{NOTHING}.")
    for number, opinion in enumerate(opinions, 1):
        answer = opinion.text("answer")
        who = "" if opinion.secret else opinion.text("answered_by")
        label = f" {context.addressed_leader(who)} trả lời: " if who else " Trả lời: "
        runs = (Run(f"{number}. "), Run(sentence(opinion.text("content"))))
        yield Paragraph((*runs, Run(label, italic=True), Run(answer)) if answer else runs)


def _fact(label: str, text: str) -> Block:
    return Paragraph((Run(f"{label}: ", bold=True), Run(sentence(text)))) if text else FillLines(f"{label}:", bold=True)


def _nothing_concluded(context: ReportContext) -> Message | None:
    """A notice of the conclusion needs one."""
    dialogue = context.record("dialogue")
    if dialogue.text("state") == PLANNED:
        return dialogue_is_planned(dialogue)
    if not dialogue.text("conclusion"):
        return _(
            "Buổi đối thoại chưa ghi kết luận nên chưa có gì để thông báo. Hãy ghi mục “Kết luận của người chủ trì” rồi"
            " in."
        )
    return None


FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch đối thoại"),
        description=_("Kế hoạch tổ chức hội nghị tiếp xúc, đối thoại với Nhân dân"),
        purpose=Purpose.DIALOGUE,
        kind="dialogue",
        file_stem="KH-doi-thoai",
        build_of=build_plan,
        issued_by=of_dialogue,
        document_type="plan",
    ),
    ReportForm(
        code=CONCLUSION,
        title=_("Thông báo kết luận đối thoại"),
        description=_("Thông báo kết luận của người đứng đầu tại hội nghị đối thoại"),
        purpose=Purpose.DIALOGUE,
        kind="dialogue",
        file_stem="TB-ket-luan",
        build_of=build_conclusion,
        issued_by=of_dialogue,
        nothing_to_say=_nothing_concluded,
        document_type="notice",
    ),
)
