"""The fields in which two records differ: beside each other, or below each other where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.sync.duplicate_reading import Compared
from danvan_desktop.ui.sync.field_choice import SIDES, FieldChoice
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_LONGEST_TITLE = 48
_LABEL_WIDTH = 110
_BESIDE = 520
"""From this width, in pixels at letters of 100 %, label and both values have room in one line."""


class ComparedTable(QFrame):
    """One line a field, with what is the same below; each value wraps, so that nothing has to be scrolled sideways."""

    def __init__(self, compared: Compared, choices: Sequence[FieldChoice], same: str, say: Translator) -> None:
        """Show the choices under who wrote either record."""
        super().__init__()
        self.setObjectName("card")
        self._heads = [_heading(compared, side, say) for side in SIDES]
        self._labels = [_label(say(choice.compared.field.label)) for choice in choices]
        self._values = [[_beside(choice, side) for side in SIDES] for choice in choices]
        self._same = quiet_text(same)
        self._same.setVisible(bool(same))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._is_wide: bool | None = None
        self._lay_out(is_wide=True)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the widest of its parts, below each other."""
        parts = [*self._heads, *self._labels, *(value for values in self._values for value in values)]
        margins = self._grid.contentsMargins()
        width = max(part.minimumSizeHint().width() for part in parts) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew where it became narrow, or wide again."""
        super().resizeEvent(event)
        self._lay_out(is_wide=self.width() >= scaled(_BESIDE))

    def _lay_out(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        place = self._put_beside if is_wide else self._put_below
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH if is_wide else 0)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1 if is_wide else 0)
        self._grid.setColumnStretch(0, 0 if is_wide else 1)
        place()
        self.updateGeometry()

    def _put_beside(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        for side in SIDES:
            self._grid.addWidget(self._heads[side], 0, 1 + side)
        for row, (label, values) in enumerate(zip(self._labels, self._values, strict=True), 1):
            self._grid.addWidget(label, row, 0, top)
            for side in SIDES:
                self._grid.addWidget(values[side], row, 1 + side, top)
        self._grid.addWidget(self._same, len(self._labels) + 1, 0, 1, 3)

    def _put_below(self) -> None:
        below = [*self._heads]
        for label, values in zip(self._labels, self._values, strict=True):
            below += [label, *values]
        for row, widget in enumerate((*below, self._same)):
            self._grid.addWidget(widget, row, 0, 1, 3)


def _heading(compared: Compared, side: int, say: Translator) -> QWidget:
    box = QWidget()
    column = column_of(gap=2, margins=FLUSH, on=box)
    title = shortened(compared.titles[side], _LONGEST_TITLE)
    name = _label(say(_("Bản {number} · {title}", number=side + 1, title=title)), "sectionTitle")
    column.addWidget(name)
    column.addWidget(_label(say(compared.origins[side])))
    column.addStretch(1)
    return box


def _label(text: str, name: str = "soft") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _beside(choice: FieldChoice, side: int) -> QWidget:
    box = QWidget()
    row = row_of(gap=8, margins=FLUSH, on=box)
    row.addWidget(choice.buttons[side], 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(choice.texts[side], 1)
    return box
