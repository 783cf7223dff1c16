"""The records of a kind as the database of the level above has them: all units, to look through and to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.text import search_terms
from danvan_desktop.localization import Translator, _, ngettext
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.reports.reading import read_counted
from danvan_desktop.ui.reports.record_sheet import open_sheet
from danvan_desktop.ui.reports.source_box import SourceBox
from danvan_desktop.ui.reports.sources import DATABASE, read_from
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_SIZE = (820, 620)


@dataclass(frozen=True)
class Found:
    """How many records there are, and the first of them by name, day and unit."""

    count: int
    items: Sequence[Item]


def find_records(records: Records, kind: str, period: Period, words: str, translator: Translator) -> Found:
    """Find the records of a period, where the kind has a day, that hold a word beginning with each that is sought."""
    day = records.kinds[kind].date
    terms = search_terms(words)
    between = (day, period.first, period.last) if day else None
    found = [one.uid for one in records.list(kind, between=between) if _has(one, terms)]
    return Found(len(found), read_counted(records, found, translator))


def _has(record: Record, terms: Sequence[str]) -> bool:
    if not terms:
        return True
    words = search_terms(" ".join(value for value in record.values.values() if isinstance(value, str)))
    return all(any(word.startswith(term) for word in words) for term in terms)


class DatabaseList(FramedDialog):
    """Search, period and source above the list; a record is shown as it stands there."""

    def __init__(self, context: UiContext, kind: str, parent: QWidget | None = None) -> None:
        """Begin with the database that was read last; where there is none, ask for its address."""
        declared = context.store.kinds[kind]
        super().__init__(context.translator, parent, _("{kind} của các đơn vị", kind=declared.plural))
        self._context, self._kind = context, kind
        self.search = SearchBox(self._say(_("Tìm từ, có dấu hoặc không dấu (Ctrl+F)")))
        self.periods = PeriodPicker(self._say, context.today())
        self.periods.setVisible(bool(declared.date))
        self.sources = SourceBox(context)
        self.notes = Banner()
        self.list = TwoLineList()
        self.list.setAccessibleName(self.windowTitle())
        self._count = quiet_text("")
        close = plain_button(self._say(_("Đóng")), self.close)
        tools = row_of(self.search, self.periods, self.sources, grows=self.search)
        head = page_title(self.windowTitle())
        self.lay_out(
            head, tools, self.notes, self.list, buttons=(self._count, None, close), grows=self.list, size=_SIZE
        )
        self.search.searched.connect(lambda _words: self.refresh())
        self.search.left_downwards.connect(self.list.setFocus)
        self.periods.chosen.connect(lambda _period: self.refresh())
        self.sources.source_chosen.connect(lambda _address: self.refresh())
        self.sources.refused.connect(lambda why: self.notes.say(self._say(why), "error"))
        self.list.opened.connect(lambda uid: open_sheet(context, self.sources.address, uid, self))
        if kept := context.store.settings.get(DATABASE):
            self.sources.take(kept)
        else:
            self.sources.ask_address()

    def refresh(self) -> None:
        """Read the list in the background."""
        database, kind, period = self.sources.address, self._kind, self.periods.period
        words, translator = self.search.text(), self._say
        self._context.operations.read(
            lambda store: read_from(
                database, store, lambda records: find_records(records, kind, period, words, translator)
            ),
            self._show,
            key=(self, "list"),
            owner=self,
            on_error=self._refused,
            slow=True,
        )

    def _show(self, found: Found) -> None:
        self.notes.say(self.sources.told())
        self.list.set_items(found.items, keep=False)
        told = ngettext("{n} hồ sơ", "{n} hồ sơ", found.count)
        if len(found.items) < found.count:
            told = _("{n} hồ sơ; đang hiện {shown} hồ sơ đầu.", n=found.count, shown=len(found.items))
        self._count.setText(self._say(told))

    def _refused(self, error: DanvanError) -> None:
        self.list.set_items((), keep=False)
        self._count.setText("")
        self.notes.say(self._say(error.message), "warning")
