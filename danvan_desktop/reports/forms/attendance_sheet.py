"""Danh sách hộ gia đình dự họp: the roll of a meeting with room to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.kinds.household import roll_place
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Align, Column, Document, DocumentInfo, Paragraph, Row, Signature, Table
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import meeting_called, when_called
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import bare_name, person, place_and_date

_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Chủ hộ", 46),
    Column("Xóm, ngõ", 34),
    Column("Người đại diện dự họp", 44),
    Column("Ký tên", 31),
)
_EMPTY_ROWS = 25
"""Rows to be filled in by hand where the roll of households is not recorded."""


def build(context: ReportContext) -> Document:
    """Build the attendance sheet of the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), meeting.date("starts_at")))
    households = sorted(context.store.find("household", unit=unit.uid), key=roll_place)
    return Document(
        info=DocumentInfo(f"Danh sách hộ dự họp – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind="Danh sách đại diện hộ gia đình dự họp",
        subject=meeting_called(meeting, unit).matter,
        blocks=(
            Paragraph(_facts(meeting)),
            Table(_COLUMNS, tuple(_rows(context, meeting, households)), numbered=False),
            Paragraph(_summary(context, meeting, len(households))),
        ),
        signatures=(
            Signature(("Thư ký",), SIGN_NOTE, bare_name(person(meeting.text("secretary")).name)),
            Signature(("Chủ trì",), SIGN_NOTE, bare_name(person(meeting.text("chair")).name)),
        ),
    )


def _facts(meeting: Record) -> str:
    return f"Thời gian: {when_called(meeting)}. Địa điểm: {meeting.text('place')}."


def _rows(context: ReportContext, meeting: Record, households: Sequence[Record]) -> Iterator[Row]:
    if not households:
        yield from ((str(line), "", "", "", "") for line in range(1, _EMPTY_ROWS + 1))
    came = {one.text("household"): one for one in context.children(meeting, "attendance")}
    for number, household in enumerate(households, 1):
        present = came.get(household.uid)
        representative = (present.text("representative") or household.text("head")) if present is not None else ""
        yield (str(number), household.text("head"), household.text("address"), representative, "")


def _summary(context: ReportContext, meeting: Record, listed: int) -> str:
    if meeting.text("state") == PLANNED:
        rest = "Số hộ có đại diện dự họp: ………… hộ."
        return f"Danh sách có {context.translator.number(listed)} hộ. {rest}" if listed else rest
    quorum = quorum_of(meeting, context.store.law)
    number = context.translator.number
    share = f", đạt {context.translator.percent(quorum.present / quorum.total)}" if quorum.total else ""
    return f"Tổng số: {number(quorum.present)}/{number(quorum.total)} hộ gia đình có đại diện dự họp{share}./."


FORMS = (
    ReportForm(
        code="attendance-sheet",
        title=_("Danh sách hộ dự họp"),
        description=_("Danh sách đại diện hộ gia đình dự họp, có chỗ ký tên"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="DS-ho-du-hop",
        build_of=build,
        issued_by=COMMUNITY,
    ),
)
