"""What a list is filtered by, one chip each, which a press or the key Delete takes off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.widgets.buttons import Button, quiet_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout

_LONGEST = 48
_TAKE_OFF = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class FilterWords:
    """A filter in words, such as “Lĩnh vực: Môi trường”, under its name."""

    name: str
    words: str


class FilterChip(Button):
    """One filter; pressed, or at Delete, it is taken off."""

    def __init__(self, told: FilterWords, translator: Translator) -> None:
        """Show the words, and aloud what a press does."""
        super().__init__(shortened(told.words, _LONGEST).replace("&", "&&"), picture=icon("close"))
        self.setObjectName("filterChip")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        removal = translator(_("Bỏ lọc “{filter}”", filter=told.words))
        self.setToolTip(removal)
        self.setAccessibleName(removal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete and Backspace for a press."""
        if event.key() in _TAKE_OFF:
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """The chips in their order; nothing is seen while there is none."""

    taken_off = Signal(str)
    """The name of a filter."""
    all_taken_off = Signal()

    def __init__(self, translator: Translator, heir: QWidget) -> None:
        """Give the keyboard to ``heir`` when the last chip goes."""
        super().__init__()
        self._say, self._heir = translator, heir
        self._told: Sequence[FilterWords] = ()
        self.chips: list[FilterChip] = []
        self._row = FlowLayout(self)
        self._all = quiet_button(translator(_("Bỏ hết")), self.all_taken_off.emit)
        self._all.setParent(self)
        self._all.hide()
        self.hide()

    def tell(self, told: Sequence[FilterWords]) -> None:
        """Show these filters."""
        if list(told) == list(self._told):
            return
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        had_keyboard = at is not None or self._all.hasFocus()
        self._told = tuple(told)
        self._make(told)
        self.setVisible(bool(told))
        if had_keyboard:
            (self.chips[min(at or 0, len(self.chips) - 1)] if self.chips else self._heir).setFocus()

    def _make(self, told: Sequence[FilterWords]) -> None:
        while self._row.takeAt(0) is not None:
            pass
        self._all.hide()
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [FilterChip(one, self._say) for one in told]
        for chip, one in zip(self.chips, told, strict=True):
            chip.clicked.connect(lambda _checked=False, name=one.name: self.taken_off.emit(name))
            self._row.addWidget(chip)
        if len(told) > 1:
            self._row.addWidget(self._all)
            self._all.show()
