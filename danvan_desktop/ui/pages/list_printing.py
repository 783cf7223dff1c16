"""In danh sách: what a list shows, found anew in the background and shown as it will be on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Translator
from danvan_desktop.reports.forms.shown_list import ShownList
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds.view import ListView
from danvan_desktop.ui.models.selection import ListQuery, find_listing
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.preview.report_file import ReportWish


def print_list(
    context: UiContext,
    query: ListQuery,
    columns: Sequence[str],
    listing: ListView,
    told: Sequence[str],
    parent: QWidget,
) -> None:
    """Open the preview of a list; papers are Vietnamese whatever the language of the window."""
    names = tuple(columns)

    def read(store: Store) -> ShownList:
        found = find_listing(store, query, Translator())
        return ShownList(query.kind, found.uids, names, found.headings, listing.headings, tuple(told))

    def show(shown: ShownList) -> None:
        PreviewDialog(context, ReportWish(listed=shown), parent).open()

    context.operations.read(read, show, key=(parent, "print"), owner=parent)
