"""Sổ theo dõi: registers of meetings, dialogues and models of a period, across the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.kinds.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.voting import Verdict
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Cell,
    Column,
    ColumnGroup,
    Document,
    DocumentInfo,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.forms.communities import capitalised, communities_of
from danvan_desktop.reports.forms.model_papers import field_words
from danvan_desktop.reports.forms.parts import SEAL_NOTE, SIGN_NOTE, committee, head_lines, place_of, unit_header
from danvan_desktop.reports.forms.votes import decided
from danvan_desktop.reports.proof import seal_of_period
from danvan_desktop.reports.wording import NOTHING, place_and_date

_MIDDLE = Align.CENTER


@dataclass(frozen=True)
class Register:
    """What the register ``form`` lists: records of ``kind`` whose ``date`` lies in the period, one ``row`` each.

    ``counted`` is what they are called in the summary; ``{communities}`` in titles is what the villages here are.
    """

    form: str
    title: str
    kind: str
    date: str
    counted: str
    columns: tuple[Column, ...]
    row: Callable[[ReportContext, Record], Row]
    groups: tuple[ColumnGroup, ...] = ()


def build_meetings(context: ReportContext) -> Document:
    """Build the register of the meetings of the period asked for."""
    return _build(context, _MEETINGS)


def build_dialogues(context: ReportContext) -> Document:
    """Build the register of the dialogues of the period asked for."""
    return _build(context, _DIALOGUES)


def build_models(context: ReportContext) -> Document:
    """Build the register of the models registered in the period asked for."""
    return _build(context, _MODELS)


def _build(context: ReportContext, register: Register) -> Document:
    period, unit = context.chosen_period(), context.store.unit
    between = (register.date, period.first, period.last)
    context.store.archives.refuse_within(period.first, period.last)
    records = [
        record
        for record in context.store.list(register.kind, between=between, order=register.date)
        if record.text("state") != PLANNED
    ]
    proof = seal_of_period(context.store, register.form, period, context.today)
    title = _named(context, register.title)
    first, last = context.translator.date(period.first), context.translator.date(period.last)
    return Document(
        info=DocumentInfo(
            f"{title} – {context.say(period.title)}",
            committee(unit),
            context.today,
            unit.text("name"),
            proof.details,
        ),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind=title,
        subject=f"{context.say(period.title)} (từ ngày {first} đến ngày {last})",
        blocks=(Paragraph(_summary(context, register, records)), _table(context, register, records)),
        signatures=(Signature(("Người lập sổ",), SIGN_NOTE), Signature(head_lines(unit), SEAL_NOTE)),
        landscape=True,
        proof=proof,
    )


def _named(context: ReportContext, text: str) -> str:
    """Put in what the communities here are called, in a text of its own."""
    return capitalised(text.format(communities=communities_of(context, context.store.unit)))


def _summary(context: ReportContext, register: Register, records: Sequence[Record]) -> str:
    if not records:
        return f"Trong kỳ: {NOTHING.lower()} {register.counted}."
    return f"Trong kỳ có {context.translator.number(len(records))} {register.counted}."


def _table(context: ReportContext, register: Register, records: Sequence[Record]) -> Table:
    named = (replace(column, title=_named(context, column.title)) for column in register.columns)
    columns = (Column("TT", 11, _MIDDLE), *named)
    rows = tuple((str(number), *register.row(context, record)) for number, record in enumerate(records, 1))
    nothing = (Cell((Run(NOTHING, italic=True),), span=len(columns), align=_MIDDLE),)
    return Table(columns, rows or (nothing,), register.groups, numbered=True)


def _meeting_row(context: ReportContext, meeting: Record) -> Row:
    number, votes = context.translator.number, decided(context, meeting)
    passed = sum(outcome.verdict is Verdict.PASSED for _decision, outcome in votes)
    present, total = meeting.number("households_present"), meeting.number("households_total")
    opinions = list(context.children(meeting, "opinion"))
    return (
        _day(context, meeting, "starts_at"),
        context.store.title(meeting.text("unit")),
        meeting.text("subject"),
        meeting.text("chair"),
        f"{number(present)}/{number(total)}",
        context.translator.percent(present / total) if total else "",
        number(len(opinions)),
        number(sum(opinion.get("petition") is not None for opinion in opinions)),
        number(len(votes)),
        number(passed),
        context.choice(meeting, "state"),
    )


def _dialogue_row(context: ReportContext, dialogue: Record) -> Row:
    opinions = list(context.children(dialogue, "opinion"))
    number = context.translator.number
    notice = dialogue.text("conclusion_notice_number")
    position = dialogue.text("led_by_position")
    return (
        _day(context, dialogue, "held_on"),
        context.store.title(dialogue.text("unit")),
        dialogue.text("topic"),
        context.choice(dialogue, "kind"),
        _lines(dialogue.text("led_by"), position),
        number(dialogue.number("participants_count")),
        number(len(opinions)),
        number(sum(bool(opinion.text("answer")) for opinion in opinions)),
        _lines(notice, _day(context, dialogue, "conclusion_notice_date")),
        context.choice(dialogue, "state"),
    )


def _model_row(context: ReportContext, model: Record) -> Row:
    decisions = list(context.children(model, "recognition"))
    year = model.text("year")
    replicated = [decision.text("replicated_to") for decision in decisions if decision.text("replicated_to")]
    return (
        _lines(_day(context, model, "registered_on"), context.choice(model, "registration")),
        model.text("name"),
        context.choice(model, "form"),
        field_words(context, model),
        _lines(model.text("registrant"), model.text("organisation")),
        context.store.title(model.text("unit")),
        _lines("" if year in model.text("period") else f"Năm {year}", model.text("period")),
        context.choice(model, "state"),
        "\n".join(_decision(context, decision) for decision in decisions),
        "\n".join(replicated),
    )


def _decision(context: ReportContext, decision: Record) -> str:
    day = _day(context, decision, "decision_date")
    return f"{context.choice(decision, 'level')}: {decision.text('decision_number')}, ngày {day}"


def _day(context: ReportContext, record: Record, field: str) -> str:
    day = record.date(field)
    return context.translator.date(day) if day else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


_MEETINGS = Register(
    "meeting-register",
    "Sổ theo dõi họp {communities}",
    "meeting",
    "starts_at",
    "cuộc họp của cộng đồng dân cư",
    (
        Column("Ngày họp", 24, _MIDDLE),
        Column("{communities}", 24),
        Column("Nội dung (về việc)", 43),
        Column("Chủ trì", 28),
        Column("Dự/tổng", 19, _MIDDLE),
        Column("Tỷ lệ", 16, _MIDDLE),
        Column("Tổng số", 15, _MIDDLE),
        Column("Lập kiến nghị", 16, _MIDDLE),
        Column("Biểu quyết", 17, _MIDDLE),
        Column("Thông qua", 16, _MIDDLE),
        Column("Trạng thái", 18),
    ),
    _meeting_row,
    (ColumnGroup("Số hộ", 5, 2), ColumnGroup("Ý kiến", 7, 2), ColumnGroup("Nội dung", 9, 2)),
)
"""Widths in millimetres of a page across."""

_DIALOGUES = Register(
    "dialogue-register",
    "Sổ theo dõi tiếp xúc, đối thoại với Nhân dân",
    "dialogue",
    "held_on",
    "hội nghị tiếp xúc, đối thoại",
    (
        Column("Ngày", 23, _MIDDLE),
        Column("Đơn vị", 22),
        Column("Chủ đề", 44),
        Column("Hình thức", 18),
        Column("Người chủ trì, chức vụ", 31),
        Column("Số người dự", 16, _MIDDLE),
        Column("Tổng số", 15, _MIDDLE),
        Column("Đã trả lời", 16, _MIDDLE),
        Column("Thông báo kết luận", 33, _MIDDLE),
        Column("Trạng thái", 18),
    ),
    _dialogue_row,
    (ColumnGroup("Ý kiến", 7, 2),),
)

_MODELS = Register(
    "model-register",
    "Sổ theo dõi mô hình, điển hình “Dân vận khéo”",
    "model",
    "registered_on",
    "mô hình, điển hình đăng ký",
    (
        Column("Ngày, hình thức đăng ký", 23, _MIDDLE),
        Column("Tên mô hình, điển hình", 36),
        Column("Loại", 14, _MIDDLE),
        Column("Lĩnh vực, chủ đề", 24),
        Column("Tập thể, cá nhân đăng ký", 29),
        Column("Đơn vị", 20),
        Column("Năm, thời gian thực hiện", 23),
        Column("Trạng thái", 19),
        Column("Quyết định công nhận", 33),
        Column("Nhân rộng", 15),
    ),
    _model_row,
)
