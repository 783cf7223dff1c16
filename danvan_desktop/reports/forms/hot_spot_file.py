"""Hồ sơ điểm nóng: what happened where, day by day, what may come, what is proposed. An office's own paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import HOT_SPOT
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.case_words import not_opened
from danvan_desktop.reports.forms.communities import named_within
from danvan_desktop.reports.forms.parts import (
    SIGN_NOTE,
    commune_of,
    head_signature,
    place_of,
    to_be_told,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.wording import date_words, place_and_date, sentence, within_sentence

FILE = "hot-spot-file"
_MARKS = ("mass", "long", "beyond")
_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Ngày", 26, Align.CENTER),
    Column("Việc, diễn biến", 68),
    Column("Cơ quan thực hiện", 30),
    Column("Văn bản", 32),
)


def build(context: ReportContext) -> Document:
    """Build the file of the hot spot asked for, up to today."""
    case = context.record("case")
    place = unit_of(context, case)
    unit = commune_of(context, place)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    return Document(
        info=DocumentInfo(f"Hồ sơ điểm nóng số {case.text('number')}", header.issuer, context.today),
        header=header,
        kind="Hồ sơ điểm nóng, vụ việc phức tạp",
        subject=case.text("title"),
        blocks=(
            Heading("1. Thông tin chung"),
            *_facts(context, case, place),
            Heading("2. Nội dung vụ việc"),
            *_text(case.text("content")),
            Heading("3. Diễn biến, việc đã làm"),
            *_log(context, case),
            Heading("4. Dự báo"),
            *_text(case.text("forecast")),
            Heading("5. Đề xuất, kiến nghị"),
            *_text(case.text("proposal")),
            *_end(context, case),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), head_signature(unit)),
    )


def _facts(context: ReportContext, case: Record, place: Record) -> Iterator[Block]:
    people = context.translator.number(case.number("people"))
    raised = case.date("raised_on")
    told = (
        ("Số hồ sơ", case.text("number")),
        ("Ngày nắm được", context.day(case, "received_on")),
        ("Địa bàn", named_within(place)),
        ("Nguồn tin", within_sentence(context.choice(case, "channel"))),
        ("Lĩnh vực", within_sentence(context.choice(case, "field"))),
        ("Số người liên quan", f"{people} người"),
        ("Người phản ánh, đại diện", _who(case)),
        ("Mức độ", within_sentence(context.choice(case, "danger"))),
        ("Tính chất", ", ".join(within_sentence(context.label(case, one)) for one in _MARKS if case.get(one))),
        ("Báo cáo cấp trên", f"ngày {context.translator.date(raised)}" if raised else "chưa báo cáo"),
    )
    known = [(label, text) for label, text in told if text]
    for first in range(0, len(known), 2):
        yield Paragraph(tuple(_pair(known[first : first + 2])))


def _pair(facts: Sequence[tuple[str, str]]) -> Iterator[Run]:
    """Write two facts in one line, to keep the file short."""
    for place, (label, text) in enumerate(facts, 1):
        yield Run(f"{label if place == 1 else within_sentence(label)}: ", bold=True)
        yield Run(sentence(text) if place == len(facts) else f"{text}; ")


def _who(case: Record) -> str:
    return ", ".join(text for name in ("citizen_name", "citizen_address") if (text := case.text(name)))


def _text(text: str) -> Iterator[Block]:
    lines = [line for line in text.splitlines() if line.strip()]
    yield from (Paragraph(sentence(line)) for line in lines) if lines else (to_be_told(""),)


def _log(context: ReportContext, case: Record) -> Iterator[Block]:
    steps = sorted(context.children(case, "step"), key=lambda one: one.text("done_on") or "9")
    if not steps:
        yield Paragraph("Chưa ghi diễn biến.")
        return
    yield Table(
        _COLUMNS,
        tuple(
            (str(number), _when(context, step), _what(context, step), step.text("by"), step.text("paper"))
            for number, step in enumerate(steps, 1)
        ),
    )


def _when(context: ReportContext, step: Record) -> str:
    due = context.day(step, "due_on")
    return context.day(step, "done_on") or (f"hạn {due}" if due else "")


def _what(context: ReportContext, step: Record) -> str:
    voices = [
        f"{context.translator.number(step.number(name))} {label}"
        for name, label in (("agree", "đồng ý"), ("disagree", "không đồng ý"), ("other", "ý kiến khác"))
        if step.get(name) is not None
    ]
    return step.text("what") + (f"\n({'; '.join(voices)})" if voices else "")


def _end(context: ReportContext, case: Record) -> Iterator[Block]:
    cooled = case.date("cooled_on")
    if cooled is not None:
        yield Heading("6. Kết quả")
        result = within_sentence(context.choice(case, "result"))
        how = f", do {result}" if result else ""
        yield Paragraph(sentence(f"Đã ổn định từ {date_words(cooled)}{how}"))


def _no_hot_spot(context: ReportContext) -> Message | None:
    case = context.record("case")
    if case.text("nature") == HOT_SPOT:
        return not_opened(context, case)
    return _("Vụ việc này không phải loại “Điểm nóng, vụ việc phức tạp”. Hãy in giấy xử lý đơn của loại ấy.")


FORMS = (
    ReportForm(
        code=FILE,
        title=_("Hồ sơ điểm nóng"),
        description=_("Thông tin chung, diễn biến từng ngày, dự báo, đề xuất của một điểm nóng"),
        purpose=Purpose.PETITION,
        kind="case",
        file_stem="Ho-so-diem-nong",
        build_of=build,
        nothing_to_say=_no_hot_spot,
        only_of=HasChoice("nature", frozenset({HOT_SPOT})),
        of_the_file=True,
    ),
)
