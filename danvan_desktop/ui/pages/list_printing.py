"""What a list shows, found anew in the background: shown as it will be on paper, or written as a sheet of Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.localization import Translator, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.shown_list import ShownList, list_form
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.kinds.view import ListView
from danvan_desktop.ui.loading.export import plain_name
from danvan_desktop.ui.models.selection import ListQuery, find_listing
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.widgets.files import ask_where_to_save

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage

_ENDING = ".xlsx"


def print_list(page: RecordPage) -> None:
    """Show the list of a page as it will be on paper; papers are Vietnamese whatever the language of the window."""

    def show(shown: ShownList) -> None:
        PreviewDialog(page.context, ReportWish(listed=shown), page).open()

    page.context.operations.read(_reading(page), show, key=(page, "print"), owner=page)


def choose_file(page: RecordPage) -> None:
    """Ask where to and write the list of a page as it is shown into a file of Excel."""
    say = page.context.translator
    name = f"danh-sach-{plain_name(say(page.kind.plural))}-{page.context.today().isoformat()}{_ENDING}"
    title, suggested = _("Xuất danh sách đang xem"), documents_folder() / name
    if path := ask_where_to_save(page, say, title, "Excel (*.xlsx)", suggested):
        write_list(page, path)


def write_list(page: RecordPage, out: Path) -> None:
    """Write a list into a file: its columns, its order, its groups, above them its filters."""
    if out.suffix.lower() != _ENDING:
        out = out.with_name(f"{out.name}{_ENDING}")
    read = _reading(page)

    def work(store: Store, _progress: Progress) -> Path:
        form = list_form(store, read(store), on_paper=False)
        print_form(form, ReportContext(store, store.today()), out, file_format=FileFormat.XLSX)
        return out

    page.context.operations.run(Operation(_("Xuất ra “{path}”", path=str(out)), work))


def _reading(page: RecordPage) -> Callable[[Store], ShownList]:
    """Return what finds the list as it is shown now."""
    told = page.filtering.told(Translator())
    return partial(_found, query=page.query, columns=page.columns.names, listing=page.listing, told=told)


def _found(store: Store, query: ListQuery, columns: Sequence[str], listing: ListView, told: Sequence[str]) -> ShownList:
    found = find_listing(store, query, Translator())
    return ShownList(query.kind, found.uids, tuple(columns), found.headings, listing.headings, tuple(told))
