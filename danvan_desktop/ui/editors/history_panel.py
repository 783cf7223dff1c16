"""Lịch sử: who changed what in a record and when; an earlier value can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.models.record_history import FieldStep, SaveStep, history_of
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.whole_words import WholeWords

_COLUMNS = (_("Lần sửa, mục"), _("Giá trị trước"), _("Giá trị sau"))
_LONGEST = 160
_NARROW = 420
"""Pixels, at the usual size of letters: below this width a line tells what columns have no room for."""
_STEP = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """Saves as a tree, newest first, the fields of each below it; read when it is looked at."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self._kind, self._uid = "", ""
        self._is_stale, self._is_narrow = False, False
        self._saves: Sequence[SaveStep] = ()
        self.tree = self._made_tree()
        self.restore_button = plain_button(self._say(_("Khôi phục giá trị này")), self.restore_current, icon("undo"))
        self.erase_button = plain_button(
            self._say(_("Xóa theo yêu cầu…")),
            self.ask_what_to_erase,
            tip=self._say(_("Xóa hẳn dữ liệu cá nhân khi công dân yêu cầu, ở mọi máy đã nhận")),
        )
        self._arrange()
        self.tree.currentItemChanged.connect(lambda _now, _before: self._refresh_button())
        context.operations.changed.connect(self._changed)
        self._refresh_button()

    def show_record(self, kind: str, uid: str) -> None:
        """Show the history of a record of ``kind``, of none when ``uid`` is empty."""
        if (kind, uid) != (self._kind, self._uid):
            self._kind, self._uid = kind, uid
            self._show(())
        self.erase_button.setEnabled(bool(uid))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell each change in one line where there is no room for columns."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.tree.setHeaderHidden(is_narrow)
            for column in range(1, len(_COLUMNS)):
                self.tree.setColumnHidden(column, is_narrow)
            self.tree.setWordWrap(is_narrow)
            self.tree.setUniformRowHeights(not is_narrow)
            self._show(self._saves)
        elif is_narrow:
            self.tree.scheduleDelayedItemsLayout()

    def refresh(self) -> None:
        """Read the history anew, at once or when it is looked at."""
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        if not self._uid:
            return
        uid, translator = self._uid, self._context.translator
        self._context.operations.read(
            lambda store: history_of(store, uid, translator), self._show, key=("history", id(self)), owner=self
        )

    def restore_current(self) -> None:
        """Give the chosen field the value that the chosen save gave it."""
        step = self._step()
        if step is None or not step.can_be_restored:
            return
        draft = Draft(self._kind, {step.field.name: step.value}, self._uid)
        title = _("Khôi phục “{field}”", field=step.field.label)
        self._context.operations.run(Operation(title, short_work(lambda store: store.save(draft)), undoable=True))

    def ask_what_to_erase(self) -> None:
        """Ask which values are to go for good, and why."""
        from danvan_desktop.ui.dialogs.redaction_dialog import RedactionDialog

        RedactionDialog(self._context, self._uid, self).open()

    # Private

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        copies_rows(tree)
        tree.setAccessibleName(self._say(_("Lịch sử các lần sửa")))
        tree.setHeaderLabels([self._say(column) for column in _COLUMNS])
        tree.setAlternatingRowColors(True)
        tree.setUniformRowHeights(True)
        tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        tree.setItemDelegate(WholeWords(tree))
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return tree

    def _arrange(self) -> None:
        chosen = FlowLayout()
        chosen.addWidget(self.restore_button)
        chosen.addWidget(self.erase_button)
        hint = _("Chọn một mục cũ rồi bấm “Khôi phục giá trị này”. Việc khôi phục cũng được ghi vào lịch sử.")
        self.setFocusProxy(self.tree)
        column_of(quiet_text(self._say(hint)), self.tree, chosen, grows=self.tree, on=self)

    def _show(self, saves: Sequence[SaveStep]) -> None:
        self._saves = saves
        self.tree.clear()
        for save in saves:
            moment = self._context.translator.datetime(save.moment)
            told = " · ".join(part for part in (moment, self._say(save.title), save.officer_name) if part)
            top = self._row(told)
            top.setToolTip(0, told)
            for step in save.fields:
                top.addChild(self._field_row(step))
            self.tree.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
        newest = self.tree.topLevelItem(0)
        if newest is not None:
            newest.setExpanded(True)
            self.tree.setCurrentItem(newest)
        self._refresh_button()

    def _field_row(self, step: FieldStep) -> QTreeWidgetItem:
        name = self._say(step.field.label)
        now = self._say(_("{field} (hiện tại)", field=name)) if step.is_current and step.before else name
        told = f"{now}: {step.before} → {step.after}" if step.before else f"{now}: {step.after}"
        row = self._row(told) if self._is_narrow else self._row(now, step.before, step.after)
        row.setData(0, _STEP, step)
        for column in range(len(_COLUMNS)):
            row.setToolTip(column, told)
        return row

    def _row(self, *texts: str) -> QTreeWidgetItem:
        return QTreeWidgetItem([shortened(text, _LONGEST) for text in texts])

    def _step(self) -> FieldStep | None:
        item = self.tree.currentItem()
        step = None if item is None else item.data(0, _STEP)
        return step if isinstance(step, FieldStep) else None

    def _refresh_button(self) -> None:
        step = self._step()
        self.restore_button.setEnabled(step is not None and step.can_be_restored)

    def _changed(self, summary: ChangeSummary) -> None:
        if not summary.uids or self._uid in summary.uids:
            self.refresh()
