"""How inspections are shown, with what was asked for after them."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.oversight import RECOMMENDATIONS
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

INSPECTION_VIEW = KindView(
    kind="inspection",
    icon="tasks",
    guide="21-giam-sat-kiem-tra.md",
    loaded=12,
    goes_apart=True,
    sections=(
        Section(
            _("Kế hoạch"),
            (
                ("subject",),
                ("type", "unit"),
                ("target_unit", "target"),
                ("decision_number", "started_on", "ended_on"),
                ("team",),
            ),
            stages=("planned",),
        ),
        Section(_("Kết quả kiểm tra"), (("strengths",), ("limits",)), stages=("done",)),
        Section(
            _("Kết luận, theo dõi"),
            (("conclusion_number", "concluded_on", "state"), ("note",)),
            stages=("concluded", "followed"),
        ),
    ),
    parts=(RECOMMENDATIONS,),
    listing=ListView(
        title=_("Kiểm tra, giám sát công tác dân vận"),
        name=_("Kiểm tra"),
        words=_("giám sát của đảng đoàn kiểm tra kết luận"),
        group=Group.REPORTS,
        purpose=_("Kiểm tra, giám sát công tác dân vận: nơi nào, nội dung gì, kết luận và việc thực hiện kết luận."),
        begin=_("Cuộc kiểm tra mới"),
        begin_from_search=_("Kiểm tra, giám sát công tác dân vận mới"),
        empty=_("Bấm “Cuộc kiểm tra mới” (Ctrl+N) để ghi cuộc kiểm tra đầu tiên với kết luận và các yêu cầu."),
        filters=("type", "state", "unit"),
        derived=(Derived.PERIOD, Derived.TERM),
        headings={"started_on": _("Ngày"), "target": _("Nơi được kiểm tra")},
        counted=_("cuộc kiểm tra"),
    ),
)
