"""The households of a village, ticked when they are represented at a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold

AnyIndex = QModelIndex | QPersistentModelIndex


class RollRows(QAbstractListModel):
    """All households of one village; what is ticked becomes attendance when the meeting is saved."""

    ticked = Signal(int)
    """The officer ticked or unticked a household; how many were ticked before."""

    loaded = Signal()
    """What is stored was read: the roll itself may have grown meanwhile."""

    def __init__(self, kind: Kind, new_uid: Callable[[], str]) -> None:
        """``kind`` is that of the attendance of one household; ``new_uid`` names new ones."""
        super().__init__()
        self.kind = kind
        self._new_uid = new_uid
        self._households: list[Record] = []
        self._numbers: list[int] = []
        self._stored: dict[str, str] = {}
        self._present: set[str] = set()
        self._read_only = False

    # What is in it

    def show_households(self, households: Sequence[Record]) -> None:
        """Show the roll of a village; ticks of another village's households go."""
        self.beginResetModel()
        self._households = list(households)
        self._numbers = _numbers_of(self._households)
        known = {household.uid for household in households}
        self._present &= known | set(self._stored)
        self.endResetModel()

    def load(self, records: Sequence[Record], since: Mapping[str, Any] | None = None) -> None:
        """Tick what is stored; what was ticked or unticked ``since`` a snapshot was taken stays so."""
        turned = set() if since is None else self._present ^ set(since["present"])
        self.beginResetModel()
        self._stored = {record.text("household"): record.uid for record in records}
        self._present = set(self._stored) ^ turned
        self.endResetModel()
        self.loaded.emit()

    @property
    def present(self) -> int:
        """How many households are ticked."""
        return len(self._present)

    @property
    def total(self) -> int:
        """How many households the roll has."""
        return len(self._households)

    @property
    def names(self) -> list[str]:
        """The households as they are shown, in the order of the roll."""
        return [_named(*entry) for entry in zip(self._numbers, self._households, strict=True)]

    def drafts(self, parent: str) -> list[Draft]:
        """Return the attendance that is new."""
        new = [household.uid for household in self._households if household.uid in self._present - set(self._stored)]
        return [Draft(self.kind.name, {"meeting": parent, "household": uid}, self._new_uid()) for uid in new]

    def snapshot(self) -> Mapping[str, Any]:
        """Return the ticks as JSON can keep them, for a draft."""
        return {"present": sorted(self._present)}

    def take_back(self, snapshot: Mapping[str, Any]) -> None:
        """Tick again what ``snapshot`` returned."""
        self.beginResetModel()
        self._present = set(snapshot["present"])
        self.endResetModel()

    @property
    def removed(self) -> Sequence[str]:
        """The attendance that was unticked."""
        return [uid for household, uid in self._stored.items() if household not in self._present]

    @property
    def is_touched(self) -> bool:
        """Whether a tick differs from what is stored."""
        return self._present != set(self._stored)

    def set_read_only(self, read_only: bool) -> None:
        """Let ticks be seen, not changed."""
        self._read_only = read_only

    # Changing it

    def toggle(self, place: int) -> None:
        """Tick a household, or take its tick away."""
        if self._read_only:
            return
        before = self.present
        self._present ^= {self._households[place].uid}
        index = self.index(place)
        self.dataChanged.emit(index, index)
        self.ticked.emit(before)

    def places_of(self, typed: str) -> list[int]:
        """Find households by part of the head's name, marks aside, or by the number in the roll.

        Where one name alone has the words whole, it is that household: “an” is Văn An, not Ánh.
        """
        words = fold(typed).split()
        if len(words) == 1 and words[0].isdecimal():
            return [place for place, number in enumerate(self._numbers) if number == int(words[0])]
        places = [place for place, household in enumerate(self._households) if _matches(household, words)]
        whole = [place for place in places if set(words) <= set(fold(self._households[place].text("head")).split())]
        return whole if len(whole) == 1 else places

    def is_present(self, place: int) -> bool:
        """Tell whether a household is ticked."""
        return self._households[place].uid in self._present

    # What Qt asks

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Count the households."""
        return 0 if parent is not None and parent.isValid() else len(self._households)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let households be ticked."""
        can_tick = Qt.ItemFlag.NoItemFlags if self._read_only else Qt.ItemFlag.ItemIsUserCheckable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | can_tick

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Show number, head and address, and the tick."""
        household = self._households[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_present(index.row()) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _named(self._numbers[index.row()], household)
        return None

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick by mouse or space bar."""
        if role != Qt.ItemDataRole.CheckStateRole or self._read_only:
            return False
        if self.is_present(index.row()) != (Qt.CheckState(value) == Qt.CheckState.Checked):
            self.toggle(index.row())
        return True


def _numbers_of(households: Sequence[Record]) -> list[int]:
    """Return the number by which each household is called: its own, or its place where some have none or the same."""
    own = [household.number("order") for household in households]
    return own if all(own) and len(set(own)) == len(own) else list(range(1, len(own) + 1))


def _named(number: int, household: Record) -> str:
    """Say number, head and address: two households of one name are told apart."""
    named = f"{number}. {household.text('head')}"
    return f"{named} – {household.text('address')}" if household.text("address") else named


def _matches(household: Record, words: Sequence[str]) -> bool:
    name = fold(household.text("head")).split()
    return all(any(part.startswith(word) for part in name) for word in words)
