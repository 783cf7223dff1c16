"""Thu hồi: a device is trusted no longer, from a day on."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.domain.fields import Field, FieldError, FieldType
from danvan_desktop.localization import _
from danvan_desktop.store import Peer
from danvan_desktop.sync import revoke_peer
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import quiet_text, under_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.telling import TellsRefusals

_FROM = Field(name="from_day", label=_("Từ ngày"), type=FieldType.DATE, required=True)


class RevokeDialog(TellsRefusals, AskingDialog):
    """Accepted when the device was revoked."""

    revoked = Signal(object)

    def __init__(self, context: UiContext, peer: Peer, parent: QWidget | None = None) -> None:
        """Suggest today."""
        super().__init__(context.translator, parent, _("Ngừng nhận từ máy"))
        self._context = context
        self._peer = peer
        words = _(
            "Từ ngày này, thay đổi và tệp của {device} ({unit}) không được nhận nữa."
            " Những gì đã nhận trước đó vẫn giữ nguyên. Dùng khi máy bị mất hoặc người giữ máy đã chuyển việc.",
            device=device_called(peer.name, quoted=True),
            unit=peer.unit_name,
        )
        self.day = MomentInput(_FROM, context.translator, context.today)
        self.day.show_value(context.today().isoformat())
        self._suggested = self.day.raw()
        self.banner = Banner()
        self.revoke_button = main_button(self._say(_("Ngừng nhận")), self._revoke, default=True)
        buttons = (self.revoke_button, plain_button(self._say(_("Hủy")), self.reject))
        day = under_label(self._say(_FROM.label), self.day)
        self.lay_out(quiet_text(self._say(words)), day, self.banner, buttons=buttons, size=(520, 260))

    def unsaved(self) -> Unsaved | None:
        """Tell of a day that was typed."""
        return (
            None
            if self.day.raw() == self._suggested
            else Unsaved(_("Vẫn nhận từ máy này như trước."), _("Ngừng nhận"), title=_("Chưa ngừng nhận"))
        )

    def save_unsaved(self) -> None:
        """Revoke the device."""
        self._revoke()

    def _revoke(self) -> None:
        try:
            value = _FROM.parse(self.day.raw())
            if value is None:
                raise _FROM.reject(_("không được để trống"))
        except FieldError as error:
            self.tell(error)
            self.day.setFocus()
            return
        day, device = dt.date.fromisoformat(str(value)), self._peer.device
        work = short_work(lambda store: revoke_peer(store, device, day))
        title = _("Ngừng nhận từ máy “{device}”", device=self._peer.name)
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self.refused))

    def _done(self, peer: Peer) -> None:
        self.revoked.emit(peer)
        self.accept()
