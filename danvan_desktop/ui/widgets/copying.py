"""Ctrl+C and Ctrl+V in a list: the chosen rows as a spreadsheet and a word processor take them, and theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QTableView, QWidget

Columns = Callable[[], Sequence[int]]
"""Tells the places of columns, in their order."""
_AS_TEXT = "mso-number-format:'\\@'"
"""Keeps a spreadsheet from making a date of a number such as 7/2026."""


def copies_rows(view: QAbstractItemView, columns: Columns | None = None) -> None:
    """Let Ctrl+C copy all chosen rows of a list: the ``columns`` that it names, without it those in sight."""
    copy = lambda: copy_rows(view, columns)  # noqa: E731 - handed on as it is
    view.installEventFilter(_OnKeys(view, QKeySequence.StandardKey.Copy, copy))


def pastes_lists(view: QWidget, take: Callable[[str], object]) -> None:
    """Let Ctrl+V hand a list over that was copied elsewhere; ``take`` tells what became of it.

    ``view`` is the list, or what has the keyboard while it is empty.
    """

    def paste() -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            take(text)

    view.installEventFilter(_OnKeys(view, QKeySequence.StandardKey.Paste, paste))


class _OnKeys(QObject):
    """Does something at a key in a list."""

    def __init__(self, view: QWidget, keys: QKeySequence.StandardKey, action: Callable[[], object]) -> None:
        super().__init__(view)
        self._keys, self._action = keys, action

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(self._keys):
            self._action()
            return True
        return super().eventFilter(watched, event)


def copy_rows(view: QAbstractItemView, named: Columns | None = None) -> None:
    """Put the chosen rows on the clipboard: a line a row and a tab a column, and as a table with its headings."""
    model, columns = view.model(), _columns(view) if named is None else named()
    chosen = {index.row(): index.parent() for index in view.selectionModel().selectedIndexes()}
    rows = [[_text(model, row, column, chosen[row]) for column in columns] for row in sorted(chosen)]
    if not rows:
        return
    data = QMimeData()
    data.setText("\n".join("\t".join(cells) for cells in rows))
    data.setHtml(_table(_headings(view, columns), rows))
    QGuiApplication.clipboard().setMimeData(data)


def _columns(view: QAbstractItemView) -> Sequence[int]:
    """Return the columns in sight, as they stand."""
    if isinstance(view, QListView):  # PySide6 keeps the columns of a list model to itself
        return range(1)
    columns = range(view.model().columnCount())
    if not isinstance(view, QTableView):
        return columns
    shown = [column for column in columns if not view.isColumnHidden(column)]
    return sorted(shown, key=view.horizontalHeader().visualIndex)


def _headings(view: QAbstractItemView, columns: Sequence[int]) -> Sequence[str]:
    if not isinstance(view, QTableView):
        return ()
    heads = (view.model().headerData(column, Qt.Orientation.Horizontal) for column in columns)
    return ["" if head is None else str(head) for head in heads]


def _text(model: QAbstractItemModel, row: int, column: int, parent: QModelIndex) -> str:
    """Return a cell on one line; what is shown shortened is copied whole where the tooltip has it."""
    index = model.index(row, column, parent)
    shown, whole = index.data(Qt.ItemDataRole.DisplayRole), index.data(Qt.ItemDataRole.ToolTipRole)
    text = "" if shown is None else " ".join(str(shown).split())
    full = "" if whole is None else " ".join(str(whole).split())
    return full if text.endswith("…") and full.startswith(text[:-1]) else text


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from html import escape

    lines = ["<table>"]
    if headings:
        lines.append("<tr>" + "".join(f"<th>{escape(head)}</th>" for head in headings) + "</tr>")
    for cells in rows:
        lines.append("<tr>" + "".join(f'<td style="{_AS_TEXT}">{escape(cell)}</td>' for cell in cells) + "</tr>")
    return "\n".join([*lines, "</table>"])
