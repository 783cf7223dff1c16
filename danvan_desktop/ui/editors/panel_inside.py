"""What a tab with parts shows: their table, its buttons, and the room for the form of the selected one below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.grid_view import GridView
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.following_area import FollowingArea
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_SHARES = (2, 3)
"""How table and form share the height at first."""

_ROWS_IN_SIGHT = 5
"""So many rows are seen even on a low screen, unless the table would take more than the form's own share for them."""


class PanelInside(QSplitter):
    """Table and buttons above, a hint or the form of a part below."""

    def __init__(self, rows: ChildRows, context: UiContext, hint: Message, parent: QWidget) -> None:
        """``hint`` says what to do while there is no part yet."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows, self._context, self._say = rows, context, context.translator
        self._shares_kept = False
        self._upper = QWidget(self)
        self.table = self._made_table()
        self.buttons = FlowLayout()
        self.add_button = self._button(_("Thêm (Ctrl+T)"))
        self.remove_button = self._button(_("Xóa mục"))
        self.up_button = self._picture_button("up", _("Chuyển lên trên"))
        self.down_button = self._picture_button("down", _("Chuyển xuống dưới"))
        self.reveal_button = self._button(_("Mở nội dung bí mật"))
        self.reveal_button.setToolTip(self._say(_("Lần mở được ghi vào lịch sử của mục này")))
        column_of(self.table, self.buttons, margins=FLUSH, on=self._upper)
        self._lower = QStackedWidget(self)
        empty = text_label(self._say(hint), "emptyHint", wraps=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lower.addWidget(empty)
        for place, share in enumerate(_SHARES):
            self.setStretchFactor(place, share)
        self.setSizes([100 * share for share in _SHARES])
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._keep_shares)

    @property
    def controls(self) -> Sequence[QWidget]:
        """The table and the buttons, in their order."""
        items = (self.buttons.itemAt(place) for place in range(self.buttons.count()))
        return [self.table, *(button for item in items if item is not None and (button := item.widget()) is not None)]

    def make_form(self) -> RecordForm:
        """Make the form of a part where it stays."""
        area = FollowingArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(FollowingArea.Shape.NoFrame)
        self._lower.addWidget(area)
        form = RecordForm(self._rows.kind, self._context, area.viewport())
        area.setWidget(form)
        return form

    def show_form(self, shown: bool) -> None:
        """Show the form below the table, or the hint."""
        self._lower.setCurrentIndex(int(shown))

    def share_height(self, form: RecordForm) -> None:
        """Give the form what it lacks of the room that the rows of the table leave empty, and the other way round."""
        height = sum(self.sizes())
        if self._shares_kept or not height:
            return
        usual = height * _SHARES[0] // sum(_SHARES)
        line, above = self.table.verticalHeader().defaultSectionSize(), self._upper.height()
        rows, beside = self.table.verticalHeader().length(), above - self.table.viewport().height()
        filled, wanted = beside + rows + line, form.sizeHint().height()
        first = min(beside + min(rows, _ROWS_IN_SIGHT * line), height - usual)
        spare = height - wanted
        upper = max(min(usual, max(filled, spare)), min(filled, spare), first, self._upper.minimumSizeHint().height())
        self.setSizes([upper, height - upper])
        self._leave_out_bars()

    # Private

    def _leave_out_bars(self) -> None:
        """Lay both out anew: Qt leaves a bar where the height that makes it needless is given while they are shown."""
        areas = [self.table, *self._lower.findChildren(FollowingArea)]
        for area in areas:
            area.setVerticalScrollBarPolicy(area.verticalScrollBarPolicy())

    def _made_table(self) -> GridView:
        table = GridView(self._rows, self._context, self._upper)
        table.setAccessibleName(self._say(self._rows.kind.plural))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _button(self, text: Message) -> QPushButton:
        button = Button(self._say(text), self._upper)
        self.buttons.addWidget(button)
        return button

    def _picture_button(self, name: str, words: Message) -> QPushButton:
        """Make a button that a picture tells whole: beside the words of others there is no room for more."""
        button = Button("", self._upper, picture=icon(name))
        self.buttons.addWidget(button)
        button.setToolTip(self._say(words))
        button.setAccessibleName(self._say(words))
        return button

    def _keep_shares(self) -> None:
        """Leave the heights as the officer pulled them."""
        self._shares_kept = True
