"""Nhật ký gửi, nhận: what went and what came, with what the other side said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync import TakenBack, look_back, take_back_last, what_goes_back
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.sync.bundle_table import BundleTable, BundleView, SentOrReceived, list_bundles
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text

_BACK = _("Bỏ lượt nhập gần nhất ra")


def _taken_back(store: Store, _progress: Progress) -> TakenBack:
    return take_back_last(store)


class ExchangeLog(FramedDialog):
    """Reads itself in the background."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Begin to read."""
        super().__init__(context.translator, parent)
        say = context.translator
        self.setWindowTitle(say(_("Nhật ký gửi, nhận")))
        self.bundles = BundleTable(say)
        self.view = BundleView(self.bundles, say(_("Các tệp đã gửi và đã nhận")))
        self.none = quiet_text(say(_("Chưa gửi và chưa nhận tệp nào.")))
        self.none.hide()
        self.banner = Banner(closable=True)
        self.back_button = plain_button(say(_("Bỏ lượt nhập gần nhất ra…")), self._look_back)
        buttons = (self.back_button, None, plain_button(say(_("Đóng")), self.accept))
        self.lay_out(self.banner, self.none, self.view, buttons=buttons, grows=self.view, size=(1080, 560))
        self._context = context
        self._read()

    def _read(self) -> None:
        self._context.operations.read(list_bundles, self._show, owner=self)

    def _look_back(self) -> None:
        self._context.operations.read(look_back, self._ask, key=(self, "back"), on_error=self._refused)

    def _ask(self, told: TakenBack) -> None:
        say = self._context.translator
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), say(what_goes_back(told)), parent=self)
        go = box.addButton(say(_("Bỏ ra")), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(say(_("Giữ lại")), QMessageBox.ButtonRole.RejectRole))
        go.clicked.connect(self.take_back)
        box.open()

    def take_back(self) -> None:
        """Take the last import back."""
        self.banner.say("")
        self._context.operations.run(
            Operation(_BACK, _taken_back, on_success=lambda _told: self._read(), on_error=self._said, owner=self,
                      changes=lambda _told: ChangeSummary(frozenset(kind.name for kind in self._context.store.kinds)))
        )  # fmt: skip

    def _said(self, error: DanvanError) -> bool:
        self._refused(error)
        return True

    def _refused(self, error: DanvanError) -> None:
        self.banner.say(self._context.translator(error.message), "warning")

    def _show(self, bundles: Sequence[SentOrReceived]) -> None:
        self.bundles.show_rows(bundles)
        self.none.setVisible(not bundles)
        self.view.setVisible(bool(bundles))
        self.view.setFocus()
