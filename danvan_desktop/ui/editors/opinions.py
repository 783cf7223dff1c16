"""Opinions voiced at a meeting or dialogue, and the petition that an opinion becomes in one click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.domain.uid import new_uid
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
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
        self, context: UiContext, raise_petition: Callable[[ChildRow], object], parent: QWidget | None = None
    ) -> None:
        """``raise_petition`` is called with the selected opinion."""
        rows = OpinionRows(context.store.kinds["opinion"], _COLUMNS, context.translator)
        super().__init__(
            rows, context, _("Chưa có ý kiến nào. Bấm “Thêm” (Ctrl+T) rồi ghi ý kiến của người dân."), parent
        )
        self.petition_button = QPushButton(context.translator(_("Lập kiến nghị")))
        self.petition_button.setAutoDefault(False)
        self.petition_button.setToolTip(
            context.translator(_("Lập kiến nghị từ ý kiến đang chọn: số, hạn trả lời và nguồn được điền sẵn."))
        )
        self.buttons.addWidget(self.petition_button)
        self.petition_button.clicked.connect(lambda: self.current is not None and raise_petition(self.current))
        self.selected.connect(self._refresh_button)
        self.edited.connect(self._refresh_button)
        self._refresh_button()

    def _refresh_button(self) -> None:
        row = self.current
        ready = row is not None and not row.values.get("petition") and bool(row.values.get("content"))
        if hasattr(self, "petition_button"):
            self.petition_button.setEnabled(ready)


def petition_of(opinion: ChildRow, gathering: Record, source: str, day: dt.date) -> Callable[[Store], Sequence[Draft]]:
    """Return what makes the petition of an opinion: the petition and the opinion's link to it, in one save."""
    uid = new_uid()

    def drafts(store: Store) -> Sequence[Draft]:
        values: dict[str, Value] = {
            "number": store.next_number("petition", "number", day.year),
            "received_on": day.isoformat(),
            "source": source,
            "source_record": gathering.uid,
            "unit": gathering.get("unit"),
            "citizen_name": opinion.values.get("speaker_name"),
            "citizen_address": opinion.values.get("speaker_address"),
            "content": opinion.values.get("content"),
        }
        due = suggested_due_date("petition", source, day, store.law, store.calendar)
        if due is not None:
            values["due_on"] = due.isoformat()
        return Draft("petition", values, uid), Draft("opinion", {"petition": uid}, opinion.uid)

    return drafts
