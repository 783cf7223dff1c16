"""Who writes parts that were put in together is named once: the name goes on into those that have none yet.

A judge who marks three parts of a contest is one judge. While the first name is typed the others follow it; a part that
is given another name has its own from then on.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from danvan_desktop.domain.fields import Value
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.child_rows import ChildRows


class OneWriter(QObject):
    """Follows the name in one of the parts that wait to be written on; those that are saved are let go."""

    def __init__(self, rows: ChildRows, field: str, parent: QObject) -> None:
        """``field`` is the one with who writes a part."""
        super().__init__(parent)
        self._rows, self._field = rows, field
        self._names: dict[str, Value] = {}
        """The parts that follow, each with the name that it was given here."""
        self._leader = ""
        self._is_giving = False
        rows.dataChanged.connect(self._follow)
        rows.modelReset.connect(self.begin)

    def begin(self) -> None:
        """Have those that were put in and have no name wait for one together."""
        waiting = (row.uid for row in self._rows.rows if row.given and not self._name(row))
        self._names, self._leader = dict.fromkeys(waiting), ""

    def _follow(self) -> None:
        """Give the name that was typed in one of them to those that wait for one."""
        if self._is_giving or not self._names:
            return
        there = {row.uid: row for row in self._rows.rows}
        named = [uid for uid, name in self._names.items() if uid in there and self._name(there[uid]) != name]
        self._leader = self._leader or next(iter(named), "")
        for uid in named:
            del self._names[uid]
        leader = there.get(self._leader)
        if leader is not None:
            behind = [uid for uid in self._names if uid in there and self._name(there[uid]) != self._name(leader)]
            self._names.update(dict.fromkeys(self._names, self._name(leader)))
            self._is_giving = True
            self._rows.give(behind, self._field, self._name(leader))
            self._is_giving = False

    def _name(self, row: ChildRow) -> Value:
        return row.values.get(self._field) or None
