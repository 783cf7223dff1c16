"""Questions asked before something is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from danvan_desktop.localization import Message, Translator, _, ngettext

_ASKED_BY_NUMBER = 20
"""Above so many records a deletion is confirmed by typing their number."""
_NAMED = 6
"""So many records are named in a question."""


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


def may_delete(parent: QWidget, say: Translator, titles: Sequence[str]) -> bool:
    """Ask whether the records of these titles may go, one alone unasked; Esc and Enter keep them.

    More than 20 go only when their number was typed.
    """
    count = len(titles)
    if count <= 1:
        return True
    names = "\n".join(f"– {title}" for title in titles[:_NAMED]) + ("\n…" if count > _NAMED else "")
    question = say(ngettext("Xóa {n} bản ghi này?", "Xóa {n} bản ghi này?", count))
    if count <= _ASKED_BY_NUMBER:
        return may_go(parent, say, f"{question}\n{names}")
    typed, given = QInputDialog.getText(
        parent, say(_("Xóa")), f"{question}\n{names}\n" + say(_("Nếu chắc chắn, gõ số bản ghi sẽ xóa:"))
    )
    return given and typed.strip() == str(count)


def may_go(parent: QWidget, say: Translator, question: str) -> bool:
    """Ask whether something may be deleted; Esc and Enter keep it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say(_("Xóa")))
    box.setText(question)
    keep = box.addButton(say(_("Không xóa")), QMessageBox.ButtonRole.RejectRole)
    go = box.addButton(say(_("Xóa")), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is go
