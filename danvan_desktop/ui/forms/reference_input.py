"""A reference to another record, found by typing part of its name, with or without tone marks."""

from __future__ import annotations

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from danvan_desktop.domain.fields import Field, Value
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.completing import UID_ROLE, FoldingCompleter, entry
from danvan_desktop.ui.forms.inputs import FieldInput

_MOST_ENTRIES = 2_000


class ReferenceInput(FieldInput):
    """A list of names that can be typed into; it is filled in the background."""

    def __init__(self, field: Field, context: UiContext, parent: QWidget | None = None) -> None:
        """Start reading the names."""
        super().__init__(field, context.translator, parent)
        self._context = context
        self._uid: str | None = None
        self._entries = QStandardItemModel(self)
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setModel(self._entries)
        completer = FoldingCompleter(self.box)
        completer.setModel(self._entries)
        self.box.setMinimumContentsLength(16)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._hold(self.box)
        self.box.activated.connect(self._picked)
        completer.activated.connect(self._completed)
        line = QLineEdit()
        self.box.setLineEdit(line)
        self.box.setCompleter(completer)
        line.textEdited.connect(self._typed)
        line.editingFinished.connect(self._show_name)
        self.reload()

    def reload(self) -> None:
        """Read the names again."""
        targets = self.field.targets
        self._context.operations.read(lambda store: _names(store, targets), self._fill, owner=self)

    def raw(self) -> object:
        """Return the uid, empty when nothing is chosen."""
        return self._uid or ""

    def show_value(self, value: Value) -> None:
        """Show the name of a record."""
        self._uid = None if value is None else str(value)
        self._show_name()

    def set_read_only(self, read_only: bool) -> None:
        """Show the name only."""
        self.box.setEnabled(not read_only)

    def _fill(self, names: list[tuple[str, str]]) -> None:
        self._entries.clear()
        for uid, name in names:
            self._entries.appendRow(entry(name, uid))
        self._show_name()

    def _show_name(self) -> None:
        place = self.box.findData(self._uid, UID_ROLE) if self._uid else -1
        self.box.setCurrentIndex(place)
        if place < 0:
            self.box.setEditText(self._context.store.title(self._uid) if self._uid else "")
        line = self.box.lineEdit()
        if line is not None:
            # Of a name that is longer than the box its beginning is seen.
            line.setCursorPosition(0)

    def _picked(self, place: int) -> None:
        self._take(self.box.itemData(place, UID_ROLE))

    def _completed(self, name: str) -> None:
        place = self.box.findText(name)
        if place >= 0:
            self._take(self.box.itemData(place, UID_ROLE))

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._take(None)

    def _take(self, uid: str | None) -> None:
        if uid != self._uid:
            self._uid = uid
            self.edited.emit()
        if uid:
            self._show_name()


def _names(store: Store, targets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Read uid and name of the records that may be chosen, in Vietnamese order."""
    uids = [uid for kind in targets for uid in store.uids(kind)[:_MOST_ENTRIES]]
    return sorted(store.titles(uids).items(), key=lambda named: dictionary_key(named[1]))
