"""What every page of the main window is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.localization import Message
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary


class Page(QWidget):
    """One page of the navigation; ``icon`` is the name of a file in ``resources/icons`` without ``.svg``.

    A page asks the window to turn elsewhere by its signals.
    """

    title: Message
    icon: str
    lists_records: ClassVar[bool] = False
    """Whether it can stand beside a record that it lists."""
    name_label: QLabel | None = None
    """What names the page at its top, where nothing above it does."""

    record_wanted = Signal(str)
    """The uid of a record to open in its editor."""
    list_wanted = Signal(str, object)
    """A kind's name, and filters by field name (code or uid; ``{}``: all) that its list should start with."""
    new_wanted = Signal(str)
    """The kind of a record to begin."""
    step_wanted = Signal(str, str)
    """The uid of a record to open, and the field in which what it lacks is filled in."""
    history_wanted = Signal(str)
    """The uid of a record whose history is to be shown."""
    record_peeked = Signal(str)
    """The uid of a record that was turned to in a list, to be shown beside it when one is."""
    listed = Signal()
    """A list was read."""
    page_wanted = Signal(str)
    """The name of a page: overview, meeting, dialogue, petition, model, reports, sync, unit, officer, settings,
    backup, setup, load."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Keep the services."""
        super().__init__(parent)
        self.context = context
        self._say = context.translator

    def activate(self) -> None:
        """Show what is current and take the focus: the officer has turned to this page."""

    def take_focus(self) -> None:
        """Take the keyboard back from a record that was closed."""
        self.setFocus()

    def keep(self) -> None:
        """Keep what is typed and not saved: the window closes."""

    def set_beside(self, beside: bool) -> None:
        """Stand in a column ``beside`` a record, or have the room alone."""

    def neighbour(self, uid: str, step: int) -> str:
        """Return the uid of the record ``step`` rows below one in the list, empty where there is none."""
        return ""

    def position_of(self, uid: str) -> str:
        """Tell which of the listed records one is, such as ``6/44``; empty where it is not listed."""
        return ""

    def on_changed(self, summary: ChangeSummary) -> None:
        """Refresh what is shown of the kinds that changed; hidden pages may wait for ``activate``."""
