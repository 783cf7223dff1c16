"""How receptions of citizens are shown, with everybody who was received."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

_VISITS = PartsView(
    kind="reception_visit",
    title=_("Lượt tiếp"),
    columns=(
        ("citizen_name", _("Họ tên")),
        ("citizen_address", _("Địa chỉ")),
        ("people", _("Số người")),
        ("content", _("Nội dung")),
        ("nature", _("Loại đơn")),
        ("handling", _("Xử lý")),
    ),
    hint=_("Chưa có lượt tiếp. Bấm “Thêm” (Ctrl+T) để ghi; không ai đến thì đánh dấu “Không có công dân đến”."),
)

RECEPTION_VIEWS = (
    KindView(
        kind="reception",
        icon="officer",
        guide="18-tiep-dan.md",
        goes_apart=True,
        sections=(
            Section(
                None,
                (
                    ("held_on", "unit", "state"),
                    ("body", "kind", "mode"),
                    ("receiver", "position", "by_head"),
                    ("place", "posted_on", "nobody_came"),
                    ("substitute_reason",),
                    ("notice_number", "notice_date"),
                    ("note",),
                ),
            ),
        ),
        set_elsewhere=("took_place",),
        parts=(_VISITS,),
        listing=ListView(
            title=_("Tiếp công dân"),
            group=Group.RECEPTION,
            purpose=_("Lịch và kết quả từng buổi tiếp công dân; sổ tiếp công dân in từ đây."),
            begin=_("Buổi tiếp mới"),
            begin_from_search=_("Buổi tiếp công dân mới"),
            empty=_("Bấm “Buổi tiếp mới” (Ctrl+N) để ghi lịch hoặc kết quả buổi tiếp công dân đầu tiên."),
            filters=("state", "body", "kind", "unit"),
            derived=(Derived.TERM, Derived.PERIOD),
            headings={"held_on": _("Ngày"), "unit": _("Đơn vị")},
            counted=_("buổi tiếp công dân"),
        ),
    ),
    KindView(
        kind="reception_visit",
        sections=(
            Section(
                None,
                (
                    ("citizen_name", "citizen_address", "identity_number"),
                    ("people", "representatives", "nature", "first_time"),
                    ("content",),
                    ("handling", "competent", "settled_by"),
                    ("guided_to", "handled_by"),
                    ("refusal_ground", "refused_on", "refusal_notice_on"),
                    ("result",),
                    ("petition", "case", "note"),
                ),
            ),
        ),
    ),
)
