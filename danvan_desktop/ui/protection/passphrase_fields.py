"""Lines for passphrases: typed unseen, a new one typed twice and judged while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.passphrases import Estimate, Strength, estimate, is_too_weak, too_weak
from danvan_desktop.ui.background_worker import BackgroundWorker
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_STANDSTILL = 250
"""Milliseconds without a key before what was typed is judged."""


def secret_line() -> QLineEdit:
    """Make a line whose letters are not shown."""
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password)


class CapsNotice(QLabel):
    """Tells that Caps Lock is on, by the letters that come: Qt does not tell of it."""

    shown = Signal()
    """It takes room now."""

    def __init__(self, translator: Translator) -> None:
        """Watch no line yet."""
        super().__init__(translator(_("Phím Caps Lock đang bật.")))
        self.setObjectName("soft")
        self.hide()

    def watch(self, *lines: QLineEdit) -> None:
        """Look at the keys of these lines."""
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Compare a letter with the shift key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter, shifted = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_CapsLock:
                self.hide()
            elif len(letter) == 1 and letter.isalpha():
                self._tell(letter.isupper() != shifted)
        return super().eventFilter(watched, event)

    def _tell(self, is_on: bool) -> None:
        was_hidden = self.isHidden()
        self.setVisible(is_on)
        if is_on and was_hidden:
            self.shown.emit()


class StrengthLine(LiveResult):
    """Tells how soon what is typed in a line is guessed, a moment after the last key, judged beside the window."""

    judged = Signal(object)
    """Estimate."""

    def __init__(self, translator: Translator, line: QLineEdit, known: Sequence[str] = ()) -> None:
        """Follow a line; ``known`` are names that a thief would try."""
        super().__init__()
        self._say, self._line = translator, line
        self.known = tuple(known)
        self._aside = BackgroundWorker(self)
        self._aside.answered.connect(self._answered)
        self._later = QTimer(self, singleShot=True, interval=_STANDSTILL)
        self._later.timeout.connect(self._judge)
        line.textChanged.connect(self._typed)
        self.destroyed.connect(self._aside.wait)

    def _typed(self, text: str) -> None:
        if text:
            self._later.start()
        else:
            self._later.stop()
            self.hide()

    def _judge(self) -> None:
        if self._aside.is_busy:
            self._later.start()
            return
        typed, known = self._line.text(), self.known
        self._aside.ask(lambda: estimate(typed, known))

    def _answered(self, found: object, _error: object) -> None:
        if isinstance(found, Estimate) and self._line.text() and not self._later.isActive():
            self.tell(self._say(found.words), good=found.strength in (Strength.FAIR, Strength.STRONG))
            self.judged.emit(found)


class NewPassphrase(QWidget):
    """A passphrase that somebody makes up."""

    def __init__(self, translator: Translator, known: Sequence[str] = ()) -> None:
        """Be empty; ``known`` are names that a thief would try."""
        super().__init__()
        say = translator
        self.new, self.again = secret_line(), secret_line()
        self.strength, self.caps = StrengthLine(say, self.new, known), CapsNotice(say)
        self.caps.watch(self.new, self.again)
        form = QFormLayout()
        form.setContentsMargins(*FLUSH)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, line in ((_("Mật khẩu mới"), self.new), (_("Gõ lại mật khẩu mới"), self.again)):
            line.setAccessibleName(say(words))
            form.addRow(say(words), line)
        self.advice = quiet_text(say(_("Nên là bốn, năm từ không liên quan với nhau, có dấu hay không dấu đều được.")))
        column_of(form, self.caps, self.strength, self.advice, gap=6, margins=FLUSH, on=self)
        self.setFocusProxy(self.new)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.new.text()

    def problem(self) -> tuple[Message, QLineEdit] | None:
        """Tell what is missing, and where."""
        if is_too_weak(self.text):
            return too_weak(), self.new
        if self.text != self.again.text():
            return _("Hai lần gõ mật khẩu mới không giống nhau."), self.again
        return None

    def clear(self) -> None:
        """Forget what was typed."""
        self.new.clear()
        self.again.clear()
