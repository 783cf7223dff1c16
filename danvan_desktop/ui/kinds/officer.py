"""How officers are shown."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, ListView, Section

OFFICER_VIEW = KindView(
    kind="officer",
    icon="officer",
    guide="01-bat-dau.md",
    loaded=7,
    sections=(
        Section(None, (("full_name", "called"), ("position",), ("unit", "organisation"), ("phone", "role", "active"))),
    ),
    listing=ListView(
        title=_("Cán bộ"),
        words=_("người dùng người ký phân công"),
        purpose=_("Người ghi, duyệt và ký trên máy này."),
        begin=_("Cán bộ mới"),
        begin_from_search=_("Cán bộ mới"),
        empty=_("Bấm “Cán bộ mới” (Ctrl+N) để ghi những người nhập liệu, duyệt và ký trên máy này."),
        filters=("role",),
        from_settings=_("Danh sách cán bộ…"),
    ),
)
