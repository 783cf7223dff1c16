"""Editing a unit with the roll of its households, which may be pasted from a list."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QInputDialog, QPushButton

from danvan_desktop.domain.fields import FieldError, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import normalise
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.recognition import pasted_to_unicode
from danvan_desktop.localization import _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor

_COLUMNS = (("head", _("Chủ hộ")), ("members", _("Số nhân khẩu")), ("address", _("Xóm, ngõ")))
_HEADS = frozenset(
    {"họ và tên", "họ tên", "chủ hộ", "tên chủ hộ", "họ và tên chủ hộ", "số khẩu", "số nhân khẩu", "stt"}
)


class UnitEditor(RecordEditor):
    """A unit; a village's households are ticked off at its meetings."""

    def add_parts(self) -> None:
        """Add the roll."""
        rows = ChildRows(self.context.store.kinds["household"], _COLUMNS, self.say)
        hint = _("Chưa có danh sách hộ. Bấm “Dán danh sách…” để lấy từ Excel, hoặc “Thêm” (Ctrl+T) để ghi từng hộ.")
        self.households = ChildPanel(rows, self.context, hint)
        paste = QPushButton(self.say(_("Dán danh sách…")))
        paste.setAutoDefault(False)
        paste.clicked.connect(self._ask_list)
        self.households.buttons.addWidget(paste)
        self.add_panel(self.households, _("Danh sách hộ"))

    def take_list(self, text: str) -> None:
        """Append the households of a list, a line each."""
        self.households.add_all(households_in(text, self.households.rows.kind))

    def _ask_list(self) -> None:
        label = _("Mỗi dòng một hộ: chủ hộ, rồi số nhân khẩu và xóm nếu có (dán thẳng từ Excel).")
        text, given = QInputDialog.getMultiLineText(self, self.say(_("Dán danh sách hộ")), self.say(label))
        if given:
            self.take_list(text)


def households_in(text: str, kind: Kind) -> Iterator[dict[str, Value]]:
    """Read a list of households: cells parted by tabs, a leading number and a header line left out.

    Letters of TCVN3, VNI and other old encodings are converted.
    """
    for line in normalise(pasted_to_unicode(text)).split("\n"):
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if _is_header(cells):
            continue
        if cells and cells[0].rstrip(".").isdecimal():
            cells = cells[1:]
        if not cells or not _is_name(cells[0]):
            continue
        found: dict[str, Value] = {"head": cells[0]}
        for cell in cells[1:]:
            number = whole_number(cell) if "members" not in found else None
            name = "address" if number is None else "members"
            try:
                found[name] = kind.field(name).parse(cell if number is None else number)
            except FieldError:
                continue
        yield found


def _is_name(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell)


def _is_header(cells: list[str]) -> bool:
    return not _HEADS.isdisjoint(cell.casefold().rstrip(".") for cell in cells)
