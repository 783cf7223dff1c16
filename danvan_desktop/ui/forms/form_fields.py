"""The fields of a form by their sections: made when these are seen or asked for, known by what they show before.

A field takes a millisecond of the window's thread. Of the thirty that a record has, most are folded away, or stand
below what is seen; what is told of a field before it is made is kept, so that nobody notices when that was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Message
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.cells import Cell, make_row
from danvan_desktop.ui.forms.field_row import FieldRow
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.form_sections import FormSections
from danvan_desktop.ui.forms.inputs import ChoiceInput, FieldInput
from danvan_desktop.ui.forms.later import MadeLater, raw_of, value_of
from danvan_desktop.ui.forms.layouts import sections_of
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.kinds.view import Row, Section
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_AT_ONCE = 6
"""Fields of a section that are made before it is painted for the first time; its other rows follow."""
_A_TURN = 8
"""Fields that are made in one turn: the window could not answer meanwhile."""
_SOON = 40
"""Milliseconds until the next fields are made: what is seen is painted first, what the officer does comes before."""


@dataclass(eq=False)
class _Room:
    """Where the fields of a section stand, once they are made."""

    section: Section
    box: QWidget
    body: QWidget
    layout: QVBoxLayout
    rows_made: int = 0

    @property
    def is_made(self) -> bool:
        return self.rows_made == len(self.section.rows)

    def rows_with(self, fields: int) -> int:
        """Count the rows that hold so many more fields than those that are made."""
        rows = self.rows_made
        while fields > 0 and rows < len(self.section.rows):
            fields -= len(self.section.rows[rows])
            rows += 1
        return rows

    def rows_up_to(self, name: str) -> int:
        """Count the rows until a field is among them."""
        return 1 + next(place for place, row in enumerate(self.section.rows) if name in row)

    @property
    def is_open(self) -> bool:
        return not (isinstance(self.box, FoldingSection) and self.box.is_folded)

    @property
    def frame(self) -> int:
        """Pixels of the width that the fields do not get."""
        return self.box.frame if isinstance(self.box, FoldingSection) else 0


class FormFields(QObject):
    """Inputs and notes of all fields of a kind; whoever takes one out has those of its section made."""

    made = Signal(str, object)
    """The name of a field and its Cell."""

    def __init__(
        self,
        kind: Kind,
        context: UiContext,
        form: QWidget,
        sections: FormSections,
        told: Callable[[Section], str],
    ) -> None:
        """Have nothing made yet; ``told`` says what is written in a section."""
        super().__init__(form)
        self._kind, self._context, self._form, self._sections, self._told = kind, context, form, sections, told
        self._arranged = sections_of(kind, context.views[kind.name])
        self._room_of: dict[str, _Room] = {}
        self._rooms: list[_Room] = []
        self._rows: list[tuple[_Room, FieldRow]] = []
        names = [name for section in self._arranged for row in section.rows for name in row]
        self.inputs: MadeLater[FieldInput] = MadeLater(names, self._make_up_to)
        self.notes: MadeLater[QLabel] = MadeLater(names, self._make_up_to)
        self._given: dict[str, Value] = {}
        self._read: dict[str, Value] = {}
        self._offered: dict[str, Sequence[str]] = {}
        self.called: dict[str, Mapping[str, Message | str]] = {}
        self._locked, self._unlocked, self._covered = False, frozenset[str](), frozenset[str]()
        self._phrase_buttons: list[PhraseButton] = []
        self._keeps_phrases = True
        self._next_turn = QTimer(self, singleShot=True, interval=_SOON)
        self._next_turn.timeout.connect(self._make_next)

    def lay_out(self, column: QVBoxLayout) -> None:
        """Give every section its room, one below the other; one without a heading has its first fields at once."""
        for section in self._arranged:
            room = self._make_room(section)
            self._rooms.append(room)
            self._room_of |= {name: room for row in section.rows for name in row}
            column.addWidget(room.box)
            if room.box is room.body:
                self._make(room, room.rows_with(_AT_ONCE))

    # What stands in them

    def show(self, name: str, value: Value) -> None:
        """Show a value in a field, now or once it is made."""
        self._given[name] = value
        self._read.pop(name, None)
        if name in self.inputs.made:
            self.inputs[name].show_value(value)

    def raw(self, name: str) -> object:
        """Return what stands in a field, for its declaration to parse."""
        made = self.inputs.made.get(name)
        if made is not None:
            return made.raw()
        return raw_of(self._kind.by_name[name], self._given.get(name), self._context.translator)

    def value(self, name: str) -> Value:
        """Return the value of a field, ``None`` also where what stands in it cannot be read yet."""
        made = self.inputs.made.get(name)
        if made is not None:
            return made.value()
        if name not in self._read:
            given, context = self._given.get(name), self._context
            self._read[name] = value_of(self._kind.by_name[name], given, context.translator, context.today())
        return self._read[name]

    def offer(self, name: str, codes: Sequence[str]) -> None:
        """Let a choice be made among these only."""
        self._offered[name] = codes
        made = self.inputs.made.get(name)
        if isinstance(made, ChoiceInput):
            made.offer(codes)

    def name(self, name: str, called: Mapping[str, Message | str]) -> None:
        """Call the choices of a field by these words."""
        self.called[name] = called
        made = self.inputs.made.get(name)
        if isinstance(made, ChoiceInput):
            made.name(called)

    # Who may write in them

    def lock(self, read_only: bool, except_for: frozenset[str]) -> None:
        """Lock all fields but some; those that were covered are so no more."""
        self._locked, self._unlocked, self._covered = read_only, except_for, frozenset()
        # A field that loses the keyboard by being locked may bring others into sight, which are then made locked.
        for name, made in tuple(self.inputs.made.items()):
            made.set_read_only(self._is_locked(name))
        for button in self._phrase_buttons:
            button.set_read_only(read_only)

    def cover(self, names: Iterable[str]) -> None:
        """Let nobody write in these fields."""
        self._covered |= frozenset(names)
        for name in self._covered & self.inputs.made.keys():
            self.inputs[name].set_read_only(True)

    def keep_phrases(self, keep: bool) -> None:
        """Let what is written be kept as a text for others, or not."""
        self._keeps_phrases = keep
        for button in self._phrase_buttons:
            button.keeps = keep

    def _is_locked(self, name: str) -> bool:
        return name in self._covered or (self._locked and name not in self._unlocked)

    # How wide they are

    @property
    def narrowest(self) -> int:
        """Pixels: the room that the widest field needs alone."""
        return max((row.narrowest + room.frame for room, row in self._rows), default=0)

    def fit(self, width: int) -> None:
        """Set as many fields beside each other as a width in pixels has room for."""
        for room, row in self._rows:
            row.fit(width - room.frame)

    # What is made when

    def make_what_is_seen(self) -> None:
        """Make the first fields that are not folded away at once, the others in turns of their own."""
        while self._due() and len(self.inputs.made) < _AT_ONCE:
            room = self._due()[0]
            self._make(room, room.rows_with(_AT_ONCE - len(self.inputs.made)))
        self._go_on_soon()

    def make_all_open(self) -> None:
        """Make every field that is not folded away."""
        for room in self._due():
            self._make(room)

    def _due(self) -> list[_Room]:
        return [room for room in self._rooms if room.is_open and not room.is_made]

    def _make_next(self) -> None:
        if not self._form.isVisible():
            return  # it goes on when it is seen again; a window that closes takes its store along
        for room in self._due()[:1]:
            self._make(room, room.rows_with(_A_TURN))
        self._go_on_soon()

    def _go_on_soon(self) -> None:
        """Go on once what is there is painted."""
        if self._due():
            QTimer.singleShot(0, self._next_turn, self._next_turn.start)

    def _make_up_to(self, name: str) -> None:
        room = self._room_of[name]
        self._make(room, room.rows_up_to(name))

    def _make_room(self, section: Section) -> _Room:
        if section.title is None:
            box = QWidget(self._form)
            return _Room(section, box, box, column_of(gap=8, margins=FLUSH, on=box))
        words = self._context.translator(section.title)
        folding = self._sections.add(section, words, partial(self._told, section), self._form)
        room = _Room(section, folding, folding.body, folding.rows)
        folding.unfolding.connect(partial(self._make, room))
        return room

    def _make(self, room: _Room, rows: int | None = None) -> None:
        """Make the fields of a section, or of so many ``rows``, as they would be had they always been there.

        Those of a section that is seen already are shown at once: its other fields may have the keyboard.
        """
        due = room.section.rows[room.rows_made : rows]
        if not due:
            return
        is_begun = room.rows_made > 0
        room.rows_made += len(due)
        if is_begun or not isinstance(room.box, FoldingSection):
            self._fill(room, due, show=is_begun)
        else:
            was_hidden = room.body.isHidden()
            room.body.hide()
            self._fill(room, due)
            room.body.setVisible(not was_hidden)
        self._set_in_order(room)
        self.fit(self._form.width())

    def _fill(self, room: _Room, rows: Iterable[Row], *, show: bool = False) -> None:
        captions = dict(room.section.captions)
        for row in rows:
            if row[0] in captions:
                caption = text_label(self._context.translator(captions[row[0]]), "fieldLabel", within=room.body)
                room.layout.addWidget(caption)
                if show:
                    caption.show()
            made, cells = make_row(row, self._kind, self._context, room.body)
            self._rows.append((room, made))
            room.layout.addLayout(made.layout)
            for name, cell in cells.items():
                self._take(name, cell)
                if show:
                    cell.show()

    def _take(self, name: str, cell: Cell) -> None:
        self.inputs.made[name], self.notes.made[name] = cell.input, cell.note
        if name in self._given:
            cell.input.show_value(self._given[name])
        if name in self._offered and isinstance(cell.input, ChoiceInput):
            cell.input.offer(self._offered[name])
        if name in self.called and isinstance(cell.input, ChoiceInput):
            cell.input.name(self.called[name])
        if self._is_locked(name):
            cell.input.set_read_only(True)
        if cell.phrases is not None:
            self._phrase_buttons.append(cell.phrases)
            cell.phrases.set_read_only(self._locked)
            cell.phrases.keeps = self._keeps_phrases
        self.made.emit(name, cell)

    def _set_in_order(self, room: _Room) -> None:
        """Let Tab come to the fields of a section in their order, after its heading, whenever they were made."""
        made = [self.inputs.made[name] for row in room.section.rows[: room.rows_made] for name in row]
        head = [room.box.head] if isinstance(room.box, FoldingSection) else []
        for before, after in pairwise([*head, *made]):
            QWidget.setTabOrder(before, after)
