"""How those who work among the people are shown: a list that stays inside the unit."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, Section

NETWORK_MEMBER_VIEW = KindView(
    kind="network_member",
    icon="officer",
    guide="20-tuyen-truyen.md",
    loaded=10,
    sections=(
        Section(
            None,
            (
                ("full_name", "role"),
                ("unit", "position"),
                ("board",),
                ("birth_year", "gender", "phone"),
                ("decision_number", "recognised_by"),
                ("from_on", "to_on", "active"),
                ("trained_on", "rating_last"),
                ("note",),
            ),
        ),
        Section(
            _("Chỉ giữ trên máy này, không vào tệp nào"),
            (("ethnic", "religion", "party_member"),),
        ),
    ),
    listing=ListView(
        title=_("Lực lượng dân vận"),
        words=_("tổ dân vận khối báo cáo viên người có uy tín già làng hòa giải viên cộng tác viên"),
        group=Group.FRONT,
        purpose=_(
            "Khối, tổ dân vận, báo cáo viên, người có uy tín…; danh sách chỉ dùng trong đơn vị, không gửi đi đâu."
        ),
        begin=_("Thêm người"),
        begin_from_search=_("Thêm người làm công tác dân vận"),
        empty=_("Bấm “Thêm người” (Ctrl+N) để ghi thành viên khối, tổ dân vận; danh sách không rời khỏi đơn vị."),
        filters=("role", "active", "unit"),
        headings={"trained_on": _("Bồi dưỡng"), "active": _("Hoạt động")},
    ),
)
