"""Two records that may be one, side by side: what is kept of either is chosen field by field."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.sync.duplicate_reading import Compared, ComparedField
from danvan_desktop.ui.sync.marked_text import marked_html
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.labels import quiet_text, section_title

_LONGEST_TITLE = 48
_MOST_SAME = 220
"""Characters of the line that tells what is the same."""
_SIDES = (0, 1)


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
        self.texts = tuple(self._text(side, say) for side in _SIDES)
        for side, button in enumerate(self.buttons):
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


class DuplicatePanel(QWidget):
    """Shows one pair; another one gets another panel."""

    join_wanted = Signal(object)
    """The two are one: the values, by field, that the kept one gets from the other."""
    apart_wanted = Signal()
    renumbering_wanted = Signal()
    record_wanted = Signal(str)

    def __init__(self, translator: Translator, compared: Compared, parent: QWidget | None = None) -> None:
        """Show what differs; the rest is a line."""
        super().__init__(parent)
        self._say = translator
        self.compared = compared
        self.banner = Banner()
        self.choices = [FieldChoice(one, translator, self) for one in compared.differing]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.banner)
        column.addWidget(self._table())
        column.addWidget(quiet_text(self._say(self._consequence())))
        column.addLayout(self._buttons())
        column.addStretch(1)
        self._add_keys()
        if compared.hidden:
            self.banner.say(
                self._say(
                    _("Hồ sơ bí mật: phần giữ kín không hiện và không chọn ở đây; gộp rồi cả hai vẫn được giữ bí mật.")
                ),
                "warning",
            )

    @property
    def values(self) -> Mapping[str, Value]:
        """What the kept record gets from the other."""
        return {one.compared.field.name: one.compared.values[1] for one in self.choices if one.side == 1}

    def take_side(self, side: int) -> None:
        """Take all values of one record."""
        for choice in self.choices:
            choice.choose(side)

    def focus_first(self) -> None:
        """Go to the first choice, or to the button that joins when nothing differs."""
        if self.choices:
            self.choices[0].go_to(self.choices[0].side)
        else:
            self.join_button.setFocus()

    def tell_error(self, error: DanvanError) -> None:
        """Say why it was not done."""
        self.banner.say(self._say(error.message), "error")
        self.focus_first()

    # Building

    def _head(self) -> QHBoxLayout:
        pair = self.compared.pair
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(section_title(self._say(self._question())))
        told = [pair.told] if pair.why or pair.number else []
        words.addWidget(quiet_text(" · ".join(self._say(one) for one in (self.compared.kind_label, *told))))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        for number, uid in enumerate((pair.first, pair.second), 1):
            button = Button(self._say(_("Mở bản {number}", number=number)))
            button.clicked.connect(lambda _checked=False, uid=uid: self.record_wanted.emit(uid))
            row.addWidget(button)
        return row

    def _question(self) -> Message:
        if self.compared.pair.is_late:
            return _("Bản đã gộp có nội dung mới, có lấy không?")
        if self.compared.pair.number and not self.compared.pair.why:
            return _("Một số cấp cho hai bản ghi")
        return _("Hai bản ghi này có phải là một?")

    def _consequence(self) -> Message:
        return _("Gộp rồi chỉ hiện bản 1 với những gì đã chọn; cả hai vẫn còn trong lịch sử, tách ra lại được.")

    def _table(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for side in _SIDES:
            grid.addWidget(self._heading(side), 0, 1 + side)
            grid.setColumnStretch(1 + side, 1)
        for row, choice in enumerate(self.choices, 1):
            label = QLabel(self._say(choice.compared.field.label))
            label.setObjectName("soft")
            label.setWordWrap(True)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            for side in _SIDES:
                grid.addLayout(_beside(choice.buttons[side], choice.texts[side]), row, 1 + side)
        same = self._same()
        if same:
            grid.addWidget(quiet_text(same), len(self.choices) + 1, 0, 1, 3)
        grid.setColumnMinimumWidth(0, 110)
        return frame

    def _heading(self, side: int) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        title = shortened(self.compared.titles[side], _LONGEST_TITLE)
        name = QLabel(self._say(_("Bản {number} · {title}", number=side + 1, title=title)))
        name.setObjectName("sectionTitle")
        name.setWordWrap(True)
        column.addWidget(name)
        origin = QLabel(self._say(self.compared.origins[side]))
        origin.setObjectName("soft")
        origin.setWordWrap(True)
        column.addWidget(origin)
        column.addStretch(1)
        return box

    def _same(self) -> str:
        count = len(self.compared.same)
        if not count:
            return ""
        said = "; ".join(f"{self._say(label)}: {value}" for label, value in self.compared.same)
        head = ngettext("{n} ô giống nhau: {values}", "{n} ô giống nhau: {values}", count, values=said)
        return shortened(self._say(head), _MOST_SAME)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.side_buttons = [self._side_button(side) for side in _SIDES]
        for button in self.side_buttons:
            button.setVisible(bool(self.choices))
            row.addWidget(button)
        row.addStretch(1)
        self.renumber_button = Button(self._say(_("Cấp số mới cho bản 2")))
        self.renumber_button.clicked.connect(lambda _checked=False: self.renumbering_wanted.emit())
        self.renumber_button.setVisible(self.compared.can_be_renumbered)
        apart = _("Tách ra") if self.compared.pair.is_late else _("Không phải một")
        self.apart_button = Button(self._say(apart))
        self.apart_button.clicked.connect(lambda _checked=False: self.apart_wanted.emit())
        self.join_button = Button(self._say(_("Gộp làm một (Ctrl+Enter)")))
        self.join_button.setShortcut(QKeySequence("Ctrl+Return"))
        self.join_button.clicked.connect(lambda _checked=False: self._join())
        for button in (self.renumber_button, self.apart_button, self.join_button):
            row.addWidget(button)
        return row

    def _side_button(self, side: int) -> Button:
        button = Button(self._say(_("Chọn cả bản {number} (Alt+{number})", number=side + 1)))
        button.setShortcut(QKeySequence(f"Alt+{side + 1}"))
        button.clicked.connect(lambda _checked=False: self.take_side(side))
        return button

    def _add_keys(self) -> None:
        for place, choice in enumerate(self.choices):
            for button in choice.buttons:
                button.step_wanted.connect(lambda step, place=place: self._step(place + step))

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.choices):
            self.choices[place].go_to(self.choices[place].side)
        elif self.choices:
            self.join_button.setFocus()

    def _join(self) -> None:
        self.join_wanted.emit(self.values)


def _beside(button: QRadioButton, text: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return row
