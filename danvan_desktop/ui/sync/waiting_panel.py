"""Tệp chờ xét: bundles that were not taken in, why, and what a person decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.sync import HOLDS_ERASED, WaitingBundle, WaitingReason, refuse_waiting, waiting_bundles
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.telling import TellsRefusals
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_UNPAIRED = (WaitingReason.UNKNOWN_SENDER, WaitingReason.UNCONFIRMED)
"""Reasons that end once the laptops are paired."""


class WaitingPanel(TellsRefusals, QWidget):
    """The list; accepting shows first what will happen."""

    accept_wanted = Signal(object)
    """WaitingBundle: to be taken in after a look at it."""
    pairing_wanted = Signal()

    def __init__(self, context: UiContext) -> None:
        """Read the list in the background."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self._bundles: dict[str, WaitingBundle] = {}
        self.banner = Banner()
        self.banner.action_wanted.connect(self._refuse)
        self._none = quiet_text(self._say(_("Không có tệp nào đang chờ.")))
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(_("Các tệp chờ xét")))
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.detail = quiet_text("")
        self.accept_button = plain_button(self._say(_("Xem và nhập…")), self._accept)
        self.refuse_button = plain_button(self._say(_("Từ chối…")), self._ask)
        self.pair_button = plain_button(self._say(_("Ghép nối máy gửi…")), self.pairing_wanted.emit)
        self._arrange()
        self._show_chosen()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        self._context.operations.read(waiting_bundles, self._show, key=(self, "waiting"))

    # Private

    def _arrange(self) -> None:
        buttons = row_of(None, self.pair_button, self.accept_button, self.refuse_button)
        column_of(
            self._none, self.list, self.detail, self.banner, buttons, grows=self.list, gap=10, margins=FLUSH, on=self
        )

    def _show(self, found: Sequence[WaitingBundle]) -> None:
        self._bundles = {str(bundle.id): bundle for bundle in found}
        self.list.set_items([self._item(bundle) for bundle in found])
        self._none.setVisible(not found)
        if found and not self.list.current:
            self.list.choose(str(found[0].id))
        self._show_chosen()

    def _item(self, bundle: WaitingBundle) -> Item:
        manifest = bundle.manifest
        title = _(
            "Tệp số {number} của {unit} ({device})",
            number=manifest.number,
            unit=manifest.unit.name,
            device=device_called(manifest.sender.name),
        )
        detail = _("Nhận lúc {moment} · {told}", moment=bundle.moment, told=bundle.told)
        return Item(str(bundle.id), self._say(title), self._say(detail))

    def _show_chosen(self) -> None:
        self.banner.say("")
        bundle = self._chosen()
        self.accept_button.setEnabled(bundle is not None and bundle.can_be_accepted)
        self.refuse_button.setEnabled(bundle is not None)
        self.pair_button.setVisible(bundle is not None and bundle.reason in _UNPAIRED)
        self.detail.setText("\n".join(self._say(line) for line in self._told(bundle)) if bundle is not None else "")

    def _told(self, bundle: WaitingBundle) -> list[Message]:
        """Tell how much was kept."""
        if bundle.can_be_accepted:
            size = size_text(bundle.size, self._context.translator)
            count = bundle.manifest.changes
            kept = ngettext("Đang giữ {size}, {n} thay đổi.", "Đang giữ {size}, {n} thay đổi.", count, size=size)
            return [kept, HOLDS_ERASED] if bundle.holds_erased else [kept]
        return [_("Không thay đổi nào trong tệp được áp dụng.")]

    def _chosen(self) -> WaitingBundle | None:
        return self._bundles.get(self.list.current)

    def _accept(self) -> None:
        bundle = self._chosen()
        if bundle is not None:
            self.accept_wanted.emit(bundle)

    def _ask(self) -> None:
        words = _("Từ chối thì bản đang giữ của tệp này bị xóa. Muốn nhập lại phải xin tệp khác.")
        self.banner.say(self._say(words), "warning", self._say(_("Từ chối và xóa")))
        self.banner.action_button.setFocus()

    def _refuse(self) -> None:
        bundle = self._chosen()
        if bundle is None:
            return
        number = bundle.id
        work = short_work(lambda store: refuse_waiting(store, number))
        self._context.operations.run(
            Operation(_("Từ chối tệp đang chờ"), work, on_success=lambda _result: self.refresh(), on_error=self.refused)
        )
