"""The list of bundles that were sent and received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import BundleNote, ReceiptNote, Store
from danvan_desktop.sync import receipts
from danvan_desktop.sync.manifest import local_moment
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.copying import copies_rows

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (
    _("Việc"),
    _("Thời gian"),
    _("Tệp số"),
    _("Đơn vị gửi"),
    _("Máy gửi"),
    _("Gửi cho"),
    _("Số thay đổi"),
    _("Kích thước"),
    _("Tình trạng"),
)
_WIDTHS = (84, 140, 64, 170, 150, 150, 100, 84, 240)
_STRETCHED = 8
_LEAST_STRETCHED = 150
_FIRST_TO_GO = (7, 4, 2)
"""Columns left out, in this order, where not all would be seen: size, sending device, number."""
_UNIT = 3
_NUMBERS = (2, 6, 7)


@dataclass(frozen=True)
class ReceivedThere:
    """What a device said of a bundle that was sent to it: accepted, quarantined or refused."""

    peer: str
    state: str
    day: dt.date

    @property
    def told(self) -> Message:
        """The same in words."""
        match self.state:
            case "accepted":
                return _("{peer} đã nhận {day}", peer=self.peer, day=self.day)
            case "quarantined":
                return _("đang chờ {peer} chấp nhận", peer=self.peer)
            case _refused:
                return _("bị {peer} từ chối {day}", peer=self.peer, day=self.day)


@dataclass(frozen=True)
class SentOrReceived:
    """One bundle as the list shows it.

    ``recipients`` are the devices that a sent one is for, none where anybody may open it; ``taken_back`` is when what a
    received one brought was taken out again.
    """

    is_sent: bool
    moment: dt.datetime
    number: int
    unit: str
    device: str
    changes: int
    size: int
    receipts: tuple[ReceivedThere, ...] = ()
    recipients: tuple[str, ...] = ()
    taken_back: dt.datetime | None = None

    @property
    def status(self) -> Message:
        """What became of it, as far as it is known here."""
        if self.taken_back is not None:
            return _("Đã bỏ ra lúc {moment}", moment=self.taken_back)
        if not self.is_sent:
            return _("Đã nhập")
        if not self.receipts:
            return _("Chưa có giấy báo nhận")
        told = self.receipts[0].told
        for receipt in self.receipts[1:]:
            told = _("{first}; {second}", first=told, second=receipt.told)
        return told


def list_bundles(store: Store) -> list[SentOrReceived]:
    """Read all bundles, newest first."""
    names = {peer.device: peer.name for peer in store.peers.all()}
    said = receipts(store)
    own = store.own_devices
    return [_listed(note, names, own, said.get(note.sha256, ())) for note in store.bundles()]


def _listed(
    note: BundleNote, names: Mapping[str, str], own: Sequence[str], said: Sequence[ReceiptNote]
) -> SentOrReceived:
    manifest = recall_manifest(note.manifest)
    there = (
        ReceivedThere(names.get(one.device, one.device[:8]), one.state, local_moment(one.moment).date()) for one in said
    )
    to = (names.get(device, device[:8]) for device in manifest.recipients if device not in own)
    return SentOrReceived(
        note.direction == "out",
        dt.datetime.fromisoformat(note.moment),
        manifest.number,
        manifest.unit.name,
        manifest.sender.name,
        manifest.changes,
        note.size,
        tuple(there) if note.direction == "out" else (),
        tuple(to) if note.direction == "out" else (),
        dt.datetime.fromisoformat(note.taken_back) if note.taken_back else None,
    )


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
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _UNIT:
            row = self.rows[index.row()]
            return f"{row.unit} – {row.device}"
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
            ", ".join(row.recipients) or "–",
            self._say.number(row.changes),
            size_text(row.size, self._say) if row.size else "–",
            self._say(row.status),
        )


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class BundleView(QTableView):
    """Whole rows, one chosen at a time."""

    def __init__(self, table: BundleTable, name: str) -> None:
        """Show a table under a name for screen readers."""
        super().__init__()
        copies_rows(self)
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
            header.resizeSection(column, max(scaled(width), header.sectionSizeHint(column)))
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out rather than the last one out of sight."""
        header = self.horizontalHeader()
        for column in _FIRST_TO_GO:
            self.setColumnHidden(column, False)
        others = sum(header.sectionSize(column) for column in range(len(_COLUMNS)) if column != _STRETCHED)
        missing = others + scaled(_LEAST_STRETCHED) - self.viewport().width()
        for column in _FIRST_TO_GO:
            if missing > 0:
                missing -= header.sectionSize(column)
                self.setColumnHidden(column, True)
        super().resizeEvent(event)
