"""What a kind declares that can be done with chosen records of its list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import ListAction
from danvan_desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage


class ListActions(QObject):
    """Buttons for what stands out, lines of the menu for the rest."""

    def __init__(self, page: RecordPage, declared: Sequence[ListAction]) -> None:
        """Make them for a page, which this belongs to."""
        super().__init__(page)
        self._page = page
        self._declared = {action.name: action for action in declared}
        self.buttons: dict[str, QPushButton] = {}
        self.entries: dict[str, QAction] = {}
        for action in declared:
            if action.stands_out:
                self.buttons[action.name] = self._button(action)
            else:
                self.entries[action.name] = page.add_action(action.label, action.icon, partial(self.run, action.name))

    def run(self, name: str) -> None:
        """Do it with the chosen records; without any there is nothing to do but what is done of the whole list."""
        records, action = self._page.chosen_records(), self._declared[name]
        if records or action.of_the_list:
            action.run(self._page, records)

    def refresh(self, chosen: int, *, beside_list: bool) -> None:
        """Offer what fits how many are chosen, none while something is shown ``beside_list`` in which none can be."""
        for name, action in self._declared.items():
            fits = (chosen > 0 if action.several else chosen == 1) and not beside_list
            fits = fits or action.of_the_list
            if name in self.buttons:
                self.buttons[name].setEnabled(fits)
            else:
                self.entries[name].setEnabled(fits)

    def _button(self, action: ListAction) -> QPushButton:
        say = self._page.context.translator
        button = plain_button(say(action.label), lambda: self.run(action.name), icon(action.icon))
        if action.tip is not None:
            button.setToolTip(say(action.tip))
        return button
