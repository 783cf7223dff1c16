"""One input for each type of field: what it shows, what was typed, and how it looks when it may not be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Field, FieldError, FieldType
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.day_input import DayInput, TimeInput
from danvan_desktop.ui.widgets.growing_text import GrowingText
from danvan_desktop.ui.widgets.reference_picker import ReferencePicker
from danvan_desktop.ui.widgets.still_combo import StillComboBox

_NARROWEST = 60
Part = TypeVar("Part", bound=QWidget)


class FieldInput(QWidget):
    """The input of one field.

    ``raw`` is what was typed, as a draft takes it: text as typed, codes, uids, yes or no; ``None`` when empty.
    ``edited`` is emitted at every change by the officer, ``left`` when the focus goes elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make the input empty."""
        super().__init__(parent)
        self.context = context
        self.field = field
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    def take(self, part: Part) -> Part:
        """Show a widget as the input."""
        part.setAccessibleName(self.context.translator(self.field.label))
        part.setMinimumWidth(_NARROWEST)
        self._room.addWidget(part)
        self.setFocusProxy(part)
        return part

    @property
    def part(self) -> QWidget:
        """The widget that takes the focus."""
        return self.focusProxy()

    def raw(self) -> object:
        """Return what was typed."""
        raise NotImplementedError

    def show_raw(self, raw: object) -> None:
        """Show a value, or what was typed before and is no value yet."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Keep the officer from changing it, or allow it again."""
        raise NotImplementedError

    def mark_wrong(self, wrong: bool) -> None:
        """Look wrong, or right again."""
        for part in (self.part, *self.part.findChildren(QLineEdit)):
            if bool(part.property("wrong")) != wrong:
                part.setProperty("wrong", wrong)
                part.style().unpolish(part)
                part.style().polish(part)

    def problem(self) -> Message | None:
        """Tell what is wrong with what was typed, as far as the field alone can know."""
        try:
            self.field.parse(self.raw())
        except FieldError as error:
            return error.message
        return None


class TextInput(FieldInput):
    """One line of text."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make a line edit."""
        super().__init__(context, field, parent)
        self.line = self.take(QLineEdit(self))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.left)

    def raw(self) -> object:
        """Return the text, ``None`` when it is blank."""
        return self.line.text() if self.line.text().strip() else None

    def show_raw(self, raw: object) -> None:
        """Show a text from its beginning."""
        self.line.setText("" if raw is None else str(raw))
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.line.setReadOnly(read_only)


class NumberInput(TextInput):
    """A whole number, or an amount of money with its thousands parted by points."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Align it right, as figures are."""
        super().__init__(context, field, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.editingFinished.connect(self._group)

    def show_raw(self, raw: object) -> None:
        """Show a number, grouped when it is money."""
        super().show_raw(raw)
        self._group()

    def _group(self) -> None:
        if self.field.type is not FieldType.MONEY:
            return
        try:
            value = self.field.parse(self.raw())
        except FieldError:
            return
        if value is not None:
            self.line.setText(f"{value:,}".replace(",", "."))


class LongTextInput(FieldInput):
    """Text of many lines."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make a text field that grows."""
        super().__init__(context, field, parent)
        self.text = self.take(GrowingText(self))
        self._showing = False
        self.text.textChanged.connect(self._changed)

    def raw(self) -> object:
        """Return the text, ``None`` when it is blank."""
        text = self.text.toPlainText()
        return text if text.strip() else None

    def show_raw(self, raw: object) -> None:
        """Show a text."""
        self._showing = True
        self.text.setPlainText("" if raw is None else str(raw))
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.text.setReadOnly(read_only)

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()


class DateFieldInput(FieldInput):
    """A day."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make an input that is typed and has a calendar."""
        super().__init__(context, field, parent)
        self.line = self.take(DayInput(context.translator, context.today, self))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.left)

    def raw(self) -> object:
        """Return the day in ISO 8601, or what was typed when it is no day."""
        day = self.line.day()
        return day.isoformat() if day is not None else self.line.text().strip() or None

    def show_raw(self, raw: object) -> None:
        """Show a day in full, or text as it is."""
        self.line.setText("" if raw is None else str(raw))
        day = self.line.day()
        if day is not None:
            self.line.setText(self.context.translator.date(day))

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.line.setReadOnly(read_only)


class TimeFieldInput(FieldInput):
    """A time of day."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make an input that is typed."""
        super().__init__(context, field, parent)
        self.line = self.take(TimeInput(context.translator, self))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.left)

    def raw(self) -> object:
        """Return what was typed, ``None`` when it is blank."""
        return self.line.text().strip() or None

    def show_raw(self, raw: object) -> None:
        """Show a time."""
        self.line.setText("" if raw is None else str(raw))

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.line.setReadOnly(read_only)


