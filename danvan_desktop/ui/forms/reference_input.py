"""A reference to another record, found by typing part of its name, with or without tone marks.

What stands in the line is what is meant: a name that was typed whole counts like one that was chosen, and a text that
names no record, or more than one, is refused beside the field instead of being put back to what stood there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from danvan_desktop.domain.fields import Field, FieldError, TypedName, Value
from danvan_desktop.domain.names import fits, is_same
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.completing import look_like_a_list
from danvan_desktop.ui.forms.composed_line import ComposedLine
from danvan_desktop.ui.forms.inputs import LEAST_LETTERS, FieldInput
from danvan_desktop.ui.models.naming import readable, told_apart
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.widgets.steady import ChoiceBox

_MOST_ENTRIES = 2_000
"""Records of a kind that are listed; more are found by search."""
_MOST_FOUND = 50
_UID_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Entry:
    """A record to choose: what it is called, and its name with what tells it from others of that name."""

    uid: str
    label: str
    name: str


@dataclass(frozen=True)
class _Entries:
    """What is offered; ``is_whole`` when there is nothing else to choose."""

    entries: Sequence[_Entry] = ()
    is_whole: bool = False


class ReferenceInput(FieldInput):
    """A list of names that can be typed into; it is filled, and searched where it is long, in the background."""

    def __init__(self, field: Field, context: UiContext, parent: QWidget | None = None) -> None:
        """Start reading the names."""
        super().__init__(field, context.translator, parent)
        self._context = context
        self._uid = ""
        self._named = ""
        self._showing = False
        self._known = _Entries()
        self._is_list_due = False
        self._listed = QStandardItemModel(self)
        self._offered = QStandardItemModel(self)
        self.box = _Box(self)
        self.line = _Line(lambda: self._is_settled, self.box)
        self._hold(self.box)
        self._prepare()
        self.reload()

    def reload(self) -> None:
        """Read the names again."""
        field, say = self.field, self.say
        self._context.operations.read(
            lambda store: _entries(store, field, "", _MOST_ENTRIES, say), self._fill, owner=self
        )

    def raw(self) -> object:
        """Return the uid, empty when the line is; a text that is not yet one record's name goes out as typed."""
        text = self.line.text().strip()
        if not text and self._named:
            return ""
        if text == self._named:
            return self._uid
        same = self._same(text)
        return same[0].uid if len(same) == 1 else TypedName(text)

    def show_value(self, value: Value) -> None:
        """Show the name of a record; what was typed in place of one is shown as it was typed."""
        try:
            self._uid = str(self.field.parse(value) or "")
        except FieldError:
            self._uid, self._named = "", ""
            self._write(str(value))
            return
        self._show_name()

    @property
    def is_unfinished(self) -> bool:
        """Whether a name is being typed that is not whole yet."""
        return self.line.is_at_work

    def set_read_only(self, read_only: bool) -> None:
        """Show the name only."""
        self.box.setEnabled(not read_only)

    # Building

    def _prepare(self) -> None:
        self.box.setEditable(True)
        self.box.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self.box.setModel(self._listed)
        self.box.setMinimumContentsLength(LEAST_LETTERS)
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setLineEdit(self.line)
        self.box.activated.connect(lambda place: self._take_entry(self._listed, place))
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        look_like_a_list(completer)
        chosen = completer.activated[QModelIndex]  # type: ignore[index]
        chosen.connect(lambda index: self._take_entry(self._offered, index.row()))
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._offer)
        self.line.textChanged.connect(self._tell)
        self.line.editingFinished.connect(self._settle)
        self.line.given_up.connect(self._give_up)
        self.line.left.connect(self._list_what_is_due)
        self.box.opening.connect(self._list_what_is_due)
        self.line.list_wanted.connect(self._offer_all)
        self._context.operations.changed.connect(self._others_changed)

    # What is in the line

    @property
    def _is_settled(self) -> bool:
        return self.line.text().strip() == self._named

    def _write(self, text: str) -> None:
        """Put a text into the line in the officer's stead; its beginning is seen where it is longer than the box."""
        self._showing = True
        self.box.setCurrentIndex(self._place(self._uid))
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._showing = False

    def _show_name(self) -> None:
        entry = next((entry for entry in self._known.entries if entry.uid == self._uid), None)
        self._named = entry.label if entry else self._title()
        self._write(self._named)

    def _title(self) -> str:
        title = self._context.store.title(self._uid).strip() if self._uid else ""
        return readable(title, self._context.translator)

    def _place(self, uid: str) -> int:
        return self.box.findData(uid, _UID_ROLE) if uid else -1

    def _tell(self, _text: str) -> None:
        if not self._showing:
            self.edited.emit()

    def _give_up(self) -> None:
        """Put back what was chosen before something was typed."""
        if not self._is_settled:
            self._write(self._named)
            self.edited.emit()

    def _take_entry(self, model: QStandardItemModel, place: int) -> None:
        item = model.item(place)
        if item is not None:
            self._take(_Entry(str(item.data(_UID_ROLE)), item.text(), item.text()))

    def _take(self, entry: _Entry) -> None:
        changed = entry.uid != self._uid or not self._is_settled
        self._uid, self._named = entry.uid, entry.label
        self._write(entry.label)
        if changed:
            self.edited.emit()

    # Names

    def _same(self, text: str) -> Sequence[_Entry]:
        """Return the entries that were typed whole; none where others may be meant that are not listed."""
        labelled = [entry for entry in self._known.entries if entry.label == text]
        if labelled or not self._known.is_whole:
            return labelled[:1]
        return [entry for entry in self._known.entries if is_same(text, entry.name)]

    def _settle(self) -> None:
        """Take the only record that what was typed can mean, when the line is left; several are left to choose from."""
        text = self.line.text().strip()
        if self._is_settled:
            return
        if not text:
            self._uid, self._named = "", ""
        elif same := self._same(text):
            self._take_only(same)
        elif self._known.is_whole:
            self._take_only([entry for entry in self._known.entries if fits(text, entry.label)])
        else:
            self._search(text, self._take_found)

    def _take_only(self, entries: Sequence[_Entry]) -> None:
        if len(entries) == 1:
            self._take(entries[0])

    def _take_found(self, text: str, found: _Entries) -> None:
        same = [entry for entry in found.entries if is_same(text, entry.name)]
        self._take_only(same or (found.entries if found.is_whole else ()))

    def _offer(self, text: str) -> None:
        """Offer what fits what was typed so far."""
        typed = text.strip()
        _refill(self._offered, [entry for entry in self._known.entries if typed and fits(typed, entry.label)])
        if typed and not self._known.is_whole:
            self._search(typed, self._show_found)

    def _offer_all(self) -> None:
        """Offer everything while nothing was typed."""
        if self._is_settled:
            _refill(self._offered, self._known.entries)
        self.line.completer().complete()

    def _search(self, typed: str, then: Callable[[str, _Entries], object]) -> None:
        field, say, line = self.field, self.say, self.line

        def found(entries: _Entries) -> None:
            if line.text().strip() == typed:
                then(typed, entries)

        self._context.operations.read(
            lambda store: _entries(store, field, typed, _MOST_FOUND, say), found, key=(id(self), "names"), owner=self
        )

    def _show_found(self, _typed: str, found: _Entries) -> None:
        _refill(self._offered, found.entries)
        if self.line.is_at_work:
            self.line.completer().complete()

    def _fill(self, known: _Entries) -> None:
        """Take names over that were read; the line is left alone while something is typed or composed in it."""
        self._known = known
        self._is_list_due = True
        if not self.line.is_at_work:
            self._list_what_is_due()

    def _list_what_is_due(self) -> None:
        """Let the box list the names that were read, which makes it write its line anew."""
        if not self._is_list_due:
            return
        self._is_list_due = False
        typed = None if self._is_settled else self.line.text()
        self._showing = True
        _refill(self._listed, self._known.entries)
        self._showing = False
        if typed is None:
            self._show_name()
        else:
            self._write(typed)

    def _others_changed(self, summary: ChangeSummary) -> None:
        if summary.touches(*self.field.targets):
            self.reload()


