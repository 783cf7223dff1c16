"""Kiến nghị: the list with how late each is, assigning many at once, and the board by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from PySide6.QtWidgets import QPushButton

from danvan_desktop.domain.fields import Choice
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import Lateness, overdue
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.selection import DUE_SOON, DUE_TODAY, OVERDUE, TERM, Listing, ListQuery
from danvan_desktop.ui.pages.petition_board import PetitionBoard
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.filter_bar import DerivedFilter

_BOARD = "petition.board"
"""The setting that says whether the board is shown in place of the list."""


class PetitionPage(RecordPage):
    """Petitions as a list or as a board."""

    title = _("Kiến nghị")
    icon = "petition"
    kind_name = "petition"
    new_label = _("Kiến nghị mới")
    empty_hint = _(
        "Bấm “Kiến nghị mới” (Ctrl+N), hoặc mở một cuộc họp, chọn ý kiến của người dân rồi bấm “Lập kiến nghị”."
    )
    filtered_by = ("state", "field", "unit", "source", "assigned_to", "complicated")
    derived_filters = (
        DerivedFilter(
            TERM,
            _("Hạn"),
            (
                Choice(OVERDUE, _("Quá hạn")),
                Choice(DUE_TODAY, _("Đến hạn hôm nay")),
                Choice(DUE_SOON, _("Đến hạn trong 7 ngày")),
            ),
        ),
    )
    headings: ClassVar[Mapping[str, Message]] = {
        "received_on": _("Ngày nhận"),
        "unit": _("Thôn"),
        "complicated": _("Phức tạp"),
    }

    def remark(self, record: Record, field: str) -> Message | None:
        """Say beside the term by how many days it is past."""
        if field != "due_on":
            return None
        late = overdue(record, self.context.today(), self.context.store.terms)
        if late is None:
            return None
        if late.lateness is Lateness.NO_REPLY:
            return ngettext("quá {n} ngày", "quá {n} ngày", late.days)
        return _("chưa báo dân")

    def tool_buttons(self) -> Sequence[QPushButton]:
        """Assign many, and turn between list and board."""
        self.assign_button = self._button(_("Giao việc…"), "assign", self.assign_chosen)
        self.assign_button.setToolTip(self.context.translator(_("Giao các kiến nghị đang chọn cho một cơ quan")))
        self.board_button = Button(self.context.translator(_("Bảng")), picture=icon("board", "text", "accentDark"))
        self.board_button.setCheckable(True)
        self.board_button.setToolTip(self.context.translator(_("Xếp theo trạng thái, mỗi trạng thái một cột")))
        self.board_button.clicked.connect(self._turn_board)
        return (self.board_button, self.assign_button)

    def add_actions(self) -> None:
        """Raise a complicated case."""
        self.escalate_action = self.add_action(_("Báo cáo đột xuất…"), "warning", self.escalate_chosen)

    def escalate_chosen(self) -> None:
        """Report the chosen petition to the level above at once, as a complicated case."""
        from danvan_desktop.ui.editors.escalation import escalate

        records = self.chosen_records()
        if records:
            escalate(self.context, records[0], self.window())

    def lead_to(self, uid: str, state: str) -> None:
        """Open a petition where it lacks what a state needs; nothing is changed until it is saved."""
        from danvan_desktop.ui.editors.opening import open_editor

        open_editor(self.context, "petition", uid, parent=self.window()).stages.lead_to(state)

    def assign_chosen(self) -> None:
        """Assign the chosen petitions in one step."""
        from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog

        records = self.chosen_records()
        if records:
            AssignDialog(self.context, records, self).open()

    def activate(self) -> None:
        """Show the list or the board, whichever was shown last."""
        self.board_button.setChecked(self.context.store.settings.get(_BOARD) == "1")
        super().activate()

    @cached_property
    def board(self) -> PetitionBoard:
        """The board, made when it is first looked at."""
        board = PetitionBoard(self.context)
        board.opened.connect(self.record_wanted)
        board.move_wanted.connect(self.lead_to)
        self._stack.addWidget(board)
        return board

    def _turn_board(self, shown: bool) -> None:
        self.context.operations.remember(_BOARD, "1" if shown else "0")
        self.refresh()

    def _show(self, query: ListQuery, listing: Listing) -> None:
        super()._show(query, listing)
        if self.board_button.isChecked() and listing.uids:
            self.board.show_fitting(query)
            self._stack.setCurrentWidget(self.board)

    def _refresh_buttons(self) -> None:
        super()._refresh_buttons()
        self.escalate_action.setEnabled(len(self.view.chosen_rows()) == 1)
        self.assign_button.setEnabled(bool(self.view.chosen_rows()) and not self.board_button.isChecked())
