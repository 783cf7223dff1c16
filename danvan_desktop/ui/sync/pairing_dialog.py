"""What all dialogs that pair laptops share: how they confirm, end, and refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import Button, main_button, plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.telling import TellsRefusals

PAIR = _("Ghép nối")
Enrol = Callable[[Store], Sequence[Peer]]


class PairingDialog(TellsRefusals, AskingDialog):
    """Words are compared, then a button says yes; accepted when the laptops are kept.

    Whoever derives from it says when it ``is_ready`` and what ``confirm`` does, and calls ``arrange`` at the end.
    """

    enrolled = Signal(object)
    """The peers that were paired, or kept for later: a sequence."""

    def __init__(self, context: UiContext, title: Message, action: Message, parent: QWidget | None = None) -> None:
        """Make the parts; ``action`` is what the button does."""
        super().__init__(context.translator, parent, title)
        self._context = context
        self.banner = Banner()
        self.confirm_button = main_button(self._say(action), self.confirm)
        self.cancel_button = plain_button(self._say(_("Hủy")), self.reject)

    @property
    def is_ready(self) -> bool:
        """Whether words were compared and it is chosen what the laptops become."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Pair what was compared."""
        raise NotImplementedError

    def save_unsaved(self) -> None:
        """Pair what was compared."""
        self.confirm()

    def unsaved_words(self, told: Message, action: Message = PAIR) -> Unsaved:
        """Tell of words that were compared for nothing."""
        return Unsaved(told, action, title=_("Chưa ghép nối"))

    def arrange(self, advice: Message, body: QWidget, buttons: Iterable[Button] = ()) -> None:
        """Put the parts below each other; ``buttons`` stand between the one that confirms and the one that cancels."""
        row = FlowLayout(to_right=True)
        for button in (self.confirm_button, *buttons, self.cancel_button):
            row.addWidget(button)
        column_of(
            quiet_text(self._say(advice)), body, self.banner, row, grows=body, gap=12, margins=(20, 16, 20, 16), on=self
        )

    def refresh(self) -> None:
        """Let the button be pressed, by Enter too, when all was compared."""
        self.confirm_button.setEnabled(self.is_ready)
        self.confirm_button.setDefault(self.is_ready)

    def enrol(self, title: Message, enrol: Enrol) -> None:
        """Keep the laptops; a refusal is told here, and nothing was changed then."""
        work = short_work(enrol)
        self.setEnabled(False)
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self.refused))

    def _done(self, peers: Sequence[Peer]) -> None:
        self.enrolled.emit(peers)
        self.accept()
