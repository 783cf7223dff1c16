"""One difference: every value side by side, and the ways to settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.differences import Part, word_differences
from danvan_desktop.domain.entry import DELETED, EntryId
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldError, FieldType, Value
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.store import ConflictReason
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.making import make_input
from danvan_desktop.ui.models.naming import readable, shortened, shown
from danvan_desktop.ui.sync.conflict_reading import Difference, Side
from danvan_desktop.ui.sync.side_card import SideCard
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text, section_title, text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_LONGEST_TITLE = 140
_HEAD_BESIDE, _SIDE_WIDTH = 560, 220
"""Widths in pixels at letters of 100 %: of the head, and of each side that has room beside others."""
_EXPLAINED = {
    ConflictReason.DELETED_EDITED: _(
        "Một nơi đã xóa hồ sơ này trong khi nơi kia vẫn làm tiếp. Chọn bản xóa thì hồ sơ vào thùng rác,"
        " vẫn lấy lại được; chọn một bản sửa thì hồ sơ được giữ với mọi phần đã sửa."
    ),
    ConflictReason.FINISHED_EDITED: _(
        "Một nơi đã ký hoặc hoàn thành hồ sơ này trong khi nơi kia sửa tiếp. Hãy đối chiếu với bản đã ký:"
        " chọn bản đã ký thì hồ sơ vẫn khóa; chọn một bản sửa thì hồ sơ được mở lại để sửa cho đúng."
    ),
}
_STILL_HIDDEN = _(
    "Mục này đang được giữ bí mật nên chưa so và chưa chọn được. Hãy bấm “Mở nội dung bí mật” để xem các bản, rồi chọn."
)


@dataclass(frozen=True)
class Decision:
    """How a difference is settled: by the value of one change, or by a value of the officer's own."""

    take: EntryId | None
    value: Value = None


