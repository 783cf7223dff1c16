"""Chooses one record of a kind: the newest ones, or those found by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_MOST = 60


class RecordPicker(QWidget):
    """A search line over a list of records."""

    chosen = Signal(str)
    """The uid of the record that became current, empty when none is left."""

    def __init__(self, context: UiContext) -> None:
        """Make an empty picker; ``show_kind`` fills it."""
        super().__init__()
        self._context = context
        self._kind = ""
        self._only_of: HasChoice | None = None
        self._wanted = ""
        self._line = SearchBox(context.translator(_("Tìm theo tên, nội dung…")))
        self.list = TwoLineList()
        self.list.setAccessibleName(context.translator(_("Hồ sơ để in")))
        self._line.searched.connect(lambda _words: self.refresh())
        self._line.left_downwards.connect(self.list.setFocus)
        self.list.chosen.connect(self.chosen)
        column_of(self._line, self.list, grows=self.list, margins=FLUSH, on=self)

    def show_kind(self, kind: str, uid: str = "", only_of: HasChoice | None = None) -> None:
        """List records of ``kind``, where said ``only_of`` some, and choose ``uid``, or else the newest."""
        self._kind, self._wanted, self._only_of = kind, uid, only_of
        self.list.set_items((), keep=False)
        self._line.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        kind, words, wanted, only_of = self._kind, self._line.text().strip(), self._wanted, self._only_of
        translator = self._context.translator

        def work(store: Store) -> Found:
            return found_items(store, kind, words, wanted, translator, only_of)

        self._context.operations.read(work, self._show, key=("record picker", id(self)))

    def _show(self, found: Found) -> None:
        current, wanted = self.list.current, self._wanted
        self._wanted = ""
        self.list.set_items(found.items)
        if wanted and self.list.choose(wanted):
            return
        if self.list.current and self.list.current == current:
            return
        if found.usual:
            self.list.choose(found.usual)
        else:
            self.chosen.emit("")


class Found(NamedTuple):
    """What is listed, and the uid of the record that is printed unless another is chosen."""

    items: Sequence[Item]
    usual: str


def found_items(
    store: Store, kind: str, words: str, wanted: str, translator: Translator, only_of: HasChoice | None = None
) -> Found:
    """List the newest records, or those found by ``words``, and in any case the one that is ``wanted``."""
    if words:
        most = _MOST if only_of is None else max(_MOST, store.count(kind))
        records = list(store.get_many(hit.uid for hit in store.search(words, kind=kind, limit=most)).values())
    else:
        records = store.list(kind, limit=_MOST if only_of is None else None)
    if only_of is not None:
        records = [record for record in records if only_of.holds(record.values)][:_MOST]
    if wanted and all(record.uid != wanted for record in records):
        extra = store.get(wanted)
        records = [extra, *records] if extra is not None else records
    declared = store.kinds[kind]
    titles = store.titles(record.uid for record in records)
    units = store.titles({record.text(declared.unit) for record in records} if declared.unit else ())
    names = {uid: readable(title, translator) for uid, title in titles.items()}
    items = [Item(record.uid, names[record.uid], _detail(record, declared, units, translator)) for record in records]
    held = [record.uid for record in records if record.get("state") != PLANNED]
    return Found(items, next(iter(held), items[0].key if items else ""))


def _detail(record: Record, kind: Kind, units: dict[str, str], translator: Translator) -> str:
    day = record.date(kind.date) if kind.date else None
    parts = [translator.date(day) if day else "", units.get(record.text(kind.unit), "") if kind.unit else ""]
    return " · ".join(part for part in parts if part)
