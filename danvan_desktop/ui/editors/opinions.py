"""Opinions voiced at a meeting or dialogue, and the petition that an opinion becomes in one click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import new_uid
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRow, ChildRows

_COLUMNS = (
    ("speaker_name", _("Người phát biểu")),
    ("content", _("Nội dung ý kiến")),
    ("answer", _("Trả lời tại chỗ")),
    ("petition_made", _("Kiến nghị")),
)


class OpinionRows(ChildRows):
    """Opinions, with a column that tells whether a petition was made of them."""

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Tell in words that there is a petition."""
        return _("đã lập") if row.values.get("petition") else ""


class OpinionsPanel(ChildPanel):
    """The tab of opinions with its button “Lập kiến nghị”."""

    def __init__(
        self, context: UiContext, raise_petition: Callable[[ChildRow, str], object], parent: QWidget | None = None
    ) -> None:
        """``raise_petition`` is called with the selected opinion and the field that the petition is about."""
        rows = OpinionRows(context.store.kinds["opinion"], _COLUMNS, context.translator)
        super().__init__(
            rows, context, _("Chưa có ý kiến nào. Bấm “Thêm” (Ctrl+T) rồi ghi ý kiến của người dân."), parent
        )
        self.petition_button = QPushButton(context.translator(_("Lập kiến nghị")))
        self.petition_button.setAutoDefault(False)
        self.petition_button.setToolTip(
            context.translator(_("Chọn lĩnh vực để lập kiến nghị từ ý kiến đang chọn; số, hạn và nguồn được điền sẵn."))
        )
        self.buttons.addWidget(self.petition_button)
        self.petition_menu = QMenu(self.petition_button)
        for choice in context.store.kinds["petition"].field("field").choices:
            action = QAction(context.translator(choice.label), self.petition_menu)
            action.triggered.connect(partial(self._raise, raise_petition, choice.code))
            self.petition_menu.addAction(action)
        self.petition_button.setMenu(self.petition_menu)
        self.selected.connect(self._refresh_button)
        self.edited.connect(self._refresh_button)
        self._refresh_button()

    def _raise(self, raise_petition: Callable[[ChildRow, str], object], field: str) -> None:
        if self.current is not None:
            raise_petition(self.current, field)

    def _refresh_button(self) -> None:
        row = self.current
        ready = row is not None and not row.values.get("petition") and bool(row.values.get("content"))
        if hasattr(self, "petition_button"):
            self.petition_button.setEnabled(ready)


def petition_of(opinion: ChildRow, gathering: Record, field: str, day: dt.date) -> Sequence[Draft]:
    """Make the petition of an opinion and the opinion's link to it; the save fills in number, source and term."""
    uid = new_uid()
    values: dict[str, Value] = {
        "received_on": day.isoformat(),
        "source_record": gathering.uid,
        "citizen_name": opinion.values.get("speaker_name"),
        "citizen_address": opinion.values.get("speaker_address"),
        "field": field,
        "content": opinion.values.get("content"),
    }
    return Draft("petition", values, uid), Draft("opinion", {"petition": uid}, opinion.uid)
