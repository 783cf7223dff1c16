"""Counting hands or ballots aloud: one key a vote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.sizing import open_with_size

CHOICES: Mapping[str, Message] = {
    "votes_for": _("Tán thành"),
    "votes_against": _("Không tán thành"),
    "votes_abstain": _("Ý kiến khác"),
}
_KEYS = {Qt.Key.Key_1: "votes_for", Qt.Key.Key_2: "votes_against", Qt.Key.Key_3: "votes_abstain"}

Verdict = Callable[[Mapping[str, int]], tuple[str, bool] | None]
"""Says in words what the counts come to by law, and whether it passes; ``None`` while nothing can be said."""


@dataclass(frozen=True)
class Count:
    """Votes by field name, and the fields of those that were counted here and may be taken back, one after another."""

    votes: Mapping[str, int]
    steps: tuple[str, ...] = ()


class VoteCounter(AskingDialog):
    """Accepted with ``counts``, votes by field name; rejected with ``is_kept`` when it is to be gone on with later."""

    counted = Signal()
    """A vote was counted or taken back."""

    def __init__(self, begun: Count, verdict: Verdict, translator: Translator, parent: QWidget | None = None) -> None:
        """Go on from ``begun``."""
        super().__init__(translator, parent, _("Đếm phiếu"))
        self.counts = {name: begun.votes.get(name, 0) for name in CHOICES}
        self.is_kept = False
        self._steps = list(begun.steps)
        self._verdict = verdict
        self._numbers: dict[str, QLabel] = {}
        self.result_line = LiveResult()
        column = column_of(gap=14, margins=(24, 20, 24, 18), on=self)
        hint = _("Bấm phím 1, 2, 3 mỗi khi đếm một phiếu; phím lùi (Backspace) xóa phiếu vừa đếm; Enter để ghi.")
        column.addWidget(quiet_text(translator(hint)))
        column.addLayout(self._counters())
        column.addWidget(self.result_line)
        column.addLayout(self._buttons())
        self._show()
        open_with_size(self, 620, 300)

    def count(self, name: str) -> None:
        """Count one vote."""
        self.counts[name] += 1
        self._steps.append(name)
        self._counted()

    @property
    def state(self) -> Count:
        """What is counted so far."""
        return Count(dict(self.counts), tuple(self._steps))

    def unsaved(self) -> Unsaved | None:
        """Tell of votes that were counted here."""
        words = _("Các phiếu vừa đếm chưa được ghi.")
        return Unsaved(words, _("Ghi kết quả"), keeps_draft=True, title=_("Chưa ghi kết quả")) if self._steps else None

    def save_unsaved(self) -> None:
        """Write the counts into the decision."""
        self.accept()

    def keep_unsaved(self) -> None:
        """Leave the count to be gone on with."""
        self.is_kept = True

    def take_back(self) -> None:
        """Take the vote back that was counted last."""
        if self._steps:
            self.counts[self._steps.pop()] -= 1
            self._counted()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by keys."""
        name = _KEYS.get(Qt.Key(event.key()))
        if name is not None:
            self.count(name)
        elif event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def _counters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, (name, label) in enumerate(CHOICES.items()):
            number = text_label("", "bigNumber")
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            number.setAccessibleName(self._say(label))
            words = _("{label} ({key})", label=label, key=str(place + 1))
            button = plain_button(self._say(words), partial(self.count, name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            grid.addWidget(number, 0, place)
            grid.addWidget(button, 1, place)
            grid.setColumnStretch(place, 1)
            self._numbers[name] = number
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back_button = plain_button(self._say(_("Xóa phiếu vừa đếm")), self.take_back)
        self.keep_button = main_button(self._say(_("Ghi kết quả")), self.accept, default=True)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(plain_button(self._say(_("Hủy")), self.reject))
        return row

    def _counted(self) -> None:
        self._show()
        self.counted.emit()

    def _show(self) -> None:
        for name, number in self._numbers.items():
            number.setText(self._say.number(self.counts[name]))
        self.back_button.setEnabled(bool(self._steps))
        verdict = self._verdict(self.counts) if any(self.counts.values()) else None
        if verdict is None:
            self.result_line.hide()
        else:
            self.result_line.tell(verdict[0], good=verdict[1])
