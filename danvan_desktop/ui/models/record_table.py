"""The table behind a list: knows all uids, reads only the records that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from danvan_desktop.domain.fields import Field, FieldType, Preset
from danvan_desktop.domain.kind import STATE, TITLE_JOINT
from danvan_desktop.domain.own_names import own_name, uids_that_name
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.models.naming import shortened, shown
from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.brief_rows import BRIEF_ROLE, Brief
from danvan_desktop.ui.widgets.chip import CODE_ROLE

PAGE = 64
"""Records read at once."""
MOST_PAGES = 24
"""Pages kept; the one that was not looked at for longest goes first."""
_LONGEST_CELL = 200
_LONGEST_TOOLTIP = 1_200
_LONGEST_BRIEF = 300
_DRAFTED = "* "
"""Stands before the words of what has a draft, as in the tab and above the form of an editor."""
_WHILE_ONE_DAY = 30
"""Seconds between two looks at the calendar."""
_SHORT = 200
"""Letters of a name, which one line has room for."""

Index = QModelIndex | QPersistentModelIndex
Remark = Callable[[Record, str], Message | None]
"""What deserves attention about a field of a record, in words, or ``None``."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ENABLED = Qt.ItemFlag.ItemIsEnabled
_CHOSEN = _ENABLED | Qt.ItemFlag.ItemIsSelectable
_DISPLAY, _ALIGNMENT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND, _BACKGROUND = int(Qt.ItemDataRole.ForegroundRole), int(Qt.ItemDataRole.BackgroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TOLD_WHOLE = frozenset(map(int, (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)))
_ANSWERED = _TOLD_WHOLE | {_DISPLAY, _ALIGNMENT, _FOREGROUND, _BACKGROUND, _FONT, int(BRIEF_ROLE), int(CODE_ROLE)}
"""Roles that some cell answers, as the numbers that a view asks by: most of its questions have no answer here."""


class _Told(NamedTuple):
    """The words of a cell, and what is remarked on it."""

    words: str
    remark: Message | None


@dataclass(frozen=True)
class _Page:
    """Records read together, a row each, with the names of those that they refer to, and what names choices.

    ``drafted`` are those that have a draft. A view asks ten times for each cell whenever it paints: what is ``told`` in
    a cell, by row and field, and what is remarked on it, is kept.
    """

    rows: Sequence[Record | None]
    titles: Mapping[str, str]
    drafted: frozenset[str]
    naming: Mapping[str, Record]
    told: dict[tuple[int, str], _Told]


class RecordTable(QAbstractTableModel):
    """Records of one kind, a column for each listed field."""

    def __init__(
        self,
        store: Store,
        kind: str,
        translator: Translator,
        *,
        headings: Mapping[str, Message] | None = None,
        remark: Remark | None = None,
    ) -> None:
        """``headings`` shorten the labels of columns."""
        super().__init__()
        self._store = store
        self.say = translator
        self.kind = store.kinds[kind]
        self.columns: Sequence[Field] = [self.kind.field(name) for name in self.kind.listed]
        self._headings = headings or {}
        self._remark = remark
        self._uids: Sequence[str] = ()
        self._groups: Mapping[int, str] = {}
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._day, self._looked = store.today(), monotonic()

    # What it shows

    def set_uids(self, uids: Sequence[str], groups: Mapping[int, str] | None = None) -> None:
        """Show these records, read anew; ``groups`` holds headings by the rows that have no uid."""
        self.beginResetModel()
        self._uids = uids
        self._groups = groups or {}
        self._pages.clear()
        self.endResetModel()

    def set_columns(self, names: Sequence[str]) -> None:
        """Show these fields as columns."""
        self.beginResetModel()
        self.columns = [self.kind.field(name) for name in names]
        self._pages.clear()
        self.endResetModel()

    @property
    def groups(self) -> Mapping[int, str]:
        """The headings by row."""
        return self._groups

    def uid(self, row: int) -> str:
        """Return the uid of a row."""
        return self._uids[row]

    def row_of(self, uid: str) -> int | None:
        """Return the row of a record."""
        try:
            return self._uids.index(uid)
        except ValueError:
            return None

    def record(self, row: int) -> Record | None:
        """Return the record of a row, ``None`` for a heading and when it was deleted meanwhile."""
        return self._page(row).rows[row % PAGE]

    @property
    def brief_lines(self) -> int:
        """How many lines a record takes in few words: what has a short name and stands nowhere takes one."""
        content = self.kind.field(self.kind.title[-1])
        is_text = content.type is FieldType.TEXT
        is_short = content.numeric or (is_text and (content.max_length or _SHORT + 1) <= _SHORT)
        stands_alone = len(self.kind.title) == 1 and self.kind.unit is None and self.kind.date is None
        return 1 if is_short and stands_alone else 2 if is_short else 3

    @property
    def _sort_of_record(self) -> str:
        """The listed choice that tells records without a state apart, empty where there is none."""
        return next((field.name for field in self.columns if field.type is FieldType.CHOICE), "")

    def read_anew(self) -> None:
        """Show the same records as they are now."""
        self._pages.clear()
        if self._uids and self.columns:
            last = self.index(len(self._uids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # The model

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the records."""
        return 0 if parent is not None and parent.isValid() else len(self._uids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the listed fields."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        field = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.say(self._headings.get(field.name, field.label))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.say(field.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if field.numeric else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell, reading the page of its record when needed."""
        if role not in _ANSWERED:
            return None
        row = index.row()
        if row in self._groups:
            return self._heading(index, role)
        field = self.columns[index.column()]
        if role == _DISPLAY:
            return shortened(f"{self._sign(row, field)}{self._told(row, field).words}", _LONGEST_CELL)
        if role == _ALIGNMENT:
            return _RIGHT if field.numeric else _LEFT
        if role == _FOREGROUND:
            return colour("error") if self._told(row, field).remark is not None else None
        if role == BRIEF_ROLE:
            return self._brief(row)
        return self._code(row, field) if role == CODE_ROLE else self._told_whole(row, field, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let records be chosen, headings not."""
        return _ENABLED if index.row() in self._groups else _CHOSEN

    # Private

    def _heading(self, index: Index, role: int) -> Any:
        if role == _DISPLAY:
            return self._groups[index.row()] if index.column() == 0 else None
        if role == _FONT:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == _BACKGROUND:
            return colour("hover")
        return colour("accentDark") if role == _FOREGROUND else None

    def _told(self, row: int, field: Field) -> _Told:
        page = self._page(row)
        told = page.told.get((row, field.name))
        if told is None:
            told = page.told[row, field.name] = self._read_cell(page, page.rows[row % PAGE], field)
        return told

    def _read_cell(self, page: _Page, record: Record | None, field: Field) -> _Told:
        if record is None:
            return _Told("", None)
        remark = self._remark_on(record, field)
        words = (self._shown(page, record, field.name), self.say(remark) if remark is not None else "")
        return _Told(" · ".join(filter(None, words)), remark)

    def _code(self, row: int, field: Field) -> str | None:
        record = self.record(row)
        return record.text(field.name) if record is not None and field.type is FieldType.CHOICE else None

    def _sign(self, row: int, field: Field) -> str:
        """Mark what has a draft as its editor does: words would widen a column of numbers at the cost of the others."""
        page = self._page(row)
        if not page.drafted or field is not self._column_of_words:
            return ""
        record = page.rows[row % PAGE]
        return _DRAFTED if record is not None and record.uid in page.drafted else ""

    def _told_whole(self, row: int, field: Field, role: int) -> str | None:
        if role not in _TOLD_WHOLE:
            return None
        note = self.say(_("có bản nháp chưa lưu")) if self._sign(row, field) else ""
        return " · ".join(filter(None, (self._told(row, field).words, note)))[:_LONGEST_TOOLTIP] or None

    @property
    def _column_of_words(self) -> Field:
        """The column in which there is room for what is told beside: a day or a number would be cut by it."""
        texts = (field for field in self.columns if field.textual and field.preset is not Preset.NEXT_NUMBER)
        return next(texts, self.columns[0])

    def _brief(self, row: int) -> Brief | None:
        """Tell a record in few words: its title, and of what is listed its unit or its day, and how it stands."""
        page = self._page(row)
        record = page.rows[row % PAGE]
        if record is None:
            return None
        *lead, content = self.kind.title if self.brief_lines > 1 else (*self.kind.title, "")
        remarks = [self._remark_on(record, field) for field in self.kind.fields]
        remark = next((one for one in remarks if one is not None), None)
        standing = [self._shown(page, record, name) for name in (STATE,) if self.kind.has(name)]
        # What is late says how it stands as well; both together would leave no room for what it is about.
        told = standing if remark is None else [self.say(remark)]
        return Brief(
            lead=(_DRAFTED if record.uid in page.drafted else "")
            + TITLE_JOINT.join(filter(None, (self._shown(page, record, name) for name in lead))),
            place=self._placed(page, record, has_lead=bool(lead)),
            standing=", ".join(told) or self._shown(page, record, self.kind.date or self._sort_of_record),
            content=shortened(self._shown(page, record, content), _LONGEST_BRIEF),
            is_late=remark is not None,
        )

    def _placed(self, page: _Page, record: Record, *, has_lead: bool) -> str:
        """Tell where a record belongs, and of one without a number its day: meetings of a place differ by it."""
        unit, day = self._shown(page, record, self.kind.unit or ""), self._shown(page, record, self.kind.date or "")
        if unit and (has_lead or not self.kind.has(STATE)):
            return unit
        if self.kind.date and self.kind.field(self.kind.date).type is FieldType.DATETIME:
            day = day.rpartition(" ")[0]
        return " · ".join(filter(None, (day, unit)))

    def _shown(self, page: _Page, record: Record, name: str) -> str:
        if not self.kind.has(name):
            return ""
        field = self.kind.field(name)
        own = self.say(own_name(self.kind, field, record, page.naming))
        return own or shown(field, record.get(name), self.say, lambda uid: page.titles.get(uid, ""))

    def _remark_on(self, record: Record, field: Field) -> Message | None:
        return None if self._remark is None else self._remark(record, field.name)

    def _page(self, row: int) -> _Page:
        number = row // PAGE
        if monotonic() > self._looked + _WHILE_ONE_DAY:
            self._forget_yesterday()
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(self._uids[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page

    def _forget_yesterday(self) -> None:
        """Read everything anew on another day: by how much something is late is another number then."""
        self._looked, day = monotonic(), self._store.today()
        if day != self._day:
            self._day = day
            self._pages.clear()

    def _read(self, uids: Sequence[str]) -> _Page:
        records = self._store.get_many((uid for uid in uids if uid), self.kind.name)
        told = {field.name for field in self.columns} | {self.kind.unit} | set(self.kind.title)
        names = [field.name for field in self.kind.references if field.name in told]
        wanted = {record.text(name) for record in records.values() for name in names} - {""}
        drafted = frozenset(draft.uid for draft in self._store.drafts.all())
        naming = uids_that_name(self.kind, records.values())
        named = self._store.get_many(naming) if naming else {}
        titles = self._store.titles(wanted) if wanted else {}
        return _Page([records.get(uid) for uid in uids], titles, drafted, named, {})
