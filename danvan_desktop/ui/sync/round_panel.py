"""The round: all that waits on a stick is taken with one press, the files of all addressees written with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QProgressBar, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, ImportResult, Outgoing, Peeked, Received, receive_round, write_round
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import documents_folder, drive_label, removable_drives
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.sync.laptop_table import LaptopTable, LaptopView
from danvan_desktop.ui.sync.place_picker import Drives
from danvan_desktop.ui.sync.round_box import RoundBox
from danvan_desktop.ui.sync.round_dialog import RoundDialog, items_going, items_received, items_waiting
from danvan_desktop.ui.sync.round_reading import FileKey, RoundState, read_round
from danvan_desktop.ui.sync.round_words import (
    going_told,
    left_of,
    place_told,
    received_told,
    waiting_told,
    written_told,
)
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_folder
from danvan_desktop.ui.widgets.keys import has_keyboard
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_LOOK_EVERY = 2000
"""Milliseconds between two looks for sticks."""
_SIDE_BY_SIDE = 960
_PERSONAL = "sync.round.personal"
_PLACE = "sync.round.place"
"""Where files were written last, as people call it."""
_RECEIVE, _WRITE = _("Nhận tệp trên USB"), _("Ghi tệp gửi đi")


class RoundPanel(QWidget):
    """Follows the sticks while it is shown; a folder that was chosen counts as one."""

    file_wanted = Signal(object)
    """Path: the officer wants to look into one file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Look for nothing before it is shown."""
        super().__init__(parent)
        self._context, self._say, self._drives = context, context.translator, drives
        self._places: list[Path] = []
        self._folder: Path | None = None
        self._seen: Mapping[FileKey, Peeked] = {}
        self._running: Message | None = None
        self._has_ended = False
        self._goes_to_stick = False
        self.lies_beside: QWidget | None = None
        """Of use where there is neither a file to take or write nor a laptop to write for."""
        self.state: RoundState | None = None
        self.outcome: Sequence[Received] | Sequence[Outgoing] = ()
        self.banner = Banner(closable=True)
        self.receive = RoundBox("down", self._say(_("&Nhận tất cả")), self._say(_("Xem trước từng tệp")))
        self.write = RoundBox("up", self._say(_("&Ghi ra USB")), self._say(_("Xem sẽ gửi gì")))
        self.personal = QCheckBox(self._say(_("Lên cấp trên: không kèm dữ liệu cá nhân")))
        self.personal.setChecked(context.store.settings.get(_PERSONAL) != "with")
        self.write.add_choice(self.personal)
        self.table = LaptopTable(self._say)
        self.view = LaptopView(self.table, self._say(_("Tình hình gửi, nhận với từng nơi")))
        self.place_told = quiet_text("")
        self.legend = quiet_text(
            self._say(_("Ô tô đầy: có tệp của tuần. Ô trống: chưa có. Ô gạch chéo: đã gửi nhưng còn thiếu tệp ở giữa."))
        )
        self.progress = QProgressBar()
        self.cancel_button = plain_button(self._say(_("Dừng")), context.operations.cancel)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._connect()
        self._arrange()
        self._show_running(None)

    @property
    def wish(self) -> ExportWish:
        """What is left out of the files."""
        return ExportWish(without_personal=self.personal.isChecked())

    @property
    def next_button(self) -> QWidget:
        """What the officer will most likely press."""
        waits = self.state is not None and self.state.waiting
        return self.receive.button if waits else self.write.button

    def take_keyboard(self) -> None:
        """Give the keyboard to what is pressed next, else to what is listed, else to what ``lies_beside``."""
        places = (self.next_button, self.view, self.lies_beside)
        useful = (one for one in places if one is not None and one.isEnabled() and not one.isHidden())
        next(useful, self.view).setFocus()

    def use_folder(self, folder: Path) -> None:
        """Look in a folder as if it were a stick."""
        self._folder = folder
        self.look(anew=True)

    def look(self, *, anew: bool = False) -> None:
        """Look what is plugged in; what is there is read when that changed, or ``anew``."""
        places = [*self._drives(), *([self._folder] if self._folder is not None else [])]
        if places == self._places and not anew:
            return
        self._places = places
        self.refresh()

    def refresh(self) -> None:
        """Read what waits and what each laptop lacks, in the background."""
        places, wish, seen = tuple(self._places), self.wish, self._seen
        self._context.operations.read(
            lambda store: read_round(store, places, wish, seen),
            self._show,
            key=(self, "round"),
            slow=True,
            on_error=self._tell_fault,
        )

    def take_all(self) -> None:
        """Take in every file that waits."""
        if self.state is None or self._running is not None:
            return
        files = [one.path for one in self.state.waiting]

        def work(store: Store, progress: Progress) -> Sequence[Received]:
            return receive_round(store, files, progress=progress.stoppable)

        self._run(
            Operation(_RECEIVE, work, on_success=self._taken, on_error=self._refused, changes=_brought, owner=self)
        )

    def write_all(self) -> None:
        """Write the files of all who lack something onto the stick, or into a folder that is asked for."""
        if self._running is not None:
            return
        folder = self._places[0] if self._places else self._chosen_folder()
        if folder is None:
            return
        wish, place = self.wish, drive_label(folder)[0] if self._places else str(folder)
        self._goes_to_stick = folder in self._drives()

        def work(store: Store, progress: Progress) -> Sequence[Outgoing]:
            written = write_round(store, folder, wish, progress=progress.stoppable)
            store.settings.set(_PLACE, place)
            return written

        self._run(Operation(_WRITE, work, on_success=self._written, on_error=self._refused, owner=self))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the sticks."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing that nobody sees."""
        self._timer.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes below each other where they would be narrow."""
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(_SIDE_BY_SIDE)
        self.legend.setVisible(is_wide and bool(self.table.rows))
        self._boxes.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    # What is shown

    def _show(self, state: RoundState) -> None:
        is_first = self.state is None or not self.state.waiting
        was_here, self._has_ended = self._has_ended or has_keyboard(self), False
        self.state, self._seen = state, state.keys
        self.table.show_state(state)
        self.view.setVisible(bool(state.rows))
        # Where no laptop is listed the boxes would take the room: it stays empty at the end.
        self._column.setStretch(self._column.count() - 1, 0 if state.rows else 1)
        self.legend.setVisible(bool(state.rows) and self.width() >= scaled(_SIDE_BY_SIDE))
        self._show_receive(state)
        self._show_write(state)
        self.place_told.setText(self._say(self._place()))
        if was_here and not has_keyboard(self):
            self.take_keyboard()
        if is_first and state.waiting and self.write.button.hasFocus():
            self.receive.button.setFocus()

    def _show_receive(self, state: RoundState) -> None:
        title, detail = waiting_told(state, has_places=bool(self._places))
        can_press = bool(state.waiting)
        self.receive.tell(self._say(title), self._say(detail), can_press=can_press, has_details=bool(state.incoming))
        self.receive.set_next(can_press)

    def _show_write(self, state: RoundState) -> None:
        goes_up = any(one.wish.without_personal for one in state.outgoing)
        self.personal.setVisible(goes_up or not self.personal.isChecked())
        title, detail = going_told(state, self._say, self._context.store.settings.get(_PLACE))
        can_press = bool(state.going or state.written)
        self.write.tell(self._say(title), self._say(detail), can_press=can_press, has_details=bool(state.outgoing))
        self.write.set_next(bool(state.going) and not state.waiting)

    def _place(self) -> Message:
        if not self._places:
            return _("Chưa thấy USB. Không có USB thì dùng “Mở tệp hoặc thư mục”.")
        name, free = drive_label(self._places[0])
        return place_told(name, self._places[0], size_text(free, self._say))

    def _tell_fault(self, error: DanvanError) -> None:
        self.banner.say(self._say(error.message), "error")

    # What is done

    def _run(self, operation: Operation[Any]) -> None:
        self.banner.say("")
        self._show_running(operation.title)
        self._context.operations.run(operation)

    def _taken(self, received: Sequence[Received]) -> None:
        self._ended(received, received_told(received), is_whole=not left_of(received))

    def _written(self, written: Sequence[Outgoing]) -> None:
        self._ended(
            written,
            written_told(written, to_stick=self._goes_to_stick),
            is_whole=all(one.fault is None for one in written),
        )

    def _ended(
        self, outcome: Sequence[Received] | Sequence[Outgoing], told: Sequence[Message], *, is_whole: bool
    ) -> None:
        self._show_running(None)
        # Boxes that work disabled have lost the keyboard, to the column at the left.
        self._has_ended = self.isVisible()
        self.outcome = outcome
        words = "\n".join(map(self._say, told))
        self.banner.say(words, "done" if is_whole else "warning", self._say(_("Xem")))
        self.refresh()

    def _refused(self, error: DanvanError) -> bool:
        self._show_running(None)
        self._tell_fault(error)
        return True

    def _show_outcome(self) -> None:
        received = [one for one in self.outcome if isinstance(one, Received)]
        sent = [one for one in self.outcome if isinstance(one, Outgoing)]
        words = _("Bấm Enter vào một tệp để xem kỹ và nhập riêng tệp đó.") if received else _("Mỗi nơi một dòng.")
        items = items_received(received, self._say) if received else items_going(sent, self._say)
        self._open(RoundDialog(self._say, _("Kết quả"), words, items, self), opens_files=bool(received))

    def _show_waiting(self) -> None:
        if self.state is not None:
            words = _("Bấm Enter vào một tệp để xem trước và nhập riêng tệp đó.")
            items = items_waiting(self.state.incoming, self._say)
            self._open(RoundDialog(self._say, _("Tệp tìm thấy"), words, items, self), opens_files=True)

    def _show_going(self) -> None:
        if self.state is not None:
            words = _("Mỗi nơi chỉ nhận hồ sơ của mình; dữ liệu nội bộ của đơn vị không ra khỏi đơn vị.")
            items = items_going(self.state.outgoing, self._say)
            self._open(RoundDialog(self._say, _("Sẽ gửi những gì"), words, items, self), opens_files=False)

    def _open(self, dialog: RoundDialog, *, opens_files: bool) -> None:
        if opens_files:
            dialog.opened.connect(lambda key: self.file_wanted.emit(Path(key)))
        dialog.open()

    def _chosen_folder(self) -> Path | None:
        return ask_for_folder(self, self._say, _("Ghi vào thư mục nào?"), documents_folder())

    def _personal_toggled(self, on: bool) -> None:
        self._context.operations.remember(_PERSONAL, "" if on else "with")
        self.refresh()

    def _show_running(self, title: Message | None) -> None:
        self._running = title
        for widget in (self.receive, self.write):
            widget.setEnabled(title is None)
        self.progress.setRange(0, 0)
        self.progress.setVisible(title is not None)
        self.cancel_button.setVisible(title is not None)
        if title is not None:
            self.progress.setFormat(self._say(title))

    def _show_progress(self, done: int, total: int, _text: Message | None) -> None:
        if self._running is not None:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _stopped(self, title: Message) -> None:
        if title == self._running:
            self._show_running(None)
            self.banner.say(self._say(_("Đã dừng. Tệp nào xong trước đó vẫn giữ nguyên.")), "info")
            self.refresh()

    def _failed(self, _error: object, title: Message | None) -> None:
        if title is not None and title == self._running:
            self._show_running(None)

    # Building

    def _connect(self) -> None:
        operations = self._context.operations
        self._timer.timeout.connect(self.look)
        self.receive.pressed.connect(self.take_all)
        self.receive.details_wanted.connect(self._show_waiting)
        self.write.pressed.connect(self.write_all)
        self.write.details_wanted.connect(self._show_going)
        self.personal.toggled.connect(self._personal_toggled)
        self.banner.action_wanted.connect(self._show_outcome)
        operations.progressed.connect(self._show_progress)
        operations.cancelled.connect(self._stopped)
        operations.failed.connect(self._failed)

    def _arrange(self) -> None:
        self._boxes = row_of(self.receive, grows=self.receive, gap=14)
        self._boxes.addWidget(self.write, 1)
        running = row_of(self.progress, self.cancel_button, grows=self.progress)
        foot = column_of(self.legend, self.place_told, gap=4)
        self._column = column_of(
            self.banner, self._boxes, running, self.view, foot, grows=self.view, gap=12, margins=FLUSH, on=self
        )
        self._column.addStretch(0)
        for label in self.findChildren(QLabel):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)


def _brought(received: Sequence[Received]) -> ChangeSummary:
    results = [one.result for one in received if isinstance(one.result, ImportResult)]
    return ChangeSummary(frozenset(kind for result in results for kind in result.merge.kinds))
