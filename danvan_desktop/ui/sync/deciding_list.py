"""What waits for a person to decide on: a list and its buttons, shown as long as something is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Message
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary, Operation, changes_in, short_work
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.rows import FLUSH, Part, column_of, row_of
from danvan_desktop.ui.widgets.telling import TellsRefusals
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

T = TypeVar("T")


class DecidingList(TellsRefusals, QWidget):
    """Hidden before something is listed; whoever derives from it adds the buttons and says what each decides."""

    def __init__(self, context: UiContext, name: Message, *, closable: bool = False) -> None:
        """Name the list to screen readers; what is said of a decision may be ``closable``."""
        super().__init__()
        self._context, self._say = context, context.translator
        self.heading = section_title("")
        self.banner = Banner(closable=closable)
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(name))

    def refresh(self) -> None:
        """Read in the background what waits."""
        raise NotImplementedError

    def _arrange(self, *below: Part, buttons: Sequence[QWidget], height: int) -> None:
        """Set ``below`` the list what is said of the chosen one; ``height`` is in pixels, of all at most."""
        foot = row_of(None, *buttons)
        column_of(self.heading, self.banner, self.list, *below, foot, grows=self.list, margins=FLUSH, on=self)
        self.setMaximumHeight(height)
        self.hide()

    def _list(self, heading: Message, items: Sequence[Item]) -> None:
        """Show what waits."""
        self.heading.setText(self._say(heading))
        self.list.set_items(items)
        self.setVisible(bool(items))
        self.setEnabled(True)

    def _choose_any(self) -> None:
        """Choose the first where none is chosen that is still listed."""
        if self.list.items and not self.list.current:
            self.list.choose(self.list.items[0].key)

    def _decide(
        self,
        title: Message,
        decide: Callable[[Store, str], T],
        *,
        changes: Callable[[T], ChangeSummary] = changes_in,
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Decide on what is chosen; nothing else is pressed until that is done, and read anew."""
        chosen = self.list.current
        if not chosen:
            return
        self.setEnabled(False)
        self.banner.say("")

        def done(result: T) -> None:
            self.setEnabled(True)
            if then is not None:
                then(result)
            self.refresh()

        work = short_work(lambda store: decide(store, chosen))
        self._context.operations.run(Operation(title, work, done, self.refused, changes=changes, owner=self))
