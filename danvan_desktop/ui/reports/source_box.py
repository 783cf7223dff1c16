"""Chooses where the figures of the units are read from: this store, or the database of the level above."""

from __future__ import annotations

from PySide6.QtCore import Signal

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.reports.sources import DATABASE, fault_of_address, may_read_above, shown_address
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.steady import ChoiceBox

_ANOTHER = "?"
_LETTERS = 22


class SourceBox(ChoiceBox):
    """``address`` is that of the chosen database, empty for the store itself."""

    source_chosen = Signal(str)
    refused = Signal(object)
    """Message: why an address is not taken."""

    def __init__(self, context: UiContext) -> None:
        """Offer the store, the database that was read last, and another one."""
        super().__init__()
        self._context = context
        self.address = ""
        self.setAccessibleName(context.translator(_("Nguồn số liệu")))
        self.setMinimumContentsLength(_LETTERS)
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._offer(context.store.settings.get(DATABASE))
        self.setHidden(not may_read_above(context.store))
        self.activated.connect(self._choose)

    def ask_address(self) -> NameDialog:
        """Ask for the address of another database; a password is refused."""
        dialog = NameDialog(
            self._context.translator,
            _("Cơ sở dữ liệu cấp trên"),
            _("Địa chỉ postgresql://tên@máy-chủ/cơ-sở-dữ-liệu (mật khẩu để trong tệp .pgpass):"),
            _("Dùng"),
            self,
            name=self._context.store.settings.get(DATABASE),
        )
        dialog.given.connect(self.take)
        dialog.open()
        return dialog

    def take(self, address: str) -> None:
        """Read from a database from now on, and remember its address."""
        fault = fault_of_address(address)
        if fault is not None:
            self.refused.emit(fault)
            return
        self._context.operations.remember(DATABASE, address)
        self._offer(address)
        self._turn_to(address)

    def turn_home(self) -> None:
        """Read from the store again."""
        if self.address:
            self._turn_to("")

    def told(self) -> str:
        """Say that what comes from a database is only read, nothing where the store itself is read."""
        if not self.address:
            return ""
        here = _("Đang xem {database}: chỉ đọc, không sửa được gì ở đây.", database=shown_address(self.address))
        return self._context.translator(here)

    def _offer(self, address: str) -> None:
        say = self._context.translator
        self.clear()
        self.addItem(say(_("Tệp dữ liệu này")), "")
        if address:
            self.addItem(say(_("Cấp trên: {database}", database=shown_address(address))), address)
        self.addItem(say(_("Cơ sở dữ liệu khác…")), _ANOTHER)

    def _choose(self, place: int) -> None:
        address = str(self.itemData(place))
        if address == _ANOTHER:
            self._show_current()
            self.ask_address()
        elif address != self.address:
            self._turn_to(address)

    def _turn_to(self, address: str) -> None:
        self.address = address
        self._show_current()
        self.source_chosen.emit(address)

    def _show_current(self) -> None:
        self.setCurrentIndex(self.findData(self.address))
