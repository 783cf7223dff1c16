"""What a list keeps for the officer: the columns that are shown, and filters under names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.domain.fields import Field, FieldType, Sought
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

Kept = TypeVar("Kept")


class _Columns(msgspec.Struct, frozen=True):
    """Which fields are columns, none for those that the kind lists, how wide they are in pixels, how high rows are.

    ``order`` is the field that the list is sorted by, with ``-`` before it for descending, empty for the usual order.
    """

    names: list[str] = []
    widths: dict[str, int] = {}
    two_lines: bool = False
    order: str = ""


class ColumnChoice(QObject):
    """Which fields of a kind are columns, in which order and how wide, what sorts the rows and how high these are.

    All of it is kept on this laptop.
    """

    changed = Signal()

    def __init__(self, context: UiContext, kind: Kind, parent: QWidget) -> None:
        """Find what was chosen before, else what the kind lists."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._setting = f"columns.{kind.name}"
        text = context.store.settings.get(self._setting)
        kept = _read(text, _Columns)
        self.was_unreadable = bool(text) and kept is None
        """Whether what was chosen before cannot be read: the menu says so until something is chosen anew."""
        kept = kept or _Columns()
        self.names: list[str] = [name for name in kept.names if kind.has(name)] or list(kind.listed)
        self.widths: dict[str, int] = {name: width for name, width in kept.widths.items() if kind.has(name)}
        self.two_lines = kept.two_lines
        self.order = kept.order if kind.has(kept.order.removeprefix("-")) else ""

    def show_two_lines(self, two_lines: bool) -> None:
        """Give rows a second line, or one alone."""
        self.two_lines = two_lines
        self._keep()
        self.changed.emit()

    def menu(self, parent: QWidget, left_out: Callable[[], Sequence[Field]]) -> QMenu:
        """Make a menu that ticks what is shown, and says for which columns the window is too narrow now."""
        menu = QMenu(self._context.translator(_("Cột")), parent)
        menu.setIcon(icon("columns"))
        if self.was_unreadable:
            told = _("Không đọc được cột đã chọn nên đang dùng cột mặc định: hãy chọn lại")
            menu.addAction(icon("warning"), self._context.translator(told)).setEnabled(False)
        for field in self._kind.fields:
            if field.type is FieldType.LONG_TEXT and field.name not in self._kind.listed:
                continue
            action = menu.addAction(self._context.translator(field.label))
            action.setCheckable(True)
            action.setChecked(field.name in self.names)
            action.toggled.connect(lambda shown, name=field.name: self.show(name, shown))
        menu.addSeparator()
        menu.addAction(self._context.translator(_("Về các cột ban đầu"))).triggered.connect(self.reset)
        narrow = menu.addAction("")
        narrow.setEnabled(False)
        menu.aboutToShow.connect(lambda: self._tell_left_out(narrow, left_out()))
        return menu

    def show(self, name: str, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        left = [field for field in self.names if field != name]
        if shown and name not in self.names:
            usual = self._order()
            later = (place for place, field in enumerate(left) if usual.index(field) > usual.index(name))
            left.insert(next(later, len(left)), name)
        self.put_in_order(left if left and shown is not (name in self.names) else self.names)

    def put_in_order(self, names: Sequence[str]) -> None:
        """Show these columns in this order."""
        self.names = list(names)
        self._keep()
        self.changed.emit()

    def move(self, name: str, step: int) -> None:
        """Move a column by so many places to the right, or to the left."""
        names = [field for field in self.names if field != name]
        names.insert(max(0, self.names.index(name) + step), name)
        self.put_in_order(names)

    def sort_by(self, order: str) -> None:
        """Remember what the list is sorted by; nobody has to be told."""
        self.order = order
        self._keep()

    def reset(self) -> None:
        """Show what the kind lists, as wide as usual, in the usual order."""
        self.names, self.widths, self.order = list(self._kind.listed), {}, ""
        self._keep()
        self.changed.emit()

    def keep_widths(self, widths: Mapping[str, int]) -> None:
        """Remember how wide the officer made the columns."""
        self.widths = dict(widths)
        self._keep()

    def _tell_left_out(self, line: QAction, fields: Sequence[Field]) -> None:
        say = self._context.translator
        names = ", ".join(f"“{say(field.label)}”" for field in fields)
        line.setText(say(_("Cửa sổ hẹp nên chưa hiện cột {names}", names=names)))
        line.setVisible(bool(fields))

    def _order(self) -> Sequence[str]:
        """The listed fields first, then the others in the order of the kind."""
        return list(dict.fromkeys((*self._kind.listed, *(field.name for field in self._kind.fields))))

    def _keep(self) -> None:
        kept = {"names": self.names, "widths": self.widths, "two_lines": self.two_lines, "order": self.order}
        self._context.operations.remember(self._setting, json.dumps(kept))


class SavedFilters(Button):
    """A menu of filters that the officer gave names to; kept on this laptop."""

    chosen = Signal(object)
    """The state that was saved: a mapping as ``current`` returned it."""

    def __init__(
        self, context: UiContext, kind: str, current: Callable[[], Mapping[str, Sought]], parent: QWidget | None = None
    ) -> None:
        """``current`` returns what would be saved now, values by name."""
        super().__init__(context.translator(_("Bộ lọc")), parent, picture=icon("filter"))
        self._context = context
        self._say = context.translator
        self._current = current
        self._setting = f"filters.{kind}"
        text = context.store.settings.get(self._setting)
        found = _read(text, dict[str, msgspec.Raw])
        kept = found or {}
        read = {name: _read(bytes(state), dict[str, Sought]) for name, state in kept.items()}
        self.filters: dict[str, Mapping[str, Sought]] = {n: state for n, state in read.items() if state is not None}
        lost = (self._say(_("Các bộ lọc đã lưu")),) if text and found is None else ()
        self.unreadable = (*lost, *(name for name, state in read.items() if state is None))
        """The filters that were kept and cannot be read: they are shown as such, and forgotten at the next change."""
        self.setToolTip(self._say(_("Lưu điều kiện lọc đang dùng để lần sau mở lại bằng một lần bấm.")))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def save_as(self, name: str) -> None:
        """Keep what is filtered by now under a name, in place of an earlier one of that name."""
        self.filters[name] = dict(self._current())
        self._keep()

    def forget(self, name: str) -> None:
        """Forget a filter."""
        self.filters.pop(name, None)
        self._keep()

    def _fill(self) -> None:
        self._menu.clear()
        for name, state in self.filters.items():
            self._menu.addAction(name).triggered.connect(lambda _checked=False, state=state: self.chosen.emit(state))
        for name in self.unreadable:
            words = _("“{name}”: không đọc được, hãy lưu lại bộ lọc này", name=name)
            self._menu.addAction(icon("warning"), self._say(words)).setEnabled(False)
        if self.filters:
            self._menu.addSeparator()
        self._menu.addAction(icon("save"), self._say(_("Lưu bộ lọc đang dùng…"))).triggered.connect(self._ask)
        if self.filters:
            gone = self._menu.addMenu(icon("delete"), self._say(_("Bỏ bộ lọc đã lưu")))
            for name in self.filters:
                gone.addAction(name).triggered.connect(lambda _checked=False, name=name: self.forget(name))

    def _ask(self) -> None:
        taken = {name: _("Đã có bộ lọc tên này; lưu sẽ thay bộ lọc cũ.") for name in self.filters}
        dialog = NameDialog(
            self._context.translator, _("Lưu bộ lọc"), _("Tên bộ lọc:"), _("Lưu"), self.window(), taken=taken
        )
        dialog.given.connect(self.save_as)
        show_for_typing(dialog)

    def _keep(self) -> None:
        self._context.operations.remember(self._setting, json.dumps(self.filters, ensure_ascii=False))


def _read(text: str | bytes, wanted: type[Kept]) -> Kept | None:
    """Read a setting; ``None`` for none and for one that cannot be read."""
    try:
        return msgspec.json.decode(text, type=wanted) if text else None
    except (msgspec.MsgspecError, RecursionError):
        return None
