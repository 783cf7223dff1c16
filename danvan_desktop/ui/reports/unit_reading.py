"""What the page of the units' figures shows, read in a worker: no widgets here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.coverage import coverage_notes
from danvan_desktop.reports.figures import FigureGroup, ReportFigures
from danvan_desktop.reports.figures.comparison import UnitRow, UnitTable, figures_in, unit_table
from danvan_desktop.reports.forms.unit_figures import UNIT_FIGURES


@dataclass(frozen=True)
class UnitsRead:
    """The figures of the units below one, what is to be known of them, and which of these units have units below."""

    unit: str
    name: str
    table: UnitTable
    notes: Sequence[Message]
    is_lacking: bool
    """Whether the records of some unit are not here, or not all."""
    with_units_below: frozenset[str]


def read_units(store: Records, unit: str, group: FigureGroup, period: Period) -> UnitsRead:
    """Count the figures of a part of the work for each unit right below ``unit``, those that are no shares first.

    An empty ``unit`` is the office's own. Raises StoreError for a period whose records are in an archive file.
    """
    store.forget_law()
    unit = unit or store.unit.uid
    today = store.today()
    figures = ReportFigures(store, unit, UNIT_FIGURES, period, today)
    chosen = sorted(figures_in(group), key=lambda figure: figure.whole is not None)
    table = unit_table(figures, chosen, today)
    lacking = tuple(coverage_notes(figures.coverages()))
    tree = store.tree
    above = {tree.above(one.uid) for one in figures.reader.units_ever}
    return UnitsRead(
        unit,
        store.title(unit),
        table,
        (*_told(figures, table), *lacking, *_late(table)),
        bool(lacking),
        frozenset(row.unit.uid for row in table.rows if row.unit.uid in above and not row.is_own),
    )


def _told(figures: ReportFigures, table: UnitTable) -> Iterator[Message]:
    """Tell why nothing is shown, and up to which day what is shown goes."""
    if not table.rows:
        yield _("Chưa có thôn, xã nào ở dưới đơn vị này để so sánh. Hãy thêm ở “Đơn vị”.")
    elif not figures.has_begun:
        yield _("Kỳ này chưa bắt đầu, chưa có số liệu.")
    elif figures.is_unfinished:
        yield _("Số liệu tính đến ngày {day}; cùng kỳ tính bằng ấy ngày.", day=figures.span.last)
    if unheard := [row.unit.text("name") for row in table.rows if _is_unheard(row)]:
        yield _(
            "Chưa ghép nối máy nào của {units}: số 0 là chưa ghi gì ở đây, không phải báo cáo bằng 0.",
            units=", ".join(unheard),
        )


def _late(table: UnitTable) -> Iterator[Message]:
    """Tell for how long what did not come is waited for: from the end of the period, so for all of them alike."""
    if days := max((row.days_late for row in table.rows), default=0):
        yield _("Kỳ này đã hết {days} ngày: số liệu chưa gửi là chậm từng ấy ngày.", days=days)


def _is_unheard(row: UnitRow) -> bool:
    """Tell whether nothing is known of a unit that records its own work: it has no device that this office knows."""
    is_office = not row.is_own and row.ended is None and row.unit.text("kind") not in VILLAGE_KINDS
    is_silent = row.coverage.state is CoverageState.RECORDED_HERE
    return is_office and is_silent and not any(cell.value for cell in row.cells.values())
