"""Danh sách lực lượng làm công tác dân vận: who does the work, role by role, as of the day of printing.

It stays inside the unit: it is printed of the day alone, so that it is among the papers of no period. Religion, people
and Party membership are not printed. No rule read prescribes a form for it (docs/sources.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.kinds.network_member import NETWORK_MEMBER, ROLES
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Needs, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.parts import SIGN_NOTE, committee, head_signature, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date

NETWORK_LIST = "network-list"
_MIDDLE = Align.CENTER
_INSIDE = "Danh sách chỉ dùng trong đơn vị, có dữ liệu cá nhân; không sao, không gửi ra ngoài đơn vị."
_COLUMNS = (
    Column("TT", 12, _MIDDLE),
    Column("Họ và tên", 52),
    Column("Năm sinh", 20, _MIDDLE),
    Column("Giới tính", 18, _MIDDLE),
    Column("Đơn vị", 40),
    Column("Chức vụ, công việc", 48),
    Column("Điện thoại", 30, _MIDDLE),
    Column("Từ ngày", 27, _MIDDLE),
    Column("Bồi dưỡng gần nhất", 27, _MIDDLE),
)


def build(context: ReportContext) -> Document:
    """Build the list of those who are active today, a table a role."""
    unit = context.store.unit
    title = "Danh sách lực lượng làm công tác dân vận"
    return Document(
        info=DocumentInfo(title, committee(unit), context.today, unit.text("name")),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind=title,
        subject=f"Tính đến ngày {context.translator.date(context.today)}",
        blocks=(Paragraph((Run(_INSIDE, italic=True),)), *_by_role(context)),
        signatures=(Signature(("Người lập danh sách",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def _by_role(context: ReportContext) -> Iterator[Block]:
    members = _active(context)
    for role in ROLES:
        of_role = [one for one in members if one.text("role") == role.code]
        if of_role:
            yield Heading(f"{context.say(role.label)}: {len(of_role)} người")
            yield Table(_COLUMNS, tuple(_row(context, place, one) for place, one in enumerate(of_role, 1)))


def _active(context: ReportContext) -> Sequence[Record]:
    """Return who is active today, by given name, as the list of the window has them."""
    return [one for one in context.store.list(NETWORK_MEMBER.name) if _is_active(one, context.today)]


def _is_active(member: Record, today: dt.date) -> bool:
    ended = member.date("to_on")
    return bool(member.get("active")) and (ended is None or ended >= today)


def _row(context: ReportContext, place: int, member: Record) -> Row:
    born = member.get("birth_year")
    return (
        str(place),
        member.text("full_name"),
        "" if born is None else str(born),
        context.choice(member, "gender"),
        context.store.title(member.text("unit")),
        member.text("position"),
        member.text("phone"),
        *(_day(context, member.date(name)) for name in ("from_on", "trained_on")),
    )


def _day(context: ReportContext, day: dt.date | None) -> str:
    return "" if day is None else context.translator.date(day)


_nobody = unless(_active, _("Chưa ghi ai đang hoạt động. Hãy ghi ở trang “Lực lượng dân vận”."))


FORMS = (
    ReportForm(
        code=NETWORK_LIST,
        title=_("Danh sách lực lượng dân vận"),
        description=_("Người đang hoạt động theo vai trò; chỉ dùng trong đơn vị"),
        purpose=Purpose.FRONT,
        kind="",
        needs=Needs.DAY,
        file_stem="DS-luc-luong-dan-van",
        build_of=build,
        nothing_to_say=_nobody,
    ),
)
