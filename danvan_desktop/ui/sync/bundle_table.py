"""The list of bundles that were sent and received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import BundleNote, ReceiptNote, Store
from danvan_desktop.store.peers import ReceiptState
from danvan_desktop.sync import receipts
from danvan_desktop.sync.manifest import local_moment
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.row_table import Index, RowModel, RowTable

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
    """What a device said of a bundle that was sent to it."""

    peer: str
    state: ReceiptState
    day: dt.date

    @property
    def told(self) -> Message:
        """The same in words."""
        match self.state:
            case "accepted":
                return _("{peer} đã nhận {day}", peer=self.peer, day=self.day)
            case "quarantined":
                return _("đang chờ {peer} chấp nhận", peer=self.peer)
            case "refused":
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


class BundleTable(RowModel[SentOrReceived]):
    """Rows for the view below."""

    def __init__(self, translator: Translator) -> None:
        """Start empty."""
        super().__init__([translator(words) for words in _COLUMNS], numbers=_NUMBERS)
        self._say = translator

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Show a cell."""
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _UNIT:
            row = self.rows[index.row()]
            return f"{row.unit} – {row.device}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(self.rows[index.row()])[index.column()]
        return self.alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

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


class BundleView(RowTable):
    """The columns are as wide as their words; what became of a bundle takes the rest."""

    def __init__(self, table: BundleTable, name: str) -> None:
        """Show a table under a name for screen readers."""
        super().__init__(table, name)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, max(scaled(width), header.sectionSizeHint(column)))
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out rather than the last one out of sight."""
        self.leave_out(_FIRST_TO_GO, self._wanted)
        super().resizeEvent(event)

    def _wanted(self, column: int) -> int:
        return scaled(_LEAST_STRETCHED) if column == _STRETCHED else self.horizontalHeader().sectionSize(column)
