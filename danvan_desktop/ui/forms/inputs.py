"""Inputs for single fields: what was typed goes out raw, the field's declaration reads it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldError, Value
from danvan_desktop.domain.text import clean_pasted
from danvan_desktop.localization import Message, Translator
from danvan_desktop.patterns import pattern
from danvan_desktop.ui.forms.completing import complete_from
from danvan_desktop.ui.forms.composed_line import ComposedLine
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.keys import leave_undo
from danvan_desktop.ui.widgets.rows import FLUSH, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_LEAST_LINES, _MOST_LINES = 2, 10
LEAST_LETTERS = 7
"""What is seen of a choice where three fields share a column beside a list; elsewhere they have more room."""
_BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
_BESIDE_HINT = 18
"""Pixels, at the usual size of letters: frame and margins of a line beside its hint."""
_SPARE = 4
"""Pixels for lines that are a fraction higher than their font says."""


class FieldInput(QWidget):
    """One field's input; ``edited`` is sent when the officer changes it, never when a value is shown."""

    edited = Signal()

    def __init__(self, field: Field, translator: Translator, parent: QWidget | None = None) -> None:
        """Keep the declaration."""
        super().__init__(parent)
        self.field = field
        self.say = translator
        # Qt puts into another place of the order of Tab only what takes the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def raw(self) -> object:
        """Return what stands in the input, for the declaration to parse."""
        raise NotImplementedError(type(self).__name__)

    def show_value(self, value: Value) -> None:
        """Show a stored value."""
        raise NotImplementedError(type(self).__name__)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be seen and copied, not changed."""
        self.setEnabled(not read_only)

    @property
    def is_unfinished(self) -> bool:
        """Whether what stands in it is only the beginning of what is meant, while one types."""
        return False

    @property
    def takes_keys(self) -> bool:
        """Whether it can be given the keyboard: a locked choice cannot, a locked text can be copied from."""
        return self.isEnabled()

    def begin(self) -> None:
        """Take the keyboard: what is typed replaces a line, as after Tab, and goes on at the end of a text."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        target: QWidget | None = self.focusProxy()
        line = target.lineEdit() if isinstance(target, ChoiceBox) else target
        if isinstance(line, QLineEdit):
            line.selectAll()
        elif isinstance(line, QPlainTextEdit):
            line.moveCursor(QTextCursor.MoveOperation.End)

    def value(self) -> Value:
        """Return the value, ``None`` also when what stands in the input cannot be read yet."""
        try:
            return self.field.parse(self.raw())
        except FieldError:
            return None

    def _is_typed_as(self, value: Value) -> bool:
        """Tell whether somebody is at this text and wrote what it is to show: it is left as it is, with its cursor."""
        widget = self.focusProxy()
        return isinstance(value, str) and widget is not None and widget.hasFocus() and self.value() == value

    def _hold(self, widget: QWidget) -> None:
        row_of(widget, margins=FLUSH, on=self)
        self.setFocusProxy(widget)
        widget.setAccessibleName(self.say(self.field.label))
        if self.field.help is not None:
            widget.setToolTip(self.say(self.field.help))


_CLAUSE_END = pattern(r"[;.,] ")


