"""Turns a list into a board by states and back; which of them is shown is kept on this laptop."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.selection import ListQuery
from danvan_desktop.ui.pages.board import Board
from danvan_desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage


class BoardSwitch(QObject):
    """The button “Bảng” of a list, and the board behind it."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page whose kind has states."""
        super().__init__(page)
        self._page = page
        self._setting = f"{page.kind.name}.board"
        say = page.context.translator
        self.button = plain_button(
            say(_("Theo trạng thái")),
            picture=icon("board", "text", "accentDark"),
            tip=say(_("Xếp theo trạng thái, mỗi trạng thái một cột")),
        )
        self.button.clicked.connect(self._turn)
        self.button.setCheckable(True)

    @property
    def is_on(self) -> bool:
        """Whether the board is wanted."""
        return self.button.isChecked()

    def remember(self) -> None:
        """Want the list or the board, whichever was shown last."""
        self.button.setChecked(self._page.context.store.settings.get(self._setting) == "1")

    def shown(self, stack: QStackedWidget, query: ListQuery) -> Board:
        """Return the board with what fits a query, as a page of ``stack``."""
        if stack.indexOf(self.board) < 0:
            stack.addWidget(self.board)
        self.board.show_fitting(query)
        return self.board

    @cached_property
    def board(self) -> Board:
        """The board, made when it is first looked at."""
        board = Board(self._page.context, self._page.kind, self._page.listing.remark)
        board.opened.connect(self._page.record_wanted)
        board.move_wanted.connect(self._lead_to)
        return board

    def _lead_to(self, uid: str, state: str) -> None:
        """Open a record where it lacks what a state needs; nothing is changed until it is saved."""
        from danvan_desktop.ui.editors.opening import open_editor

        page = self._page
        open_editor(page.context, page.kind.name, uid, parent=page.window()).stages.lead_to(state)

    def _turn(self, shown: bool) -> None:
        self._page.context.operations.remember(self._setting, "1" if shown else "0")
        self._page.refresh()
