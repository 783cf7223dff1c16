"""Opinions voiced at a meeting or dialogue, and the petition that an opinion becomes in one click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.widgets.buttons import plain_button

_COLUMNS = (
    ("speaker_name", _("Người phát biểu")),
    ("content", _("Nội dung ý kiến")),
    ("answer", _("Trả lời tại chỗ")),
    ("petition_made", _("Kiến nghị")),
)


class OpinionRows(ChildRows):
    """Opinions, with a column that tells whether a petition was made of them."""

    def __init__(self, context: UiContext) -> None:
        """Look numbers up in the window's store."""
        super().__init__(context.store.kinds["opinion"], _COLUMNS, context.translator, context.store.new_uid)
        self._store = context.store

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Tell the number of the petition, or that it was deleted since."""
        uid = row.values.get("petition")
        if not uid:
            return ""
        petition = self._store.get(str(uid))
        return _("số {number}", number=petition.text("number")) if petition is not None else _("đã xóa")


class OpinionsPanel(ChildPanel):
    """The tab of opinions with its buttons “Vào sổ kiến nghị” and “Mở kiến nghị”."""

    petition_wanted = Signal(str)
    """The uid of a petition that was made of an opinion."""
    split_wanted = Signal(str)
    """The uid of an opinion about several matters."""

    def __init__(
        self, context: UiContext, raise_petition: Callable[[ChildRow, str], object], parent: QWidget | None = None
    ) -> None:
        """``raise_petition`` is called with the selected opinion and the field that the petition is about."""
        super().__init__(
            OpinionRows(context),
            context,
            _("Chưa có ý kiến nào. Bấm “Thêm” (Ctrl+T) rồi ghi ý kiến của người dân."),
            parent,
        )
        self._raise_petition = raise_petition
        self.made.connect(self._add_buttons)
        self.selected.connect(self._refresh_button)
        self.edited.connect(self._refresh_button)

    def _add_buttons(self) -> None:
        say = self._say
        self.petition_button = plain_button(
            say(_("Vào sổ kiến nghị")),
            tip=say(_("Chọn lĩnh vực để vào sổ kiến nghị từ ý kiến đang chọn; số, hạn và nguồn được điền sẵn.")),
        )
        self.buttons.addWidget(self.petition_button)
        self.petition_menu = QMenu(self.petition_button)
        for choice in self._context.store.kinds["petition"].field("field").choices:
            action = QAction(say(choice.label), self.petition_menu)
            action.triggered.connect(partial(self._raise, choice.code))
            self.petition_menu.addAction(action)
        self.petition_button.setMenu(self.petition_menu)
        self.open_button = plain_button(say(_("Mở kiến nghị")), self._open)
        self.buttons.addWidget(self.open_button)
        self.split_button = plain_button(say(_("Tách ý kiến…")), self._split)
        self.split_button.setToolTip(say(_("Một ý kiến có nhiều nội dung: tách thành hai ý kiến")))
        self.buttons.addWidget(self.split_button)
        self.table.doubleClicked.connect(self._open_unless_written)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = QShortcut(key, self.table)
            pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(self._open)

    def _raise(self, field: str) -> None:
        if self.current is not None:
            self._raise_petition(self.current, field)

    def _split(self) -> None:
        if self.current is not None:
            self.split_wanted.emit(self.current.uid)

    def _open_unless_written(self, index: QModelIndex) -> None:
        """Open the petition from its own column: in the others a double click begins to write."""
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._open()

    def _open(self) -> None:
        uid = self.current.values.get("petition") if self.current is not None else None
        if uid:
            self.petition_wanted.emit(str(uid))

    def _refresh_button(self) -> None:
        if not self.is_made:
            return
        row = self.current
        ready = row is not None and not row.values.get("petition") and bool(row.values.get("content"))
        self.petition_button.setEnabled(ready)
        self.open_button.setEnabled(row is not None and bool(row.values.get("petition")))
        self.split_button.setEnabled(ready and row is not None and not row.secret and not self._read_only)


def petition_of(uid: str, opinion: ChildRow, gathering: Record, field: str, day: dt.date) -> Sequence[Draft]:
    """Make petition ``uid`` of an opinion and the opinion's link to it; the save fills in number, source and term."""
    values: dict[str, Value] = {
        "received_on": day.isoformat(),
        "source_record": gathering.uid,
        **({"unit": unit} if (unit := gathering.get("unit")) is not None else {}),
        "citizen_name": opinion.values.get("speaker_name"),
        "citizen_address": opinion.values.get("speaker_address"),
        "field": field,
        "content": opinion.values.get("content"),
    }
    return Draft("petition", values, uid), Draft("opinion", {"petition": uid}, opinion.uid)
