"""How complaints, denunciations, disputes and hot spots are shown, with what happened day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain.deadlines import days_over
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.store import Store
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.case_editor import CaseEditor

    return CaseEditor


def _remark(store: Store, record: Record, field: str) -> Message | None:
    """Say beside the state what is late, and by how many days."""
    late = store.late_term(record) if field == "state" else None
    return None if late is None else days_over(late, store.today())


_SECTIONS = (
    Section(
        _("Tiếp nhận"),
        (
            ("number", "received_on", "nature"),
            ("title",),
            ("content",),
            ("citizen_name", "citizen_address", "citizen_phone"),
            ("against", "people"),
            ("unit", "field"),
            ("channel", "policy_group"),
            ("mass", "long", "beyond", "party_member", "anonymous"),
        ),
        stages=("received", "open"),
    ),
    Section(
        _("Xử lý, thụ lý"),
        (
            ("handling", "accepted_on", "handled_on"),
            ("sent_to", "notified_on", "verifier"),
            ("ground",),
            ("competence", "instance", "complex"),
            ("complex_paper", "extended_times"),
            ("remote", "several_places"),
        ),
        stages=("handled", "transferred", "filed", "accepted", "handling"),
    ),
    Section(
        _("Kết quả"),
        (
            ("decided_on", "decision_number", "result"),
            ("sent_on", "published_on", "published_how"),
            ("finished_procedure", "dialogue"),
            ("state", "closed_on"),
            ("note",),
            ("land_project",),
            ("split_from",),
        ),
        stages=("settled", "published", "withdrawn", "closed"),
    ),
    Section(
        _("Điểm nóng"),
        (("danger", "raised_on", "cooled_on"), ("forecast",), ("proposal",)),
        stages=("cooled",),
    ),
)

CASE_VIEWS = (
    KindView(
        kind="case",
        icon="warning",
        guide="18-tiep-dan.md",
        editor=_editor,
        goes_apart=True,
        sections=_SECTIONS,
        parts=(
            PartsView(
                kind="step",
                title=_("Diễn biến"),
                columns=(
                    ("done_on", _("Ngày")),
                    ("what", _("Việc, diễn biến")),
                    ("by", _("Cơ quan thực hiện")),
                    ("paper", _("Văn bản")),
                ),
                hint=_("Chưa có diễn biến. Bấm “Thêm” (Ctrl+T) để ghi từng ngày, từng bước."),
            ),
        ),
        listing=ListView(
            title=_("Vụ việc, đơn"),
            words=_("đơn thư khiếu nại tố cáo tranh chấp đất đai điểm nóng đông người vượt cấp khiếu kiện"),
            group=Group.RECEPTION,
            purpose=_("Khiếu nại, tố cáo, tranh chấp, điểm nóng: thụ lý, hạn giải quyết, kết quả, công khai."),
            begin=_("Vụ việc mới"),
            begin_from_search=_("Vụ việc, đơn mới"),
            empty=_("Bấm “Vụ việc mới” (Ctrl+N) để ghi đơn khiếu nại, tố cáo, tranh chấp hoặc điểm nóng đầu tiên."),
            filters=("state", "nature", "field", "unit", "handling", "policy_group"),
            derived=(Derived.TERM, Derived.PERIOD),
            headings={"received_on": _("Ngày nhận"), "unit": _("Thôn")},
            remark=_remark,
            counted=_("vụ việc, đơn nhận"),
        ),
    ),
    KindView(
        kind="step",
        set_elsewhere=("code",),
        sections=(Section(None, (("what",), ("done_on", "due_on", "by"), ("paper",), ("agree", "disagree", "other"))),),
    ),
)
