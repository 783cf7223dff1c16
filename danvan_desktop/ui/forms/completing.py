"""Completion of what is typed, with or without tone marks, from names and from the office's own words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from danvan_desktop.domain.text import fold

_FOLDED_ROLE = Qt.ItemDataRole.UserRole


class FoldingCompleter(QCompleter):
    """Finds entries that contain what was typed, marks aside."""

    def __init__(self, parent: QWidget) -> None:
        """Compare folded texts."""
        super().__init__(parent)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(_FOLDED_ROLE)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Fold what was typed before it is looked for."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the name itself into the line."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def look_like_a_list(completer: QCompleter) -> None:
    """Let what is offered look as the lists of choices do."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("offered")


def _entry(name: str) -> QStandardItem:
    """Make an entry that is found by its folded name."""
    item = QStandardItem(name)
    item.setData(fold(name), _FOLDED_ROLE)
    return item


def complete_from(line: QLineEdit, words: Iterable[str]) -> None:
    """Offer words while a line is typed into; anything else may still be typed."""
    model = QStandardItemModel(line)
    for word in words:
        model.appendRow(_entry(word))
    completer = FoldingCompleter(line.parentWidget() or line)
    completer.setModel(model)
    look_like_a_list(completer)
    former: QCompleter | None = line.completer()
    line.setCompleter(completer)
    if former is not None:
        former.deleteLater()
