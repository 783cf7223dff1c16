"""“Gửi, nhận”: the round of files by stick, one press each way; behind it single files, devices, what was sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import WaitingBundle, write_ack
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import bundle_name, export_folder, removable_drives
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog
from danvan_desktop.ui.sync.exchange_log import ExchangeLog
from danvan_desktop.ui.sync.exchange_state import ExchangeState, read_state
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.sync.move_dialog import MoveDialog
from danvan_desktop.ui.sync.place_picker import Drives
from danvan_desktop.ui.sync.round_panel import RoundPanel
from danvan_desktop.ui.sync.sources import WaitingSource
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import Button, plain_button
from danvan_desktop.ui.widgets.files import BUNDLE_FILES, ask_for_file, ask_for_folder, ask_where_to_save
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import page_title
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.telling import TellsRefusals

_ACK = _("Ghi giấy báo nhận")
_ACK_ENDING = "_bao-nhan.danvan"


class SyncPage(TellsRefusals, Page):
    """Out, in and acknowledged; below, the list of what went these ways."""

    title = _("Gửi, nhận")
    icon = "sync"

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.banner = Banner(closable=True)
        self.ended = Banner()
        self.clocks, self.missing, self.waiting, self.silent = Banner(), Banner(), Banner(), Banner()
        self.waiting.action_wanted.connect(self.show_waiting)
        self.round = RoundPanel(context, drives=drives)
        self.round.file_wanted.connect(self.import_file)
        self.devices_button = self._button(_("Các máy…"), "lock", self.show_devices)
        self.round.lies_beside = self.devices_button
        self.more_button = self._more()
        self._arrange()
        context.operations.finished.connect(self._something_ended)

    def activate(self) -> None:
        """Read how the exchange stands; the first thing to do has the focus."""
        self.refresh()
        self.round.take_keyboard()

    def refresh(self) -> None:
        """Read how the exchange stands, in the background."""
        self.round.look(anew=True)
        self.context.operations.read(read_state, self._show, key=(self, "exchange"))

    def export(self) -> ExportWizard:
        """Begin to write a bundle."""
        wizard = ExportWizard(self.context, self)
        wizard.devices_wanted.connect(lambda: self._enrol_for(wizard))
        wizard.open()
        return wizard

    def begin_import(self) -> ImportWizard:
        """Begin to take a bundle in."""
        wizard = ImportWizard(self.context, self)
        wizard.card_found.connect(self.open_card)
        wizard.ack_wanted.connect(self._choose_ack_file)
        wizard.conflicts_wanted.connect(lambda: self.page_wanted.emit("conflicts"))
        wizard.open()
        return wizard

    def begin_ack(self) -> None:
        """Ask where to write what this store has."""
        self._choose_ack_file(export_folder())

    def import_file(self, path: Path) -> ImportWizard:
        """Show what a file would do, and take it in when the officer agrees; a card is compared instead."""
        wizard = self.begin_import()
        wizard.open_file(path)
        return wizard

    def open_file(self) -> None:
        """Ask for one file and look into it."""
        if path := ask_for_file(self, self._say, _("Mở tệp"), BUNDLE_FILES, export_folder()):
            self.import_file(path)

    def open_folder(self) -> None:
        """Ask for a folder and take it for a stick."""
        if path := ask_for_folder(self, self._say, _("Mở thư mục"), export_folder()):
            self.round.use_folder(path)

    def show_log(self) -> ExchangeLog:
        """Show what was sent and received."""
        log = ExchangeLog(self.context, self)
        log.open()
        return log

    def begin_move(self) -> MoveDialog:
        """Ask which unit goes where."""
        dialog = MoveDialog(self.context, self)
        dialog.moved.connect(lambda left: self.banner.say(self._say(left), "done"))
        dialog.open()
        return dialog

    def show_devices(self) -> DevicesDialog:
        """Show the devices that are known."""
        dialog = DevicesDialog(self.context, self)
        dialog.accept_wanted.connect(self._accept)
        dialog.finished.connect(lambda _result: self.refresh())
        dialog.open()
        return dialog

    def show_waiting(self) -> DevicesDialog:
        """Show the bundles that wait for a decision."""
        dialog = self.show_devices()
        dialog.show_waiting()
        return dialog

    def open_card(self, path: Path) -> DevicesDialog:
        """Show the card of a device to be compared."""
        dialog = self.show_devices()
        dialog.open_card(path)
        return dialog

    def save_ack(self, path: Path) -> None:
        """Write what this store has, for those who sent it."""

        def work(store: Store, _progress: Progress) -> Path:
            write_ack(store, path)
            return path

        self.context.operations.run(Operation(_ACK, work, on_success=self._ack_saved, on_error=self.refused))

    # Private

    def _something_ended(self, _result: object) -> None:
        if self.isVisible():
            self.refresh()

    def _enrol_for(self, wizard: ExportWizard) -> None:
        dialog = DevicesDialog(self.context, wizard)
        dialog.finished.connect(lambda _result: wizard.renew_addressees())
        dialog.open()

    def _accept(self, waiting: WaitingBundle) -> None:
        self.begin_import().open_source(WaitingSource(waiting.id))

    def _choose_ack_file(self, folder: Path) -> None:
        store = self.context.store
        stem = bundle_name(store.unit.text("code"), store.clock.local_time()).removesuffix(".danvan")
        suggested = folder / f"{stem}{_ACK_ENDING}"
        if path := ask_where_to_save(self, self._say, _ACK, _("Giấy báo nhận (*.danvan)"), suggested):
            self.save_ack(path)

    def _ack_saved(self, path: Path) -> None:
        words = _("Đã ghi giấy báo nhận: “{path}”. Hãy đưa lại cho nơi gửi.", path=str(path))
        self.banner.say(self._say(words), "done")

    def _show(self, state: ExchangeState) -> None:
        self.ended.say("\n".join(self._say(message) for message in state.ended), "warning")
        self.clocks.say("\n".join(self._say(message) for message in state.clocks), "warning")
        self.missing.say("\n".join(self._say(message) for message in state.told_of_missing), "warning")
        self.silent.say("\n".join(self._say(message) for message in state.told_of_silent))
        waiting = [_waiting(state.waiting)] if state.waiting else []
        waiting += [_holding_erased(state.holding_erased)] if state.holding_erased else []
        self.waiting.say("\n".join(map(self._say, waiting)), "warning", self._say(_("Xem")))

    # Building

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(page_title(self._say(self.title)), 1)
        ways = FlowLayout(to_right=True)
        head.addLayout(ways, 2)
        ways.addWidget(self.more_button)
        ways.addWidget(self.devices_button)
        column = column_of(head, gap=12, margins=(20, 16, 20, 14), on=self)
        for banner in (self.banner, self.ended, self.clocks, self.waiting, self.missing, self.silent):
            column.addWidget(banner)
        column.addWidget(self.round, 1)

    def _more(self) -> QPushButton:
        button = Button(self._say(_("Mở tệp hoặc thư mục, việc khác")))
        menu = QMenu(button)
        for words, then in (
            (_("Mở một tệp…"), self.open_file),
            (_("Mở thư mục…"), self.open_folder),
            (_("Gửi riêng một nơi, chọn nội dung…"), self.export),
            (_("Nhập từ tệp, từng bước…"), self.begin_import),
            (_("Ghi giấy báo nhận…"), self.begin_ack),
            (_("Chuyển đơn vị sang nơi khác…"), self.begin_move),
            (_("Nhật ký gửi, nhận…"), self.show_log),
        ):
            menu.addAction(self._say(words), then)
        button.setMenu(menu)
        return button

    def _button(self, label: Message, picture: str, then: Callable[[], object]) -> QPushButton:
        return plain_button(self._say(label), then, icon(picture, "text"))


def _holding_erased(count: int) -> Message:
    return ngettext(
        "{n} tệp trong đó còn giữ nội dung đã xóa theo yêu cầu của công dân: hãy nhập hoặc từ chối.",
        "{n} tệp trong đó còn giữ nội dung đã xóa theo yêu cầu của công dân: hãy nhập hoặc từ chối.",
        count,
    )


def _waiting(count: int) -> Message:
    return ngettext(
        "{n} tệp đã nhận đang chờ xét: chưa áp dụng gì.",
        "{n} tệp đã nhận đang chờ xét: chưa áp dụng gì.",
        count,
    )
