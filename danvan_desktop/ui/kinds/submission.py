"""How the reports that units owe are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListAction, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.store import Store
    from danvan_desktop.ui.editors.editor import RecordEditor
    from danvan_desktop.ui.pages.page import Page


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.submission_editor import SubmissionEditor

    return SubmissionEditor


def _remark(store: Store, record: Record, field: str) -> Message | None:
    """Say beside the term by how many days a report is late, beside the day of sending by how many it came late."""
    from danvan_desktop.reports.owed import DutyState, standing_of

    owed = standing_of(store, record, store.today()) if field in ("due_on", "sent_on") else None
    if owed is None or owed.kept is not (DutyState.MISSING if field == "due_on" else DutyState.LATE):
        return None
    return owed.words


def _make_year(page: Page, _records: Sequence[Record]) -> None:
    """Make the reports that are owed in a year."""
    from danvan_desktop.ui.dialogs.owed_dialog import OwedDialog

    OwedDialog(page.context, page).open()


def _mark_sent(page: Page, records: Sequence[Record]) -> None:
    """Say that the chosen reports were sent today, in one step."""
    from danvan_desktop.domain.sending import sent
    from danvan_desktop.ui.operations import Operation, short_work

    work = short_work(lambda store: store.save(*(sent(record, store, store.today()) for record in records)))
    page.context.operations.run(Operation(_("Ghi báo cáo đã gửi"), work, undoable=True))


def _show_sheet(page: Page, _records: Sequence[Record]) -> None:
    """Show how each unit keeps the duty to report in this quarter."""
    from danvan_desktop.domain.period import Period
    from danvan_desktop.ui.preview.preview_dialog import show_report

    show_report(page.context, "submission-sheet", period=Period.quarter_of(page.context.today()), parent=page)


SUBMISSION_VIEW = KindView(
    kind="submission",
    icon="reports",
    guide="19-ke-hoach.md",
    goes_apart=True,
    editor=_editor,
    sections=(
        Section(
            None,
            (
                ("report", "period"),
                ("to",),
                ("from_unit", "state"),
                ("due_on", "sent_on"),
                ("document",),
                ("received_on", "returned_reason"),
                ("note",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Báo cáo phải nộp"),
        words=_("chế độ báo cáo lịch nộp gửi cấp trên nhắc hạn"),
        group=Group.REPORTS,
        purpose=_("Báo cáo nào, của đơn vị nào, hạn nào, đã gửi chưa."),
        begin=_("Báo cáo phải nộp mới"),
        begin_from_search=_("Báo cáo phải nộp mới"),
        empty=_(
            "Bấm “Lập lịch năm…” để lập mọi báo cáo phải nộp của một năm, hoặc “Báo cáo phải nộp mới” (Ctrl+N) để ghi"
            " từng báo cáo."
        ),
        filters=("report", "state", "from_unit"),
        derived=(Derived.TERM, Derived.PERIOD),
        headings={"from_unit": _("Đơn vị"), "due_on": _("Hạn")},
        remark=_remark,
        actions=(
            ListAction(
                name="year",
                label=_("Lập lịch năm…"),
                icon="calendar",
                run=_make_year,
                of_the_list=True,
                stands_out=True,
                tip=_("Lập mọi báo cáo phải nộp của một năm trong một lần"),
            ),
            ListAction(
                name="sent",
                label=_("Đã gửi"),
                icon="tasks",
                run=_mark_sent,
                several=True,
                stands_out=True,
                tip=_("Ghi các báo cáo đang chọn đã gửi hôm nay, kèm văn bản trong sổ số văn bản"),
            ),
            ListAction(
                name="sheet",
                label=_("Bảng tổng hợp chế độ báo cáo…"),
                icon="preview",
                run=_show_sheet,
                of_the_list=True,
            ),
        ),
    ),
)
