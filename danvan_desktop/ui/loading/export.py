"""Xuất ra Excel: the records that a list shows, as a file that an official can use at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.loading.work import exporting
from danvan_desktop.ui.models.selection import ListQuery
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.widgets.files import TABLE_FILES, ask_where_to_save

_ENDINGS = (".xlsx", ".csv")


def export_list(context: UiContext, query: ListQuery, parent: QWidget) -> None:
    """Ask where to and write the file in the background."""
    say, kind = context.translator, context.store.kinds[query.kind]
    suggested = documents_folder() / f"{plain_name(say(kind.plural))}-{context.today().isoformat()}.xlsx"
    if path := ask_where_to_save(parent, say, _("Xuất ra Excel"), TABLE_FILES, suggested):
        export_to(context, query, path)


def plain_name(words: str) -> str:
    """Write words as a part of a file's name: small letters without marks, figures, hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(words)).split())


def export_to(context: UiContext, query: ListQuery, out: Path) -> None:
    """Write the records that a list shows into a file; a name without an ending is one of Excel."""
    if out.suffix.lower() not in _ENDINGS:
        out = out.with_name(f"{out.name}.xlsx")
    kind = context.store.kinds[query.kind]
    work = exporting(query, kind, out)
    title = _("Xuất ra “{path}”", path=str(out))
    if kind.stays_inside:
        title = _("Xuất ra “{path}”: chỉ dùng trong đơn vị, không gửi lên cấp trên", path=str(out))
    context.operations.run(Operation(title, work))
