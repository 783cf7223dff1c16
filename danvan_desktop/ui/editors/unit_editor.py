"""Editing a unit with the roll of its households, which may be pasted from a list."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from danvan_desktop.domain.fields import FieldError, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import person_name, read_pasted
from danvan_desktop.localization import _, ngettext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.text_dialog import TextDialog

_MOST_TOLD = 6
_COLUMNS = (("head", _("Chủ hộ")), ("members", _("Số nhân khẩu")), ("address", _("Xóm, ngõ")))
_HEADS = frozenset(
    {"ho va ten", "ho ten", "chu ho", "ten chu ho", "ho va ten chu ho", "so khau", "so nhan khau", "stt", "tt"}
)


class UnitEditor(RecordEditor):
    """A unit; a village's households are ticked off at its meetings."""

    def add_parts(self) -> None:
        """Add the roll."""
        rows = ChildRows(self.context.store.kinds["household"], _COLUMNS, self.say)
        hint = _("Chưa có danh sách hộ. Bấm “Dán danh sách…” để lấy từ Excel, hoặc “Thêm” (Ctrl+T) để ghi từng hộ.")
        self.households = ChildPanel(rows, self.context, hint)
        self.paste_button = QPushButton(self.say(_("Dán danh sách…")))
        self.paste_button.setAutoDefault(False)
        self.paste_button.clicked.connect(self._ask_list)
        self.households.buttons.addWidget(self.paste_button)
        self.add_panel(self.households, _("Danh sách hộ"))

    def take_list(self, text: str) -> None:
        """Append the households of a list, a line each, and tell what of it was not taken."""
        found, left_out = read_households(text, self.households.rows.kind)
        self.households.add_all(found)
        count = self.say(ngettext("Đã thêm {n} hộ.", "Đã thêm {n} hộ.", len(found)))
        rest = _("Không lấy: {lines}", lines="; ".join(left_out[:_MOST_TOLD]) + ("…" if left_out[_MOST_TOLD:] else ""))
        self.tell(_("{added} {rest}", added=count, rest=rest if left_out else ""))

    def _ask_list(self) -> None:
        label = _("Mỗi dòng một hộ: chủ hộ, rồi số nhân khẩu và xóm nếu có (dán thẳng từ Excel).")
        dialog = TextDialog(self.say, _("Dán danh sách hộ"), label, _("Thêm các hộ này"), self)
        dialog.given.connect(self.take_list)
        dialog.open()


def households_in(text: str, kind: Kind) -> list[dict[str, Value]]:
    """Read a list of households, a line each."""
    return read_households(text, kind)[0]


def read_households(text: str, kind: Kind) -> tuple[list[dict[str, Value]], list[str]]:
    """Read a list of households, a line each, and tell what of it is none: headings, totals, cells that fit nowhere.

    Letters of TCVN3, VNI and other old encodings are converted.
    """
    pasted = read_pasted(text, _HEADS)
    left_out, households = list(pasted.left_out), []
    for head, *cells in pasted.rows:
        found: dict[str, Value] = {"head": person_name(head)}
        for cell in cells:
            number = whole_number(cell) if "members" not in found else None
            name = "address" if number is None else "members"
            try:
                found[name] = kind.field(name).parse(cell if number is None else number)
            except FieldError:
                left_out.append(f"{head}: {cell}")
        households.append(found)
    return households, left_out
