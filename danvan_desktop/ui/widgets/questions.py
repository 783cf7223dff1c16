"""The question asked before what was typed is lost, and dialogs that ask it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.deletion_dialog import DeletionDialog
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog

_SAVE, _NOT_SAVED = _("Lưu"), _("Chưa lưu")
_ASKED_BY_NUMBER = 20
"""Above so many records a deletion is confirmed by typing their number."""


class Answer(Enum):
    """What becomes of what was typed and is not saved."""

    SAVE = auto()
    KEEP_DRAFT = auto()
    LOSE = auto()
    STAY = auto()


@dataclass(frozen=True)
class Unsaved:
    """What closing would lose, told in words; ``save`` names the button that does what the dialog is for.

    ``title`` heads the question, where nothing is saved by it.
    """

    what: Message
    save: Message = _SAVE
    keeps_draft: bool = False
    title: Message = _NOT_SAVED


def ask_unsaved(parent: QWidget, say: Translator, unsaved: Unsaved) -> Answer:
    """Ask what becomes of what is not saved; Esc stays, Enter saves."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say(unsaved.title))
    box.setText(say(unsaved.what))
    role = QMessageBox.ButtonRole
    keep, draft = Button(say(unsaved.save)), Button(say(_("Giữ bản nháp")))
    lose, stay = Button(say(_("Bỏ, không lưu"))), Button(say(_("Ở lại")))
    answers = {keep: Answer.SAVE, draft: Answer.KEEP_DRAFT, lose: Answer.LOSE, stay: Answer.STAY}
    box.addButton(keep, role.AcceptRole)
    if unsaved.keeps_draft:
        box.addButton(draft, role.ActionRole)
    box.addButton(lose, role.DestructiveRole)
    box.addButton(stay, role.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Answer.STAY)


class Asking:
    """What closes over something typed only after asking; mixed into dialogs and into the editors of records."""

    _asks_in: Translator

    def unsaved(self) -> Unsaved | None:
        """Tell what closing would lose, ``None`` when there is nothing."""
        raise NotImplementedError(type(self).__name__)

    def save_unsaved(self) -> None:
        """Do what this is for; it closes itself when that is done."""
        raise NotImplementedError(type(self).__name__)

    def keep_unsaved(self) -> None:
        """Keep a draft, where the question offers that."""

    def may_close(self) -> bool:
        """Tell whether this may close: nothing would be lost, or the officer wants it so.

        What stands over it closes first: it would go with it, and what was typed into it.
        """
        return _those_above_close(self._widget) and (self.unsaved() is None or self._may_lose())

    @property
    def _widget(self) -> QWidget:
        assert isinstance(self, QWidget)  # noqa: S101 - mixed into widgets only
        return self

    def _may_lose(self) -> bool:
        """Ask what becomes of what was typed; tell whether this may close now."""
        unsaved = self.unsaved()
        answer = Answer.LOSE if unsaved is None else ask_unsaved(self._widget, self._asks_in, unsaved)
        if answer is Answer.SAVE:
            self.save_unsaved()
        elif answer is Answer.KEEP_DRAFT:
            self.keep_unsaved()
        return answer in (Answer.KEEP_DRAFT, Answer.LOSE)


class AskingDialog(Asking, FramedDialog):
    """A dialog that neither Esc nor any of its buttons closes over something typed without asking."""

    def __init__(
        self, translator: Translator, parent: QWidget | None = None, title: Message | str | None = None
    ) -> None:
        """Ask in the words of ``translator``."""
        super().__init__(translator, parent, title)
        self._asks_in = translator

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask here too, whether the dialog was shown yet or not."""
        self.reject()
        event.setAccepted(not self.isVisible())

    def reject(self) -> None:
        """Close, unless something would be lost and the officer wants it otherwise."""
        if self.may_close():
            super().reject()


def asking_windows(widget: QWidget) -> list[QWidget]:
    """Return the windows over a widget that would ask before they close."""
    over = (child for child in widget.findChildren(QWidget) if child.isWindow() and isinstance(child, Asking))
    return [window for window in over if window.isVisible()]


def _those_above_close(widget: QWidget) -> bool:
    return all(window.close() for window in asking_windows(widget))


def may_delete(parent: QWidget, say: Translator, things: str, titles: Sequence[str]) -> bool:
    """Ask whether ``things``, records of these titles, may go, one alone unasked; Esc and Enter keep them.

    More than 20 go only when their number was typed.
    """
    count = len(titles)
    if count <= 1:
        return True
    question = say(_("Xóa {things} này?", things=things))
    number = count if count > _ASKED_BY_NUMBER else 0
    return _is_accepted(DeletionDialog(say, question, parent, titles=titles, number=number))


def may_go(parent: QWidget, say: Translator, question: str, *, undoable: bool = True) -> bool:
    """Ask whether something may be deleted; Esc and Enter keep it."""
    dialog = DeletionDialog(say, question, parent)
    dialog.undoable.setVisible(undoable)
    return _is_accepted(dialog)


def _is_accepted(dialog: QDialog) -> bool:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
