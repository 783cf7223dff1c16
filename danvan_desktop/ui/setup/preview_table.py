"""What becomes of each line of a pasted list, as a table: a sign, what is saved of it, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.setup.read_lines import LineOutcome, ReadLine
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.row_table import Index, RowModel, RowTable

_SIGNS = {LineOutcome.TAKEN: "✓", LineOutcome.CHANGED: "✎", LineOutcome.DROPPED: "✕", LineOutcome.STORED: "✓"}
_WORDS = {
    LineOutcome.TAKEN: _("nhận"),
    LineOutcome.CHANGED: _("sửa: {why}"),
    LineOutcome.DROPPED: _("bỏ: {why}"),
    LineOutcome.STORED: _("đã ghi"),
}
_INK = {
    LineOutcome.TAKEN: "doneText",
    LineOutcome.CHANGED: "warning",
    LineOutcome.DROPPED: "soft",
    LineOutcome.STORED: "soft",
}
_SIGN_WIDTH, _WIDEST = 30, 280
"""Pixels, at the usual size of letters: the column of signs, and the widest of the others but the last."""
_FOR_REASONS, _LEAST = 150, 90
"""Pixels that reasons have at least where the others can be as narrow as the least."""
_BESIDE_TEXT = 26
"""What padding takes beside the text of a cell."""
_WRAPPED_LINES = 300
"""Reasons of a list of more lines are cut rather than measured at every key; each is told whole by its tip."""


class PreviewTable(RowTable):
    """The lines in the order in which they were written; nothing in it is edited."""

    def __init__(self, columns: Sequence[Message], translator: Translator, *, long_names: bool = False) -> None:
        """``columns`` are the headings of what is saved; ``long_names`` take the room that reasons have otherwise."""
        self.lines = _Lines(columns, translator)
        super().__init__(self.lines, translator(_("Những gì sẽ được lưu")))
        self._tells_reasons = not long_names
        self._cap = scaled(_WIDEST)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(self._tells_reasons)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1 if long_names else len(columns) + 1, QHeaderView.ResizeMode.Stretch)
        header.setMaximumSectionSize(scaled(_WIDEST))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(scaled(_SIGN_WIDTH))
        self.setColumnWidth(0, scaled(_SIGN_WIDTH))

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show what became of these lines."""
        self.lines.show_rows(lines)
        for column in range(2, len(self.lines.headings) - 1):
            is_filled = any(len(line.cells) >= column and line.cells[column - 1] for line in lines)
            self.setColumnHidden(column, bool(lines) and not is_filled)
        if self._tells_reasons:
            self._leave_room_for_reasons()
            self._give_dropped_their_row(lines)
            self._fit_rows()

    def sizeHintForColumn(self, column: int) -> int:
        """Measure what is saved, as far as it leaves room for reasons."""
        return min(self._wanted(column), self._cap) if self._tells_reasons else super().sizeHintForColumn(column)

    def _wanted(self, column: int) -> int:
        """Measure the names that are saved: a line that is dropped has the room of all cells but its reason."""
        if column != 1:
            return super().sizeHintForColumn(column)
        letters = self.fontMetrics()
        longest = max(map(letters.horizontalAdvance, self.lines.saved_names()), default=0)
        return longest + scaled(_BESIDE_TEXT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break reasons anew where the column of reasons became narrower or wider."""
        super().resizeEvent(event)
        if self._tells_reasons:
            self._leave_room_for_reasons()
            self._fit_rows()

    def _leave_room_for_reasons(self) -> None:
        """Make the widest columns narrower, their words broken, until the reasons have their room."""
        columns = [one for one in range(1, len(self.lines.headings) - 1) if not self.isColumnHidden(one)]
        wanted = [min(self._wanted(one), scaled(_WIDEST)) for one in columns]
        left = self.viewport().width() - scaled(_SIGN_WIDTH) - scaled(_FOR_REASONS)
        cap = scaled(_WIDEST)
        for place, width in enumerate(sorted(wanted)):
            share = left // (len(wanted) - place)
            if width > share:
                cap = max(share, scaled(_LEAST))
                break
            left -= width
        self._cap = cap
        # Said again it makes Qt measure all columns anew.
        self.horizontalHeader().setSectionResizeMode(len(self.lines.headings) - 1, QHeaderView.ResizeMode.Stretch)

    def _give_dropped_their_row(self, lines: Sequence[ReadLine]) -> None:
        self.clearSpans()
        for row, line in enumerate(lines):
            if line.outcome is LineOutcome.DROPPED:
                self.setSpan(row, 1, 1, len(self.lines.headings) - 2)

    def _fit_rows(self) -> None:
        if self.lines.rowCount() <= _WRAPPED_LINES:
            self.resizeRowsToContents()

    def told(self) -> str:
        """Count what is taken, changed and dropped, in words."""
        return self.lines.told()


class _Lines(RowModel[ReadLine]):
    def __init__(self, columns: Sequence[Message], translator: Translator) -> None:
        super().__init__(["", *map(translator, columns), translator(_("Vì sao"))])
        self._say = translator
        self._reason = len(columns) + 1

    def told(self) -> str:
        counts = {outcome: sum(line.outcome is outcome for line in self.rows) for outcome in LineOutcome}
        told = {
            LineOutcome.TAKEN: _("{n} nhận", n=counts[LineOutcome.TAKEN]),
            LineOutcome.CHANGED: _("{n} sửa lại", n=counts[LineOutcome.CHANGED]),
            LineOutcome.DROPPED: _("{n} bỏ", n=counts[LineOutcome.DROPPED]),
        }
        return " · ".join(self._say(words) for outcome, words in told.items() if counts[outcome])

    def saved_names(self) -> list[str]:
        """What stands first in the lines that are not dropped, and its heading."""
        kept = [line.cells[0] for line in self.rows if line.cells and line.outcome is not LineOutcome.DROPPED]
        return [self.headings[1], *kept]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, index.column()) or None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(line, index.column())
        if role == Qt.ItemDataRole.BackgroundRole and line.outcome is LineOutcome.CHANGED:
            return colour("warningGround")
        if role == Qt.ItemDataRole.FontRole and line.outcome is LineOutcome.DROPPED and index.column() == 1:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._why(line)}: {self._text(line, index.column())}"
        return None

    def _text(self, line: ReadLine, column: int) -> str:
        if column == 0:
            return _SIGNS[line.outcome]
        if column == self._reason:
            return self._why(line)
        return line.cells[column - 1] if column <= len(line.cells) else ""

    def _why(self, line: ReadLine) -> str:
        return self._say(_WORDS[line.outcome]).replace("{why}", line.why(self._say))

    def _ink(self, line: ReadLine, column: int) -> object:
        is_told = column in (0, self._reason) or line.outcome is LineOutcome.DROPPED
        return colour(_INK[line.outcome]) if is_told else None
