"""Telling what went wrong, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QMessageBox, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.widgets.buttons import Button


def tell_fault(parent: QWidget | None, translator: Translator, title: str, text: str) -> QMessageBox:
    """Tell a fault in a box that waits beside the window, and return it."""
    box = _box(parent, title, text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(Button(translator(_("Đóng")), box), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def ask_to_try_again(translator: Translator, title: str, text: str, over: SignalInstance) -> bool:
    """Tell a fault that may be over soon; return whether to try again: the officer wants it, or it is ``over``."""
    box = _box(None, title, text)
    again = Button(translator(_("Thử lại")), box)
    box.addButton(again, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(Button(translator(_("Hủy")), box), QMessageBox.ButtonRole.RejectRole)
    over.connect(again.click)
    box.exec()
    return box.clickedButton() is again


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
