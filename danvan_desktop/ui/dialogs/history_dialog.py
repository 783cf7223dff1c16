"""The history of a record that was deleted: it has no editor to be shown in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.history_panel import HistoryPanel
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import page_title
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size

_LONGEST = 160


class HistoryDialog(QDialog):
    """The title of a record over its history."""

    def __init__(self, context: UiContext, kind: str, uid: str, parent: QWidget | None = None) -> None:
        """Read the history in the background once it is shown."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = context.translator
        self.setWindowTitle(say(_("Lịch sử")))
        self.panel = HistoryPanel(context)
        self.panel.show_record(kind, uid)
        heading = page_title(readable(shortened(context.store.title(uid), _LONGEST), say))
        heading.setWordWrap(True)
        buttons = row_of(None, plain_button(say(_("Đóng")), self.accept))
        column_of(heading, self.panel, buttons, grows=self.panel, gap=10, margins=(18, 16, 18, 14), on=self)
        open_with_size(self, 1000, 560)
