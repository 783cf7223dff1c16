"""Questions asked before something is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from danvan_desktop.localization import Message, Translator, _


def may_lose(parent: QWidget, say: Translator, what: Message) -> bool:
    """Ask whether ``what`` was typed and is not saved may be lost; Esc and Enter keep it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say(_("Chưa lưu")))
    box.setText(say(what))
    keep = box.addButton(say(_("Quay lại")), QMessageBox.ButtonRole.RejectRole)
    lose = box.addButton(say(_("Bỏ, không lưu")), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is lose
