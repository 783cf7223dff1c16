"""What can be done from the search: turn to a place, begin a record, print a form, undo, settings, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from danvan_desktop.localization import _
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.ui.navigation import MAIN_DESTINATIONS, SIDE_DESTINATIONS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.search.found import Command

_NEW = (
    ("meeting", _("Họp thôn mới")),
    ("dialogue", _("Đối thoại mới")),
    ("petition", _("Kiến nghị mới")),
    ("model", _("Mô hình mới")),
    ("unit", _("Thôn, đơn vị mới")),
    ("officer", _("Cán bộ mới")),
)


class Window(Protocol):
    """What commands ask of the main window."""

    def show_place(self, name: str) -> None:
        """Turn to a place."""

    def begin_record(self, kind: str) -> None:
        """Open an editor for a new record."""

    def show_form(self, code: str) -> None:
        """Turn to a printed form."""

    def open_settings(self) -> None:
        """Show the settings."""

    def open_help(self) -> None:
        """Show the help."""


def commands_of(window: Window, operations: Operations) -> tuple[Command, ...]:
    """Return all commands, what can be undone first."""
    return (
        *_undo(operations),
        *(Command(label, partial(window.begin_record, kind), "add", _("thêm tạo lập nhập")) for kind, label in _NEW),
        *_places(window.show_place),
        *(Command(_("In: {form}", form=form.title), partial(window.show_form, form.code), "reports") for form in FORMS),
        Command(_("Cài đặt"), window.open_settings, "settings", _("giao diện ngôn ngữ cỡ chữ màu tối")),
        Command(_("Trợ giúp và phím tắt"), window.open_help, "help", _("hướng dẫn sử dụng bàn phím"), "F1"),
    )


def _undo(operations: Operations) -> Iterator[Command]:
    if operations.undo_title is not None:
        title = _("Hoàn tác: {what}", what=operations.undo_title)
        yield Command(title, operations.undo, "undo", keys="Ctrl+Z")
    if operations.redo_title is not None:
        title = _("Làm lại: {what}", what=operations.redo_title)
        yield Command(title, operations.redo, "redo", keys="Ctrl+Y")


def _places(turn_to: Callable[[str], None]) -> Iterator[Command]:
    for number, destination in enumerate((*MAIN_DESTINATIONS, *SIDE_DESTINATIONS), 1):
        keys = f"Ctrl+{number}" if number <= len(MAIN_DESTINATIONS) else ""
        title = _("Mở trang {place}", place=destination.title)
        yield Command(title, partial(turn_to, destination.name), destination.icon, keys=keys)
