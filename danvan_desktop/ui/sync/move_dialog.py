"""Chuyển đơn vị: a unit comes to lie below another authority; what that does is told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldError, FieldType
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import movable, move, path_of, plan_move, targets, told_after, told_before_move
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import quiet_text, under_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.steady import ChoiceBox
from danvan_desktop.ui.widgets.telling import TellsRefusals

_FROM = Field(name="from_day", label=_("Tính từ ngày"), type=FieldType.DATE, required=True)


class MoveDialog(TellsRefusals, AskingDialog):
    """Accepted when the move was written; ``moved`` tells what is left to do."""

    moved = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer the units that this laptop may lead away, from today on."""
        super().__init__(context.translator, parent, _("Chuyển đơn vị"))
        self._context = context
        self._units: Sequence[Record] = movable(context.store)
        self._targets: Sequence[Record] = ()
        self.unit, self.under = ChoiceBox(), ChoiceBox()
        self.day = MomentInput(_FROM, context.translator, context.today)
        self.day.show_value(context.today().isoformat())
        self._first_day = self.day.raw()
        self.told = quiet_text("")
        self.banner = Banner()
        self.move_button = main_button(self._say(_("Chuyển")), self._move)
        self.cancel_button = plain_button(self._say(_("Hủy")), self.reject)
        self._arrange()
        self.unit.addItems([path_of(context.store, one.uid) for one in self._units])
        self.unit.setCurrentIndex(-1)
        self.unit.currentIndexChanged.connect(lambda _index: self._offer_targets())
        self.under.currentIndexChanged.connect(lambda _index: self._preview())
        self.day.edited.connect(self._preview)
        self._preview()

    def unsaved(self) -> Unsaved | None:
        """Tell of a move that was chosen, or a day that was typed, and not written."""
        if self.move_button.isEnabled() or self.day.raw() != self._first_day:
            return Unsaved(_("Đơn vị chưa được chuyển."), _("Chuyển"), title=_("Chưa chuyển"))
        return None

    def save_unsaved(self) -> None:
        """Write the move."""
        self._move()

    def choose(self, unit: str, under: str) -> None:
        """Choose a unit and where it goes."""
        self.unit.setCurrentIndex([one.uid for one in self._units].index(unit))
        self.under.setCurrentIndex([one.uid for one in self._targets].index(under))

    def _arrange(self) -> None:
        rows = ((_("Đơn vị"), self.unit), (_("Chuyển về dưới"), self.under), (_FROM.label, self.day))
        asked = (under_label(self._say(words), widget) for words, widget in rows)
        buttons = (self.move_button, self.cancel_button)
        self.lay_out(*asked, self.told, self.banner, buttons=buttons, size=(640, 460))

    def _offer_targets(self) -> None:
        unit = self._chosen(self.unit, self._units)
        self._targets = targets(self._context.store, unit) if unit is not None else ()
        self.under.clear()
        self.under.addItems([path_of(self._context.store, one.uid) for one in self._targets])
        self.under.setCurrentIndex(-1)
        self._preview()

    def _preview(self) -> None:
        """Tell what the chosen move would do, or what is still to be chosen."""
        self.banner.say("")
        self.move_button.setEnabled(False)
        unit, under = self._chosen(self.unit, self._units), self._chosen(self.under, self._targets)
        if unit is None or under is None:
            self.told.setText(self._say(self._missing(unit)))
            return
        try:
            planned = plan_move(self._context.store, unit.uid, under.uid, self._day())
            told = told_before_move(self._context.store, planned)
        except (FieldError, DanvanError) as error:
            self.told.setText("")
            self.tell(error)
            return
        self.told.setText("\n".join(map(self._say, told)))
        self.move_button.setEnabled(True)

    def _missing(self, unit: Record | None) -> Message:
        if not self._units:
            return _("Máy này không có đơn vị nào chuyển được: việc ấy do nơi đang quản lý hoặc cấp trên làm.")
        if unit is not None and not self._targets:
            return _("Ở đây chưa có nơi nào khác để chuyển về. Hãy nhập tệp trao đổi mới nhất của cấp trên trước.")
        return _("Chọn đơn vị và nơi chuyển về; máy cho biết việc gì sẽ xảy ra trước khi chuyển.")

    def _day(self) -> dt.date:
        value = _FROM.parse(self.day.raw(), self._context.today())
        if value is None:
            raise _FROM.reject(_("không được để trống"))
        return dt.date.fromisoformat(str(value))

    def _chosen(self, box: ChoiceBox, among: Sequence[Record]) -> Record | None:
        return among[box.currentIndex()] if 0 <= box.currentIndex() < len(among) else None

    def _move(self) -> None:
        unit, under = self._chosen(self.unit, self._units), self._chosen(self.under, self._targets)
        if unit is None or under is None:
            return
        day = self._day()

        def work(store: Store, _progress: Progress) -> Message:
            move(store, plan_move(store, unit.uid, under.uid, day))
            return told_after(store)

        self.setEnabled(False)
        title = _("Chuyển đơn vị “{unit}”", unit=unit.text("name"))
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self.refused))

    def _done(self, left: Message) -> None:
        self.move_button.setEnabled(False)
        self.moved.emit(left)
        self.accept()
