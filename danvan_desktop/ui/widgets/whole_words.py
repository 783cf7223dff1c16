"""Rows of a tree as high as their words take over several lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

_BESIDE = 24
"""Pixels beside the words of a row, both sides together."""


class WholeWords(QStyledItemDelegate):
    """Gives rows that wrap their words the height of these: Qt asks for the height of one line.

    A row is as high as the words of its first column take in the width that they have there.
    """

    def __init__(self, tree: QTreeView) -> None:
        """Measure the rows of a ``tree`` anew whenever its columns change."""
        super().__init__(tree)
        self._tree = tree
        tree.header().sectionResized.connect(tree.scheduleDelayedItemsLayout)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Measure the words in the width that the row has."""
        hint = super().sizeHint(option, index)
        if not self._tree.wordWrap() or index.column():
            return hint
        steps = (1 if self._tree.rootIsDecorated() else 0) + (1 if index.parent().isValid() else 0)
        width = self._tree.columnWidth(0) - steps * self._tree.indentation() - _BESIDE
        words = QRect(0, 0, max(width, 1), 0)
        lines = option.fontMetrics.boundingRect(words, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        around = max(0, hint.height() - option.fontMetrics.height())
        return QSize(hint.width(), lines.height() + around)
