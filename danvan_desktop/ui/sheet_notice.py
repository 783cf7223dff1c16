"""As long as an encrypted store has no recovery sheet, that a forgotten passphrase is the end of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from danvan_desktop.ui.protection.sheet_dialog import SheetDialog


class SheetNotice(Banner):
    """Stands over the pages once it is told, until a sheet is kept or the officer puts it away."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Be hidden; the sheet is made over ``window``."""
        super().__init__(closable=True)
        self._context, self._window = context, window
        self.action_wanted.connect(self.make_sheet)

    def tell(self) -> None:
        """Tell it."""
        say = self._context.translator
        words = _("Chưa có phiếu khôi phục: quên mật khẩu là mất hết dữ liệu.")
        self.say(say(words), "warning", say(_("In phiếu khôi phục…")))

    def make_sheet(self) -> SheetDialog:
        """Make a new recovery sheet."""
        from danvan_desktop.ui.protection.sheet_dialog import SheetDialog

        dialog = SheetDialog(self._context, self._window)
        dialog.accepted.connect(self.hide)
        dialog.open()
        return dialog
