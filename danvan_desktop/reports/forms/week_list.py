"""Lịch tuần: what takes place and what ends on each day of a week, for the wall of the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext, titled
from danvan_desktop.reports.document import Align, Cell, Column, Document, DocumentInfo, Row, Run, Signature, Table
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.parts import SIGN_NOTE, committee, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date
from danvan_desktop.store.day_list import agenda
from danvan_desktop.store.due_items import DueItem

_DAYS = 7
_FRIDAY = 4
_COLUMNS = (
    Column("Ngày", 30),
    Column("Giờ", 18, Align.CENTER),
    Column("Việc", 44),
    Column("Nội dung", 108),
    Column("Nơi, người làm", 45),
    Column("Ghi chú", 28),
)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of the week that is planned on a day: from Friday on, that is the next one."""
    monday = day - dt.timedelta(days=day.weekday())
    if day.weekday() >= _FRIDAY:
        monday += dt.timedelta(days=_DAYS)
    return monday, monday + dt.timedelta(days=_DAYS - 1)


def nothing_to_do(context: ReportContext) -> Message | None:
    """Tell that the week is empty."""
    first, last = week_of(context.today)
    if any(agenda(context.own_store, first, last).values()):
        return None
    return _("Tuần từ {first} đến {last} chưa có việc nào.", first=first, last=last)


def build(context: ReportContext) -> Document:
    """Build the table of the week, a part for each day; days without anything stand there, too."""
    unit, (first, last) = context.store.unit, week_of(context.today)
    told = f"từ ngày {context.translator.date(first)} đến ngày {context.translator.date(last)}"
    rows = [
        row for day, entries in agenda(context.own_store, first, last).items() for row in _day(context, day, entries)
    ]
    return Document(
        info=DocumentInfo(f"Lịch tuần {told}", committee(unit), context.today, unit.text("name")),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind="Lịch tuần",
        subject=f"Họp, đối thoại và việc đến hạn {told}",
        blocks=(Table(_COLUMNS, tuple(rows)),),
        signatures=(Signature(("Người lập",), SIGN_NOTE),),
        landscape=True,
    )


def _day(context: ReportContext, day: dt.date, entries: Sequence[DueItem]) -> Iterator[Row]:
    """Name the day in the first of its rows."""
    name = f"{context.translator.weekday(day)}\n{context.translator.date(day)}"
    if not entries:
        yield (Cell((Run(name, bold=True),)), "", "", "", "", "")
    for number, entry in enumerate(entries):
        yield (Cell((Run(name if number == 0 else "", bold=True),)), *_entry(context, entry))


def _entry(context: ReportContext, entry: DueItem) -> tuple[str, ...]:
    moment = entry.moment
    content = titled(entry.content) if isinstance(entry.content, str) else context.say(entry.content)
    return (
        "" if moment is None else context.translator.time(moment.time()),
        context.say(entry.work),
        content if entry.last is None else f"{content} ({context.say(entry.label)})",
        ", ".join(dict.fromkeys(filter(None, (entry.place_name, entry.who)))),
        "",
    )


FORMS = (
    ReportForm(
        code="week-list",
        title=_("Lịch tuần"),
        description=_("Họp, đối thoại và việc đến hạn từng ngày trong tuần; từ thứ Sáu là tuần sau"),
        purpose=Purpose.WORK,
        kind="",
        needs=Needs.DAY,
        file_stem="Lich-tuan",
        build_of=build,
        nothing_to_say=nothing_to_do,
    ),
)
