"""The form of one record, generated from its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from danvan_desktop.domain.fields import Field, FieldType, Value, Values
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Clash
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.field_row import FieldRow
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.form_sections import FormSections, told_of
from danvan_desktop.ui.forms.inputs import ChoiceInput, FieldInput, LongInput
from danvan_desktop.ui.forms.layouts import sections_of
from danvan_desktop.ui.forms.making import make_input
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.kinds.view import Row, Section
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_WIDE = frozenset({FieldType.LONG_TEXT})
_WIDE_ALONE = (FieldType.TEXT, FieldType.REFERENCE)
"""Take the whole row where nothing stands beside them."""
_BY_KEYBOARD = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own: the largest width, which means that none is set."""


class RecordForm(QWidget):
    """Inputs for a kind's fields, each with its label above and its problem in words below."""

    edited = Signal(str)
    """The name of a field that the officer changed."""

    clash_settled = Signal(str)
    """The name of a field that somebody else wrote meanwhile, once the officer chose one of both values."""

    left = Signal()
    """A field was left of which something was not said while one typed in it."""

    def __init__(self, kind: Kind, context: UiContext, parent: QWidget | None = None) -> None:
        """Build the inputs; ``show_values`` fills them."""
        super().__init__(parent)
        self.kind = kind
        self._context = context
        self._say = context.translator
        self._inputs: dict[str, FieldInput] = {}
        self._notes: dict[str, QLabel] = {}
        self._clashes: dict[str, Clash] = {}
        self._unusable: dict[str, Problem] = {}
        self._touched: set[str] = set()
        self._put_off = ""
        self._phrase_buttons: list[PhraseButton] = []
        self._sought = ""
        self._rows: list[tuple[QWidget, FieldRow]] = []
        self._once_restyled = QTimer(self, singleShot=True, interval=0)
        self._once_restyled.timeout.connect(self._fit_rows)
        self._once_laid_out = QTimer(self, singleShot=True, interval=0)
        self._once_laid_out.timeout.connect(self._bring_into_view)
        self._layout = column_of(gap=10, margins=FLUSH, on=self)
        self.sections = FormSections()
        for section in sections_of(kind, context.views[kind.name]):
            self._layout.addWidget(self._section(section))
        self._layout.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # What stands in it

    def show_values(self, values: Values, but: frozenset[str] = frozenset()) -> None:
        """Show a record's values and forget what was typed, ``but`` in these fields."""
        for name, field_input in self._inputs.items():
            value = values.get(name)
            if name not in but:
                field_input.show_value(readable(value, self._say) if isinstance(value, str) else value)
        self._touched &= but
        self._clashes.clear()
        self._unusable.clear()
        self.show_problems(())
        for note in self._notes.values():
            _keep_room(note, 0)
        self.sections.refresh()

    def raw_values(self) -> dict[str, object]:
        """Return everything as it was typed, by field name."""
        return {name: field_input.raw() for name, field_input in self._inputs.items()}

    def touched_values(self) -> dict[str, object]:
        """Return what the officer typed in the fields that were changed."""
        return {name: self._inputs[name].raw() for name in self._inputs if name in self._touched}

    def values(self) -> dict[str, Value]:
        """Return all values as far as they can be read already, for live results."""
        return {name: field_input.value() for name, field_input in self._inputs.items()}

    @property
    def touched(self) -> frozenset[str]:
        """The names of the fields that were changed since values were shown."""
        return frozenset(self._touched)

    def has(self, name: str) -> bool:
        """Tell whether a field has an input here."""
        return name in self._inputs

    @property
    def is_touched(self) -> bool:
        """Whether the officer changed anything since values were shown."""
        return bool(self._touched)

    def put(self, name: str, value: Value) -> None:
        """Fill one field in the officer's stead; it counts as changed."""
        self._inputs[name].show_value(value)
        self._touch(name)

    def suggest(self, name: str, value: Value) -> None:
        """Fill one field as a new record's values do; it does not count as changed."""
        self._inputs[name].show_value(value)

    def offer_choices(self, name: str, codes: Sequence[str]) -> None:
        """Let a choice be made among these only."""
        field_input = self._inputs.get(name)
        if isinstance(field_input, ChoiceInput):
            field_input.offer(codes)

    def turn_to_section(self, section: FoldingSection) -> None:
        """Open a section and go to its first field; the one in which one is gets folded."""
        if not self.sections.fold_where_one_is(section):
            self.focus_first_of(section)

    def focus_first_of(self, section: FoldingSection, wanted: Sequence[str] = ()) -> None:
        """Go to the first field of a section, or to the first of those that are ``wanted`` where one stands there."""
        names = self.sections.names_in(section)
        for name in [*(name for name in wanted if name in names), *names][:1]:
            self._go_to(name)

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Return fields in the order in which they stand here, those that do not first."""
        places = {name: place for place, name in enumerate(self._inputs)}
        return sorted(names, key=lambda name: places.get(name, -1))

    def focus_field(self, name: str) -> None:
        """Go to one field, if it is here."""
        if name in self._inputs:
            self._go_to(name)

    def show_after_first_section(self, widget: QWidget) -> None:
        """Place a live result below the first section."""
        self._layout.insertWidget(1, widget)

    def input(self, name: str) -> FieldInput:
        """Return the input of one field."""
        return self._inputs[name]

    def show_unusable(self, problems: Iterable[Problem]) -> None:
        """Say beside each field that its stored value cannot be used, until something is typed in it."""
        self._unusable = {str(problem.field): problem for problem in problems}
        self.show_problems(())

    # What somebody else wrote meanwhile

    def show_clashes(self, clashes: Iterable[Clash]) -> None:
        """Show beside each field its value and the other's, to be chosen from; they stay until that is done."""
        self._clashes = {clash.field: clash for clash in clashes if clash.field in self._notes}
        self.show_problems(())

    def settle_clash(self, name: str, *, take_theirs: bool) -> None:
        """Keep what was typed in a field, or take what somebody else wrote."""
        clash = self._clashes.pop(name)
        if take_theirs:
            self.put(name, clash.theirs)
        self._note(self._notes[name], [])
        self._mark(name, [])
        self.clash_settled.emit(name)

    def _show_clash(self, name: str, clash: Clash) -> None:
        note, problem = self._notes[name], Problem(name, clash.message)
        self._note(note, [problem])
        self._mark(name, [problem])
        mine, theirs = self._say(_("Giữ giá trị của tôi")), self._say(_("Lấy giá trị của nơi khác"))
        note.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | _BY_KEYBOARD)
        note.setText(
            f"{escape(self._say(clash.message))}<br><a href='mine'>{escape(mine)}</a> · "
            f"<a href='theirs'>{escape(theirs)}</a>"
        )

    def _link_pressed(self, name: str, link: str) -> None:
        if name in self._clashes:
            self.settle_clash(name, take_theirs=link == "theirs")

    # What is wrong with it

    def show_problems(
        self, problems: Iterable[Problem], *, only_touched: bool = False, while_typing: bool = False
    ) -> list[Problem]:
        """Show problems beside their fields; returns those that have no place in this form.

        ``while_typing``: nothing new is said of the field in which one types; ``left`` is sent when it is left. A line
        that has nothing to say any more keeps its room until values are shown anew: no field moves under the hand.
        """
        by_field: dict[str, list[Problem]] = {}
        homeless: list[Problem] = []
        for problem in problems:
            if problem.field in self._notes:
                by_field.setdefault(str(problem.field), []).append(problem)
            else:
                homeless.append(problem)
        for name, note in self._notes.items():
            said = by_field.get(name, []) if not only_touched or name in self._touched else []
            if name in self._unusable and name not in self._touched:
                said = [self._unusable[name], *said]
            if name in self._clashes:
                self._show_clash(name, self._clashes[name])
                continue
            if while_typing and said and self._is_too_early(name):
                self._put_off, said = name, []
            self._note(note, said)
            self._mark(name, said)
            if said:
                self.sections.open_for(name)
        return homeless

    def _is_too_early(self, name: str) -> bool:
        """Tell whether one is still typing in a field of which nothing is said yet, or which is not whole."""
        return self._has_keyboard(name) and (self._notes[name].isHidden() or self._inputs[name].is_unfinished)

    def _has_keyboard(self, name: str) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self._inputs[name] or self._inputs[name].isAncestorOf(focused))

    def _focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self._put_off and not self._has_keyboard(self._put_off):
            self._put_off = ""
            self.left.emit()

    def focus_first_problem(self) -> None:
        """Go to the first field that has a problem, else to the first that wants filling in."""
        names = [name for name, note in self._notes.items() if not note.isHidden()]
        if names:
            self._go_to(names[0])
        else:
            self.focus_first_wanted()

    def focus_first_wanted(self) -> None:
        """Go to the first empty required field that nothing fills in, else to the first in sight that takes keys."""
        asked = {field.name for field in self.kind.asks_for((), of_today=True)}
        wanted = [name for name, one in self._inputs.items() if name in asked and one.raw() in ("", None)]
        opened = [name for name, one in self._inputs.items() if self.sections.is_seen(name) and one.takes_keys]
        for name in (wanted or opened)[:1]:
            self._go_to(name)
        if not wanted and not opened:
            self.sections[0].head.setFocus()

    @property
    def has_keyboard(self) -> bool:
        """Whether one types in a field of this form."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    @property
    def is_where_it_began(self) -> bool:
        """Whether the keyboard is still in the field that it was given to last."""
        sought = self._inputs.get(self._sought)
        focus: QWidget | None = self.window().focusWidget()
        return sought is not None and focus is not None and (focus is sought or sought.isAncestorOf(focus))

    def _go_to(self, name: str) -> None:
        """Give a field the keyboard, and scroll to it and to what is said below it."""
        self.sections.open_for(name)
        self._inputs[name].begin()
        self._sought = name
        self._bring_into_view()
        self._once_laid_out.start()

    def _bring_into_view(self) -> None:
        """Scroll to the field that was gone to; lines that are shown with it make the room around it smaller later."""
        name = self._sought
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self._inputs[name])
            if not self._notes[name].isHidden():
                around.ensureWidgetVisible(self._notes[name])

    def set_read_only(self, read_only: bool, except_for: frozenset[str] = frozenset()) -> None:
        """Lock all fields but some."""
        for name, field_input in self._inputs.items():
            field_input.set_read_only(read_only and name not in except_for)
        for button in self._phrase_buttons:
            button.set_read_only(read_only)

    def cover(self, names: Iterable[str]) -> None:
        """Let nobody write in fields in whose place a mask is shown."""
        for name in names:
            self._inputs[name].set_read_only(True)

    def keep_no_phrases(self, secret: bool) -> None:
        """Let nothing that is written of a ``secret`` record be kept as a text for others."""
        for button in self._phrase_buttons:
            button.keeps = not secret

    # How wide it is

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the widest field alone: fields that have no room beside each other go below."""
        widest = max((row.narrowest + _frame_of(box) for box, row in self._rows), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many fields beside each other as there is room for."""
        super().resizeEvent(event)
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_once_restyled"):
            self._once_restyled.start()

    def _fit_rows(self) -> None:
        for box, row in self._rows:
            row.fit(self.width() - _frame_of(box))

    # Building

    def _section(self, section: Section) -> QWidget:
        if section.title is None:
            box: QWidget = QWidget(self)
            layout = column_of(gap=8, margins=FLUSH, on=box)
        else:
            box = folding = self.sections.add(section, self._say(section.title), partial(self._told, section), self)
            layout = folding.rows
        for row in section.rows:
            made = self._row(row)
            self._rows.append((box, made))
            layout.addLayout(made.layout)
        return box

    def _told(self, section: Section) -> str:
        values = {name: self._inputs[name].value() for row in section.rows for name in row}
        return told_of(section, self.kind, values, self._say, self._context.store.title)

    def _row(self, row: Row) -> FieldRow:
        fields = [self.kind.by_name[name] for name in row]
        wide = [one.type in _WIDE or (one.type in _WIDE_ALONE and len(row) == 1) for one in fields]
        made = FieldRow([self._cell(field) for field in fields], [3 if is_wide else 2 for is_wide in wide])
        if len(row) == 1 and fields[0].type not in (*_WIDE, *_WIDE_ALONE):
            made.layout.addStretch(3)
        return made

    def _cell(self, field: Field) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(0)
        field_input = make_input(field, self._context)
        words = "" if field.type is FieldType.BOOLEAN else self._say(_label_of(field))
        label = ElidedLabel(words, mode=Qt.TextElideMode.ElideRight)
        label.setToolTip(words)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setBuddy(field_input)
        label.setObjectName("fieldLabel")
        note = text_label("", "fieldNote", wraps=True)
        note.hide()
        grid.addWidget(label, 0, 0, 1, 2)
        if field.phrased and isinstance(field_input, LongInput):
            grid.addWidget(self._phrase_button(field, field_input), 0, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(field_input, 1, 0)
        grid.addWidget(note, 2, 0, 1, 2)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 100)
        if field_input.maximumWidth() < QWIDGETSIZE_MAX:
            grid.setColumnStretch(1, 1)
        self._inputs[field.name] = field_input
        note.linkActivated.connect(partial(self._link_pressed, field.name))
        self._notes[field.name] = note
        field_input.edited.connect(lambda name=field.name: self._touch(name))
        return grid

    def _phrase_button(self, field: Field, text: LongInput) -> PhraseButton:
        button = PhraseButton(self._context, f"{self.kind.name}.{field.name}", text.put_in, text.box.toPlainText, self)
        button.belong_to(text.box)
        self._phrase_buttons.append(button)
        return button

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self.sections.open_for(name)
        self.edited.emit(name)

    def _mark(self, name: str, problems: list[Problem]) -> None:
        """Frame a field that is wrong, and let screen readers say beside it what is."""
        target = self._inputs[name].focusProxy() or self._inputs[name]
        target.setAccessibleDescription("\n".join(self._say(problem.message) for problem in problems))
        set_look(target, "wrong", any(problem.is_error for problem in problems))

    def _note(self, note: QLabel, problems: list[Problem]) -> None:
        note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        note.setText("\n".join(self._say(problem.message) for problem in problems))
        set_look(note, "severity", "error" if any(p.is_error for p in problems) else "warning")
        if not problems and note.isVisible():
            _keep_room(note, note.height())
        note.setVisible(bool(problems))


def _frame_of(box: QWidget) -> int:
    """Return how many pixels of the width of a section its frame takes."""
    return box.frame if isinstance(box, FoldingSection) else 0


def _keep_room(note: QLabel, height: int) -> None:
    """Let a line that is hidden take so much room, in pixels."""
    policy = note.sizePolicy()
    policy.setRetainSizeWhenHidden(height > 0)
    note.setSizePolicy(policy)
    note.setMinimumHeight(height)


def _label_of(field: Field) -> Message:
    return _("{label} *", label=field.label) if field.required else field.label


def empty_values(kind: Kind, preset: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a new record starts with: the declared defaults and what the caller knows already."""
    return {field.name: field.default for field in kind.fields} | dict(preset)
