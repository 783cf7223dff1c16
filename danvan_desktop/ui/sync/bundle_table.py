"""The list of bundles that were sent and received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import recall_manifest

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (_("Việc"), _("Lúc"), _("Gói số"), _("Của đơn vị"), _("Máy"), _("Số thay đổi"))
_WIDTHS = (90, 170, 80, 260, 180, 120)
_STRETCHED = 3
_NUMBERS = (2, 5)


@dataclass(frozen=True)
class SentOrReceived:
    """One bundle as the list shows it."""

    is_sent: bool
    moment: dt.datetime
    number: int
    unit: str
    device: str
    changes: int


def list_bundles(store: Store) -> list[SentOrReceived]:
    """Read all bundles, newest first."""
    listed = []
    for note in store.bundles():
        manifest = recall_manifest(note.manifest)
        moment = dt.datetime.fromisoformat(note.moment)
        sent = note.direction == "out"
        listed.append(
            SentOrReceived(sent, moment, manifest.number, manifest.unit.name, manifest.sender.name, manifest.changes)
        )
    return listed


class BundleTable(QAbstractTableModel):
    """Rows for the view below."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._say = translator
        self.rows: Sequence[SentOrReceived] = ()

    def show_rows(self, rows: Sequence[SentOrReceived]) -> None:
        """List other bundles."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the bundles."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(_COLUMNS[section])
        return _aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Show a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(self.rows[index.row()])[index.column()]
        return _aligned(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _texts(self, row: SentOrReceived) -> tuple[str, ...]:
        return (
            self._say(_("Gửi đi") if row.is_sent else _("Nhận về")),
            self._say.datetime(row.moment),
            self._say.number(row.number),
            row.unit,
            row.device,
            self._say.number(row.changes),
        )


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class BundleView(QTableView):
    """Whole rows, one chosen at a time."""

    def __init__(self, table: BundleTable, name: str, parent: QWidget | None = None) -> None:
        """Show a table under a name for screen readers."""
        super().__init__(parent)
        self.setModel(table)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
