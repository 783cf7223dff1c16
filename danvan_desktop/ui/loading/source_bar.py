"""Which file, sheet and row of headings a list is read from, in which encoding, and what kind of records it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.exchange.grid import Grid
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.rows import FLUSH, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_ENCODINGS: tuple[tuple[str, Message | str], ...] = (
    ("", _("Tự nhận ra")),
    ("unicode", "Unicode"),
    ("tcvn3", "TCVN3 (.VnTime)"),
    ("vni", "VNI"),
    ("windows-1258", "Windows-1258"),
    ("utf-16", "UTF-16"),
)
_LONGEST_NAME = 40
_LONGEST_HEADER = 60
_HEADER_LENGTH = 14
_OFFERED_ROWS = 60
"""Rows that can be said to hold the headings; they stand above the list."""


class SourceBar(QWidget):
    """Tells by signals what was chosen anew; the dialog then reads again what must be read."""

    file_wanted = Signal()
    kind_chosen = Signal()
    sheet_chosen = Signal()
    encoding_chosen = Signal()
    header_chosen = Signal()

    def __init__(self, kinds: Sequence[tuple[str, Message]], translator: Translator) -> None:
        """Offer these kinds by name and label."""
        super().__init__()
        self._say = translator
        self.file = plain_button(translator(_("Chọn tệp…")), self.file_wanted.emit, icon("open"))
        self.kind, self.sheet, self.encoding = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.header = ChoiceBox()
        self.header.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.header.setMinimumContentsLength(_HEADER_LENGTH)
        self.kind.offer((translator(label), name) for name, label in kinds)
        self.encoding.offer((translator(words), code) for code, words in _ENCODINGS)
        self.file.setMinimumWidth(scaled(260))
        row = FlowLayout(self, gap=10)
        row.addWidget(self.file)
        self._sheet_part = self._labelled(row, _("Trang tính"), self.sheet)
        self._sheet_part.hide()
        self._labelled(row, _("Nhập vào"), self.kind)
        self._labelled(row, _("Dòng tiêu đề"), self.header)
        self._labelled(row, _("Bảng mã"), self.encoding)
        self.kind.activated.connect(lambda _index: self.kind_chosen.emit())
        self.sheet.activated.connect(lambda _index: self.sheet_chosen.emit())
        self.encoding.activated.connect(lambda _index: self.encoding_chosen.emit())
        self.header.activated.connect(lambda _index: self.header_chosen.emit())

    @property
    def chosen_encoding(self) -> str | None:
        """The encoding, ``None`` to find out."""
        return str(self.encoding.currentData()) or None

    def show_file(self, path: Path) -> None:
        """Name the file on its button."""
        self.file.setText(shortened(path.name, _LONGEST_NAME))
        self.file.setToolTip(str(path))
        self.file.setAccessibleName(self._say(_("Tệp: {name}", name=path.name)))

    def show_sheets(self, grids: Sequence[Grid], chosen: Grid, alike: int) -> None:
        """Offer the sheets, behind them those that are ``alike`` as one; a file of only one is not asked about."""
        self.sheet.clear()
        for grid in grids:
            self.sheet.addItem(self._say(_("{name} (ẩn)", name=grid.name)) if grid.hidden else grid.name)
        if alike > 1:
            self.sheet.addItem(self._say(_("Cả {count} trang cùng mẫu", count=alike)))
        self.sheet.setCurrentIndex(len(grids) if chosen.sheets else list(grids).index(chosen))
        self._sheet_part.setVisible(len(grids) > 1)

    @property
    def chosen_header(self) -> int:
        """The row of headings."""
        return int(self.header.currentData())

    def show_header(self, grid: Grid, number: int) -> None:
        """Offer the first rows by their words, and choose one."""
        self.header.clear()
        for row in grid.rows[:_OFFERED_ROWS]:
            words = " · ".join(dict.fromkeys(cell.text for _column, cell in sorted(row.cells.items()) if cell.text))
            self.header.addItem(f"{row.place}: {shortened(words, _LONGEST_HEADER)}", row.number)
        self.header.setCurrentIndex(self.header.findData(number))

    def _labelled(self, row: FlowLayout, words: Message, field: QWidget) -> QWidget:
        """Keep a label beside its field when the bar goes over several lines."""
        part = QWidget()
        label = QLabel(self._say(words))
        label.setBuddy(field)
        field.setAccessibleName(self._say(words))
        row_of(label, field, gap=8, margins=FLUSH, on=part)
        row.addWidget(part)
        return part
