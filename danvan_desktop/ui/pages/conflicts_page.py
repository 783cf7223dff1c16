"""Cần đối chiếu: where two offices wrote differently, or one thing twice, side by side, and a person decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _, ngettext
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.pages.listing_page import ListingPage
from danvan_desktop.ui.sync.conflict_panel import ConflictPanel, Decision
from danvan_desktop.ui.sync.conflict_reading import Difference, open_difference, read_differences
from danvan_desktop.ui.sync.duplicate_deciding import DuplicateDeciding
from danvan_desktop.ui.sync.duplicate_panel import DuplicatePanel
from danvan_desktop.ui.sync.duplicate_reading import Compared, Duplicates, read_duplicates
from danvan_desktop.ui.sync.held_panel import HeldPanel
from danvan_desktop.ui.sync.histories_panel import HistoriesPanel
from danvan_desktop.ui.sync.moves_panel import MovesPanel
from danvan_desktop.ui.sync.reappeared_panel import ReappearedPanel
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.two_line_list import Item

_LIST_WIDTH = 300
_BESIDE = 640
"""From this width of the page, in pixels at letters of 100 %, the list stands beside what is compared."""
_LONGEST_TITLE = 60


class ConflictsPage(ListingPage):
    """The differences at the left, the chosen one at the right; every decision can be undone."""

    title = _("Cần đối chiếu")
    icon = "conflicts"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(context, _("Các chỗ hai nơi ghi khác nhau"), parent)
        self._waiting: Sequence[Difference | Compared] = ()
        self.panel: ConflictPanel | None = None
        self.pair_panel: DuplicatePanel | None = None
        self._chosen: Difference | Compared | None = None
        self._go_on = False
        self._settled = QElapsedTimer()
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter)
        self.moves = MovesPanel(context)
        self.reappeared = ReappearedPanel(context)
        self.reappeared.record_wanted.connect(self.record_wanted)
        self.histories = HistoriesPanel(context)
        self.held = HeldPanel(context)
        self.empty.action_wanted.connect(lambda: self.page_wanted.emit("sync"))
        self._arrange()

    def refresh(self) -> None:
        """Read in the background."""
        self.moves.refresh()
        self.reappeared.refresh()
        self.histories.refresh()
        self.held.refresh()
        translator = self.context.translator
        self.context.operations.look_through(
            lambda store, progress: (
                read_differences(store, translator),
                read_duplicates(store, translator, progress.give_way),
            ),
            self._show,
            key=(self, "differences"),
            owner=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above what is compared where there is no room for both in a line."""
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(_BESIDE)
        orientation = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._splitter.orientation() != orientation:
            self._splitter.setOrientation(orientation)
            self._splitter.setSizes([_LIST_WIDTH, 1000] if is_wide else [1000, 2400])

    # Private

    def _arrange(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._scroll)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LIST_WIDTH, 1000])
        self._splitter.setChildrenCollapsible(False)
        self.lay_out(self.moves, self.reappeared, self.histories, body=self._splitter, below=self.held)

    def _show(self, found: tuple[Sequence[Difference], Duplicates]) -> None:
        differences, duplicates = found
        place = next((row for row, item in enumerate(self.list.items) if item.key == self.list.current), 0)
        current = self.list.current
        self._waiting = (*differences, *duplicates.pairs)
        self.list.set_items([self._item(one) for one in self._waiting], keep=False)
        self._tell_counts(len(differences), duplicates.count)
        self.show_list(bool(self._waiting))
        if not self._waiting:
            self._tell_empty()
            return
        if not self.list.choose(current):
            self.list.choose(self._waiting[min(place, len(self._waiting) - 1)].key)

    def _tell_counts(self, differences: int, duplicates: int) -> None:
        told = []
        if differences:
            told.append(ngettext("{n} chỗ hai nơi ghi khác nhau", "{n} chỗ hai nơi ghi khác nhau", differences))
        if duplicates:
            told.append(ngettext("{n} cặp có thể ghi trùng", "{n} cặp có thể ghi trùng", duplicates))
        self._count.setText(" · ".join(map(self._say, told)))

    def _item(self, one: Difference | Compared) -> Item:
        return self._item_of_pair(one) if isinstance(one, Compared) else self._item_of_difference(one)

    def _item_of_pair(self, compared: Compared) -> Item:
        title = shortened(self._say(compared.title), _LONGEST_TITLE)
        detail = _("Có thể trùng · {kind} · {why}", kind=compared.kind_label, why=compared.pair.first_reason)
        return Item(compared.key, title, self._say(detail))

    def _item_of_difference(self, difference: Difference) -> Item:
        title = shortened(difference.title, _LONGEST_TITLE) or self._say(difference.kind_label)
        return Item(
            difference.key,
            title,
            self._say(_("{kind} · {field}", kind=difference.kind_label, field=difference.label)),
        )

    def _tell_empty(self) -> None:
        self._take_panel()
        self.empty.say(
            self._say(_("Không có chỗ nào hai nơi ghi khác nhau hay ghi trùng")),
            self._say(
                _(
                    "Khi hai nơi sửa cùng một mục mà chưa biết của nhau, hoặc ghi trùng một việc, cả hai bản hiện ở đây"
                    " để chọn."
                )
            ),
            self._say(_("Về trang Gửi, nhận")),
        )
        if self._go_on:
            self.empty.button.setFocus()
        self._go_on = False

    def _choose(self, key: str) -> None:
        chosen = next(found for found in self._waiting if found.key == key)
        if (self.panel or self.pair_panel) is not None and self._chosen == chosen:
            return
        self._chosen = chosen
        if isinstance(chosen, Compared):
            self._show_pair(chosen)
        else:
            self._show_panel(chosen)

    def _show_pair(self, compared: Compared) -> None:
        self._take_panel()
        self.pair_panel = DuplicatePanel(self.context.translator, compared)
        self.pair_panel.record_wanted.connect(self.record_wanted)
        DuplicateDeciding(self.context, self.pair_panel, self._decided)
        self._scroll.setWidget(self.pair_panel)
        if self._go_on:
            self.pair_panel.focus_first()
        self._go_on = False

    def _decided(self) -> None:
        """Go on to the next when this is settled: the list is read anew as after every change."""
        self._go_on = True

    def _show_panel(self, difference: Difference) -> None:
        """Show a difference, which may be the chosen one with what is hidden of it."""
        self._take_panel()
        self.panel = ConflictPanel(self.context, difference)
        self.panel.decided.connect(self._decide)
        self.panel.opening_wanted.connect(self._open)
        self.panel.record_wanted.connect(self.record_wanted)
        self._scroll.setWidget(self.panel)
        if self._go_on:
            self.panel.focus_first()
        self._go_on = False

    def _enter(self, _key: str) -> None:
        panel = self.panel or self.pair_panel
        if panel is not None:
            panel.focus_first()

    def _take_panel(self) -> None:
        self.panel = self.pair_panel = None
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()

    def _open(self) -> None:
        """Show what is hidden of the sides until another difference or page is turned to; the opening is noted."""
        difference = self._chosen
        if not isinstance(difference, Difference):
            return
        work = short_work(lambda store: open_difference(store, difference))

        def shown(opened: Difference) -> None:
            if self._chosen == difference and self.isVisible():
                self._go_on = True
                self._show_panel(opened)

        self.context.operations.run(Operation(_("Mở nội dung bí mật"), work, shown, owner=self))

    def hideEvent(self, event: QHideEvent) -> None:
        """Cover what was opened when the officer turns to something else."""
        super().hideEvent(event)
        if isinstance(self._chosen, Difference) and self._chosen.is_hidden:
            self._take_panel()

    def _decide(self, decision: Decision) -> None:
        if self.panel is None or self._is_second_click():
            return
        self._settled.start()
        self.panel.setEnabled(False)
        self._go_on = True
        difference = self.panel.difference
        uid, name = difference.uid, difference.field_name
        work = short_work(lambda store: store.resolve(uid, name, take=decision.take, value=decision.value))
        title = _("Chọn nội dung cho “{field}”", field=difference.label)
        self.context.operations.run(
            Operation(title, work, on_error=lambda error: self._refused(difference, error), undoable=True, owner=self)
        )

    def _is_second_click(self) -> bool:
        """Tell whether a press belongs to the one before: who double-clicks has not seen the next difference yet."""
        return self._settled.isValid() and self._settled.elapsed() < QApplication.doubleClickInterval()

    def _refused(self, difference: Difference, error: DanvanError) -> bool:
        """Tell why it was not settled, and let the officer decide again."""
        self._go_on = False
        self._settled.invalidate()
        if self.panel is None or self.panel.difference != difference:
            return False
        self.panel.setEnabled(True)
        self.panel.tell_error(error)
        return True
