"""Figures of propaganda and help, and of the month of work among the people in the year of the report."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.domain.kinds.activity import ACTIVITY
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.activities import DONE, MONTH
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import figures_of
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Source, Span

MONEY = ("money", "people_money")
"""What the month cost: what the commune paid and what the people gave."""


def _of_the_month(source: Source, span: Span) -> Iterable[Record]:
    """Find what was done, up to the end of the span, in the month of the span's year."""
    for activity in source.up_to(ACTIVITY.name, "held_on", span.last):
        is_of_year = activity.get("month_year") == span.last.year
        if activity.get(MONTH) and is_of_year and activity.text("state") == DONE:
            yield activity


def _month(code: str, title: Message, definition: Message, unit: Message, amount: tuple[str, ...] | None) -> Figure:
    return Figure(
        code=code,
        title=title,
        definition=definition,
        counted=unit,
        kind=ACTIVITY.name,
        group=FigureGroup.ACTIVITIES,
        find=_of_the_month,
        amount=amount,
    )


def activities() -> tuple[Figure, ...]:
    """Return the figures of propaganda, help, training and of the month."""
    return (
        *figures_of(ACTIVITY),
        _month(
            "activities.month_works",
            _("Việc làm trong Tháng Dân vận"),
            _("Số hoạt động đã thực hiện, đến ngày tính số liệu, có dấu “Thuộc Tháng Dân vận” của năm báo cáo."),
            _("việc"),
            None,
        ),
        _month(
            "activities.month_money",
            _("Kinh phí Tháng Dân vận"),
            _("Tổng kinh phí của xã và Nhân dân đóng góp cho các việc làm trong Tháng Dân vận của năm báo cáo."),
            _("đồng"),
            MONEY,
        ),
    )
