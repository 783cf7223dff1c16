"""Editing a unit with the roll of its households, which may be pasted from a list."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.household_lists import household_list_dialog, households_in, told_of_list
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import pastes_lists
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_COLUMNS = (("head", _("Chủ hộ")), ("members", _("Số nhân khẩu")), ("address", _("Xóm, ngõ")))


class UnitEditor(RecordEditor):
    """A unit; a village's households are ticked off at its meetings."""

    def add_parts(self) -> None:
        """Add the roll."""
        rows = ChildRows(self.context.store.kinds["household"], _COLUMNS, self.say, self.context.store.new_uid)
        hint = _("Chưa có danh sách hộ. Bấm “Dán danh sách…” để lấy từ Excel, hoặc “Thêm” (Ctrl+T) để ghi từng hộ.")
        self.households = ChildPanel(rows, self.context, hint, self.tabs.room)
        self.households.made.connect(self._add_pasting)
        self.parts.add(self.households, _("Danh sách hộ"))

    def take_list(self, text: str) -> None:
        """Append the households of a list, a line each, and tell what of it was not taken."""
        found = households_in(text, self.households.rows.kind)
        self.households.add_all(found.households)
        self.tell(told_of_list(found, self.say), is_fault=not found.households)

    def _add_pasting(self) -> None:
        self.paste_button = plain_button(self.say(_("Dán danh sách…")), self._ask_list)
        self.households.add_writing(self.paste_button)
        pastes_lists(self.households.table, self.take_list)

    def _ask_list(self) -> None:
        dialog = household_list_dialog(self.say, self)
        dialog.given.connect(self.take_list)
        show_for_typing(dialog)
