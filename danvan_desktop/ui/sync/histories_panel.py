"""Laptops that signed two histories of one log: a person says which counts, and the laptop writes no more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox

from danvan_desktop.localization import _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import SecondHistory, choose_history, second_histories
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.sync.deciding_list import DecidingList
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.two_line_list import Item

_HEIGHT = 330

_WHAT_TO_DO = _(
    "Thường là máy được chép lại từ bản cũ: gửi tệp về máy ấy, nhập ở đó rồi nhận tệp mới của nó, mục này sẽ tự hết."
    " Chỉ chọn khi máy ấy bị mất, hoặc có người dùng khóa của nó: máy ấy thôi quyền ghi, bản được chọn tính ở mọi nơi,"
    " bản kia vẫn giữ riêng."
)


def read_histories(store: Store) -> Sequence[SecondHistory]:
    """Read those of which nobody decided."""
    return [one for one in second_histories(store) if not one.is_decided]


class HistoriesPanel(DecidingList):
    """Nothing is chosen before somebody chooses it; what is not chosen is kept."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``refresh``."""
        super().__init__(context, _("Máy ký hai bản nhật ký khác nhau"))
        self._found: dict[str, SecondHistory] = {}
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.told = quiet_text("")
        self.sure = QCheckBox(self._say(_("Tôi đã hỏi rõ: máy ấy thôi quyền ghi từ nay, không lấy lại được")))
        self.sure.toggled.connect(lambda _is_sure: self._enable())
        self.keep_button = plain_button(self._say(_("Giữ bản đang dùng")), self._keep)
        self.take_button = plain_button(self._say(_("Dùng bản kia")), self._take)
        self._arrange(self.told, self.sure, buttons=(self.keep_button, self.take_button), height=_HEIGHT)

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(read_histories, self._show, key=(self, "histories"), owner=self)

    def _show(self, found: Sequence[SecondHistory]) -> None:
        count = len(found)
        self._found = {one.code: one for one in found}
        words = ngettext(
            "{n} chỗ một máy ký hai bản nhật ký khác nhau", "{n} chỗ một máy ký hai bản nhật ký khác nhau", count
        )
        self._list(words, [self._item(one) for one in found])
        self._choose_any()
        self._show_chosen()

    def _item(self, one: SecondHistory) -> Item:
        detail = _("Khác nhau từ {moment}", moment=one.since)
        return Item(one.code, self._say(one.author), self._say(detail))

    def _show_chosen(self) -> None:
        one = self._found.get(self.list.current)
        self.told.setText("" if one is None else f"{self._say(one.told)}\n{self._say(_WHAT_TO_DO)}")
        self.sure.setChecked(False)
        self._enable()

    def _enable(self) -> None:
        """Let a press decide only once somebody said that it is meant: a laptop loses its right for good."""
        for button in (self.keep_button, self.take_button):
            button.setEnabled(self.sure.isChecked() and self.list.current in self._found)

    def _keep(self) -> None:
        self._choose(takes_other=False)

    def _take(self) -> None:
        self._choose(takes_other=True)

    def _choose(self, *, takes_other: bool) -> None:
        self._decide(
            _("Chọn bản nhật ký được tính"),
            lambda store, code: choose_history(store, code, takes_other=takes_other),
            changes=lambda _told: ChangeSummary(frozenset(kind.name for kind in self._context.store.kinds)),
        )
