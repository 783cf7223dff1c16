"""What of a list is not loaded, and what its columns need: each told in words, to be agreed to or refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.exchange.judgement import LOSSES, Answers, ColumnRepair, Repair
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_TALLEST = 150


class FindingsPanel(QWidget):
    """A line for each thing found; answers are kept until another list is shown."""

    answered = Signal()
    hidden_wanted = Signal(bool)

    def __init__(self, translator: Translator) -> None:
        """Show nothing yet."""
        super().__init__()
        self._say = translator
        self._answers: dict[tuple[int, Repair], bool] = {}
        self.boxes: dict[tuple[int, Repair], ChoiceBox] = {}
        self.hidden_box = QCheckBox(translator(_("Đọc cả dòng, cột đang ẩn trong tệp")))
        self.hidden_box.toggled.connect(self.hidden_wanted)
        self.notes = quiet_text("")
        self.notes.setWordWrap(True)
        self._lines = QWidget()
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setMaximumHeight(scaled(_TALLEST))
        self._area.setWidget(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.notes, self.hidden_box, self._area):
            column.addWidget(widget)
            widget.hide()

    @property
    def answers(self) -> Answers:
        """What the officer said yes or no to."""
        return dict(self._answers)

    def forget(self) -> None:
        """Begin with another list."""
        self._answers = {}
        self.show_repairs(())

    def show_notes(self, notes: Sequence[Message], *, has_hidden: bool) -> None:
        """Say what is not loaded."""
        self.notes.setText(" ".join(map(self._say, notes)))
        self.notes.setVisible(bool(notes))
        self.hidden_box.setVisible(has_hidden)

    def show_repairs(self, repairs: Sequence[ColumnRepair]) -> None:
        """Offer a choice for each repair; those that are asked about stand first, without an answer."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for repair in sorted(repairs, key=lambda one: one.sure):
            self._rows.addWidget(self._line(repair))
        self._area.setVisible(bool(repairs))

    def _line(self, repair: ColumnRepair) -> QWidget:
        words = QLabel(self._say(repair.words))
        words.setWordWrap(True)
        box = ChoiceBox()
        box.setAccessibleName(self._say(repair.words))
        decision = repair.decision(self._answers)
        if not repair.sure:
            box.addItem(self._say(_("Chưa chọn: không nhập các ô này")), None)
        box.addItem(self._say(repair.question), True)
        if repair.repair not in LOSSES:
            box.addItem(self._say(_("Để nguyên như trong tệp")), False)
        box.setCurrentIndex(max(0, box.findData(decision)))
        box.activated.connect(lambda _index, key=repair.key, box=box: self._answer(key, box))
        self.boxes[repair.key] = box
        line = QWidget()
        row_of(words, box, grows=words, margins=FLUSH, on=line)
        return line

    def _answer(self, key: tuple[int, Repair], box: ChoiceBox) -> None:
        answer = box.currentData()
        if answer is None:
            self._answers.pop(key, None)
        else:
            self._answers[key] = bool(answer)
        self.answered.emit()
