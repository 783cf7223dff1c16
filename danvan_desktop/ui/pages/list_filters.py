"""The filters of a list: a button that opens them, and what is filtered by as chips, however narrow the list is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Sought
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import ListView
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.filter_bar import FilterBar
from danvan_desktop.ui.widgets.filter_chips import FilterChips, FilterWords
from danvan_desktop.ui.widgets.list_menus import SavedFilters
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_TEXT, _GROUP, _FIELD = "text", "group", "field."
"""How a saved filter names its parts."""


class ListFilters(QWidget):
    """Stands below the line of the search, which its ``button`` belongs to."""

    changed = Signal()
    """Other filters or another grouping."""
    text_wanted = Signal(str)
    """A saved filter that searches for a text."""

    def __init__(self, context: UiContext, kind: Kind, listing: ListView) -> None:
        """Offer what the list of a kind declares; nothing is filtered by to begin with."""
        super().__init__()
        self._say = context.translator
        self._kind, self._listing = kind, listing
        self._text = ""
        fields = [kind.field(name) for name in listing.filters]
        self.bar = FilterBar(context, kind.name, fields, listing.derived, listing.headings)
        self.grouping = self._group_box()
        self.saved = SavedFilters(context, kind.name, self._state)
        self.button = Button(self._say(_("Lọc")), picture=icon("filter"))
        self.button.setCheckable(True)
        if not (fields or listing.derived):
            self.button.hide()
        self.chips = FilterChips(self._say, self.button)
        self._arrange()
        self.button.toggled.connect(self._open)
        self.bar.changed.connect(self.changed)
        self.grouping.activated.connect(lambda _place: self.changed.emit())
        self.saved.chosen.connect(self._take_saved)
        self.chips.taken_off.connect(self._take_off)
        self.chips.all_taken_off.connect(self._take_all_off)

    @property
    def group(self) -> str:
        """The field that the list is parted by, empty for none."""
        return str(self.grouping.currentData() or "")

    def chosen(self) -> dict[str, Sought]:
        """Return the values filtered by, by name."""
        return self.bar.chosen()

    def choose(self, filters: Mapping[str, Sought]) -> None:
        """Filter by these alone, without telling."""
        self.bar.choose(filters)

    def put(self, name: str, value: Sought) -> None:
        """Filter by one value of a field or several, by any of it when there is none, and tell of it."""
        if value is None:
            self.bar.take_off(name)
        else:
            self.bar.put(name, value)
        self.changed.emit()

    def group_by(self, name: str) -> None:
        """Part the list by a field, by none without a name, and tell of it."""
        self.grouping.setCurrentIndex(max(0, self.grouping.findData(name or None)))
        self.changed.emit()

    def show_bar(self) -> None:
        """Open the row of filters, with the keyboard in it."""
        self.button.setChecked(True)
        self.bar.focus_first()

    def tell(self, text: str) -> None:
        """Show what the list is filtered by now beside a search for ``text``."""
        filters = self.bar.told()
        self._text = text
        group = [FilterWords(_GROUP, self.grouping.currentText())] if self.group else []
        self.chips.tell([*filters, *group])
        self.button.setText(self._say(_("Lọc ({n})", n=len(filters)) if filters else _("Lọc")))
        self.setVisible(self.button.isChecked() or bool(filters or group))

    def told(self, say: Translator) -> list[str]:
        """Say the search and each filter in words."""
        search = [say(_("tìm “{text}”", text=self._text))] if self._text else []
        return [*search, *(one.words for one in self.bar.told(say))]

    # Private

    def _open(self, opened: bool) -> None:
        self.bar.setVisible(opened)
        self.tell(self._text)
        if opened:
            self.bar.focus_first()

    def _take_off(self, name: str) -> None:
        if name == _GROUP:
            self.grouping.setCurrentIndex(0)
        else:
            self.bar.take_off(name)
        self.changed.emit()

    def _take_all_off(self) -> None:
        self.grouping.setCurrentIndex(0)
        self.bar.choose({})
        self.changed.emit()

    def _state(self) -> dict[str, Sought]:
        """Return search, filters and grouping as they are now, for a filter under a name."""
        filters: dict[str, Sought] = {f"{_FIELD}{name}": value for name, value in self.chosen().items()}
        return {_TEXT: self._text, _GROUP: self.group, **filters}

    def _take_saved(self, state: Mapping[str, Sought]) -> None:
        filters = {name.removeprefix(_FIELD): value for name, value in state.items() if name.startswith(_FIELD)}
        derived = {one.value for one in self._listing.derived}
        self.grouping.setCurrentIndex(max(0, self.grouping.findData(state.get(_GROUP) or None)))
        self.choose({name: value for name, value in filters.items() if self._kind.has(name) or name in derived})
        self.text_wanted.emit(str(state.get(_TEXT) or ""))

    def _group_box(self) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(self._say(_("Nhóm theo")))
        box.addItem(self._say(_("Không nhóm")), None)
        for name in self._listing.filters:
            label = self._listing.headings.get(name, self._kind.field(name).label)
            box.addItem(self._say(_("Nhóm theo: {field}", field=label)), name)
        return box

    def _arrange(self) -> None:
        for widget in (self.grouping, self.saved):
            self.bar.add_beside(widget)
        self.bar.hide()
        column_of(self.bar, self.chips, gap=8, margins=FLUSH, on=self)
        self.hide()
