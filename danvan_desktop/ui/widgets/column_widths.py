"""How wide the columns of a list are: as what stands in them, and where that has no room, a little less for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.theme import scaled

_LEAST_TITLE = 150
"""Pixels that the column that names the record has at least, at the usual size of letters."""
_READ_TITLE = 220
"""Pixels in which words that name the record can be read: before they have less, other columns are left out."""
_GOOD_TITLE = 250
"""Pixels that it has before the other columns have all that they usually have."""
_TITLE_SHARE = 0.3
"""What the column that names the record takes of a wide list before others whose words are cut grow with it."""
_LEAST_SHARE = 0.7
"""To what share of their usual width columns of words may shrink where all would not be seen."""
_LEAST_STATE = 158
_MOST_WORDS = 190
"""Pixels that a column of words has before the one that names the record has all it needs."""
_ROWS_LOOKED_AT = 24
"""So many rows tell how wide words are: about those that are seen first."""
_FIRST_TO_GO = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT, FieldType.INTEGER)
"""Columns of these types are left out, in this order, where even narrow ones would not all be seen."""
_WORDS = (FieldType.TEXT, FieldType.REFERENCE, FieldType.CHOICE, FieldType.LONG_TEXT)
_BESIDE_HEADING, _MARK_OF_HEADING, _BESIDE_CHIP, _BESIDE_WORDS = 10, 24, 36, 26
_WIDTHS = {
    FieldType.DATE: 108,
    FieldType.DATETIME: 146,
    FieldType.TIME: 76,
    FieldType.INTEGER: 84,
    FieldType.DECIMAL: 84,
    FieldType.MONEY: 120,
    FieldType.BOOLEAN: 90,
    FieldType.CHOICE: 130,
    FieldType.REFERENCE: 150,
    FieldType.TEXT: 130,
    FieldType.LONG_TEXT: 240,
}
_WIDTH_OF = {"state": 190, "number": 96}


class ColumnWidths:
    """Looks at the first rows once for each choice of columns, so that columns do not move under the hand."""

    def __init__(self, view: QTableView, table: RecordTable) -> None:
        """Know nothing of the rows yet."""
        self._view, self._table = view, table
        self._words: Mapping[str, int] = {}

    def learn(self) -> bool:
        """Look how wide the words of the first rows are; tell whether other columns than before were looked at."""
        before, shown = self._words.keys(), [one for one in enumerate(self._table.columns) if one[1].type in _WORDS]
        names = {field.name for _place, field in shown}
        if names == before or not self._table.rowCount():
            return False
        rows = [row for row in range(min(_ROWS_LOOKED_AT, self._table.rowCount())) if row not in self._table.groups]
        metrics, table = self._view.fontMetrics(), self._table
        self._words = {
            field.name: max(metrics.horizontalAdvance(str(table.index(row, place).data() or "")) for row in rows)
            for place, field in shown
            if rows
        }
        return bool(rows)

    def forget(self) -> None:
        """Look again, for another size of letters."""
        self._words = {}
        self.learn()

    def fitted(self, room: int, given: Mapping[str, int]) -> Mapping[int, int | None]:
        """Return the width of each column in ``room`` pixels by its place, ``None`` for those left out.

        What the officer made a column has been ``given``, by field; the one that names the record takes what is left.
        """
        names, title = [field.name for field in self._table.columns], self._title()
        found: dict[int, int | None] = {place: given[name] for place, name in enumerate(names) if name in given}
        if not title:
            return found
        free = [place for place, name in enumerate(names) if name != title and name not in given]
        read_title = min(self._needed(title), scaled(_READ_TITLE))
        least_title = given.get(title) or max(scaled(_LEAST_TITLE), read_title, self._heading(names.index(title)))
        left = room - sum(width for name, width in given.items() if name in names and name != title)
        good_title = min(self._needed(title) or scaled(_GOOD_TITLE), scaled(_GOOD_TITLE))
        wide_title = round(room * _TITLE_SHARE)
        usual, going = self._shared(free, left, least_title, 0 if title in given else good_title)
        found |= dict.fromkeys(going)
        if title not in given:
            left -= sum(usual.values())
            usual, left = self._grown(usual, left, max(min(self._needed(title), wide_title), good_title, least_title))
            found[names.index(title)] = max(least_title, left)
        return {**found, **usual}

    def _title(self) -> str:
        """Return the column that names the record: the last words of its title that are shown, else a choice."""
        shown = {field.name: field.type for field in self._table.columns}
        titles = [name for name in reversed(self._table.kind.title) if name in shown]
        words = [name for name in titles if shown[name] in _WORDS]
        written = [name for name in words if shown[name] is not FieldType.CHOICE]
        return next(iter((*written, *words, *titles, *reversed(shown))), "")

    def _shared(
        self, free: Sequence[int], room: int, least_title: int, good_title: int
    ) -> tuple[Mapping[int, int], Sequence[int]]:
        """Let columns of words shrink a little where all would not be seen; return the widths, and who goes."""
        fields = self._table.columns
        usual = {place: self._usual(place, fields[place]) for place in free}
        least = {place: self._least(place, fields[place], usual[place]) for place in free}
        going = self._going(least, room - least_title)
        for place in going:
            del usual[place], least[place]
        room -= max(least_title, good_title)
        spare = sum(usual.values()) - sum(least.values())
        share = min(1.0, max(0.0, (sum(usual.values()) - room) / spare)) if spare else 0.0
        return {place: usual[place] - ceil(share * (usual[place] - least[place])) for place in usual}, going

    def _grown(self, widths: Mapping[int, int], left: int, title: int) -> tuple[Mapping[int, int], int]:
        """Give columns whose words are cut what the column that names the record does not need."""
        fields, grown = self._table.columns, dict(widths)
        lacking = {place: max(0, self._needed(fields[place].name) - width) for place, width in widths.items()}
        spare, lacks = max(0, left - title), sum(lacking.values())
        share = min(1.0, spare / lacks) if lacks else 0.0
        for place, more in lacking.items():
            grown[place] += int(share * more)
        return grown, left - sum(grown.values()) + sum(widths.values())

    def _going(self, least: Mapping[int, int], room: int) -> Sequence[int]:
        """Return the columns to leave out until the others have room; what the officer chose is shown all the same."""
        fields, missing = self._table.columns, sum(least.values()) - room
        going: list[int] = []
        if {field.name for field in fields} == set(self._table.kind.listed):
            may_go = [place for place in least if place and fields[place].name not in _WIDTH_OF]
            for kind in _FIRST_TO_GO:
                for place in reversed([place for place in may_go if fields[place].type is kind]):
                    if missing > 0:
                        going.append(place)
                        missing -= least[place]
        return going

    def _needed(self, name: str) -> int:
        """Return what the words of a field take, 0 where nothing is known of them."""
        return self._words[name] + (_BESIDE_CHIP if name == "state" else _BESIDE_WORDS) if name in self._words else 0

    def _usual(self, place: int, field: Field) -> int:
        """Return what the words or else the type need, never less than the heading."""
        heading, needed = self._heading(place), self._needed(field.name)
        if needed:
            return max(heading, needed if field.name == "state" else min(needed, scaled(_MOST_WORDS)))
        width = max(scaled(_WIDTH_OF.get(field.name, _WIDTHS[field.type])), heading)
        if field.type is not FieldType.CHOICE:
            return width
        metrics = self._view.fontMetrics()
        labels = (metrics.horizontalAdvance(self._table.say(choice.label)) for choice in field.choices)
        longest = max(labels, default=0) + _BESIDE_CHIP
        return max(width, longest if field.name == "state" else min(longest, scaled(_MOST_WORDS)))

    def _least(self, place: int, field: Field, usual: int) -> int:
        if field.name == "state":
            return min(usual, scaled(_LEAST_STATE))
        if field.type not in _WORDS or field.type is FieldType.CHOICE or field.name in _WIDTH_OF:
            return usual  # the beginnings of choices are alike: “Đăng ký mới”, “Đăng ký lại”
        return min(usual, max(round(usual * _LEAST_SHARE), self._heading(place)))

    def _heading(self, place: int) -> int:
        words = str(self._table.headerData(place, Qt.Orientation.Horizontal) or "")
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        beside_mark = QFontMetrics(font).horizontalAdvance(words) + _BESIDE_HEADING + scaled(_MARK_OF_HEADING)
        # The room that the style keeps free for the mark is a part of the letters' size, which differs by font.
        return max(beside_mark, self._view.horizontalHeader().sectionSizeHint(place))
