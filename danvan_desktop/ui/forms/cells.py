"""The cells of a form: an input with its label above and its problem in words below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.field_row import FieldRow
from danvan_desktop.ui.forms.inputs import FieldInput, FlagInput, LongInput
from danvan_desktop.ui.forms.making import make_input
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.kinds.view import Row
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.labels import text_label

_WIDE = frozenset({FieldType.LONG_TEXT})
_WIDE_ALONE = (FieldType.TEXT, FieldType.REFERENCE)
"""Take the whole row where nothing stands beside them."""
_LONG_CHOICE = 34
"""Letters from which on a choice needs the whole row as well."""
_LONG_LABEL = 26
"""Letters up to which the label of a narrow field has room in a third of a row."""
_LONG_LABEL_ALONE = 34
"""Letters up to which it has room where nothing stands beside it."""
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own: the largest width, which means that none is set."""


@dataclass(frozen=True)
class Cell:
    """What belongs to one field; ``phrases`` offers texts for it where it has some."""

    layout: QGridLayout
    input: FieldInput
    note: QLabel
    phrases: PhraseButton | None

    @property
    def is_narrow(self) -> bool:
        """Whether the field has a largest width, as numbers and dates do."""
        return self.input.maximumWidth() < QWIDGETSIZE_MAX

    def show(self) -> None:
        """Show all of it but the note, of which nothing is said yet."""
        for place in range(self.layout.count()):
            item = self.layout.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is not None and widget is not self.note:
                widget.show()


def make_row(row: Row, kind: Kind, context: UiContext, box: QWidget) -> tuple[FieldRow, dict[str, Cell]]:
    """Make the cells of a row in the ``box`` in which they stay; return how they are set, and each by its field."""
    fields = [kind.by_name[name] for name in row]
    wide = [one.type in _WIDE or (len(row) == 1 and _is_long(one, context.translator)) for one in fields]
    with_labels = any(one.type is not FieldType.BOOLEAN for one in fields)
    cells = {field.name: _make_cell(field, kind, context, box, with_label=with_labels) for field in fields}
    _set_in_line([cell.input for cell in cells.values()])
    shares = [3 if is_wide else 2 for is_wide in wide]
    is_free = _free_share(wide, list(cells.values()), [len(context.translator(_label_of(one))) for one in fields])
    return FieldRow([cell.layout for cell in cells.values()], shares, is_free), cells


def _is_long(field: Field, say: Translator) -> bool:
    """Tell whether a field takes the whole row where nothing stands beside it."""
    return field.type in _WIDE_ALONE or any(len(say(choice.label)) > _LONG_CHOICE for choice in field.choices)


def _set_in_line(inputs: Sequence[FieldInput]) -> None:
    """Let a box to tick stand at the height of the inputs beside it."""
    others = [one for one in inputs if not isinstance(one, FlagInput)]
    for one in inputs:
        if isinstance(one, FlagInput) and others:
            one.stand_beside(others[0])


def _free_share(wide: Sequence[bool], cells: Sequence[Cell], letters: Sequence[int]) -> int:
    """Return what stays empty behind a row: one or two narrow fields stand where those of a row of three do.

    They do not where the label of one has more letters than there is room for.
    """
    if len(cells) == 1 and not wide[0]:
        return 3 if letters[0] <= _LONG_LABEL_ALONE else 0
    are_alike = len(cells) == 2 and all(cell.is_narrow for cell in cells)
    return 2 if are_alike and max(letters) <= _LONG_LABEL else 0


def _make_cell(field: Field, kind: Kind, context: UiContext, box: QWidget, *, with_label: bool) -> Cell:
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    grid.setHorizontalSpacing(0)
    field_input = make_input(field, context, box)
    note = text_label("", "fieldNote", wraps=True, within=box)
    note.hide()
    if with_label:
        words = "" if field.type is FieldType.BOOLEAN else context.translator(_label_of(field))
        grid.addWidget(_label(words, field_input, box), 0, 0, 1, 2)
    phrases = None
    if field.phrased and isinstance(field_input, LongInput):
        phrases = _phrase_button(field_input, f"{kind.name}.{field.name}", context, box)
        grid.addWidget(phrases, 0, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(field_input, 1, 0)
    grid.addWidget(note, 2, 0, 1, 2)
    grid.setRowStretch(3, 1)
    grid.setColumnStretch(0, 100)
    cell = Cell(grid, field_input, note, phrases)
    if cell.is_narrow:
        grid.setColumnStretch(1, 1)
    return cell


def _label(words: str, field_input: FieldInput, box: QWidget) -> ElidedLabel:
    label = ElidedLabel(words, box, mode=Qt.TextElideMode.ElideRight)
    label.setToolTip(words)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setBuddy(field_input)
    label.setObjectName("fieldLabel")
    return label


def _phrase_button(text: LongInput, target: str, context: UiContext, box: QWidget) -> PhraseButton:
    button = PhraseButton(context, target, text.put_in, text.box.toPlainText, box)
    button.belong_to(text.box)
    return button


def _label_of(field: Field) -> Message:
    return _("{label} *", label=field.label) if field.required else field.label
