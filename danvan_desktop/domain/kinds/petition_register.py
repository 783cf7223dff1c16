"""Sổ theo dõi kiến nghị, phản ánh: every petition of a period from its receipt to the day the people were told."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Phrase, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.petitions import DEADLINES, REPLY
from danvan_desktop.localization import _

_REPLY = next(deadline for deadline in DEADLINES if deadline.name == REPLY)
_RESULT = "Kết quả giải quyết"


def _citizen(told: ColumnContext, petition: Record) -> Words:
    size = petition.number("group_size")
    group = f"(cùng {told.number(size - 1)} người khác)" if size > 1 else ""
    return lines(petition.text("citizen_name"), petition.text("citizen_address"), group)


def _content(told: ColumnContext, petition: Record) -> Words:
    field = told.field(petition, "field")
    nature = "; ".join(part for part in (told.field(petition, "nature"), field[:1].lower() + field[1:]) if part)
    request = petition.text("request")
    return (
        Phrase(f"{petition.text('content')} "),
        Phrase(f"({nature})", italic=True),
        Phrase(f"\nYêu cầu: {request}" if request else ""),
    )


def _assigned(told: ColumnContext, petition: Record) -> Words:
    term = _REPLY.term(petition, told.terms)
    due = f"Hạn: {told.say(term.words)}" if term else ""
    return lines(told.field(petition, "competence"), petition.text("assigned_to"), due)


def _reply(told: ColumnContext, petition: Record) -> Words:
    number, result = petition.text("reply_number"), told.field(petition, "result")
    head = (told.field(petition, "replied_on"), f"số {number}" if number else "")
    return lines(
        ", ".join(part for part in head if part),
        ": ".join(part for part in (result, petition.text("reply")) if part),
    )


def _days_over(told: ColumnContext, petition: Record) -> Words:
    """Days past the term today, or by which the reply came late."""
    late = told.late(petition)
    if late is not None:
        return told.number(late[1])
    days = _REPLY.done_late(petition, told.terms)
    return f"Chậm {told.number(days)}" if days else ""


REGISTER = Register(
    label=_("Sổ theo dõi kiến nghị"),
    description=_("Các kiến nghị, phản ánh tiếp nhận trong kỳ, từ lúc nhận đến ngày thông báo cho dân"),
    title="Sổ theo dõi kiến nghị, phản ánh của Nhân dân",
    counted="đơn, kiến nghị, phản ánh",
    file_stem="So-kien-nghi",
    columns=(
        RegisterColumn("Số, ngày tiếp nhận", 21, fields("number", "received_on"), centred=True),
        RegisterColumn("Người kiến nghị, địa chỉ", 28, _citizen),
        RegisterColumn("Nội dung kiến nghị, phản ánh", 75, _content),
        RegisterColumn("Thẩm quyền, nơi được giao, hạn trả lời", 31, _assigned),
        RegisterColumn("Trả lời", 56, _reply, group=_RESULT),
        RegisterColumn("Thông báo cho dân", 21, fields("people_told_on", "told_how"), True, _RESULT),
        RegisterColumn("Quá hạn (ngày)", 15, _days_over, True, _RESULT),
    ),
    summary=(
        "Trong kỳ tiếp nhận {received} đơn, kiến nghị, phản ánh.[ Đã trả lời {replied} đơn, kiến nghị.]"
        "[ Đã thông báo kết quả cho người dân {told} đơn, kiến nghị.]"
        "[ Đến ngày {last} quá hạn chưa trả lời {overdue} đơn, kiến nghị.]"
        "[ Đã trả lời nhưng chậm thông báo cho người dân {untold} đơn, kiến nghị.]"
        " Số đã trả lời, thông báo, quá hạn gồm cả đơn, kiến nghị của kỳ trước chuyển sang."
        " Sổ ghi từng đơn, kiến nghị tiếp nhận trong kỳ; cột “Quá hạn” tính đến ngày {today}."
    ),
    figures={name: f"petitions.{name}" for name in ("received", "replied", "told", "overdue", "untold")},
    then="number",
    own_numbers=True,
    dense=True,
)
