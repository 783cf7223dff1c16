"""Sửa nhiều: one field of the chosen records written at once, told beforehand, taken back by one undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.inputs import ChoiceInput, FieldInput
from danvan_desktop.ui.forms.making import make_input
from danvan_desktop.ui.models.bulk_change import BulkChange, changeable, plan_change, states_offered
from danvan_desktop.ui.models.naming import counted, readable, shortened
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, text_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.sizing import grow_to_content
from danvan_desktop.ui.widgets.steady import ChoiceBox

_PAUSE = 300
"""Milliseconds after the last key."""
_MOST_NAMED, _LONGEST_TITLE = 6, 50


class BulkDialog(AskingDialog):
    """Closes when the records are changed; those that cannot be are named before and left as they are."""

    def __init__(self, context: UiContext, kind: Kind, uids: Sequence[str], parent: QWidget | None = None) -> None:
        """Ask for a field first: none is changed by accident."""
        super().__init__(context.translator, parent, _("Sửa nhiều hồ sơ"))
        self._context, self._kind, self._uids = context, kind, tuple(uids)
        self.input: FieldInput | None = None
        self._is_typed = False
        self._planned: BulkChange | None = None
        self.field_box = ChoiceBox()
        self.field_box.setAccessibleName(self._say(_("Mục cần sửa")))
        self.field_box.addItem(self._say(_("Chọn mục cần sửa")), "")
        self.field_box.offer((self._say(field.label), field.name) for field in changeable(kind))
        self.told = quiet_text("")
        self.change_button = main_button("", self.change, default=True)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._plan)
        self._arrange()
        self._show_plan(None)
        self.field_box.activated.connect(lambda _place: self.choose_field(str(self.field_box.currentData())))
        self.field_box.setFocus()

    def choose_field(self, name: str) -> None:
        """Show the input of a field, empty; without a name none."""
        self.field_box.setCurrentIndex(max(0, self.field_box.findData(name)))
        if self.input is not None:
            self.input.hide()
            self.input.deleteLater()
            self.input = None
        self._is_typed = False
        self._value_label.hide()
        self._show_plan(None)
        if not name:
            return
        field = self._kind.field(name)
        self.input = made = make_input(field, self._context)
        self._value_place.addWidget(made)
        self._value_label.setBuddy(made)
        self._value_label.show()
        QWidget.setTabOrder(self.field_box, made.focusProxy() or made)
        made.edited.connect(self._edited)
        if name == STATE and isinstance(made, ChoiceInput):
            kind, uids = self._kind, self._uids
            self._context.operations.read(
                lambda store: states_offered(store, kind, uids), made.offer, key=(self, "states"), owner=made
            )
        if field.type is FieldType.BOOLEAN:
            self._edited()

    def change(self) -> None:
        """Save what was told, in one operation."""
        planned, field = self._planned, self._kind.field(str(self.field_box.currentData() or self._kind.title[0]))
        if planned is None or not planned.drafts or self._timer.isActive():
            return
        work = short_work(lambda store: store.save(*planned.drafts))

        def refused(error: DanvanError) -> bool:
            return self._refused(error, planned)

        title = _("Sửa “{field}” của {things}", field=field.label, things=self._counted(len(planned.drafts)))
        done = lambda _result: self.accept()  # noqa: E731 - handed on as it is
        self._context.operations.run(Operation(title, work, done, refused, undoable=True, owner=self))

    def unsaved(self) -> Unsaved | None:
        """Tell of a value that was typed and is not saved."""
        return Unsaved(_("Giá trị vừa ghi chưa được lưu."), _("Sửa")) if self._is_typed else None

    def save_unsaved(self) -> None:
        """Change the records."""
        self.change()

    # Private

    def _edited(self) -> None:
        self._is_typed = True
        self._show_plan(None)
        self._timer.start()

    def _plan(self) -> None:
        made, kind, uids = self.input, self._kind, self._uids
        if made is None:
            return
        raw = made.raw()
        self._context.operations.read(
            lambda store: plan_change(store, kind, uids, made.field, raw),
            self._show_plan,
            key=(self, "planned changes"),
            on_error=self._tell_error,
            owner=made,
        )

    def _show_plan(self, planned: BulkChange | None) -> None:
        self._planned = planned
        count = len(planned.drafts) if planned is not None else 0
        words = _("Sửa {things}", things=self._counted(count)) if count else _("Sửa")
        self.change_button.setText(self._say(words))
        self.change_button.setEnabled(count > 0)
        if planned is None:
            self.told.setText(self._say(_("Ghi giá trị mới; phần mềm báo trước hồ sơ nào được sửa.")))
        else:
            self.told.setText("\n".join(self._told_of(planned)))
        grow_to_content(self)

    def _told_of(self, planned: BulkChange) -> list[str]:
        """Say what will happen, a line each."""
        count, replaced, refused = len(planned.drafts), planned.replaced, planned.refused
        empties = bool(planned.drafts) and all(
            value is None for draft in planned.drafts for value in draft.values.values()
        )
        lines = [
            _("Xóa trống mục này ở {things}.", things=self._counted(count))
            if empties
            else _("Sửa mục này ở {things}.", things=self._counted(count))
        ]
        if replaced and not empties:
            lines.append(_("Trong đó {n} đang ghi khác; nội dung cũ còn ở Lịch sử.", n=replaced))
        if planned.same:
            lines.append(_("{n} đã ghi đúng như vậy.", n=planned.same))
        if refused:
            lines.append(_("{n} không sửa được nên giữ nguyên:", n=len(refused)))
        told = [self._say(line) for line in lines]
        told += [f"– {self._named(one.title)}: {self._say(one.reason)}" for one in refused[:_MOST_NAMED]]
        more = len(refused) - _MOST_NAMED
        return [*told, *([self._say(_("và {n} nữa", n=more))] if more > 0 else [])]

    def _refused(self, error: DanvanError, planned: BulkChange) -> bool:
        index = error.index if isinstance(error, InvalidRecord) else len(planned.titles)
        named = "".join(planned.titles[index : index + 1])
        reason = _("Chưa sửa hồ sơ nào, vì “{title}”: {reason}", title=self._named(named), reason=error.message)
        self._planned = None
        self.change_button.setEnabled(False)
        self.told.setText(self._say(reason if named else error.message))
        return True

    def _tell_error(self, error: DanvanError) -> None:
        self.told.setText(self._say(error.message))

    def _counted(self, count: int) -> str:
        return counted(self._kind, count, self._say)

    def _named(self, title: str) -> str:
        return readable(shortened(title, _LONGEST_TITLE), self._context.translator)

    def _arrange(self) -> None:
        title = page_title(self._say(_("Sửa {things}", things=self._counted(len(self._uids)))))
        self._value_label = text_label(self._say(_("Ghi thành")), "fieldLabel")
        self._value_label.hide()
        self._value_place = QVBoxLayout()
        buttons = (self.change_button, plain_button(self._say(_("Hủy")), self.reject))
        parts = (title, self.field_box, self._value_label, self._value_place, self.told)
        self.lay_out(*parts, buttons=buttons, size=(560, 320))
