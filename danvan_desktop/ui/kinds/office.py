"""How what an office keeps for itself is shown: phrases, and files that belong to records."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, ListView

OFFICE_VIEWS = (
    KindView(
        kind="phrase",
        icon="save",
        listing=ListView(
            title=_("Mẫu câu đã lưu"),
            purpose=_("Đoạn văn hay dùng, chèn bằng hai phím."),
            begin=_("Mẫu câu mới"),
            begin_from_search=_("Mẫu câu mới"),
            empty=_("Trong một hồ sơ, bấm “Mẫu câu” cạnh ô dài rồi chọn “Lưu đoạn đang viết thành mẫu…”."),
            from_settings=_("Mẫu câu đã lưu…"),
        ),
    ),
    KindView(kind="attachment", icon="attach"),
)
