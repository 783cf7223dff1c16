"""A page with one list, and what stands in its place while there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from danvan_desktop.localization import Message
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import Part, column_of, row_of
from danvan_desktop.ui.widgets.two_line_list import TwoLineList


class ListingPage(Page):
    """Reads anew when it is turned to and, while it is looked at, after every change."""

    def __init__(self, context: UiContext, named: Message, parent: QWidget | None = None) -> None:
        """Make the list, called ``named`` by screen readers; nothing is read before the page is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.list, self.empty = TwoLineList(), EmptyState()
        self.list.setAccessibleName(self._say(named))
        self._count = quiet_text("")
        self._stack = QStackedWidget()

    def refresh(self) -> None:
        """Read in the background what is listed."""
        raise NotImplementedError

    def activate(self) -> None:
        """Read what is listed now."""
        self.refresh()
        self.list.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Read anew while it is looked at."""
        if self.isVisible():
            self.refresh()

    def lay_out(self, *above: Part, body: QWidget | None = None, below: Part | None = None) -> None:
        """Set the list, or the ``body`` that holds it, under the title, the count and what stands ``above``."""
        head = row_of(page_title(self._say(self.title)), gap=12)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        for shown in (body or self.list, self.empty):
            self._stack.addWidget(shown)
        parts = (*above, self._stack) if below is None else (*above, self._stack, below)
        column_of(head, *parts, grows=self._stack, gap=12, margins=(20, 16, 20, 14), on=self)

    def show_list(self, has_any: bool) -> None:
        """Show the list, or that it has nothing."""
        self._stack.setCurrentIndex(0 if has_any else 1)
