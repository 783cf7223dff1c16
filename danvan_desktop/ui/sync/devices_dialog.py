"""Thiết bị: this machine's card, the machines that are known, the files that wait."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.compare_dialog import CompareDialog
from danvan_desktop.ui.sync.own_card_panel import OwnCardPanel
from danvan_desktop.ui.sync.peers_panel import PeersPanel
from danvan_desktop.ui.sync.waiting_panel import WaitingPanel
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.tabs import Tabs


class DevicesDialog(FramedDialog):
    """Every choice is kept at once; there is nothing to confirm at the end."""

    accept_wanted = Signal(object)
    """WaitingBundle: to be taken in after a look at it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make all three pages."""
        super().__init__(context.translator, parent, _("Các máy"))
        self.own, self.peers, self.waiting = OwnCardPanel(context), PeersPanel(context), WaitingPanel(context)
        self.waiting.accept_wanted.connect(self._accept)
        self.waiting.pairing_wanted.connect(self._pair)
        self.tabs = Tabs()
        for panel, title in (
            (self.peers, _("Máy đã ghép nối")),
            (self.waiting, _("Tệp chờ xét")),
            (self.own, _("Thẻ của máy này")),
        ):
            self.tabs.addTab(_padded(panel), context.translator(title))
        buttons = QDialogButtonBox()
        buttons.addButton(Button(context.translator(_("Đóng"))), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column_of(self.tabs, buttons, grows=self.tabs, on=self)
        open_with_size(self, 780, 520)

    def show_waiting(self) -> None:
        """Turn to the files that wait."""
        self.tabs.setCurrentIndex(1)

    def open_card(self, path: Path) -> CompareDialog | None:
        """Turn to the machines and show a card to be compared."""
        self.tabs.setCurrentIndex(0)
        return self.peers.open_card(path)

    def _pair(self) -> None:
        """Turn to the machines, where a waiting sender is paired by its card."""
        self.tabs.setCurrentIndex(0)
        self.peers.add_button.setFocus()

    def _accept(self, waiting: object) -> None:
        self.accept()
        self.accept_wanted.emit(waiting)


def _padded(panel: QWidget) -> QWidget:
    holder = QWidget()
    column_of(panel, margins=(4, 14, 4, 4), on=holder)
    return holder
