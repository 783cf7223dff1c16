"""Two records that the officer chose in a list, to be made one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.duplicate_deciding import DuplicateDeciding
from danvan_desktop.ui.sync.duplicate_panel import DuplicatePanel
from danvan_desktop.ui.sync.duplicate_reading import Compared
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog

_SIZE = (900, 560)


class DuplicateDialog(FramedDialog):
    """Closes when it is decided; Escape decides nothing."""

    def __init__(self, context: UiContext, compared: Compared, parent: QWidget | None = None) -> None:
        """Show the pair."""
        super().__init__(context.translator, parent, _("Đối chiếu hai hồ sơ"))
        self.panel = DuplicatePanel(context.translator, compared)
        DuplicateDeciding(context, self.panel, self.accept)
        QVBoxLayout(self).addWidget(scrolled(self.panel))
        self.resize(*_SIZE)
        self.panel.focus_first()
