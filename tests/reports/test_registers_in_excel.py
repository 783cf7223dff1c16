"""Every paper with a table is read back from Excel: who, what, when; days and figures as such; ready to be printed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from danvan_desktop.cli.demo import context_for, periods_shown
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.xlsx import NamedTable, render_xlsx, tables_of
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.shared_stores import new_commune

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d{2})?")
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,3})(?:,\d+)?%?")
_WIDTH_OF_A_PAGE = 140
"""Letters: what fits on a page across before letters get smaller than those of the paper."""

_NOTE_OF_A_TERM = "Hạn: ghi chú"
"""Names in any table the day until when a term that ends on a day off runs on; the term itself is a day."""

_WORDS_WITH_DAYS = {
    ("publicity-posted-list", "Hình thức, nơi công khai"): "several places, each with its own days",
    ("publicity-item-register", "Hình thức, nơi"): "several places, each with its own days",
    ("today-list", "Nội dung"): "what is due, in words of the record",
    ("today-list", "Hạn"): "until when a term that ends on a day off runs on; the term itself is a day",
    ("week-list", "Nội dung"): "what is due, in words of the record",
}
"""Columns in which a day stands among words, and why it is no day of its own."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_commune(tmp_path_factory.mktemp("excel") / "commune.db") as store:
        fill_sample(store)
        yield store


def _documents(store: Store, form: ReportForm) -> Iterator[Document]:
    """Build a paper of its fullest record, the day, or the two longest periods."""
    today = store.today()
    if form.needs is Needs.PERIOD:
        periods = sorted(periods_shown(today), key=lambda one: one.first - one.last)[:2]
        contexts = [ReportContext(store, today, period=period) for period in periods]
    else:
        try:
            contexts = [context_for(store, form)]
        except ReportError:
            return
    yield from (form.build(one) for one in contexts if form.nothing_to_say(one) is None)


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.code)
def test_a_paper_s_tables_can_be_read_counted_and_printed(sample: Store, form: ReportForm) -> None:
    for document in _documents(sample, form):
        tables = tables_of(document)
        if not tables:
            continue
        stream = io.BytesIO()
        render_xlsx(document, stream)
        sheets = openpyxl.load_workbook(stream).worksheets
        assert len(sheets) == len(tables)
        for sheet, table in zip(sheets, tables, strict=True):
            _says_who_made_it_and_of_what(sheet, document, table)
            _is_ready_to_be_printed(sheet)
            _has_days_and_figures(sheet, form.code, table)


def _says_who_made_it_and_of_what(sheet: Worksheet, document: Document, table: NamedTable) -> None:
    told = [sheet.cell(row, 1).value for row in range(1, len(table.lines) + 2)]
    assert told == [document.header.issuer.upper(), table.lines[0].upper(), *table.lines[1:]]
    assert all(told)
    assert not document.subject or document.appendices or document.subject in table.lines


def _is_ready_to_be_printed(sheet: Worksheet) -> None:
    head = _head_of(sheet)
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_area.replace("$", "").endswith(
        f"{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
    )
    assert sheet.freeze_panes == f"A{head[-1] + 1}"
    assert sum(one.width for one in sheet.column_dimensions.values()) <= _WIDTH_OF_A_PAGE
    for row in sheet.iter_rows():
        if any(cell.value is not None for cell in row):
            height = sheet.row_dimensions[row[0].row].height
            lines = max(str(cell.value).count("\n") + 1 for cell in row if cell.value is not None)
            assert height is not None
            assert height >= min(409.0, 15 * lines)


def _has_days_and_figures(sheet: Worksheet, code: str, table: NamedTable) -> None:
    first = _head_of(sheet)[-1] + 1
    for row in sheet.iter_rows(min_row=first, max_row=first + len(table.table.rows) - 1):
        for place, cell in enumerate(row):
            if isinstance(cell.value, dt.datetime):
                assert cell.number_format.startswith("dd/mm/yyyy")
            if not isinstance(cell.value, str):
                continue
            assert not _DAY.fullmatch(cell.value)
            assert not _FIGURE.fullmatch(cell.value)
            if _DAY.search(cell.value):
                assert (code, table.table.columns[place].title) in _WORDS_WITH_DAYS, cell.value


def _head_of(sheet: Worksheet) -> range:
    """Give the rows that are printed on every page."""
    first, last = (int(part.strip("$")) for part in sheet.print_title_rows.split(":"))
    return range(first, last + 1)
