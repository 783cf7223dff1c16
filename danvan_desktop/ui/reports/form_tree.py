"""The list of printed forms: groups that fold, the forms of each, one chosen at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.ui.reports.form_list import FormGroup, FormRow
from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.steady import keep_bar
from danvan_desktop.ui.widgets.wrapped_text import PADDING, draw_text, text_height, title_and_detail

_PLACE_ROLE = Qt.ItemDataRole.UserRole
"""The place of a row among those listed, of a heading its note: Qt copies what items hold, and a form has functions."""
_INDENTATION = 16
_GAP = 8
"""Pixels between a title and what stands at its right."""
Index = QModelIndex | QPersistentModelIndex


class FormTree(QTreeView):
    """Shows groups of forms; arrows fold them, letters find a form in the groups that are open."""

    chosen = Signal(object)
    """The FormRow that became current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._forms = QStandardItemModel(self)
        self._listed: Sequence[FormRow] = ()
        self._current: FormRow | None = None
        self._quiet = False
        self.setModel(self._forms)
        self.setHeaderHidden(True)
        self.setIndentation(_INDENTATION)
        self.setItemDelegate(_Delegate(self))
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        copies_rows(self)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.clicked.connect(self._fold)
        self.activated.connect(self._fold)

    @property
    def rows(self) -> Sequence[FormRow]:
        """All rows, those in folded groups too."""
        return [self._row(index) for index in self._indexes()]

    @property
    def groups(self) -> Sequence[tuple[str, bool]]:
        """The headings, each with whether its group is open."""
        indexes = [self._forms.index(place, 0) for place in range(self._forms.rowCount())]
        return [(str(index.data()), self.isExpanded(index)) for index in indexes]

    @property
    def current(self) -> str:
        """The code of the form that was chosen last, empty when none was."""
        return self._current.form.code if self._current is not None else ""

    def show_groups(self, groups: Sequence[FormGroup], *, all_open: bool = False) -> None:
        """List other groups; the form that was chosen stays chosen where it is still among them."""
        chosen, opened = self._current, {title for title, is_open in self.groups if is_open}
        self._quiet = True
        self._forms.clear()
        self._listed = [row for group in groups for row in group.rows]
        places = iter(range(len(self._listed)))
        for group in groups:
            head = QStandardItem(group.title)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            head.setData(group.note, _PLACE_ROLE)
            head.setData(f"{group.title}: {group.note}", Qt.ItemDataRole.AccessibleTextRole)
            head.appendRows([_item(row, place) for row, place in zip(group.rows, places, strict=False)])
            self._forms.appendRow(head)
            self.setExpanded(head.index(), all_open or group.purpose is None or group.title in opened)
        if chosen is not None:
            self._turn_to(self._same(chosen))
        self._quiet = False

    def choose(self, code: str, period: Period | None = None, *, tell: bool = True) -> bool:
        """Make a form current, the due one of ``period`` where it is listed; returns whether the form is listed."""
        found = [index for index in self._indexes() if self._row(index).form.code == code]
        same = [index for index in found if period is not None and self._row(index).period == period]
        plain = [index for index in found if not self._row(index).is_due]
        index = next(iter((*same, *plain, *found)), None)
        if index is None:
            return False
        self._quiet = not tell
        self._turn_to(index)
        self._quiet = False
        return True

    def choose_first(self) -> None:
        """Make the first form current."""
        index = next(self._indexes(), None)
        if index is not None:
            self._turn_to(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure rows anew, since their titles take as many lines as the width asks for."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Set headings off by their ground."""
        if not index.parent().isValid():
            painter.fillRect(option.rect, colour("stripe"))
        super().drawRow(painter, option, index)

    def _turn_to(self, index: QModelIndex | None) -> None:
        if index is not None:
            self._current = self._row(index)
            self.setExpanded(index.parent(), True)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _same(self, row: FormRow) -> QModelIndex | None:
        by_form = [index for index in self._indexes() if self._row(index).form.code == row.form.code]
        alike = [index for index in by_form if self._row(index).is_due == row.is_due]
        return next(
            iter((*(index for index in alike if self._row(index).period == row.period), *alike, *by_form)), None
        )

    def _tell_chosen(self, index: QModelIndex) -> None:
        row = self.row_at(index)
        if row is not None:
            self._current = row
            if not self._quiet:
                self.chosen.emit(row)

    def _fold(self, index: QModelIndex) -> None:
        if not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _indexes(self) -> Iterator[QModelIndex]:
        for place in range(self._forms.rowCount()):
            head = self._forms.index(place, 0)
            yield from (self._forms.index(row, 0, head) for row in range(self._forms.rowCount(head)))

    def row_at(self, index: Index) -> FormRow | None:
        """Return the form of a row, ``None`` of a heading."""
        place = index.data(_PLACE_ROLE) if index.isValid() else None
        return self._listed[place] if isinstance(place, int) else None

    def note_at(self, index: Index) -> str:
        """Return what stands at the right of a row."""
        row = self.row_at(index)
        return str(index.data(_PLACE_ROLE) or "") if row is None else row.aside

    def _row(self, index: QModelIndex) -> FormRow:
        place: int = index.data(_PLACE_ROLE)
        return self._listed[place]


def _item(row: FormRow, place: int) -> QStandardItem:
    item = QStandardItem(row.title)
    item.setEditable(False)
    item.setData(place, _PLACE_ROLE)
    item.setData(row.told, Qt.ItemDataRole.AccessibleTextRole)
    return item


class _Delegate(QStyledItemDelegate):
    """Paints a heading with its count; a form with its number at the right; one that is due with a second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tree, row = self._tree(), self._tree().row_at(index)
        width = tree.viewport().width() - _INDENTATION * (2 if index.parent().isValid() else 1)
        title, detail = self._fonts(index)
        aside = _aside_width(detail, tree.note_at(index))
        height = text_height(title, index.data(), width - aside)
        if row is not None and row.detail:
            height += 2 + text_height(detail, row.detail, width)
        return QSize(width, height + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        tree, row = self._tree(), self._tree().row_at(index)
        tree.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, tree)
        title, detail = self._fonts(index)
        area = option.rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.save()
        is_late = row is not None and row.is_late
        room = self._draw_aside(painter, detail, tree.note_at(index), area, is_late=is_late)
        painter.setPen(colour("text"))
        top = draw_text(painter, title, index.data(), area.adjusted(0, 0, -room, 0))
        if row is not None and row.detail:
            painter.setPen(colour("soft"))
            draw_text(painter, detail, row.detail, area.adjusted(0, top + 2, 0, 0))
        painter.restore()

    def _draw_aside(self, painter: QPainter, font: QFont, text: str, area: QRect, *, is_late: bool) -> int:
        painter.setFont(font)
        painter.setPen(colour("error" if is_late else "soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, text)
        return _aside_width(font, text)

    def _fonts(self, index: Index) -> tuple[QFont, QFont]:
        bold, detail = title_and_detail(self._tree().font())
        row = self._tree().row_at(index)
        is_plain = row is not None and not row.is_due
        return (QFont(self._tree().font()) if is_plain else bold), detail

    def _tree(self) -> FormTree:
        parent = self.parent()
        assert isinstance(parent, FormTree)  # noqa: S101 - made by it
        return parent


def _aside_width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text) + _GAP if text else 0
