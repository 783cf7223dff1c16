"""One field of two records that may be one: the side that is taken is chosen by a press or by the arrow keys."""

from __future__ import annotations

from html import escape
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.sync.duplicate_reading import ComparedField
from danvan_desktop.ui.sync.marked_text import marked_html

SIDES = (0, 1)


class SideButton(QRadioButton):
    """Left and right choose between the sides, up and down go to the other fields."""

    side_wanted = Signal(int)
    step_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrow keys, which Qt would send anywhere."""
        key = Qt.Key(event.key())
        if key in _KEYS_OF_SIDES:
            self.side_wanted.emit(_KEYS_OF_SIDES[key])
        elif key in _KEYS_OF_STEPS:
            self.step_wanted.emit(_KEYS_OF_STEPS[key])
        else:
            super().keyPressEvent(event)


_KEYS_OF_SIDES = MappingProxyType({Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1})
_KEYS_OF_STEPS = MappingProxyType({Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1})


class _Text(QLabel):
    """A value beside its button; a press on it chooses it."""

    def __init__(self, html: str, button: SideButton) -> None:
        super().__init__(html)
        self._button = button
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this value."""
        self._button.setChecked(True)
        self._button.setFocus()
        super().mousePressEvent(event)


class FieldChoice:
    """One field: two buttons, of which one is down."""

    def __init__(self, compared: ComparedField, say: Translator, parent: QWidget) -> None:
        """Make them; the preferred one is down."""
        self.compared = compared
        self.group = QButtonGroup(parent)
        self.buttons = (SideButton(parent), SideButton(parent))
        self.texts = tuple(self._text(side, say) for side in SIDES)
        for side, button in enumerate(self.buttons):
            button.setText(str(side + 1))
            self.group.addButton(button, side)
            button.side_wanted.connect(self.go_to)
            value = "".join(part.text for part in compared.parts[side]) or say(_("(để trống)"))
            button.setAccessibleName(
                say(_("{field}, bản {number}: {value}", field=compared.field.label, number=side + 1, value=value[:200]))
            )
        self.choose(compared.preferred)

    def choose(self, side: int) -> None:
        """Take a side."""
        self.buttons[side].setChecked(True)

    def go_to(self, side: int) -> None:
        """Take a side, and have the cursor there."""
        self.choose(side)
        self.buttons[side].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def side(self) -> int:
        """Which side is taken."""
        return self.group.checkedId()

    def _text(self, side: int, say: Translator) -> _Text:
        empty = f"<i>{escape(say(_('(để trống)')))}</i>"
        return _Text(marked_html(self.compared.parts[side]) or empty, self.buttons[side])
