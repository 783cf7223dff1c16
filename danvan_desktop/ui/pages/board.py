"""Records as a board: a column for each state, from the first to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.localization import Translator, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds.view import Remark
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.models.selection import ListQuery, find_uids, values_in
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_MOST_CARDS = 60
_LONGEST = 110
_WIDTH = 232


@dataclass(frozen=True)
class BoardColumn:
    """The cards of one state, the newest first, and how many there are in all."""

    state: str
    items: Sequence[Item]
    count: int


class _Cards(TwoLineList):
    """The cards of one state; another column's card may be dropped on them."""

    dropped = Signal(str)
    """The key of the card."""

    def __init__(self) -> None:
        """Let cards be dragged out and dropped here; the list itself never changes by that."""
        super().__init__()
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards of the other columns."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take cards of the other columns."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which card was dropped."""
        source = event.source()
        if isinstance(source, _Cards) and source is not self:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(source.current)

    def _judge(self, event: QDropEvent) -> None:
        if isinstance(event.source(), _Cards) and event.source() is not self:
            event.accept()
        else:
            event.ignore()


class Board(QScrollArea):
    """Tab goes from column to column, arrow keys through the cards; Enter opens, Ctrl+→ and Ctrl+← move on and back."""

    opened = Signal(str)
    """The uid of a record."""
    move_wanted = Signal(str, str)
    """The uid of a record and the state that it is to be in; what that needs is not looked at here."""

    def __init__(self, context: UiContext, kind: Kind, remark: Remark | None, parent: QWidget | None = None) -> None:
        """Make empty columns for the states of ``kind``; a card tells what ``remark`` says of its listed fields."""
        super().__init__(parent)
        self._context, self._kind, self._remark = context, kind, remark
        self._heads: dict[str, QLabel] = {}
        self.columns: dict[str, TwoLineList] = {}
        self._names = {choice.code: choice.label for choice in kind.field(STATE).choices}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        # A grid: where one heading needs two lines, the cards of all columns begin on one height.
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setRowStretch(1, 1)
        for place, state in enumerate(self._names):
            for row, part in enumerate(self._column(state)):
                grid.addWidget(part, row, place)
            grid.setColumnStretch(place, 1)
        self.setWidget(holder)

    def show_fitting(self, query: ListQuery) -> None:
        """Show the records that fit a list's search and filters."""
        states, remark, translator = tuple(self._names), self._remark, self._context.translator
        read = partial(board_of, query=query, states=states, translator=translator, remark=remark)
        self._context.operations.read(read, self._show, key=(self, "board"), owner=self)

    def _column(self, state: str) -> tuple[QLabel, TwoLineList]:
        name = self._context.translator(self._names[state])
        head, cards = QLabel(name), _Cards()
        head.setObjectName("fieldLabel")
        head.setWordWrap(True)
        head.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        cards.setAccessibleName(name)
        cards.setMinimumWidth(scaled(_WIDTH))
        cards.opened.connect(self.opened)
        cards.dropped.connect(lambda uid: self.move_wanted.emit(uid, state))
        for keys, step in (("Ctrl+Right", 1), ("Ctrl+Left", -1)):
            shortcut = QShortcut(QKeySequence(keys), cards, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._move, state, step))
        self._heads[state], self.columns[state] = head, cards
        return head, cards

    def _move(self, state: str, step: int) -> None:
        states, uid = list(self._names), self.columns[state].current
        place = states.index(state) + step
        if uid and 0 <= place < len(states):
            self.move_wanted.emit(uid, states[place])

    def _show(self, columns: Sequence[BoardColumn]) -> None:
        say = self._context.translator
        for column in columns:
            self.columns[column.state].set_items(column.items)
            title = _("{state} ({count})", state=self._names[column.state], count=column.count)
            hidden = column.count - len(column.items)
            more = ngettext("và {n} hồ sơ cũ hơn", "và {n} hồ sơ cũ hơn", hidden)
            self._heads[column.state].setText(say(title))
            self._heads[column.state].setToolTip(say(more) if hidden > 0 else "")


def board_of(
    store: Store, query: ListQuery, states: Sequence[str], translator: Translator, remark: Remark | None = None
) -> Sequence[BoardColumn]:
    """Read the newest records of each state that fit a query."""
    wanted = values_in(query.filters.get(STATE)) or states
    return [
        _column_of(store, _in_state(query, state), state, translator, remark) for state in states if state in wanted
    ] + [BoardColumn(state, (), 0) for state in states if state not in wanted]


def _in_state(query: ListQuery, state: str) -> ListQuery:
    return replace(query, order=None, filters={**query.filters, STATE: state})


def _column_of(
    store: Store, query: ListQuery, state: str, translator: Translator, remark: Remark | None
) -> BoardColumn:
    kind, uids = store.kinds[query.kind], find_uids(store, query)
    records = store.get_many(uids[:_MOST_CARDS], kind.name).values()
    units = store.titles({record.text(kind.unit) for record in records}) if kind.unit else {}
    items = []
    for record in records:
        remarks = [remark(store, record, name) for name in kind.listed] if remark is not None else []
        told = [translator(words) for words in remarks if words is not None]
        parts = (units.get(record.text(kind.unit or ""), ""), *told)
        title = readable(shortened(kind.title_of(record), _LONGEST), translator)
        items.append(Item(record.uid, title, " · ".join(part for part in parts if part)))
    return BoardColumn(state, items, len(uids))