class _Box(ChoiceBox):
    opening = Signal()

    def showPopup(self) -> None:
        """Say so first."""
        self.opening.emit()
        super().showPopup()


class _Line(ComposedLine):
    """The line of a reference: Esc puts back what was chosen, the arrows open the list, Enter presses no button."""

    given_up = Signal()
    list_wanted = Signal()
    left = Signal()

    def __init__(self, is_settled: Callable[[], bool], parent: QWidget) -> None:
        """``is_settled`` tells whether what stands in it is what was chosen."""
        super().__init__(parent)
        self._is_settled = is_settled

    @property
    def is_at_work(self) -> bool:
        """Whether something is being typed, or composed by an input method, which another text would cut off."""
        return self.hasFocus() and (self.is_composing or not self._is_settled())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the line is left, not that suggestions were opened over it."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the keys that mean something here from the dialog."""
        popup = self.completer().popup()
        key, is_open = event.key(), popup is not None and popup.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not is_open and not self.isReadOnly():
            self.list_wanted.emit()
        elif key == Qt.Key.Key_Escape and not is_open and not self._is_settled():
            self._pause.stop()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # The completer leaves its list open over a key that was taken.
                if popup is not None:
                    popup.hide()
                event.accept()


def _refill(model: QStandardItemModel, entries: Iterable[_Entry]) -> None:
    model.clear()
    for entry in entries:
        item = QStandardItem(entry.label)
        item.setData(entry.uid, _UID_ROLE)
        model.appendRow(item)


def _entries(store: Store, field: Field, typed: str, limit: int, translator: Translator) -> _Entries:
    """Read the records that may be chosen: what happened on a day newest first, all else in Vietnamese order."""
    offered = store.naming.offered(field, typed, limit)
    names = {record.uid: store.naming.name_of(record) for record in offered.records}
    sorts = {record.uid: translator(store.kinds[record.kind].label) for record in offered.records}
    is_mixed = len(field.targets) != 1
    entries = [
        _Entry(uid, f"{sorts[uid]}: {label}" if is_mixed else label, names[uid])
        for uid, label in told_apart(store, offered.records, translator)
    ]
    if not any(store.kinds[kind].date for kind in field.targets):
        entries.sort(key=lambda entry: dictionary_key(entry.label))
    return _Entries(entries, offered.is_whole)
