"""Sổ theo dõi đơn: every complaint, denunciation, dispute and hot spot of a period, from receipt to publication."""

from __future__ import annotations

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.cases import DEADLINES, HANDLE, SETTLE
from danvan_desktop.localization import _

_BY_NAME = {deadline.name: deadline for deadline in DEADLINES}
_WAY = (_BY_NAME[HANDLE], _BY_NAME[SETTLE])


def _sender(told: ColumnContext, case: Record) -> Words:
    if case.get("anonymous"):
        return "Không rõ tên, địa chỉ"
    return lines(told.field(case, "citizen_name"), "" if case.secret else told.field(case, "citizen_address"))


def _nature(told: ColumnContext, case: Record) -> Words:
    instance = told.field(case, "instance")
    return lines(told.field(case, "nature"), told.field(case, "field"), f"({instance.lower()})" if instance else "")


def _due(told: ColumnContext, case: Record) -> Words:
    deadline: Deadline = _WAY[0] if case.get("accepted_on") is None else _WAY[1]
    term = deadline.term(case, told.terms)
    return told.say(term.words) if term is not None else ""


def _result(told: ColumnContext, case: Record) -> Words:
    number = case.text("decision_number")
    return lines(told.field(case, "result"), f"số {number}" if number else "", told.field(case, "decided_on"))


def _told(told: ColumnContext, case: Record) -> Words:
    sent, published = told.field(case, "sent_on"), told.field(case, "published_on")
    return lines(f"Gửi: {sent}" if sent else "", f"Công khai: {published}" if published else "")


def _over(told: ColumnContext, case: Record) -> Words:
    late = told.late(case)
    if late is not None:
        return told.number(late[1])
    days = sum(deadline.done_late(case, told.terms) for deadline in _WAY)
    return f"Chậm {told.number(days)}" if days else ""


REGISTER = Register(
    label=_("Sổ theo dõi đơn"),
    description=_("Khiếu nại, tố cáo, tranh chấp, điểm nóng nhận trong kỳ; người tố cáo được che"),
    title="Sổ theo dõi đơn, vụ việc",
    counted="đơn, vụ việc",
    file_stem="So-theo-doi-don",
    columns=(
        RegisterColumn("Số, ngày nhận", 24, fields("number", "received_on"), centred=True),
        RegisterColumn("Người gửi", 28, _sender),
        RegisterColumn("Tóm tắt", 42, fields("title")),
        RegisterColumn("Loại, lĩnh vực", 28, _nature),
        RegisterColumn("Số người", 17, fields("people"), centred=True),
        RegisterColumn("Xử lý, ngày, nơi chuyển", 30, fields("handling", "handled_on", "sent_to")),
        RegisterColumn("Ngày thụ lý", 24, fields("accepted_on"), centred=True),
        RegisterColumn("Hạn", 26, _due, centred=True),
        RegisterColumn("Kết quả, ngày", 28, _result),
        RegisterColumn("Gửi, công khai", 28, _told),
        RegisterColumn("Quá hạn (ngày)", 19, _over, centred=True),
    ),
    then="number",
    own_numbers=True,
    dense=True,
)
