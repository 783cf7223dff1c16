"""What can be done from the search: turn to a place, begin a record, print, exchange, back up, undo, settings, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.form import Needs
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.place_choices import PlaceChoices
from danvan_desktop.ui.search.found import Command
from danvan_desktop.ui.widgets.turns import in_a_turn_of_its_own

if TYPE_CHECKING:
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.dialogs.drafts_dialog import DraftsDialog
    from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
    from danvan_desktop.ui.officers.window_lock import WindowLock
    from danvan_desktop.ui.other_store import OtherStore
    from danvan_desktop.ui.pages.page import Page
    from danvan_desktop.ui.pages.reports_page import ReportsPage
    from danvan_desktop.ui.pages.sync_page import SyncPage


class Window(Protocol):
    """What commands ask of the main window."""

    context: UiContext
    places: Destinations
    choices: PlaceChoices
    others: OtherStore
    lock: WindowLock

    def show_place(self, name: str) -> None:
        """Turn to a place."""

    def begin_record(self, kind: str) -> None:
        """Open an editor for a new record."""

    def page(self, name: str) -> Page:
        """Return the page of a place."""

    def load_list(self) -> None:
        """Ask for a list of Excel or CSV and show what its rows come to."""

    def open_settings(self) -> SettingsDialog:
        """Show the settings."""

    def open_recovery(self) -> None:
        """Let the officer choose a backup to go back to."""

    def open_help(self) -> None:
        """Show the help."""

    def open_update(self) -> None:
        """Ask for an update of the program and show what it brings."""

    def open_drafts(self) -> DraftsDialog:
        """Show what was typed and is not saved."""


def commands_of(window: Window, operations: Operations) -> tuple[Command, ...]:
    """Return all commands: what can be undone, then where to go, then what to begin."""
    return (
        *_undo(operations),
        *_places(window),
        *_beginnings(window),
        *_forms(window),
        *_work(window),
        *_exchange(window),
        *_settings(window),
        Command(_("Trợ giúp và phím tắt"), window.open_help, "help", _("hướng dẫn sử dụng bàn phím"), "F1"),
    )


def _forms(window: Window) -> Iterator[Command]:
    """Name the forms, first the reports of periods that some body asks for: who types “in báo cáo” means those."""
    periods = _("kỳ tháng quý 6 tháng sáu tháng năm")
    for form in sorted(EVERY_FORM, key=lambda form: form.addressees is None):
        words = periods if form.needs is Needs.PERIOD else None
        title = _("In: {form}", form=form.title)
        yield Command(title, partial(_print, window, form.code), "reports", words, of_records=True)


def _beginnings(window: Window) -> Iterator[Command]:
    for view, listing in window.context.views.listed:
        begin = partial(window.begin_record, view.kind)
        yield Command(
            listing.begin_from_search, begin, "add", _("thêm tạo lập nhập"), called=listing.words, of_records=True
        )


def _undo(operations: Operations) -> Iterator[Command]:
    if operations.undo_title is not None:
        title = _("Hoàn tác: {what}", what=operations.undo_title)
        yield Command(title, operations.undo, "undo", keys="Ctrl+Z", of_records=True)
    if operations.redo_title is not None:
        title = _("Làm lại: {what}", what=operations.redo_title)
        yield Command(title, operations.redo, "redo", keys="Ctrl+Y", of_records=True)


def _work(window: Window) -> Iterator[Command]:
    yield Command(_("Bản nháp chưa lưu…"), window.open_drafts, "history", _("đang nhập dở ghi dở mở lại"))
    yield Command(
        _("Khóa cửa sổ, đổi người làm việc"), window.lock.lock, "officer", _("khoá màn hình đổi cán bộ"), "Ctrl+Shift+L"
    )
    yield Command(_("Sao lưu ngay…"), lambda: _back_up(window), "save", _("chép dự phòng dữ liệu"))
    yield Command(_("Mở tệp dữ liệu khác…"), window.others.choose, "open", _("đổi dữ liệu mở tệp khác gần đây kho sổ"))
    for path in window.others.recent.paths(window.context.store_path):
        words = _("mở gần đây {folder}", folder=str(path.parent))
        yield Command(_("Mở tệp {file}", file=path.name), partial(window.others.open, path), "open", words)
    yield Command(_("Khôi phục từ bản sao lưu…"), window.open_recovery, "history", _("phục hồi dữ liệu cũ"))
    yield Command(_("Nhập từ Excel…"), window.load_list, "import", _("tải danh sách csv"))
    yield Command(_("In hồ sơ cả kỳ…"), lambda: _with_reports(window, lambda page: page.print_period()), "reports")
    yield Command(
        _("Kiểm tra mã kiểm chứng của báo cáo đã in…"),
        lambda: _with_reports(window, lambda page: page.tools.open_verify()),
        "reports",
        _("đối chiếu"),
    )
    yield Command(
        _("Kiểm tra chữ ký số của văn bản…"),
        lambda: _with_reports(window, lambda page: page.tools.open_signatures()),
        "reports",
        _("chứng thư ký điện tử"),
    )


def _exchange(window: Window) -> Iterator[Command]:
    def command(title: Message, do: Callable[[SyncPage], object], picture: str, words: Message) -> Command:
        return Command(title, lambda: _with_sync(window, do), picture, words)

    yield command(_("Xuất ra tệp trao đổi…"), lambda page: page.export(), "up", _("gửi gói đồng bộ usb"))
    yield command(_("Nhập từ tệp trao đổi…"), lambda page: page.begin_import(), "down", _("nhận gói đồng bộ usb"))
    yield command(_("Ghi giấy báo nhận…"), lambda page: page.begin_ack(), "done", _("gói đã nhận"))
    yield command(
        _("Các máy và thẻ của máy này…"),
        lambda page: page.show_devices(),
        "lock",
        _("thiết bị ghép nối mười từ nhận dạng vân tay bàn giao thay máy"),
    )


def _settings(window: Window) -> Iterator[Command]:
    words = _("giao diện ngôn ngữ cỡ chữ màu tối")
    yield Command(_("Cài đặt"), window.open_settings, "settings", words)
    yield Command(
        _("Cài đặt: Bảo vệ dữ liệu"),
        lambda: window.open_settings().show_protection(),
        "lock",
        _("mật khẩu mã hóa phiếu khôi phục quên"),
    )
    yield Command(_("Cập nhật từ tệp…"), window.open_update, "import", _("bản mới phiên bản nâng cấp phần mềm"))
    rules = _("Cài đặt: Quy định và căn cứ")
    yield Command(rules, lambda: window.open_settings().show_rules(), "settings", _("luật hạn trả lời tỷ lệ"))


def _print(window: Window, code: str) -> None:
    _with_reports(window, lambda page: page.show_form(code))


def _back_up(window: Window) -> None:
    settings = window.open_settings()
    settings.show_backup()
    settings.general.backup.choose()


def _with_reports(window: Window, do: Callable[[ReportsPage], object]) -> None:
    from danvan_desktop.ui.pages.reports_page import ReportsPage

    page = _turned_to(window, "reports")
    if isinstance(page, ReportsPage):
        in_a_turn_of_its_own(page, partial(do, page))


def _with_sync(window: Window, do: Callable[[SyncPage], object]) -> None:
    from danvan_desktop.ui.pages.sync_page import SyncPage

    page = _turned_to(window, "sync")
    if isinstance(page, SyncPage):
        in_a_turn_of_its_own(page, partial(do, page))


def _turned_to(window: Window, place: str) -> Page:
    window.show_place(place)
    return window.page(place)


def _places(window: Window) -> Iterator[Command]:
    for place in window.places:
        title = _("Mở trang {place}", place=place.title)
        keys, turn = window.choices.key(place.name), partial(window.show_place, place.name)
        yield Command(title, turn, place.icon, place.words, keys, is_page=True)
