"""Figures of taking land back: what is under way at the end of a period, and how many households go along."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Source, Span

_KIND = "land_project"


def _under_way(source: Source, span: Span) -> Iterable[Record]:
    """Find the projects that were begun by the end of the span and had not ended then."""
    for project in source.up_to(_KIND, "started_on", span.last):
        ended = project.date("ended_on")
        if ended is None or ended > span.last:
            yield project


def _figure(
    code: str, title: Message, definition: Message, unit: Message, amount: str | None, whole: str | None = None
) -> Figure:
    return Figure(
        code=code,
        title=title,
        definition=definition,
        counted=unit,
        kind=_KIND,
        group=FigureGroup.LAND,
        find=_under_way,
        amount=amount,
        whole=whole,
    )


LAND_FIGURES = (
    _figure(
        "land.projects",
        _("Dự án thu hồi đất"),
        _("Số dự án thu hồi đất bắt đầu đến cuối kỳ, chưa hoàn thành, chưa dừng ở cuối kỳ."),
        _("dự án"),
        None,
    ),
    _figure(
        "land.households",
        _("Hộ có đất thu hồi"),
        _("Tổng số hộ có đất thu hồi của các dự án chưa xong ở cuối kỳ."),
        _("hộ"),
        "households",
    ),
    _figure(
        "land.agreed_share",
        _("Hộ đồng thuận"),
        _("Tổng số hộ đồng thuận của các dự án chưa xong ở cuối kỳ; tỷ trọng: trong số hộ có đất thu hồi."),
        _("hộ"),
        "agreed_households",
        "land.households",
    ),
    _figure(
        "land.handed_share",
        _("Hộ đã bàn giao đất"),
        _("Tổng số hộ đã bàn giao của các dự án chưa xong ở cuối kỳ; tỷ trọng: trong số hộ có đất thu hồi."),
        _("hộ"),
        "handed_over",
        "land.households",
    ),
    _figure(
        "land.persuasions",
        _("Lượt vận động hộ có đất thu hồi"),
        _("Tổng số lượt vận động từng hộ của các dự án chưa xong ở cuối kỳ, từ khi dự án bắt đầu."),
        _("lượt"),
        "persuasions",
    ),
)
