"""Cài đặt: the window, the office, and the law that it works by."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.general_panel import GeneralPanel
from danvan_desktop.ui.dialogs.recovery import Recovery
from danvan_desktop.ui.dialogs.rules_panel import RulesPanel
from danvan_desktop.ui.officers.panel import OfficersPanel
from danvan_desktop.ui.protection.panel import ProtectionPanel
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.tabs import Tabs


class SettingsDialog(AskingDialog):
    """Every choice is kept at once; only an own rule, which needs its reason, is applied by a button."""

    list_wanted = Signal(str)
    """A kind whose list the window should turn to."""
    record_wanted = Signal(str)
    """The uid of a record to open in its editor."""

    setup_wanted = Signal()
    """The officer wants to paste villages and officers."""

    restore_wanted = Signal()
    """The officer wants an earlier copy of the store back."""

    conversion_wanted = Signal(object)
    """Encrypt or Decrypt: the officer wants the store in its other form."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the pages."""
        super().__init__(context.translator, parent, _("Cài đặt"))
        self.general, self.rules = GeneralPanel(context), RulesPanel(context)
        self.general.list_wanted.connect(self._turn_to)
        self.general.record_wanted.connect(self.record_wanted)
        self.general.backup.restore_wanted.connect(self._restore)
        self.general.setup_wanted.connect(self._set_up)
        tabs = Tabs()
        tabs.addTab(_padded(self.general), context.translator(_("Chung")))
        self.protection = ProtectionPanel(context)
        self.protection.conversion_wanted.connect(self._convert)
        tabs.addTab(_padded(self.rules), context.translator(_("Quy định và căn cứ")))
        tabs.addTab(_padded(self.protection), context.translator(_("Bảo vệ dữ liệu")))
        self.officers = OfficersPanel(context)
        tabs.addTab(_padded(self.officers), context.translator(_("Cán bộ và quyền")))
        self.tabs = tabs
        buttons = QDialogButtonBox()
        buttons.addButton(Button(context.translator(_("Đóng"))), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column_of(tabs, buttons, grows=tabs, on=self)
        open_with_size(self, 900, 720)

    def unsaved(self) -> Unsaved | None:
        """Tell of an own rule that was typed and does not hold yet."""
        if not self.rules.is_touched:
            return None
        return Unsaved(_("Quy định riêng vừa ghi chưa được áp dụng."), _("Áp dụng"), title=_("Chưa áp dụng"))

    def save_unsaved(self) -> None:
        """Apply the rules that were typed, one after another; the dialog closes when all hold."""
        self.show_rules()
        self.rules.apply_typed(self.accept)

    def show_rules(self) -> None:
        """Turn to the law that the office works by."""
        self.tabs.setCurrentIndex(1)

    def show_protection(self) -> None:
        """Turn to passphrase and recovery sheet."""
        self.tabs.setCurrentIndex(2)
        self.protection.first_button().setFocus()

    def show_backup(self) -> None:
        """Turn to the button that copies the store."""
        self.tabs.setCurrentIndex(0)
        self.general.backup.button.setFocus()

    def _set_up(self) -> None:
        self.accept()
        self.setup_wanted.emit()

    def _restore(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    def _convert(self, conversion: Recovery) -> None:
        self.accept()
        self.conversion_wanted.emit(conversion)

    def _turn_to(self, kind: str) -> None:
        self.list_wanted.emit(kind)
        self.accept()


def _padded(panel: QWidget) -> QWidget:
    """Give a panel room around it, and scroll bars where the screen is small."""
    holder = QWidget()
    column_of(panel, margins=(4, 14, 4, 4), on=holder)
    return scrolled(holder)
