"""The page that was turned to and, beside it or in its place, the records that are open.

It is there before a store is open; what shows records is loaded with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from danvan_desktop.ui.theme import scaled

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor
    from danvan_desktop.ui.editors.open_records import OpenRecords
    from danvan_desktop.ui.pages.page import Page

_LIST, _WIDE_LIST = 364, 480
"""Pixels, at the usual size of letters: how wide a list stands beside a record, in a window of ``_VERY_WIDE`` too."""
_LEAST_LIST, _LEAST_RECORD = 280, 600
_VERY_WIDE = 1400


class RecordDesk(QSplitter):
    """Shows ``pages`` alone, with the record that is open beside its list, or that record alone where room lacks."""

    record_shown = Signal(str)
    """The uid of the record that stands in sight now, empty when none does."""
    arranged = Signal()
    """Page and record share the room, or one of them has it alone."""
    step_wanted = Signal(str, int)
    """The uid of the record in sight, and 1 or -1: the officer wants the next of its list, or the one before."""
    own_window_wanted = Signal(str, str)
    """Kind and uid of a record that is to have a window of its own."""

    def __init__(self, pages: QStackedWidget) -> None:
        """Show the pages alone."""
        super().__init__()
        self.setObjectName("desk")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._pages = pages
        self._records: OpenRecords | None = None
        self._given = 0
        self._place = ""
        self._once_shown = QTimer(self, singleShot=True, interval=0)
        self._once_shown.timeout.connect(self._fit)
        self.addWidget(pages)
        self.splitterMoved.connect(self._keep_width)

    @property
    def records(self) -> OpenRecords | None:
        """What shows records, ``None`` before one was opened."""
        return self._records

    @property
    def current(self) -> RecordEditor | None:
        """The record in sight."""
        return self._records.current if self._records is not None and not self._records.isHidden() else None

    @property
    def is_beside(self) -> bool:
        """Whether a list and a record stand side by side."""
        return self.current is not None and not self._pages.isHidden()

    def editor_of(self, uid: str) -> RecordEditor | None:
        """Return the editor of a record that is open here."""
        return self._records.editor_of(uid) if self._records is not None else None

    @property
    def room(self) -> QWidget:
        """What an editor is made in that is to be shown here."""
        return self._made_records().room

    def show_editor(self, editor: RecordEditor, by: RecordEditor | None = None) -> None:
        """Show a record in place of the one in sight, which stays open when something typed in it is not saved.

        One that an editor asked for, ``by``, comes before that one, which is returned to afterwards.
        """
        records = self._made_records()
        before = self.current
        records.add(editor, self._place)
        self._show_records()
        editor.begin()
        if before is not None and before is not by and not before.is_touched:
            before.close_for_good()

    def peek(self, editor: RecordEditor) -> None:
        """Show a record beside its list, in which the keyboard stays."""
        before = self.current
        self._made_records().add(editor, self._place)
        self._show_records()
        if before is not None and not before.is_touched:
            before.close_for_good()

    def bring(self, editor: RecordEditor) -> None:
        """Show a record that is open beside its list, in which the keyboard stays."""
        if self._records is not None:
            self._records.show_editor(editor)
            self._show_records()

    def turn_to(self, editor: RecordEditor) -> None:
        """Show a record that is open, and type in it."""
        if self._records is not None:
            self._records.show_editor(editor)
            self._show_records()
            editor.activate()

    def turn_to_page(self, place: str) -> None:
        """Show the page of a place with the record that was left open there; at the same place again the page alone."""
        records = self._records
        if records is not None:
            if place == self._place and self.current is not None and not self.is_beside:
                records.leave()
            records.show_those_of(place)
        self._place = place
        self._fit()

    def close_all(self) -> bool:
        """Close every record; False when one stays because something in it is not saved."""
        return self._records is None or self._records.close_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put record and list side by side where there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_once_shown"):
            self._once_shown.start()

    def minimumSizeHint(self) -> QSize:
        """Need no more room than the page alone: a record that lacks room stands alone."""
        return self._pages.minimumSizeHint()

    # Private

    def _made_records(self) -> OpenRecords:
        if self._records is None:
            from danvan_desktop.ui.editors.open_records import OpenRecords

            self._records = OpenRecords()
            self._records.current_changed.connect(self._changed)
            self._records.step_wanted.connect(self.step_wanted)
            self._records.own_window_wanted.connect(self.own_window_wanted)
            self.addWidget(self._records)
        return self._records

    def _changed(self) -> None:
        self._fit()
        current = self.current
        self.record_shown.emit(current.uid if current is not None else "")
        if current is None:
            self._page().take_focus()

    def _show_records(self) -> None:
        self._fit()
        current = self.current
        self.record_shown.emit(current.uid if current is not None else "")

    def _page(self) -> Page:
        return cast("Page", self._pages.currentWidget())

    def _fit(self) -> None:
        """Share the room between page and record."""
        records, page = self._records, self._pages.currentWidget()
        if records is None or page is None:
            return
        shown = records.current is not None
        beside = shown and self._page().lists_records and self.width() >= scaled(_LIST + _LEAST_RECORD)
        self._page().set_beside(beside)
        records.setVisible(shown)
        records.show_alone(not beside)
        self._pages.setVisible(not shown or beside)
        # Pages that are not in sight want more room than a list in a column has.
        self._pages.setMinimumWidth(scaled(_LEAST_LIST) if beside else 0)
        if beside:
            usual = _WIDE_LIST if self.width() >= scaled(_VERY_WIDE) else _LIST
            width = min(self._given or scaled(usual), self.width() - scaled(_LEAST_RECORD))
            self.setSizes([width, self.width() - width])
        self.arranged.emit()

    def _keep_width(self, position: int, _index: int) -> None:
        self._given = position


def desk_of(widget: QWidget | None) -> RecordDesk | None:
    """Return what shows records in the window of a widget, ``None`` where a dialog would stand before it."""
    if widget is None or QApplication.activeModalWidget() is not None:
        return None
    return widget.window().findChild(RecordDesk)
