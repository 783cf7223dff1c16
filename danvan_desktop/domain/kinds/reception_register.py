"""Sổ tiếp công dân, Mẫu số 03/TCD (Nghị định 154/2026/NĐ-CP): thirteen columns, a row for each visit."""

from __future__ import annotations

from msgspec.structs import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, Write, lines
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import _

_NOBODY = "Không có công dân đến"


def _of_visit(write: Write) -> Write:
    """Write of a visit only: a session to which nobody came has a row of its own, with its day."""
    return lambda told, row: "" if row.kind == "reception" else write(told, row)


def _value(name: str) -> Write:
    return _of_visit(lambda told, visit: told.field(visit, name))


def _day(told: ColumnContext, row: Record) -> Words:
    session = row if row.kind == "reception" else told.reader.get(row.text("reception"))
    return told.field(session, "held_on") if session is not None else ""


def _citizen(_told: ColumnContext, visit: Record) -> Words:
    if visit.secret:
        return MASK
    return lines(visit.text("citizen_name"), visit.text("citizen_address"))


def _content(told: ColumnContext, row: Record) -> Words:
    if row.kind != "reception":
        return told.field(row, "content")
    return _NOBODY if row.get("nobody_came") else ""


def _people(told: ColumnContext, visit: Record) -> Words:
    speaking = visit.number("representatives")
    return lines(told.number(visit.number("people")), f"(đại diện: {told.number(speaking)})" if speaking else "")


def _guided(told: ColumnContext, visit: Record) -> Words:
    ground = told.field(visit, "refusal_ground")
    return lines(told.field(visit, "guided_to"), f"Từ chối tiếp. {ground}" if ground else "")


def _followed(told: ColumnContext, visit: Record) -> Words:
    petition = None if visit.secret else told.reader.get(visit.text("petition"))
    result = told.field(visit, "result")
    return lines(told.field(visit, "handling"), _linked(told, petition, with_state=not result), result)


def _linked(told: ColumnContext, petition: Record | None, *, with_state: bool) -> str:
    """Name the petition made of a visit, and how far it has come where the book says nothing of that itself."""
    if petition is None:
        return ""
    number, state = f"Kiến nghị số {petition.text('number')}", told.field(petition, "state")
    return f"{number}: {state[:1].lower()}{state[1:]}" if with_state and state else number


def _columns(identity: Write) -> tuple[RegisterColumn, ...]:
    return (
        RegisterColumn("Ngày tiếp", 24, _day, centred=True),
        RegisterColumn("Họ tên, địa chỉ", 30, _of_visit(_citizen)),
        RegisterColumn("Số CCCD, hộ chiếu", 27, identity, centred=True),
        RegisterColumn("Nội dung vụ việc", 46, _content),
        RegisterColumn("Loại đơn", 15, _value("nature")),
        RegisterColumn("Số người cùng nội dung", 17, _of_visit(_people), centred=True),
        RegisterColumn("Cơ quan đã giải quyết", 20, _value("settled_by")),
        RegisterColumn("Thuộc thẩm quyền (x)", 18, _value("competent"), centred=True),
        RegisterColumn("Hướng dẫn đến cơ quan có thẩm quyền", 24, _of_visit(_guided)),
        RegisterColumn("Cơ quan, đơn vị thụ lý", 20, _value("handled_by")),
        RegisterColumn("Theo dõi kết quả giải quyết", 39, _of_visit(_followed)),
        RegisterColumn("Ghi chú", 14, lambda told, row: told.field(row, "note")),
    )


def _nothing(_told: ColumnContext, _row: Record) -> Words:
    return ""


REGISTER = Register(
    label=_("Sổ tiếp công dân"),
    description=_("Mẫu 03/TCD: các lượt tiếp công dân trong kỳ; cột số căn cước để trống"),
    title="Sổ tiếp công dân",
    counted="buổi tiếp công dân",
    file_stem="So-tiep-cong-dan",
    columns=_columns(_nothing),
    summary=(
        "Trong kỳ đã tiếp {sessions} buổi, {visits} lượt với {people} người, trong đó {groups} đoàn đông người"
        " ({group_people} người); {empty} buổi không có công dân đến."
    ),
    figures={name: f"reception.{name}" for name in ("sessions", "visits", "people", "groups", "group_people", "empty")},
    rows_of="reception_visit",
    dense=True,
)
"""What hangs on the wall of the office of receptions and is shown to others: without the numbers of identity cards."""

WITH_IDENTITY = replace(
    REGISTER,
    label=_("Sổ tiếp công dân (có số căn cước)"),
    description=_("Mẫu 03/TCD với cột số căn cước, hộ chiếu: chỉ in để lưu tại nơi tiếp công dân"),
    file_stem="So-tiep-cong-dan-co-so-can-cuoc",
    columns=_columns(_of_visit(lambda _told, visit: visit.text("identity_number"))),
)
