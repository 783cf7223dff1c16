"""Sổ theo dõi giám sát, phản biện, góp ý: one row for each recommendation, and what became of it."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, Write, last_day, lines
from danvan_desktop.domain.rules.recommendations import REPLY_TERM
from danvan_desktop.localization import _

PART = "recommendation"


def of_source(*names: str) -> Write:
    """Write fields of what a recommendation came of, or of the record itself where it has none."""

    def write(told: ColumnContext, row: Record) -> Words:
        source = told.reader.get(row.text("source")) if row.kind == PART else row
        return "" if source is None else lines(*(told.field(source, name) for name in names))

    return write


def of_part(*names: str) -> Write:
    """Write fields of a recommendation; a record that has none leaves them empty."""
    return lambda told, row: lines(*(told.field(row, name) for name in names)) if row.kind == PART else ""


def due(told: ColumnContext, row: Record) -> Words:
    """Write by when a recommendation is to be answered."""
    return last_day(REPLY_TERM)(told, row) if row.kind == PART else ""


def reply(told: ColumnContext, row: Record) -> Words:
    """Write what was answered and when, and by how many days too late."""
    if row.kind != PART:
        return ""
    late = told.done_late(row, REPLY_TERM)
    told_late = f"Trả lời chậm {told.number(late)} ngày" if late else ""
    return lines(*(told.field(row, name) for name in ("reply_number", "replied_on", "outcome")), told_late)


def follow_up(told: ColumnContext, row: Record) -> Words:
    """Write how far a recommendation was followed, and by how many days its answer is late today."""
    if row.kind != PART:
        return ""
    late = told.late(row)
    overdue = "" if late is None else f"Quá hạn {told.number(late[1])} ngày"
    return lines(told.field(row, "state"), told.field(row, "done_on"), overdue)


REGISTER = Register(
    label=_("Sổ theo dõi giám sát, phản biện"),
    description=_("Các cuộc giám sát, phản biện, góp ý trong kỳ và từng kiến nghị: nơi nhận, hạn, trả lời, kết quả"),
    title="Sổ theo dõi kiến nghị sau giám sát, phản biện xã hội, góp ý",
    counted="cuộc giám sát, phản biện, góp ý",
    file_stem="So-giam-sat-phan-bien",
    rows_of=PART,
    columns=(
        RegisterColumn("Ngày thực hiện", 25, of_source("visit_on"), centred=True),
        RegisterColumn("Nội dung; nơi được giám sát", 46, of_source("subject", "target")),
        RegisterColumn("Loại, hình thức; chủ trì", 36, of_source("type", "form", "lead")),
        RegisterColumn("Nội dung", 38, of_part("content"), group="Kiến nghị"),
        RegisterColumn("Nơi nhận", 25, of_part("addressee"), group="Kiến nghị"),
        RegisterColumn("Ngày gửi", 25, of_part("sent_on"), True, "Kiến nghị"),
        RegisterColumn("Hạn", 25, due, True, "Trả lời"),
        RegisterColumn("Số, ngày, kết quả", 30, reply, group="Trả lời"),
        RegisterColumn("Thực hiện, ngày", 27, follow_up, centred=True),
    ),
)
