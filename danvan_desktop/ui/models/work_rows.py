"""The rows of the work list: heads of its parts, what is to do, and what leads to the rest of a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from danvan_desktop.domain.rules.legal import told_citation
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.patterns import pattern
from danvan_desktop.store.day_list import DueGroup
from danvan_desktop.store.due_items import DueItem, Urgency
from danvan_desktop.ui.models.naming import readable, shortened

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
FIRST_SHOWN: Mapping[Urgency, int] = {urgency: 5 if urgency is Urgency.LATE else 20 for urgency in Urgency}
"""So few late works are shown at first, so that those of today stay in sight."""
_MORE = 50
_LONGEST = 160
_NUMBER_OF_LAW = pattern(r"(?<=\S) số \d+/\d{4}/QH\d+$")
"""What the name of a law tells without it; decrees have no other name than their number."""


class Head(Struct, frozen=True):
    """The head of a part, with how many works it has."""

    urgency: Urgency
    count: int


class Nothing(Struct, frozen=True):
    """Stands in a part that has no works."""


class More(Struct, frozen=True):
    """Leads to ``rest`` more works of a part."""

    urgency: Urgency
    rest: int


Row = Head | DueItem | More | Nothing


class WorkRows(QAbstractListModel):
    """The list of one day; of long parts the first are shown."""

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.say = translator
        self.today = dt.date.min
        self.rows: Sequence[Row] = ()
        self._parts: Mapping[Urgency, DueGroup] = {}
        self._limits: dict[Urgency, int] = {}

    def show_parts(self, parts: Mapping[Urgency, DueGroup], today: dt.date) -> None:
        """Show the first works of each part as they stand on a day."""
        self.today, self._parts = today, parts
        self._fill()

    def show_more(self, urgency: Urgency) -> None:
        """Show more works of a part."""
        self._limits[urgency] = self._limit(urgency) + _MORE
        self._fill()

    def row(self, index: Index) -> Row | None:
        """Return what a row is."""
        return self.rows[index.row()] if index.isValid() else None

    def place_of(self, uid: str, done: str) -> int | None:
        """Return the row of a work by its record and the field that it wants filled in."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, DueItem) and _is(row, uid, done)), None)

    @property
    def first(self) -> int | None:
        """The first row that is a work."""
        return next((number for number, row in enumerate(self.rows) if isinstance(row, DueItem)), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrow keys pass over heads."""
        row = self.row(index)
        return super().flags(index) if isinstance(row, DueItem | More) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what is said of it."""
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.told(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, DueItem):
            return "\n".join(filter(None, (self.content(row), self.below(row), self.deadline(row))))
        return None

    # What is said

    def told(self, row: Row | None) -> str:
        """Say a row in one sentence."""
        match row:
            case DueItem():
                parts = (self.say(row.urgency.title), self.content(row), self.below(row), self.who(row))
                return ". ".join(filter(None, (*parts, self.left(row), self.deadline(row), self.say(row.step))))
            case Head():
                return f"{self.say(row.urgency.title)}: {self.say.number(row.count)}"
            case More():
                return self.say(_more(row))
            case _:
                return self.say(_("Không có việc nào"))

    def content(self, entry: DueItem) -> str:
        """Say what a work is about, and what is lacking."""
        return self.subject(entry) + self.standing(entry)

    def subject(self, entry: DueItem) -> str:
        """Say what a work is about."""
        text = entry.content if isinstance(entry.content, str) else self.say(entry.content)
        return shortened(readable(text, self.say), _LONGEST).removesuffix(".")

    def standing(self, entry: DueItem) -> str:
        """Say what is lacking, to stand behind what a work is about; empty for what just takes place."""
        standing = "" if entry.standing is None else self.say(entry.standing)
        return f": {standing[:1].lower()}{standing[1:]}" if standing else ""

    def below(self, entry: DueItem) -> str:
        """Name the record and its place."""
        return " · ".join(filter(None, (self.say(entry.label), entry.place_name)))

    def who(self, entry: DueItem) -> str:
        """Say who has to do it."""
        return readable(entry.who, self.say)

    def left(self, entry: DueItem) -> str:
        """Say how long it is late, or how long is left."""
        days = (entry.until - self.today).days
        if entry.days_late:
            return self.say(ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", entry.days_late))
        if days < 0:
            return self.say(ngettext("đã qua {n} ngày", "đã qua {n} ngày", -days))
        near = (_("hôm nay"), _("ngày mai"))
        return self.say(near[days] if days < len(near) else ngettext("còn {n} ngày", "còn {n} ngày", days))

    def deadline(self, entry: DueItem) -> str:
        """Say the last day in full, with the article."""
        return " · ".join(filter(None, (self.say(entry.term), self._cited(entry))))

    def short_deadline(self, entry: DueItem) -> str:
        """Say it in few words: the year where it is another one, a day off where the term ends on one."""
        if entry.last is None:
            return self.deadline(entry)
        last, until = self._short(entry.last), self._short(entry.until)
        term = last if last == until else self.say(_("{day} (nghỉ, đến {until})", day=last, until=until))
        return " · ".join(filter(None, (term, _NUMBER_OF_LAW.sub("", self._cited(entry)))))

    def _cited(self, entry: DueItem) -> str:
        return self.say(told_citation(entry.citation))

    def _short(self, day: dt.date) -> str:
        return f"{day:%d/%m}" if day.year == self.today.year else self.say.date(day)

    # Private

    def _limit(self, urgency: Urgency) -> int:
        return self._limits.get(urgency, FIRST_SHOWN[urgency])

    def _fill(self) -> None:
        rows: list[Row] = []
        for urgency, part in self._parts.items():
            if len(part) or urgency is not Urgency.THIS_YEAR:
                rows += [Head(urgency, len(part)), *self._of_part(urgency, part)]
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def _of_part(self, urgency: Urgency, part: DueGroup) -> list[Row]:
        limit = self._limit(urgency)
        rest = len(part) - limit
        more = [More(urgency, rest)] if rest > 0 else []
        return [*part.first(limit), *more] if len(part) else [Nothing()]


def _is(entry: DueItem, uid: str, done: str) -> bool:
    return entry.uid == uid and entry.done == done


def _more(row: More) -> Message:
    if row.urgency is Urgency.LATE:
        return ngettext("Xem thêm {n} việc quá hạn", "Xem thêm {n} việc quá hạn", row.rest)
    return ngettext("Xem thêm {n} việc", "Xem thêm {n} việc", row.rest)
