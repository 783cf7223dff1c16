"""Bảng so sánh số liệu: what the units right below did in a period, side by side, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.coverage import (
    NOT_ON_THE_BOOKS,
    NOT_REPORTED,
    coverage_notes,
    number_or_dash,
)
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    ColumnGroup,
    Document,
    DocumentInfo,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.figures import Figure, ReportFigures
from danvan_desktop.reports.figures.comparison import UnitRow, UnitTable, figures_in, groups_with_figures, unit_table
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import in_own_words
from danvan_desktop.reports.forms.parts import SIGN_NOTE, committee, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date, sentence

UNIT_FIGURES = "unit-figures"
_NUMBER, _UNIT, _COUNT, _SUM = 11, 52, 15, 26
"""Shares of the width of the columns: of row numbers, names of units, counts, and sums, which may run into billions."""
_ROOM = 247 - _NUMBER - _UNIT
"""What the page across leaves for figures, in millimetres."""
_NOW, _THEN = "Kỳ này", "Cùng kỳ"


def nothing_to_compare(context: ReportContext) -> Message | None:
    """Tell that there is nobody to compare, or nothing."""
    tables = _tables(context, _figures(context))
    first = next(tables)
    if not first.rows:
        return _("Chưa có thôn, xã nào ở dưới đơn vị này để so sánh. Hãy thêm ở “Đơn vị”.")
    if first.compares or any(table.compares for table in tables):
        return None
    return _("Kỳ này chưa có số liệu nào của các đơn vị. Hãy chọn kỳ khác, hoặc nhập tệp mà các đơn vị gửi.")


def build(context: ReportContext) -> Document:
    """Build a table for each part of the work in which a unit below has something, with last year beside it."""
    unit, period = context.store.unit, context.say(context.chosen_period().label())
    figures = _figures(context)
    tables = tuple(_tables(context, figures))
    return Document(
        info=DocumentInfo(f"Bảng so sánh số liệu {period}", committee(unit), context.today, unit.text("name")),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind="Bảng so sánh số liệu",
        subject=f"Kết quả công tác dân vận của các đơn vị, {period}",
        blocks=(*_notes(context, figures, tables), *_parts(context, tables)),
        signatures=(Signature(("Người lập",), SIGN_NOTE),),
        landscape=True,
    )


def _figures(context: ReportContext) -> ReportFigures:
    unit = context.store.unit.uid
    return ReportFigures(context.store, unit, UNIT_FIGURES, context.chosen_period(), context.today)


def _tables(context: ReportContext, figures: ReportFigures) -> Iterator[UnitTable]:
    """Count, part by part as they are asked for, the figures that are no shares of others."""
    wholes = ([one for one in figures_in(group) if one.whole is None] for group in groups_with_figures())
    return (unit_table(figures, chosen, context.today) for chosen in wholes if chosen)


def _notes(context: ReportContext, figures: ReportFigures, tables: Sequence[UnitTable]) -> Iterator[Block]:
    """Tell who has not reported, by how many days, and whose records of the period are not all here."""
    if figures.is_unfinished:
        told = f"Số liệu tính đến ngày {context.translator.date(figures.span.last)}; cùng kỳ tính bằng ấy ngày."
        yield Paragraph((Run(told, italic=True),))
    for row in tables[0].silent:
        if row.days_late:
            told = f"{row.unit.text('name')}: chưa gửi số liệu của kỳ, chậm {row.days_late} ngày."
            yield Paragraph(told)
    for note in coverage_notes(figures.coverages()):
        yield Paragraph(sentence(context.say(note)))
    printed = [(table, figure) for table in tables for figure in table.figures if _told_by_any(table, figure)]
    if any(row.cell(figure.code).year_ago is None for table, figure in printed for row in table.rows):
        yield Paragraph(
            f"Dấu “{NOT_ON_THE_BOOKS}”: cùng kỳ năm trước đơn vị chưa thống kê nội dung ấy, hoặc thống kê từ giữa kỳ;"
            " tổng số cùng kỳ không gồm đơn vị ấy."
        )


def _parts(context: ReportContext, tables: Sequence[UnitTable]) -> Iterator[Block]:
    for table in tables:
        told = [figure for figure in table.figures if _told_by_any(table, figure)]
        if table.compares and told:
            yield Heading(_own_words(context, table.figures[0].group.label))
            for figures in _abreast(told):
                yield _printed(context, replace(table, figures=tuple(figures)))


def _told_by_any(table: UnitTable, figure: Figure) -> bool:
    cells = [row.cell(figure.code) for row in table.rows]
    return any(cell.value or cell.year_ago for cell in cells)


def _abreast(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Share figures among tables as wide as the page across, so that no number is broken."""
    line: list[Figure] = []
    for figure in figures:
        if line and sum(2 * _width(one) for one in (*line, figure)) > _ROOM:
            yield line
            line = []
        line.append(figure)
    yield line


def _printed(context: ReportContext, table: UnitTable) -> Table:
    columns = [Column("TT", _NUMBER, Align.CENTER), Column("Đơn vị", _UNIT)]
    groups = []
    for figure in table.figures:
        groups.append(ColumnGroup(_titled(context, figure), len(columns), 2))
        columns += [Column(title, _width(figure), Align.RIGHT) for title in (_NOW, _THEN)]
    rows = [_row(context, table, number, row) for number, row in enumerate(table.rows, 1)]
    return Table(tuple(columns), (*rows, _total(context, table)), groups=tuple(groups), dense=True)


def _titled(context: ReportContext, figure: Figure) -> str:
    """Head the columns of a figure, those of a sum with its unit, which its title leaves open: money, square metres."""
    title, unit = _own_words(context, figure.title), context.say(figure.counted)
    return title if figure.amount is None or unit.casefold() in title.casefold() else f"{title} ({unit})"


def _own_words(context: ReportContext, told: Message) -> str:
    return in_own_words(context.store, context.store.unit, context.say(told))


def _width(figure: Figure) -> int:
    return _COUNT if figure.amount is None else _SUM


def _row(context: ReportContext, table: UnitTable, number: int, row: UnitRow) -> Row:
    name = row.named(context.say)
    cells = [row.cell(figure.code) for figure in table.figures]
    if row.has_not_reported and not any(cell.value or cell.year_ago for cell in cells):
        silent = Cell(context.say(NOT_REPORTED), span=2 * len(cells), align=Align.CENTER)
        return (str(number), name, silent)
    numbers = context.translator.number
    shown: list[str] = []
    for figure, cell in zip(table.figures, cells, strict=True):
        word = row.word(figure)
        shown += [numbers(cell.value) if word is None else context.say(word)]
        shown.append(number_or_dash(cell.year_ago, context.translator))
    return (str(number), name, *shown)


def _total(context: ReportContext, table: UnitTable) -> Row:
    totals = [table.total(figure.code) for figure in table.figures]
    numbers = (value for total in totals for value in (total.value, total.year_ago))
    texts = [number_or_dash(value, context.translator) for value in numbers]
    return (Cell((Run("Tổng số", bold=True),), span=2), *(Cell((Run(text, bold=True),)) for text in texts))


FORMS = (
    ReportForm(
        code=UNIT_FIGURES,
        title=_("Bảng so sánh số liệu các đơn vị"),
        description=_("Số liệu trong kỳ của từng thôn, xã bên cạnh cùng kỳ năm trước; đơn vị chưa gửi số liệu"),
        purpose=Purpose.REPORT,
        kind="submission",
        needs=Needs.PERIOD,
        file_stem="Bang-so-sanh",
        build_of=build,
        nothing_to_say=nothing_to_compare,
    ),
)