class MomentFieldInput(FieldInput):
    """A day and a time of day, side by side."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make two inputs."""
        super().__init__(context, field, parent)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.day = DayInput(context.translator, context.today, both)
        self.time = TimeInput(context.translator, both)
        self.time.setFixedWidth(84)
        label = context.translator(field.label)
        self.day.setAccessibleName(label)
        self.time.setAccessibleName(context.translator(_("{field}: giờ", field=label)))
        row.addWidget(self.day, 1)
        row.addWidget(self.time)
        self.take(both)
        both.setFocusProxy(self.day)
        for line in (self.day, self.time):
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.time.editingFinished.connect(self.left)

    def raw(self) -> object:
        """Return day and time as typed, ``None`` when both are blank."""
        day = self.day.day()
        typed = self.day.text().strip() if day is None else day.isoformat()
        return f"{typed} {self.time.text().strip()}".strip() or None

    def show_raw(self, raw: object) -> None:
        """Show a moment, or text that is none in the field of the day."""
        typed, _blank, time = ("" if raw is None else str(raw)).replace("T", " ").partition(" ")
        self.day.setText(typed)
        day = self.day.day()
        if day is not None:
            self.day.setText(self.context.translator.date(day))
        self.time.setText(time)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.day.setReadOnly(read_only)
        self.time.setReadOnly(read_only)


class ChoiceInput(FieldInput):
    """One of a few values."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Offer the choices, and none of them when the field may stay empty."""
        super().__init__(context, field, parent)
        self.combo = self.take(StillComboBox(self))
        if not field.required:
            self.combo.addItem("", None)
        for choice in field.choices:
            self.combo.addItem(context.translator(choice.label), choice.code)
        self.combo.setCurrentIndex(-1 if field.required else 0)
        self.combo.activated.connect(lambda _index: self.edited.emit())
        self.combo.activated.connect(lambda _index: self.left.emit())

    def raw(self) -> object:
        """Return the code chosen."""
        return self.combo.code()

    def show_raw(self, raw: object) -> None:
        """Show a choice; a code of a newer version is shown as it is."""
        code = None if raw is None else str(raw)
        if code is not None and self.combo.findData(code) < 0:
            self.combo.addItem(code, code)
        self.combo.choose(code)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing else be chosen."""
        self.combo.setEnabled(not read_only)


class YesNoInput(FieldInput):
    """Yes or no; the label stands beside the box."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make a check box."""
        super().__init__(context, field, parent)
        self.box = self.take(QCheckBox(context.translator(field.label), self))
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.clicked.connect(lambda _checked: self.edited.emit())
        self.box.clicked.connect(lambda _checked: self.left.emit())

    def raw(self) -> object:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def show_raw(self, raw: object) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(raw))

    def set_read_only(self, read_only: bool) -> None:
        """Keep the tick as it is."""
        self.box.setEnabled(not read_only)


class ReferenceInput(FieldInput):
    """Another record."""

    def __init__(self, context: UiContext, field: Field, parent: QWidget | None = None) -> None:
        """Make a picker over the kinds that the field may point to."""
        super().__init__(context, field, parent)
        self.picker = self.take(ReferencePicker(context, field.targets, self))
        self.picker.textEdited.connect(lambda _text: self.edited.emit())
        self.picker.chosen.connect(self.edited)
        self.picker.editingFinished.connect(self.left)

    def raw(self) -> object:
        """Return the uid of the record chosen."""
        return self.picker.uid()

    def show_raw(self, raw: object) -> None:
        """Show a record by its name."""
        self.picker.set_uid(None if raw is None else str(raw))

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read and copied only."""
        self.picker.setReadOnly(read_only)

    def problem(self) -> Message | None:
        """Ask for a choice when something was typed that names no record."""
        if self.picker.unresolved:
            return _("{field}: hãy chọn một mục trong danh sách gợi ý.", field=self.field.label)
        return super().problem()


_INPUTS: Mapping[FieldType, Callable[[UiContext, Field, QWidget | None], FieldInput]] = {
    FieldType.TEXT: TextInput,
    FieldType.LONG_TEXT: LongTextInput,
    FieldType.DATE: DateFieldInput,
    FieldType.TIME: TimeFieldInput,
    FieldType.DATETIME: MomentFieldInput,
    FieldType.INTEGER: NumberInput,
    FieldType.MONEY: NumberInput,
    FieldType.CHOICE: ChoiceInput,
    FieldType.BOOLEAN: YesNoInput,
    FieldType.REFERENCE: ReferenceInput,
}


def make_input(context: UiContext, field: Field, parent: QWidget | None = None) -> FieldInput:
    """Make the input of a field by its type."""
    return _INPUTS[field.type](context, field, parent)
