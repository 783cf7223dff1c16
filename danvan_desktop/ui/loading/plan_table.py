"""The rows of a list with what each comes to, wrong cells marked by colour and told in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from danvan_desktop.exchange.planning import LoadPlan, PlannedRow, RowOutcome
from danvan_desktop.exchange.profiles import Target, label_of
from danvan_desktop.exchange.rejects import problem_of, reasons, sentences, shown_cell
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.theme import colour

_ROW, _FATE, _FIRST = 0, 1, 2
_LONGEST_CELL = 80
_FATES: dict[RowOutcome, Message] = {
    RowOutcome.NEW: _("Mới"),
    RowOutcome.CHANGED: _("Cập nhật"),
    RowOutcome.SAME: _("Đã có"),
}
_COLOURS = {
    RowOutcome.NEW: "doneText",
    RowOutcome.CHANGED: "accentDark",
    RowOutcome.SAME: "soft",
    RowOutcome.REJECTED: "error",
}

Index = QModelIndex | QPersistentModelIndex


class PlanTable(QAbstractTableModel):
    """Row number, what the row comes to, then the columns that are read, whose cells can be mended."""

    mended = Signal(int, int, str)
    """Row and column of the file, and the text that the officer put there."""

    def __init__(self, translator: Translator) -> None:
        """Show nothing yet."""
        super().__init__()
        self._say = translator
        self._plan: LoadPlan | None = None
        self._rows: Sequence[PlannedRow] = ()
        self._columns: Sequence[tuple[int, Target]] = ()

    def show_plan(self, plan: LoadPlan | None, only_rejected: bool) -> None:
        """Show the rows of a plan, all or those that are rejected."""
        self.beginResetModel()
        self._plan = plan
        self._rows = () if plan is None else plan.having(RowOutcome.REJECTED) if only_rejected else plan.rows
        self._columns = () if plan is None else list(plan.layout.targets.items())
        self.endResetModel()

    def outcome(self, row: int) -> str:
        """Return in full what a row comes to."""
        shown = self._rows[row]
        return self._say(_("Dòng {row}: {reason}", row=shown.row.place, reason=self._fate(shown)))

    def row_number(self, row: int) -> int:
        """Return the number in the file of a row that is shown, 0 for none."""
        return self._rows[row].row.number if 0 <= row < len(self._rows) else 0

    def place_of(self, number: int) -> int | None:
        """Return where a row of the file is shown."""
        return next((place for place, row in enumerate(self._rows) if row.row.number == number), None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells that are read be written anew."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= _FIRST else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what the officer wrote; the list is judged anew and shown again."""
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == self._text(row, index.column()):
            return False
        self.mended.emit(row.row.number, self._columns[index.column() - _FIRST][0], str(value))
        return True

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count row number, outcome and the columns that are read."""
        return 0 if parent is not None and parent.isValid() else _FIRST + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == _ROW:
            return self._say(_("Dòng"))
        if section == _FATE or self._plan is None:
            return self._say(_("Kết quả"))
        return self._say(label_of(self._plan.kind, self._columns[section - _FIRST][1]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell; what is wrong with it stands in its hint."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return shortened(self._text(row, index.column()), _LONGEST_CELL)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(row, index.column()) or None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _FATE:
            return colour(_COLOURS[row.outcome])
        if self._is_wrong(row, index.column()):
            if role == Qt.ItemDataRole.BackgroundRole:
                return colour("errorGround")
            if role == Qt.ItemDataRole.ForegroundRole:
                return colour("error")
        return None

    def _text(self, row: PlannedRow, column: int) -> str:
        if column == _ROW:
            return row.row.place
        if column == _FATE:
            return self._fate(row)
        return shown_cell(row.row.cell(self._columns[column - _FIRST][0]), self._say)

    def _fate(self, row: PlannedRow) -> str:
        if row.outcome is RowOutcome.REJECTED and self._plan is not None:
            return self._say(_("Lỗi: {reason}", reason=reasons(row, self._plan.kind, self._say)))
        words = self._say(_FATES[row.outcome])
        remarks = [self._say(row.note)] if row.note is not None else []
        remarks += [self._say(problem.message) for problem in row.problems]
        return sentences(". ", [words, *remarks])

    def _hint(self, row: PlannedRow, column: int) -> str:
        if column < _FIRST:
            return self._fate(row)
        problem = problem_of(row, self._columns[column - _FIRST][1].field)
        return self._text(row, column) if problem is None else self._say(problem.message)

    def _is_wrong(self, row: PlannedRow, column: int) -> bool:
        if column < _FIRST or row.outcome is not RowOutcome.REJECTED:
            return False
        return problem_of(row, self._columns[column - _FIRST][1].field) is not None
