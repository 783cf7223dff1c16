"""Calling the roll at a meeting: the officer types a name or a number and presses Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds.household import roll_place
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.household_lists import household_list_dialog, households_in, told_of_list
from danvan_desktop.ui.editors.roll_rows import RollRows
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import copies_rows, pastes_lists
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.labels import quiet_text, text_label
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_BESIDE_NAME, _ABOVE_NAME = 60, 12
"""Pixels, device-independent, that box and padding take beside and above a name."""


class RollPanel(QWidget):
    """The roll of the meeting's village, with a line that ticks the household it finds."""

    edited = Signal()
    count_wanted = Signal()
    """The meeting should take the number of households that are ticked."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing until a village is named."""
        super().__init__(parent)
        self.rows = RollRows(context.store.kinds["attendance"], context.store.new_uid)
        self._context = context
        self._say = context.translator
        self._village = ""
        self._read_only = False
        self.line = _TickLine()
        self.line.setPlaceholderText(self._say(_("Gõ tên chủ hộ hoặc số thứ tự rồi Enter để điểm danh")))
        self.line.setAccessibleName(self._say(_("Điểm danh hộ")))
        self.told = quiet_text("")
        self._picked: int | None = None
        self._is_to_be_called = False
        """Whether a list was just given, which is called next."""
        self._figures: tuple[Value, Value] = (None, None)
        self.differences = LiveResult()
        self.count_button = plain_button(self._say(_("Lấy số hộ đã điểm danh")), self.count_wanted.emit)
        self.paste_button = plain_button(self._say(_("Dán danh sách hộ…")), self._ask_list)
        self.empty = self._made_empty()
        self.count = text_label("", "sectionTitle")
        self.view = self._made_view()
        self._arrange()
        self.line.textEdited.connect(self._find)
        self.line.entered.connect(self._tick_found)
        self.line.moved.connect(self._move)
        self.rows.ticked.connect(self._tell)
        self.rows.modelReset.connect(self._show_count)
        self.rows.loaded.connect(self._read_again)
        context.operations.changed.connect(self._others_changed)
        self._show_count()

    def _made_empty(self) -> EmptyState:
        empty = EmptyState()
        how = _("Chép danh sách từ Excel rồi dán vào đây (Ctrl+V). Khi họp chỉ việc điểm danh, số hộ dự được tính sẵn.")
        empty.say(self._say(_("Thôn này chưa có danh sách hộ")), self._say(how), self._say(_("Dán danh sách hộ…")))
        empty.action_wanted.connect(self._ask_list)
        pastes_lists(empty.button, self._take_pasted)
        return empty

    def _made_view(self) -> _Columns:
        view = _Columns()
        view.setObjectName("roll")
        view.setModel(self.rows)
        copies_rows(view)
        pastes_lists(view, self._take_pasted)
        view.setUniformItemSizes(True)
        view.setWrapping(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMouseTracking(True)
        view.setAccessibleName(self._say(_("Danh sách hộ")))
        return view

    def show_village(self, uid: str) -> None:
        """Read the roll of a village, unless it is shown already."""
        if uid == self._village:
            return
        self._village = uid
        self._show_paste()
        self.reload()

    def _show_paste(self) -> None:
        may_paste = bool(self._village) and not self._read_only
        self.paste_button.setVisible(may_paste and bool(self.rows.total))
        self.empty.button.setVisible(may_paste)

    def reload(self) -> None:
        """Read the roll anew."""
        village = self._village

        def work(store: Store) -> Sequence[Record]:
            return sorted(store.children(village, "household"), key=roll_place) if village else ()

        self._context.operations.read(work, self.rows.show_households, key=(id(self), "roll"), owner=self)

    def compare(self, total: Value, present: Value) -> None:
        """Say where the roll differs from the meeting's households, all and present, which it never changes itself."""
        self._figures = (total, present)
        self._show_differences()

    def _show_differences(self) -> None:
        total, present = self._figures
        rows = self.rows
        is_called = rows.total > 0 and rows.present > 0 and not self._read_only
        lines = [
            *([_list_differs(rows.total, total)] if rows.total and total not in (None, rows.total) else []),
            *([_count_differs(rows.present, present)] if is_called and present not in (None, rows.present) else []),
        ]
        self.count_button.setVisible(is_called and present != rows.present)
        if lines:
            self.differences.tell("\n".join(map(self._say, lines)), good=False)
        else:
            self.differences.hide()

    def set_read_only(self, read_only: bool) -> None:
        """Let ticks be seen, not changed."""
        self._read_only = read_only
        self._show_differences()
        self._show_paste()
        self.rows.set_read_only(read_only)
        self.line.setEnabled(not read_only)

    def show_problems(self, uid: str, problems: tuple[Problem, ...]) -> list[Problem]:
        """Attendance has no form of its own: its problems are told for the whole meeting."""
        return list(problems)

    def _take_pasted(self, text: str) -> None:
        if self._village and not self._read_only:
            self.take_list(text)

    def take_list(self, text: str) -> None:
        """Save the households of a list, a line each, behind those that the village has."""
        village = self._village
        found = households_in(text, self._context.store.kinds["household"])
        told = told_of_list(found, self._say)

        def work(store: Store, _progress: Progress) -> SaveResult:
            last = max((one.number("order") for one in store.children(village, "household")), default=0)
            return store.save(
                *(Draft("household", {"unit": village, "order": n, **one}) for n, one in enumerate(found, last + 1))
            )

        def saved(_result: SaveResult) -> None:
            self._is_to_be_called = True
            self.reload()
            self._say_told(told)

        if found.households:
            title = _("Dán danh sách hộ")
            self._context.operations.run(Operation(title, work, saved, undoable=True, owner=self))
        else:
            self._say_told(told)

    # Private

    def _ask_list(self) -> None:
        dialog = household_list_dialog(self._say, self)
        dialog.given.connect(self.take_list)
        show_for_typing(dialog)

    def _read_again(self) -> None:
        if self._village:
            self.reload()

    def _others_changed(self, summary: ChangeSummary) -> None:
        if summary.touches("household"):
            self._read_again()

    def _arrange(self) -> None:
        head = row_of(self.line, self.count, grows=self.line)
        full = QWidget()
        column = column_of(head, self.told, margins=FLUSH, on=full)
        told = row_of(self.differences, self.count_button, grows=self.differences)
        column.addLayout(told)
        column.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.addWidget(self._stack)
        outer.addWidget(self.paste_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fit_cells(self) -> None:
        """Set the roll in columns, each as wide as its longest name."""
        letters = self.view.fontMetrics()
        longest = max((letters.horizontalAdvance(name) for name in self.rows.names), default=0)
        self.view.set_cells(QSize(longest + _BESIDE_NAME, letters.height() + _ABOVE_NAME))

    def _find(self, typed: str) -> None:
        """Show the first household that fits; where none does, none is shown as if it did."""
        self._picked = None
        places = self.rows.places_of(typed) if typed.strip() else []
        self._show_place(places[0] if places else None)
        self._say_told(
            _("Không có hộ nào khớp “{typed}”.", typed=typed.strip()) if typed.strip() and not places else ""
        )

    def _tick_found(self) -> None:
        """Tick the household that was named; a tick is never taken away here, since who is called twice is there."""
        place = self._place_meant(self.line.text().strip())
        if place is None:
            return
        household = self.rows.names[place]
        if self.rows.is_present(place):
            self._say_told(_("{household}: đã điểm danh rồi.", household=household))
        else:
            self.rows.toggle(place)
            self._say_told(_("Đã điểm danh: {household}.", household=household))
        self.line.clear()
        self._picked = None

    def _place_meant(self, typed: str) -> int | None:
        """Return the household meant, asking once when several fit; ``None`` when it is not known."""
        if self._picked is not None or not typed:
            return self._picked
        places = self.rows.places_of(typed)
        if len(places) > 1:
            self._picked = places[0]
            words = _(
                "{n} hộ khớp “{typed}”: bấm Enter lần nữa để điểm danh {household}, hoặc ↑ ↓ để chọn hộ khác.",
                n=len(places),
                typed=typed,
                household=self.rows.names[places[0]],
            )
            self._say_told(words)
            return None
        if not places:
            self._say_told(_("Không có hộ nào khớp “{typed}”.", typed=typed))
        return places[0] if places else None

    def _move(self, by: int) -> None:
        """Go to the next household that fits what was typed, to the next at all when nothing was."""
        typed = self.line.text()
        places = self.rows.places_of(typed) if typed.strip() else list(range(self.rows.total))
        current = self.view.currentIndex().row()
        beyond = [place for place in places if (place > current if by > 0 else place < current)]
        if beyond:
            self._picked = beyond[0] if by > 0 else beyond[-1]
            self._show_place(self._picked)

    def _show_place(self, place: int | None) -> None:
        index = self.rows.index(place) if place is not None else QModelIndex()
        self.view.setCurrentIndex(index)
        if place is None:
            self.view.clearSelection()
        else:
            self.view.scrollTo(index)

    def _say_told(self, words: Message | str) -> None:
        self.told.setText(self._say(words) if isinstance(words, Message) else words)

    def _tell(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        self._stack.setCurrentIndex(1 if self.rows.total else 0)
        self._show_paste()
        if self._is_to_be_called and self.rows.total:
            self._is_to_be_called = False
            self.line.setFocus()
        self._fit_cells()
        self._show_differences()
        self.count.setText(self._say(_counted(self.rows.present, self.rows.total)))


def _counted(present: int, total: int) -> Message:
    return ngettext("Có mặt {present}/{n} hộ", "Có mặt {present}/{n} hộ", total, present=present)


def _list_differs(listed: int, total: Value) -> Message:
    return _(
        "Danh sách hộ có {listed} hộ, cuộc họp ghi Tổng số hộ là {total}. Biểu quyết tính theo {total} hộ; nếu"
        " chưa đúng, hãy sửa Tổng số hộ hoặc bổ sung danh sách.",
        listed=listed,
        total=total,
    )


def _count_differs(ticked: int, present: Value) -> Message:
    return _("Đã điểm danh {ticked} hộ, cuộc họp ghi {present} hộ có đại diện dự.", ticked=ticked, present=present)


class _Columns(QListView):
    """Where not all columns have room, those that are in sight are so whole."""

    def __init__(self) -> None:
        super().__init__()
        self._least = QSize()

    def set_cells(self, least: QSize) -> None:
        """Give each name at least this room."""
        self._least = least
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._least.isEmpty():
            return
        room, rows = self.viewport().width(), max(1, self.viewport().height() // self._least.height())
        fitting = max(1, room // self._least.width())
        is_scrolled = fitting * rows < self.model().rowCount()
        wide = max(self._least.width(), room // fitting) if is_scrolled else self._least.width()
        if (cells := QSize(wide, self._least.height())) != self.gridSize():
            self.setGridSize(cells)


class _TickLine(QLineEdit):
    """Enter ticks; the arrows go through the list without leaving the line."""

    entered = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the dialog, and give the arrows to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
