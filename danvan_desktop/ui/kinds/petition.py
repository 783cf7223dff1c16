"""How petitions are shown: how late each is, many assigned at once, a complicated case raised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danvan_desktop.domain.deadlines import days_over
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListAction, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.store import Store
    from danvan_desktop.ui.editors.editor import RecordEditor
    from danvan_desktop.ui.pages.page import Page


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.petition_editor import PetitionEditor

    return PetitionEditor


def _remark(store: Store, record: Record, field: str) -> Message | None:
    """Say beside the term by how many days it is past."""
    late = store.late_term(record) if field == "due_on" else None
    if late is None:
        return None
    # What was not done by a day that is not shown is told by its name.
    return days_over(late, store.today()) if late.deadline.due is not None else late.deadline.undone


def _assign(page: Page, records: Sequence[Record]) -> None:
    """Assign the chosen petitions in one step."""
    from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog

    AssignDialog(page.context, records, page).open()


def _escalate(page: Page, records: Sequence[Record]) -> None:
    """Report the chosen petition to the level above at once, as a complicated case."""
    from danvan_desktop.ui.editors.escalation import escalate

    escalate(page.context, records[0], page.window())


_SECTIONS = (
    Section(
        _("Tiếp nhận"),
        (
            ("number", "received_on", "nature"),
            ("unit", "field"),
            ("source", "source_record"),
            ("citizen_name", "citizen_address", "citizen_phone"),
            ("content",),
            ("request",),
            ("group_size", "policy_group"),
        ),
        stages=("received",),
    ),
    Section(
        _("Giao giải quyết"),
        (
            ("competence", "assigned_to"),
            ("assigned_on", "accepted_on", "due_on"),
            ("instance", "difficulty"),
        ),
        stages=("assigned", "transferred"),
    ),
    Section(_("Trả lời"), (("reply",), ("reply_number", "replied_on", "result")), stages=("replied",)),
    Section(_("Thông báo cho dân"), (("people_told_on", "told_how", "satisfied"),), stages=("people_told",)),
    Section(
        _("Kết thúc"),
        (
            ("state", "closed_on", "complicated"),
            ("case", "denunciation", "split_from"),
        ),
        stages=("closed",),
    ),
)

PETITION_VIEW = KindView(
    kind="petition",
    icon="petition",
    guide="05-kien-nghi.md",
    editor=_editor,
    loaded=1,
    goes_apart=True,
    sections=_SECTIONS,
    listing=ListView(
        title=_("Kiến nghị"),
        words=_("phản ánh đề nghị của dân đơn thư ý kiến"),
        group=Group.RECEPTION,
        purpose=_("Kiến nghị, đơn thư của người dân: hạn trả lời, ai giải quyết, đã báo cho dân chưa."),
        begin=_("Kiến nghị mới"),
        begin_from_search=_("Kiến nghị mới"),
        empty=_(
            "Bấm “Kiến nghị mới” (Ctrl+N), hoặc mở một cuộc họp, chọn ý kiến của người dân rồi bấm “Vào sổ kiến nghị”."
        ),
        filters=("state", "field", "unit", "source", "assigned_to", "policy_group", "complicated"),
        derived=(Derived.TERM, Derived.PERIOD),
        headings={"received_on": _("Ngày nhận"), "unit": _("Thôn"), "complicated": _("Phức tạp")},
        actions=(
            ListAction(
                name="assign",
                label=_("Giao việc…"),
                icon="assign",
                run=_assign,
                several=True,
                stands_out=True,
                tip=_("Giao các kiến nghị đang chọn cho một cơ quan"),
            ),
            ListAction(name="escalate", label=_("Báo cáo đột xuất…"), icon="warning", run=_escalate),
        ),
        remark=_remark,
        board=True,
        pinned=True,
        counted=_("kiến nghị nhận"),
    ),
)
