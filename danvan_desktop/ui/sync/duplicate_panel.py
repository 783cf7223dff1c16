"""Two records that may be one, side by side: what is kept of either is chosen field by field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.sync.compared_table import ComparedTable
from danvan_desktop.ui.sync.duplicate_reading import Compared
from danvan_desktop.ui.sync.field_choice import SIDES, FieldChoice
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import Button, plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text, section_title
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_MOST_SAME = 220
"""Characters of the line that tells what is the same."""
_HEAD_BESIDE = 560


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
        column_of(
            self._head(),
            self.banner,
            ComparedTable(compared, self.choices, self._same(), translator),
            quiet_text(self._say(self._consequence())),
            self._buttons(),
            None,
            gap=12,
            margins=(8, 0, 0, 0),
            on=self,
        )
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

    def _head(self) -> QWidget:
        pair = self.compared.pair
        holder = QWidget()
        words = column_of(gap=2, margins=FLUSH, on=holder)
        title = section_title(self._say(self._question()))
        title.setWordWrap(True)
        words.addWidget(title)
        told = [pair.told] if pair.why or pair.number else []
        words.addWidget(quiet_text(" · ".join(self._say(one) for one in (self.compared.kind_label, *told))))
        buttons = QWidget()
        row = FlowLayout(buttons)
        for number, uid in enumerate((pair.first, pair.second), 1):
            opening = self._say(_("Mở bản {number}", number=number))
            row.addWidget(plain_button(opening, partial(self.record_wanted.emit, uid)))
        return Beside((holder, buttons), _HEAD_BESIDE)

    def _question(self) -> Message:
        if self.compared.pair.is_late:
            return _("Bản đã gộp có nội dung mới, có lấy không?")
        if self.compared.pair.number and not self.compared.pair.why:
            return _("Một số cấp cho hai hồ sơ")
        return _("Hai hồ sơ này có phải là một?")

    def _consequence(self) -> Message:
        return _("Gộp rồi chỉ hiện bản 1 với những gì đã chọn; cả hai vẫn còn trong lịch sử, tách ra lại được.")

    def _same(self) -> str:
        count = len(self.compared.same)
        if not count:
            return ""
        said = "; ".join(f"{self._say(label)}: {value}" for label, value in self.compared.same)
        head = ngettext("{n} ô giống nhau: {values}", "{n} ô giống nhau: {values}", count, values=said)
        return shortened(self._say(head), _MOST_SAME)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(to_right=True)
        self.side_buttons = [self._side_button(side) for side in SIDES]
        for button in self.side_buttons:
            button.setVisible(bool(self.choices))
        self.renumber_button = plain_button(self._say(_("Cấp số mới cho bản 2")), self.renumbering_wanted.emit)
        apart = _("Tách ra") if self.compared.pair.is_late else _("Không phải một")
        self.apart_button = plain_button(self._say(apart), self.apart_wanted.emit)
        self.join_button = plain_button(self._say(_("Gộp làm một (Ctrl+Enter)")), self._join)
        self.join_button.setShortcut(QKeySequence("Ctrl+Return"))
        for button in (*self.side_buttons, self.renumber_button, self.apart_button, self.join_button):
            row.addWidget(button)
        self.renumber_button.setVisible(self.compared.can_be_renumbered)
        return row

    def _side_button(self, side: int) -> Button:
        button = plain_button(
            self._say(_("Chọn cả bản {number} (Alt+{number})", number=side + 1)), lambda: self.take_side(side)
        )
        button.setShortcut(QKeySequence(f"Alt+{side + 1}"))
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
