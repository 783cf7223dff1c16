"""Which column of a list is read into which field, and the values that all rows share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.exchange.grid import Grid, Row, column_letters
from danvan_desktop.exchange.layout import Layout
from danvan_desktop.exchange.planning import (
    PLACE_OF_NUMBER,
    Options,
    bare_number,
    hours_wanted,
    missing_targets,
    numbered_fields,
)
from danvan_desktop.exchange.profiles import Part, Target, label_of, profile_of, targets_of
from danvan_desktop.exchange.rejects import shown_cell
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.completing import complete_from
from danvan_desktop.ui.forms.composed_line import ComposedLine
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import quiet_text, section_title, text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_COLUMN, _EXAMPLE, _FIELD = range(3)
_SHARES = ((_COLUMN, 0.27), (_EXAMPLE, 0.22))
"""Of the width; the choice of the field has the rest."""
_EXAMPLES = 2
_LONGEST_EXAMPLE = 40
_MOST_NAMES = 2_000
_AN_HOUR = "19h30"


class MappingPanel(QWidget):
    """A row for each column of the list; below, a line for each field that a record needs and no column has."""

    changed = Signal()
    """Another meaning was chosen for a column, or a common value was typed."""

    def __init__(self, context: UiContext) -> None:
        """Show nothing yet."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self._own = context.store.unit
        self._kind: Kind | None = None
        self._layout: Layout | None = None
        self._rows: Sequence[Row] = ()
        self._constants: dict[str, str] = {}
        self._lacking: frozenset[str] = frozenset()
        self._bare: frozenset[int] = frozenset()
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self._say(_("Cột của danh sách")))
        self.table.setHorizontalHeaderLabels(
            [self._say(_("Cột trong tệp")), self._say(_("Ví dụ")), self._say(_("Nhập vào mục"))]
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.verticalHeader().setDefaultSectionSize(scaled(44))
        self.table.horizontalHeader().setSectionResizeMode(_FIELD, QHeaderView.ResizeMode.Stretch)
        self.lines: dict[str, QLineEdit] = {}
        self._missing = QWidget()
        self._missing_grid = QGridLayout(self._missing)
        self._missing_grid.setContentsMargins(0, 0, 0, 0)
        column_of(
            section_title(self._say(_("Cột nào là mục nào"))),
            self.table,
            self._missing,
            grows=self.table,
            gap=8,
            margins=FLUSH,
            on=self,
        )
        self._missing.hide()

    @property
    def layout_wanted(self) -> Layout | None:
        """The layout as the officer left it."""
        return self._layout

    @property
    def constants(self) -> Mapping[Target, str]:
        """The common values that were typed."""
        typed = {name: text for name, text in self._constants.items() if text.strip() and name in self.lines}
        return {Target.parse(name): text for name, text in typed.items()}

    def show_layout(self, kind: Kind, grid: Grid, layout: Layout) -> None:
        """Show the columns of a list under what they were taken for."""
        self._kind, self._layout, self._lacking = kind, layout, frozenset()
        self._rows = [row for row in grid.rows if row.number >= layout.header + layout.depth]
        self._bare = _bare_columns(grid, layout)
        columns = sorted({*layout.headings, *layout.targets})
        self.table.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._show_column(row, column, kind, grid, layout)
        self._show_missing()

    def ask_for(self, names: Iterable[str]) -> None:
        """Ask for these fields too, which some rows leave empty, as long as the columns mean the same."""
        lacking = self._lacking.union(names)
        if lacking != self._lacking:
            self._lacking = lacking
            self._show_missing()

    def boxes(self) -> Sequence[ChoiceBox]:
        """Return the choices of fields, from the first column on."""
        found = [self.table.cellWidget(row, _FIELD) for row in range(self.table.rowCount())]
        return [box for box in found if isinstance(box, ChoiceBox)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share of the width."""
        super().resizeEvent(event)
        for section, share in _SHARES:
            whole = self.table.horizontalHeader().sectionSizeHint(section)
            self.table.setColumnWidth(section, max(whole, round(self.width() * share)))

    # Private

    def _show_column(self, row: int, column: int, kind: Kind, grid: Grid, layout: Layout) -> None:
        heading = layout.headings.get(column) or self._say(_("Cột {letters}", letters=column_letters(column)))
        below = [r.cell(column) for r in grid.rows if r.number >= layout.header + layout.depth]
        texts = [shown_cell(cell, self._context.translator) for cell in below if not cell.empty][:_EXAMPLES]
        example = shortened("; ".join(texts), _LONGEST_EXAMPLE)
        for place, text in ((_COLUMN, heading), (_EXAMPLE, example)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.table.setItem(row, place, item)
        box = ChoiceBox()
        box.setAccessibleName(self._say(_("Mục cho cột “{heading}”", heading=heading)))
        box.addItem(self._say(_("(không nhập)")), None)
        for target in targets_of(kind):
            field = kind.by_name.get(target.field)
            star = " *" if field is not None and field.required and target == Target(field.name) else ""
            box.addItem(self._say(label_of(kind, target)) + star, str(target))
        chosen = layout.targets.get(column)
        box.setCurrentIndex(0 if chosen is None else box.findData(str(chosen)))
        box.activated.connect(lambda _index, column=column, box=box: self._choose(column, box))
        self.table.setCellWidget(row, _FIELD, box)

    def _choose(self, column: int, box: ChoiceBox) -> None:
        if self._layout is None:
            return
        text, self._lacking = box.currentData(), frozenset()
        self._layout = self._layout.with_target(column, None if text is None else Target.parse(text))
        self._show_choices()
        self._show_missing()
        self.changed.emit()

    def _show_choices(self) -> None:
        """Let a field that was given to another column leave the one it had."""
        if self._layout is None:
            return
        columns = sorted({*self._layout.headings, *self._layout.targets})
        for column, box in zip(columns, self.boxes(), strict=False):
            chosen = self._layout.targets.get(column)
            box.setCurrentIndex(0 if chosen is None else box.findData(str(chosen)))

    def _show_missing(self) -> None:
        if self._kind is None or self._layout is None:
            return
        mapped = {target.field for target in self._layout.targets.values()}
        expected = [field.name for field in self._kind.fields if field.expected]
        names = dict.fromkeys([*profile_of(self._kind).asked, *expected])
        asked = [self._kind.field(name) for name in names if name not in mapped]
        bare = {self._layout.targets[column].field for column in self._bare if column in self._layout.targets}
        registers = [field for field in numbered_fields(self._kind) if field.name in bare]
        missing = missing_targets(self._kind, self._layout, Options(), self._own)
        some_lack = [field for field in self._kind.fields if field.name in self._lacking and field.name in mapped]
        fields = [*missing, *some_lack, *asked, *registers]
        hours = hours_wanted(self._kind, self._layout, self._rows, Options())
        wanted = list(dict.fromkeys([*(Target(field.name) for field in fields), *hours]))
        if [str(target) for target in wanted] == list(self.lines):
            return
        while (item := self._missing_grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.lines = {}
        if wanted:
            words = quiet_text(
                self._say(
                    _(
                        "Danh sách không có cột, hoặc để trống, các mục sau; ghi một giá trị chung cho những chỗ trống."
                        " Chỗ ghi {place} được thay bằng số thứ tự của dòng, ví dụ {example}.",
                        place=PLACE_OF_NUMBER,
                        example=f"{self._context.store.unit.text('code')}-{PLACE_OF_NUMBER}",
                    )
                )
            )
            self._missing_grid.addWidget(words, 0, 0, 1, 2)
        needed = {field.name for field in (*missing, *some_lack)}
        for row, target in enumerate(wanted, 1):
            self._add_line(row, target, self._kind, needed=target.field in needed)
        self._missing.setVisible(bool(wanted))

    def _add_line(self, row: int, target: Target, kind: Kind, *, needed: bool) -> None:
        name, label_text, field = str(target), self._say(label_of(kind, target)), kind.field(target.field)
        if not field.required and field.names_unit:
            self._constants.setdefault(name, self._context.store.unit.text("name"))
        line = ComposedLine()
        line.setText(self._constants.get(name, ""))
        label = text_label(label_text + (" *" if needed else ""), "fieldLabel")
        label.setBuddy(line)
        line.setAccessibleName(label_text)
        line.textChanged.connect(lambda text: self._type(name, text))
        if target.part is Part.TIME:
            line.setPlaceholderText(_AN_HOUR)
        if not needed and field.required and name in {rule.field for rule in kind.following}:
            line.setPlaceholderText(self._say(_("Để trống: điền theo tên")))
        if field in numbered_fields(kind):
            line.setPlaceholderText(f"{PLACE_OF_NUMBER}/{self._context.today().year}")
            line.setToolTip(
                self._say(_("Tệp chỉ ghi số thứ tự: ghi phần còn lại của số; để trống thì giữ như trong tệp."))
            )
        self.lines[name] = line
        self._missing_grid.addWidget(label, row, 0)
        self._missing_grid.addWidget(line, row, 1)
        if field.type is FieldType.CHOICE:
            complete_from(line, [self._say(choice.label) for choice in field.choices])
        elif field.type is FieldType.REFERENCE:
            targets = field.targets
            self._context.operations.read(
                lambda store: _names(store, targets), lambda names: complete_from(line, names), owner=line
            )

    def _type(self, name: str, text: str) -> None:
        self._constants[name] = text
        self.changed.emit()


def _bare_columns(grid: Grid, layout: Layout) -> frozenset[int]:
    """Return the columns in which bare numbers stand below the headings."""
    below = (row for row in grid.rows if row.number >= layout.header + layout.depth)
    return frozenset(column for row in below for column, cell in row.cells.items() if bare_number(cell))


def _names(store: Store, kinds: Sequence[str]) -> list[str]:
    uids = [uid for kind in kinds for uid in store.uids(kind, limit=_MOST_NAMES)]
    return list(dict.fromkeys(store.titles(uids).values()))
