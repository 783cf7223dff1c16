"""Lịch sử: who changed what in a record and when; an earlier value can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.models.record_history import FieldStep, SaveStep, history_of
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.sizing import open_with_size

_COLUMNS = (_("Lần sửa, mục"), _("Giá trị trước"), _("Giá trị sau"))
_LONGEST = 160
_STEP = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """Saves as a tree, newest first, the fields of each below it."""

    def __init__(self, context: UiContext, kind: str, uid: str, parent: QWidget | None = None) -> None:
        """Read the history in the background."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._kind, self._uid = kind, uid
        self.setWindowTitle(self._say(_("Lịch sử")))
        self.tree = self._made_tree()
        self.restore_button = Button(self._say(_("Khôi phục giá trị này")), picture=icon("undo"))
        self.restore_button.clicked.connect(self.restore_current)
        self.erase_button = Button(self._say(_("Xóa theo yêu cầu…")))
        self.erase_button.setToolTip(self._say(_("Xóa hẳn dữ liệu cá nhân khi công dân yêu cầu, ở mọi máy đã nhận")))
        self.erase_button.clicked.connect(lambda _checked=False: self.ask_what_to_erase())
        self._arrange(readable(shortened(context.store.title(uid), _LONGEST), context.translator))
        self.tree.currentItemChanged.connect(lambda _now, _before: self._refresh_button())
        context.operations.changed.connect(self._changed)
        self._refresh_button()
        self.refresh()

    def refresh(self) -> None:
        """Read the history anew."""
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

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.save(draft)

        title = _("Khôi phục “{field}”", field=step.field.label)
        self._context.operations.run(Operation(title, work, undoable=True))

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
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return tree

    def _arrange(self, title: str) -> None:
        close = Button(self._say(_("Đóng")))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        chosen = FlowLayout()
        chosen.addWidget(self.restore_button)
        chosen.addWidget(self.erase_button)
        buttons.addLayout(chosen, 1)
        buttons.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        heading = page_title(title)
        heading.setWordWrap(True)
        hint = _("Chọn một mục cũ rồi bấm “Khôi phục giá trị này”. Việc khôi phục cũng được ghi vào lịch sử.")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(quiet_text(self._say(hint)))
        column.addWidget(self.tree, 1)
        column.addLayout(buttons)
        open_with_size(self, 1000, 560)

    def _show(self, saves: Sequence[SaveStep]) -> None:
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
        now = self._say(_("{field} (đang dùng)", field=name)) if step.is_current and step.before else name
        row = self._row(now, step.before, step.after)
        row.setData(0, _STEP, step)
        for column, text in enumerate((now, step.before, step.after)):
            row.setToolTip(column, text)
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

    def _say(self, message: Message) -> str:
        return self._context.translator(message)