class PlainLine(ComposedLine):
    """A line that takes pasted text of several lines as one, and shows of a hint what there is room for."""

    _hint = ""
    _is_whole = False

    def show_hint(self, text: str, *, whole: bool = False) -> None:
        """Show what to write while nothing is written, what fits of it; the whole is in the tip.

        One that is to be ``whole`` is not shown at all where it does not fit.
        """
        self._hint, self._is_whole = text, whole
        self._fit_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the hint to another width."""
        super().resizeEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        if self._hint:
            room = self.width() - scaled(_BESIDE_HINT)
            shown = self._fitting_hint(room)
            self.setPlaceholderText("" if self._is_whole and shown != self._hint else shown)

    def _fitting_hint(self, room: int) -> str:
        """Return the hint, else its first clauses, with … only where not even the first one fits."""
        metrics, clauses = self.fontMetrics(), [self._hint[: end.start()] for end in _CLAUSE_END.finditer(self._hint)]
        whole = (text for text in (self._hint, *reversed(clauses)) if metrics.horizontalAdvance(text) <= room)
        return next(whole, metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clean what is pasted by the keyboard."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.insert(" ".join(clean_pasted(QGuiApplication.clipboard().text()).split()))
            self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)


def written(field: Field, value: Value, say: Translator) -> str:
    """Write text as it is, numbers as the language writes them."""
    number = decimal_of(value) if field.numeric else None
    if number is not None and say.language == "vi":
        return say.number(number) if field.counted else str(value)
    return "" if value is None else str(value)


class LineInput(FieldInput):
    """Text on one line, or a number as people write it."""

    def __init__(self, field: Field, translator: Translator, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(field, translator, parent)
        self.line = PlainLine(self)
        self._hold(self.line)
        self._beside: Sequence[str] = ()
        if field.help is not None:
            self.line.show_hint(translator(field.help), whole=field.numeric)
        if field.numeric:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setMaximumWidth(scaled(180))
        self.line.textEdited.connect(self.edited)
        if field.counted:
            self.line.editingFinished.connect(self._write_as_read)

    def _write_as_read(self) -> None:
        """Part the thousands of what was typed, so that a zero too many is seen before it is saved."""
        read = self.value()
        if read is not None and self.line.isModified():
            self.line.setText(written(self.field, read, self.say))

    def offer(self, words: Iterable[str]) -> None:
        """Complete what is typed from the office's own words."""
        complete_from(self.line, dict.fromkeys((*self._beside, *words)))

    def offer_beside(self, words: Iterable[str]) -> None:
        """Complete from what is typed in other rows too, which is not saved yet."""
        self._beside = tuple(dict.fromkeys(words))
        self.offer(())

    def raw(self) -> object:
        """Return the text."""
        return self.line.text()

    def show_value(self, value: Value) -> None:
        """Show text as it is, numbers as the language writes them."""
        if self._is_typed_as(value):
            return
        # Of a text that is longer than the line its beginning is seen.
        place = self.line.cursorPosition() if self.line.hasFocus() else 0
        self.line.setText(written(self.field, value, self.say))
        self.line.setCursorPosition(place)

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text selectable."""
        self.line.setReadOnly(read_only)


class ParagraphText(QPlainTextEdit):
    """A text box into which what is pasted comes as plain paragraphs, whatever a word processor adds to it.

    Who comes by the keyboard goes on at the end of the text.
    """

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window while nothing typed here can be taken back."""
        return not leave_undo(event, self.document()) and super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the end, unless the cursor was put somewhere."""
        super().focusInEvent(event)
        cursor = self.textCursor()
        if event.reason() in _BY_KEYBOARD and cursor.atStart() and not cursor.hasSelection():
            self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Clean what is pasted or dropped."""
        if source.hasText():
            self.insertPlainText(clean_pasted(source.text()))


class GrowingText(ParagraphText):
    """A text box that is as high as its text, within bounds; Tab goes on to the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with the least height."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.ensurePolished()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the height of the text."""
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when a narrower box breaks the text into more lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(_LEAST_LINES, min(_MOST_LINES, int(self.document().size().height())))
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        # Asked of the style, not of the box as it lies: what is found once it is seen comes too late for its form.
        inner = self.style().subElementRect(QStyle.SubElement.SE_ShapedFrameContents, option, self)
        frame = option.rect.height() - inner.height()
        # A line is set on whole pixels, while the metrics round to the nearest.
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        self.setFixedHeight(lines * line + frame + 2 * int(self.document().documentMargin()) + _SPARE)


