"""Words that a window tells and an officer may copy; long paths of Windows go over at their folders."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from danvan_desktop.patterns import pattern

_MAY_BREAK = "\u200b"
"""Tells Qt that a line may end here: it breaks a path at / but never at \\."""
_BETWEEN_FOLDERS = pattern(r"(?<=\\)(?=[^\s\\])")


class ToldText(QLabel):
    """Plain text that wraps; what is taken from it is what was told, without the places where it may break."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Tell a text."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Tell another text."""
        super().setText(_BETWEEN_FOLDERS.sub(_MAY_BREAK, text))

    def text(self) -> str:
        """Return what is told."""
        return super().text().replace(_MAY_BREAK, "")

    def selectedText(self) -> str:
        """Return what is marked of it."""
        return super().selectedText().replace(_MAY_BREAK, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is marked."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is marked, else all."""
        menu = QMenu(self)
        menu.addAction(QCoreApplication.translate("QWidgetTextControl", "&Copy"), self._copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selectedText() or self.text())
