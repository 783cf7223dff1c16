"""What the steps of the set-up have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext


@dataclass(frozen=True)
class Due:
    """What a step would save: its ``drafts``, and what the button says that saves it.

    ``besides`` writes, in the same operation and in its thread, what is no record.
    """

    drafts: Sequence[Draft]
    words: Message
    besides: Callable[[Store, SaveResult], None] | None = None


class Section(QWidget):
    """One step: shows what is stored and what was typed, and saves it when asked.

    ``code`` names it in settings; what is typed is kept under that name until it is saved.
    """

    edited = Signal()
    """Something was typed."""

    code: str
    title: Message
    hint: Message

    def __init__(self, context: UiContext) -> None:
        """Keep the services."""
        super().__init__()
        self.context = context

    def show_stored(self) -> None:
        """Show what is stored now; what was typed stays."""

    def due(self) -> Due | None:
        """Return what would be saved now, ``None`` when nothing is typed."""
        raise NotImplementedError

    def told(self) -> str:
        """Say in a line what the step comes to."""
        return ""

    def is_done(self) -> bool:
        """Tell whether the office has what this step is for."""
        raise NotImplementedError

    def goes_on(self) -> bool:
        """Tell whether the step comes again after it was saved, such as for the next village."""
        return False

    def forget(self) -> None:
        """Drop what was typed: it is saved."""

    def kept(self) -> str:
        """Return what is typed and not saved, for another day."""
        return ""

    def take_back(self, kept: str) -> None:
        """Show again what ``kept`` returned."""

    def begin(self) -> None:
        """Take the keyboard where something is to be typed."""

    def say(self, message: Message) -> str:
        """Say it in the window's language."""
        return self.context.translator(message)
