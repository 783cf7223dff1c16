"""The question asked before what was typed is lost, and dialogs that ask it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtWidgets import QAbstractButton, QDialog, QInputDialog, QMessageBox, QWidget

from danvan_desktop.localization import Message, Translator, _, ngettext

_ASKED_BY_NUMBER = 20
"""Above so many records a deletion is confirmed by typing their number."""
_NAMED = 6
"""So many records are named in a question."""


class Answer(Enum):
    """What becomes of what was typed and is not saved."""

    SAVE = auto()
    KEEP_DRAFT = auto()
    LOSE = auto()
    STAY = auto()


def ask_unsaved(
    parent: QWidget, say: Translator, what: Message, *, save: Message | None = None, keeps_draft: bool = True
) -> Answer:
    """Ask what to do, having told ``what`` is not saved; Esc stays, Enter saves, which ``save`` names."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say(_("Chưa lưu")))
    box.setText(say(what))
    role = QMessageBox.ButtonRole
    keep = box.addButton(say(save or _("Lưu")), role.AcceptRole)
    answers: dict[QAbstractButton, Answer] = {keep: Answer.SAVE}
    if keeps_draft:
        answers[box.addButton(say(_("Giữ bản nháp")), role.ActionRole)] = Answer.KEEP_DRAFT
    answers[box.addButton(say(_("Bỏ, không lưu")), role.DestructiveRole)] = Answer.LOSE
    stay = box.addButton(say(_("Ở lại")), role.RejectRole)
    answers[stay] = Answer.STAY
    box.setDefaultButton(keep)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Answer.STAY)


class AskingDialog(QDialog):
    """A dialog that neither Esc nor its close button closes over something typed without asking."""

    def has_unsaved(self) -> bool:
        """Tell whether closing would lose something."""
        raise NotImplementedError(type(self).__name__)

    def ask(self) -> Answer:
        """Ask what becomes of it."""
        raise NotImplementedError(type(self).__name__)

    def save_unsaved(self) -> None:
        """Do what the dialog is for; it closes itself when that is done."""
        raise NotImplementedError(type(self).__name__)

    def keep_unsaved(self) -> None:
        """Keep a draft, where the question offers that."""

    def reject(self) -> None:
        """Close, unless something would be lost and the officer wants it otherwise."""
        answer = self.ask() if self.has_unsaved() else Answer.LOSE
        if answer is Answer.SAVE:
            self.save_unsaved()
            return
        if answer is Answer.KEEP_DRAFT:
            self.keep_unsaved()
        if answer is not Answer.STAY:
            super().reject()


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
