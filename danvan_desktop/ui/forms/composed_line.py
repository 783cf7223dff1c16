"""A line with suggestions into which input methods compose words.

A list that opens while a word is composed cuts it off: the letters that were typed meanwhile are lost. So suggestions
wait for a pause between words; what comes from the keyboard itself is completed at once, as Qt does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from danvan_desktop.ui.widgets.keys import leave_undo

_PAUSE = 400
"""Milliseconds after a composed word until suggestions are shown."""


_ENDING_A_CELL = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class ComposedLine(QLineEdit):
    """The owner of its completer is another object: Qt deletes one that belongs to the line when it is taken off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without suggestions."""
        super().__init__(parent)
        self.is_in_a_cell = False
        """Enter and Tab then go on to another cell in one press, whether suggestions are open or not."""
        self._is_composing = False
        self._followed: QCompleter | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._suggest)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._is_composing

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window while nothing typed here can be taken back."""
        return not leave_undo(event, self) and super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a key have the last word: nothing is suggested any more over what Enter or Esc settled."""
        self._pause.stop()
        super().keyPressEvent(event)

    def setCompleter(self, completer: QCompleter | None) -> None:
        """Write what is marked among the suggestions into the line.

        Qt ceases to once a list opens over a word that an input method wrote.
        """
        super().setCompleter(completer)  # type: ignore[arg-type]
        if completer is not None and completer is not self._followed:
            self._followed = completer
            completer.highlighted.connect(self._write_marked)
            if (popup := completer.popup()) is not None:
                popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that end a cell from the suggestions: what is marked there stands in the line already."""
        if not self.is_in_a_cell or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        completer = self._suggestions
        popup = completer.popup() if completer is not None else None
        if popup is not watched or event.key() not in _ENDING_A_CELL:
            return super().eventFilter(watched, event)
        popup.hide()
        QApplication.sendEvent(self, event)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take the word without opening suggestions over it."""
        self._is_composing = bool(event.preeditString())
        completer = self._suggestions
        if completer is None or self._are_shown(completer):
            super().inputMethodEvent(event)
            return
        self.setCompleter(None)
        super().inputMethodEvent(event)
        self.setCompleter(completer)
        if event.commitString():
            self._pause.start()

    def _write_marked(self, text: str) -> None:
        if self.hasFocus() and self.text() != text:
            self.setText(text)

    @property
    def _suggestions(self) -> QCompleter | None:
        return self.completer()

    def _are_shown(self, completer: QCompleter) -> bool:
        popup = completer.popup()
        return popup is not None and popup.isVisible()

    def _suggest(self) -> None:
        completer = self._suggestions
        if completer is not None and self.hasFocus() and self.text() and not self._is_composing:
            completer.setCompletionPrefix(self.text())
            completer.complete()
