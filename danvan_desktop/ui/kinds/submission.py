"""How the reports that units owe are shown."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

SUBMISSION_VIEW = KindView(
    kind="submission",
    icon="reports",
    guide="19-ke-hoach.md",
    goes_apart=True,
    sections=(
        Section(
            None,
            (
                ("report", "period"),
                ("from_unit", "to"),
                ("due_on", "sent_on", "state"),
                ("document",),
                ("received_on", "returned_reason"),
                ("note",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Báo cáo phải nộp"),
        group=Group.REPORTS,
        purpose=_("Báo cáo nào, của đơn vị nào, hạn nào, đã gửi chưa."),
        begin=_("Báo cáo phải nộp mới"),
        begin_from_search=_("Báo cáo phải nộp mới"),
        empty=_("Bấm “Báo cáo phải nộp mới” (Ctrl+N) để ghi báo cáo phải gửi cấp trên với hạn nộp."),
        filters=("report", "state", "from_unit"),
        derived=(Derived.TERM, Derived.PERIOD),
        headings={"from_unit": _("Đơn vị"), "due_on": _("Hạn")},
    ),
)
