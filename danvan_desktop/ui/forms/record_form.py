"""The form of one record, generated from its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape
from itertools import chain

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from danvan_desktop.domain.fields import Value, Values
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Clash
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.cells import Cell
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.form_fields import FormFields
from danvan_desktop.ui.forms.form_sections import FormSections, told_of
from danvan_desktop.ui.forms.inputs import FieldInput
from danvan_desktop.ui.kinds.view import Section
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.widgets.keys import has_keyboard, is_within
from danvan_desktop.ui.widgets.restyling import RestyledWidget, set_look
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_BY_KEYBOARD = Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class RecordForm(RestyledWidget):
    """Inputs for a kind's fields, each with its label above and its problem in words below."""

    edited = Signal(str)
    """The name of a field that the officer changed."""

    clash_settled = Signal(str)
    """The name of a field that somebody else wrote meanwhile, once the officer chose one of both values."""

    left = Signal()
    """A field was left of which something was not said while one typed in it."""

    def __init__(self, kind: Kind, context: UiContext, parent: QWidget | None = None) -> None:
        """Make room for the inputs; ``show_values`` fills them, and those of a section are made when they are seen."""
        super().__init__(parent)
        self.kind = kind
        self._context = context
        self._say = context.translator
        self._clashes: dict[str, Clash] = {}
        self._unusable: dict[str, Problem] = {}
        self._touched: set[str] = set()
        self._put_off = ""
        self._sought = ""
        self._once_laid_out = QTimer(self, singleShot=True, interval=0)
        self._once_laid_out.timeout.connect(self._bring_into_view)
        self._layout = column_of(gap=10, margins=FLUSH, on=self)
        self.sections = FormSections()
        self._fields = FormFields(kind, context, self, self.sections, self._told)
        self._inputs, self._notes = self._fields.inputs, self._fields.notes
        self._fields.made.connect(self._made)
        self._fields.lay_out(self._layout)
        self._layout.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # What stands in it

    def show_values(self, values: Values, but: frozenset[str] = frozenset()) -> None:
        """Show a record's values and forget what was typed, ``but`` in these fields."""
        for name in self._inputs:
            value = values.get(name)
            if name not in but:
                self.suggest(name, readable(value, self._say) if isinstance(value, str) else value)
        self._touched &= but
        self._clashes.clear()
        self._unusable.clear()
        self.show_problems(())
        for note in self._notes.made.values():
            _keep_room(note, 0)
        self.sections.refresh()

    def raw_values(self) -> dict[str, object]:
        """Return everything as it was typed, by field name."""
        return {name: self._fields.raw(name) for name in self._inputs}

    def touched_values(self) -> dict[str, object]:
        """Return what the officer typed in the fields that were changed."""
        return {name: self._inputs[name].raw() for name in self._inputs if name in self._touched}

    def values(self) -> dict[str, Value]:
        """Return all values as far as they can be read already, for live results."""
        return {name: self._fields.value(name) for name in self._inputs}

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
        self._fields.show(name, value)

    def offer_choices(self, name: str, codes: Sequence[str]) -> None:
        """Let a choice be made among these only."""
        self._fields.offer(name, codes)

    def name_choices(self, name: str, called: Mapping[str, Message | str]) -> None:
        """Call the choices of a field by these words."""
        self._fields.name(name, called)

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

    @property
    def made_inputs(self) -> Sequence[FieldInput]:
        """The inputs that are there by now, in the order of the form."""
        return [self._inputs.made[name] for name in self._inputs if name in self._inputs.made]

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
        mine, theirs = self._say(_("Giữ nội dung tôi ghi")), self._say(_("Lấy nội dung nơi khác ghi"))
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
        for name in self._notes:
            said = self._said_of(name, by_field.get(name, []), only_touched=only_touched)
            if name in self._clashes:
                self._show_clash(name, self._clashes[name])
                continue
            if not said and name not in self._notes.made:
                continue
            if while_typing and said and self._is_too_early(name):
                self._put_off, said = name, []
            self._note(self._notes[name], said)
            self._mark(name, said)
            if said:
                self.sections.open_for(name)
        return homeless

    def _said_of(self, name: str, problems: list[Problem], *, only_touched: bool) -> list[Problem]:
        """Return what is said of a field: its problems, and before them that what is stored cannot be used.

        What is told of a field already, as after a save, is not unsaid because one types elsewhere.
        """
        if name in self._touched:
            return problems
        stored = [self._unusable[name]] if name in self._unusable else []
        is_told = name in self._notes.made and not self._notes.made[name].isHidden()
        return stored if only_touched and not is_told else [*stored, *problems]

    @property
    def told(self) -> frozenset[str]:
        """The names of the fields beside which something is said."""
        return frozenset(name for name, note in self._notes.those_made() if not note.isHidden())

    def _is_too_early(self, name: str) -> bool:
        """Tell whether one is still typing in a field of which nothing is said yet, or which is not whole."""
        return self._has_keyboard(name) and (self._notes[name].isHidden() or self._inputs[name].is_unfinished)

    def _has_keyboard(self, name: str) -> bool:
        field_input = self._inputs.made.get(name)
        return field_input is not None and has_keyboard(field_input)

    def _focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self._put_off and not self._has_keyboard(self._put_off):
            self._put_off = ""
            self.left.emit()

    def focus_first_problem(self) -> None:
        """Go to the first field that has a problem, else to the first that wants filling in."""
        told = self.told
        if told:
            self._go_to(next(name for name in self._notes if name in told))
        else:
            self.focus_first_wanted()

    def focus_first_wanted(self) -> None:
        """Go to the first empty required field that nothing fills in, else to the first in sight that takes keys."""
        asked = {field.name for field in self.kind.asks_for((), of_today=True)}
        wanted = (name for name in self._inputs if name in asked and self._fields.raw(name) in ("", None))
        opened = (name for name in self._inputs if self.sections.is_seen(name) and self._inputs[name].takes_keys)
        first = next(chain(wanted, opened), None)
        if first is not None:
            self._go_to(first)
        else:
            self.sections[0].head.setFocus()

    @property
    def has_keyboard(self) -> bool:
        """Whether one types in a field of this form."""
        return has_keyboard(self)

    @property
    def is_where_it_began(self) -> bool:
        """Whether the keyboard is still in the field that it was given to last."""
        sought = self._inputs.made.get(self._sought)
        focus: QWidget | None = self.window().focusWidget()
        return sought is not None and is_within(sought, focus)

    def stay_in_sight(self) -> None:
        """Have the field that was gone to last in sight with what is said below it: a line took some of the room."""
        if self.is_where_it_began:
            self._bring_into_view()

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
            for shown in (*self._last_with(name), self._inputs[name]):
                around.ensureWidgetVisible(shown)
            if not self._notes[name].isHidden():
                around.ensureWidgetVisible(self._notes[name])

    def _last_with(self, name: str) -> Sequence[FieldInput]:
        """Return the last field of the section of a field: who is led there sees all that belongs together."""
        names = self.sections.names_with(name)
        return [one for own, one in self._inputs.those_made() if own in names and one.isVisible()][-1:]

    def set_read_only(self, read_only: bool, except_for: frozenset[str] = frozenset()) -> None:
        """Lock all fields but some."""
        self._fields.lock(read_only, except_for)

    def cover(self, names: Iterable[str]) -> None:
        """Let nobody write in fields in whose place a mask is shown."""
        self._fields.cover(names)

    def keep_no_phrases(self, secret: bool) -> None:
        """Let nothing that is written of a ``secret`` record be kept as a text for others."""
        self._fields.keep_phrases(not secret)

    # How wide it is

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the widest field alone: fields that have no room beside each other go below."""
        return QSize(self._fields.narrowest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many fields beside each other as there is room for."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set as many fields beside each other as there is room for."""
        self._fields.fit(self.width())

    # What is made when

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is seen first, the other sections in turns of their own."""
        super().showEvent(event)
        self._fields.make_what_is_seen()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab find every field that is not folded away."""
        self._fields.make_all_open()
        return super().focusNextPrevChild(forward)

    def _told(self, section: Section) -> str:
        values = {name: self._fields.value(name) for row in section.rows for name in row}
        return told_of(section, self.kind, values, self._say, self._context.store.title, self._fields.called)

    def _made(self, name: str, cell: Cell) -> None:
        cell.note.linkActivated.connect(partial(self._link_pressed, name))
        cell.input.edited.connect(lambda: self._touch(name))

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


def _keep_room(note: QLabel, height: int) -> None:
    """Let a line that is hidden take so much room, in pixels."""
    policy = note.sizePolicy()
    policy.setRetainSizeWhenHidden(height > 0)
    note.setSizePolicy(policy)
    note.setMinimumHeight(height)


def empty_values(kind: Kind, preset: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a new record starts with: the declared defaults and what the caller knows already."""
    return {field.name: field.default for field in kind.fields} | dict(preset)
