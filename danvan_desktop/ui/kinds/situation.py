"""How what is heard and seen among the people is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.situation_editor import SituationEditor

    return SituationEditor


SITUATION_VIEW = KindView(
    kind="situation_entry",
    editor=_editor,
    icon="situation",
    guide="07-tinh-hinh.md",
    goes_apart=True,
    sections=(
        Section(
            None,
            (
                ("unit", "noted_on", "category"),
                ("group", "people_count"),
                ("content",),
                ("severity", "urgent"),
            ),
        ),
        Section(_("Xử lý, dự báo, đề xuất"), (("handling",), ("forecast",), ("proposal",), ("petition", "case"))),
    ),
    listing=ListView(
        title=_("Tình hình Nhân dân"),
        name=_("Tình hình"),
        words=_("nắm tình hình nhân dân dư luận tư tưởng tin báo điểm nóng"),
        group=Group.SITUATION,
        purpose=_("Dư luận, tâm tư, vụ việc trong Nhân dân; báo cáo quý lấy từ đây."),
        begin=_("Tin mới"),
        begin_from_search=_("Tin tình hình mới"),
        empty=_("Bấm “Tin mới” (Ctrl+N) để ghi dư luận, tâm tư, vụ việc; báo cáo quý được tổng hợp từ các tin này."),
        filters=("category", "severity", "unit"),
        derived=(Derived.PERIOD,),
        headings={"noted_on": _("Ngày"), "category": _("Về"), "urgent": _("Đột xuất")},
        pinned=True,
        counted=_("tin tình hình"),
    ),
)
