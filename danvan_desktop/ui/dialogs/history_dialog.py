"""The history of a record that was deleted: it has no editor to be shown in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.history_panel import HistoryPanel
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import page_title

_LONGEST = 160


class HistoryDialog(FramedDialog):
    """The title of a record over its history."""

    def __init__(self, context: UiContext, kind: str, uid: str, parent: QWidget | None = None) -> None:
        """Read the history in the background once it is shown."""
        super().__init__(context.translator, parent, _("Lịch sử"))
        say = context.translator
        self.panel = HistoryPanel(context)
        self.panel.show_record(kind, uid)
        heading = page_title(readable(shortened(context.store.title(uid), _LONGEST), say))
        heading.setWordWrap(True)
        close = plain_button(say(_("Đóng")), self.accept)
        self.lay_out(heading, self.panel, buttons=(close,), grows=self.panel, size=(1000, 560))