class ConflictPanel(QWidget):
    """Shows one difference for good; another one gets another panel."""

    decided = Signal(object)
    """Decision."""
    record_wanted = Signal(str)
    opening_wanted = Signal()
    """What is hidden of the sides is to be shown."""

    def __init__(self, context: UiContext, difference: Difference, parent: QWidget | None = None) -> None:
        """Show the values with their differences marked."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self.difference = difference
        self.sides = [
            SideCard(number, side, parts, context.translator, in_use=number == 1 and difference.is_of_values)
            for number, (side, parts) in enumerate(zip(difference.sides, self._parts(), strict=True), 1)
        ]
        self.banner = Banner()
        column = column_of(self._head(), self.banner, self._side_by_side(), gap=12, margins=(8, 0, 0, 0), on=self)
        if difference.field is not None and difference.is_of_values and not difference.is_hidden:
            column.addWidget(self._own_value(difference.field))
        column.addStretch(1)
        self._explain()

    def focus_first(self) -> None:
        """Go to the first way to settle it, or to what has to be done before."""
        (self.reveal_button if self.difference.is_hidden else self.sides[0].button).setFocus()

    def tell_error(self, error: DanvanError) -> None:
        """Say why a decision was not taken."""
        self.banner.say(self._say(error.message), "error")
        self.focus_first()

    # Building

    def _head(self) -> QWidget:
        holder = QWidget()
        words = column_of(gap=2, margins=FLUSH, on=holder)
        title = section_title(shortened(self.difference.title, _LONGEST_TITLE) or self._say(self.difference.kind_label))
        title.setWordWrap(True)
        words.addWidget(title)
        place = _("{kind} · {field}", kind=self.difference.kind_label, field=self.difference.label)
        words.addWidget(quiet_text(self._say(place)))
        self.open_button = plain_button(self._say(_("Mở hồ sơ")), lambda: self.record_wanted.emit(self.difference.uid))
        self.reveal_button = plain_button(
            self._say(_("Mở nội dung bí mật")),
            self.opening_wanted.emit,
            tip=self._say(_("Lần mở được ghi vào lịch sử của mục này")),
        )
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.reveal_button)
        row.addWidget(self.open_button)
        self.reveal_button.setVisible(self.difference.is_hidden)
        return Beside((holder, buttons), _HEAD_BESIDE)

    def _side_by_side(self) -> QWidget:
        for card in self.sides:
            card.chosen.connect(lambda side=card.side: self._take(side))
        return Beside(self.sides, _SIDE_WIDTH * len(self.sides), first=len(self.sides))

    def _own_value(self, field: Field) -> Card:
        card = Card(self._say(_("Hoặc ghi nội dung khác")))
        self.input = make_input(field, self._context)
        self.input.show_value(self.difference.sides[0].value)
        self.note = text_label("", "fieldNote", wraps=True)
        self.note.setProperty("severity", "error")
        self.note.hide()
        self.write_button = plain_button(self._say(_("Ghi nội dung này")), lambda: self._decide_by(self.input.raw()))
        self.both_button = plain_button(self._say(_("Ghép cả hai đoạn")), lambda: self._decide_by(self._both()))
        self.both_button.setVisible(field.textual)
        buttons = FlowLayout()
        buttons.addWidget(self.write_button)
        buttons.addWidget(self.both_button)
        column = card.column()
        for widget in (self.input, self.note):
            column.addWidget(widget)
        column.addLayout(buttons)
        return card

    def _explain(self) -> None:
        told = _STILL_HIDDEN if self.difference.is_hidden else _EXPLAINED.get(self.difference.reason)
        self.banner.say(self._say(told) if told is not None else "", "warning")

    # What stands in it

    def _parts(self) -> list[Sequence[Part]]:
        """Return each value as parts; what the first has not is marked in the others, and the other way round."""
        texts = [self._text(side) for side in self.difference.sides]
        if not self._is_textual or len(texts) < 2:
            return [[Part(text, False)] if text else [] for text in texts]
        pairs = [word_differences(texts[0], text) for text in texts[1:]]
        return [pairs[0][0], *(second for _first, second in pairs)]

    @property
    def _is_textual(self) -> bool:
        field = self.difference.field
        return field is not None and field.textual and self.difference.is_of_values

    def _text(self, side: Side) -> str:
        if side.part is not None:
            return self._say(self._edited_part(side, side.part))
        if side.field_name == DELETED:
            return self._say(_("Xóa hồ sơ này") if side.value else _("Giữ hồ sơ này"))
        text = readable(self._value(side), self._say)
        if side.field_name == self.difference.field_name:
            return text
        label = side.field.label if side.field is not None else side.field_name
        return self._say(_("Sửa “{field}” thành: {value}", field=label, value=text or _("(để trống)")))

    def _edited_part(self, side: Side, part: Message) -> Message:
        if side.field_name == DELETED:
            return _("Xóa một phần thuộc biên bản: {part}", part=part)
        label = side.field.label if side.field is not None else side.field_name
        value = self._value(side) or _("(để trống)")
        return _("{part}, sửa “{field}” thành: {value}", part=part, field=label, value=value)

    def _value(self, side: Side) -> str:
        field = side.field
        if side.is_hidden:
            return MASK
        if field is None or field.type is FieldType.LONG_TEXT:
            return "" if side.value is None else str(side.value)
        return shown(field, side.value, self._say, lambda uid: self.difference.titles.get(uid, uid))

    # Settling

    def _take(self, side: Side) -> None:
        """Take a side, but none of those that nobody could compare."""
        if self.difference.is_hidden:
            self.banner.say(self._say(_STILL_HIDDEN), "error")
            self.focus_first()
            return
        self.decided.emit(Decision(side.change))

    def _both(self) -> str:
        """Join all texts, the one in use first."""
        texts = [str(side.value) for side in self.difference.sides if side.value is not None]
        is_long = self.difference.field is not None and self.difference.field.type is FieldType.LONG_TEXT
        return ("\n\n" if is_long else "; ").join(texts)

    def _decide_by(self, raw: object) -> None:
        field = self.difference.field
        if field is None:
            return
        try:
            value = field.parse(raw)
            if value is None and field.required:
                raise field.reject(_("không được để trống"))
        except FieldError as error:
            self.note.setText(self._say(error.message))
            self.note.show()
            self.input.setFocus()
            return
        self.note.hide()
        self.decided.emit(Decision(None, value))
