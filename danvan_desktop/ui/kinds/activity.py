"""How propaganda, help, training and the work of Tháng Dân vận are shown."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

ACTIVITY_VIEW = KindView(
    kind="activity",
    icon="officer",
    guide="20-tuyen-truyen.md",
    loaded=9,
    goes_apart=True,
    sections=(
        Section(
            None,
            (
                ("topic",),
                ("type", "organiser"),
                ("unit", "place"),
                ("held_on", "channel"),
                ("plan", "month", "month_year"),
            ),
        ),
        Section(
            _("Kết quả"),
            (
                ("sessions", "people", "households_visited"),
                ("policy_group", "beneficiaries", "days"),
                ("money", "people_money", "kind_value"),
                ("result",),
                ("good_example", "state"),
                ("consultation",),
                ("community_work", "land_project"),
                ("note",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Tuyên truyền, vận động"),
        words=_("tháng dân vận quán triệt thăm hỏi tập huấn bồi dưỡng ra quân hoạt động"),
        group=Group.FRONT,
        purpose=_("Tuyên truyền, giải thích, thăm hỏi, bồi dưỡng và việc làm trong Tháng Dân vận."),
        begin=_("Hoạt động mới"),
        begin_from_search=_("Hoạt động tuyên truyền, vận động mới"),
        empty=_("Bấm “Hoạt động mới” (Ctrl+N) để ghi buổi tuyên truyền, thăm hỏi, lớp bồi dưỡng đầu tiên."),
        filters=("type", "state", "month", "unit"),
        derived=(Derived.PERIOD,),
        headings={"month": _("Tháng Dân vận"), "people": _("Lượt người")},
        counted=_("hoạt động tuyên truyền"),
    ),
)