class LongInput(FieldInput):
    """Text of several paragraphs."""

    def __init__(self, field: Field, translator: Translator, parent: QWidget | None = None) -> None:
        """Make the box."""
        super().__init__(field, translator, parent)
        self.box = GrowingText(self)
        self._hold(self.box)
        self.box.textChanged.connect(self._tell)
        self._showing = False
        self._told = ""

    def raw(self) -> object:
        """Return the text."""
        return self.box.toPlainText()

    def show_value(self, value: Value) -> None:
        """Show the text."""
        if self._is_typed_as(value):
            return
        self._showing = True
        self.box.setPlainText("" if value is None else str(value))
        self._told = self.box.toPlainText()
        self._showing = False

    def put_in(self, text: str) -> None:
        """Write a text where the cursor is, as the officer would."""
        self.box.insertPlainText(text)
        self.box.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text selectable."""
        self.box.setReadOnly(read_only)

    def _tell(self) -> None:
        """Tell of another text: Qt calls a word changed too while an input method still composes it."""
        if not self._showing and self.box.toPlainText() != self._told:
            self._told = self.box.toPlainText()
            self.edited.emit()


class ChoiceInput(FieldInput):
    """One of the declared choices; an empty first entry where the field may stay empty."""

    def __init__(self, field: Field, translator: Translator, parent: QWidget | None = None) -> None:
        """Fill the list."""
        super().__init__(field, translator, parent)
        self.box = ChoiceBox(self)
        if not field.required:
            self.box.addItem("", None)
        for choice in field.choices:
            self.box.addItem(translator(choice.label), choice.code)
        self.box.setMinimumContentsLength(LEAST_LETTERS)
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._hold(self.box)
        self.box.activated.connect(self.edited)

    def offer(self, codes: Iterable[str]) -> None:
        """Let only these be chosen, in the declared order; what stands there stays."""
        wanted, standing = set(codes), self.box.currentData()
        self.box.clear()
        if not self.field.required:
            self.box.addItem("", None)
        for choice in self.field.choices:
            if choice.code in wanted or choice.code == standing:
                self.box.addItem(self.say(choice.label), choice.code)
        self.box.setCurrentIndex(self.box.findData(standing))

    def name(self, called: Mapping[str, Message | str]) -> None:
        """Call choices by these words."""
        for place in range(self.box.count()):
            if (words := called.get(self.box.itemData(place))) is not None:
                self.box.setItemText(place, self.say(words))

    def raw(self) -> object:
        """Return the code."""
        return self.box.currentData()

    def show_value(self, value: Value) -> None:
        """Select the choice; a code of a later version is added as it is."""
        place = self.box.findData(value)
        if place < 0 and value is not None:
            self.box.addItem(self.say.value(self.field.label_of(value) or str(value)), value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)


class CodeInput(FieldInput):
    """One of the things that have a code, by its words."""

    def __init__(
        self,
        field: Field,
        words: Mapping[str, Message | str],
        word_of: Callable[[str], Message | str],
        translator: Translator,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``words``; another code that is recorded is told by ``word_of``."""
        super().__init__(field, translator, parent)
        self._word_of = word_of
        self.box = ChoiceBox(self)
        self.box.addItem("", None)
        for code, told in words.items():
            self.box.addItem(translator(told), code)
        self.box.setMinimumContentsLength(LEAST_LETTERS)
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._hold(self.box)
        self.box.activated.connect(self.edited)

    def raw(self) -> object:
        """Return the code."""
        return self.box.currentData()

    def show_value(self, value: Value) -> None:
        """Choose what has this code."""
        if value is not None and self.box.findData(value) < 0:
            self.box.addItem(self.say(self._word_of(str(value))), value)
        self.box.setCurrentIndex(self.box.findData(value))


class FlagInput(FieldInput):
    """Yes or no."""

    def __init__(self, field: Field, translator: Translator, parent: QWidget | None = None) -> None:
        """Make the box; its text is the label, so the form shows none beside it."""
        super().__init__(field, translator, parent)
        self.box = QCheckBox(translator(field.label), self)
        self._beside: FieldInput | None = None
        self._hold(self.box)
        self.box.clicked.connect(self.edited)

    def stand_beside(self, other: FieldInput) -> None:
        """Be as high as another input, so that both stand in one line, whatever the size of the letters."""
        self._beside = other
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the height of the input beside it."""
        return super().sizeHint().expandedTo(self._height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of the input beside it."""
        return super().minimumSizeHint().expandedTo(self._height)

    @property
    def _height(self) -> QSize:
        beside = self._beside.focusProxy() if self._beside is not None else None
        is_box = beside is None or isinstance(beside, QPlainTextEdit)
        return QSize(0, 0 if beside is None or is_box else beside.sizeHint().height())

    def raw(self) -> object:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Value) -> None:
        """Tick or untick."""
        self.box.setChecked(value is True)
