"""Telling what went wrong, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.widgets.buttons import Button


def tell_fault(parent: QWidget | None, translator: Translator, title: str, text: str) -> QMessageBox:
    """Tell a fault in a box that waits beside the window, and return it."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, QMessageBox.StandardButton.NoButton, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.addButton(Button(translator(_("Đóng")), box), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
