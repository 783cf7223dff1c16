"""How the basic numbers of a unit are shown, year by year."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, Section

UNIT_PROFILE_VIEW = KindView(
    kind="unit_profile",
    icon="unit",
    guide="20-tuyen-truyen.md",
    loaded=11,
    sections=(
        Section(
            None,
            (
                ("unit", "year"),
                ("households", "population"),
                ("poor", "near_poor"),
                ("minority_households", "merit_households", "cultural_households"),
                ("religious_people", "workers"),
                ("elderly", "children", "insured"),
                ("source",),
                ("note",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Số liệu cơ bản theo năm"),
        name=_("Số liệu cơ bản"),
        words=_("hộ nghèo cận nghèo dân số số hộ bảo hiểm y tế"),
        group=Group.REPORTS,
        purpose=_("Số hộ, nhân khẩu, hộ nghèo, thẻ bảo hiểm y tế… từng năm; báo cáo tính tỷ lệ theo đây."),
        begin=_("Số liệu năm mới"),
        begin_from_search=_("Số liệu cơ bản năm mới"),
        empty=_("Bấm “Số liệu năm mới” (Ctrl+N) để ghi số hộ, nhân khẩu, hộ nghèo của xã hoặc từng thôn."),
        filters=("unit",),
    ),
)
