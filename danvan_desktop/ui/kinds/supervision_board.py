"""How the people's boards are shown, with the list of their members."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

SUPERVISION_BOARD_VIEWS = (
    KindView(
        kind="supervision_board",
        icon="unit",
        guide="21-giam-sat-kiem-tra.md",
        loaded=13,
        goes_apart=True,
        sections=(
            Section(
                _("Thành lập"),
                (
                    ("name",),
                    ("kind", "unit"),
                    ("members_count", "deputies"),
                    ("term_from", "term_to"),
                    ("recognition_number", "recognised_on"),
                ),
            ),
            Section(
                _("Giám sát đầu tư, kết thúc"),
                (("project",), ("starts_on", "investor_told_on"), ("ended_on", "state"), ("note",)),
            ),
        ),
        parts=(
            PartsView(
                kind="board_member",
                title=_("Thành viên"),
                columns=(
                    ("full_name", _("Họ và tên")),
                    ("post", _("Chức vụ")),
                    ("village", _("Thôn")),
                    ("elected_on", _("Ngày bầu")),
                    ("phone", _("Điện thoại")),
                ),
                hint=_("Chưa có thành viên. Bấm “Thêm” (Ctrl+T), hoặc dán danh sách chép từ Excel vào bảng (Ctrl+V)."),
            ),
        ),
        listing=ListView(
            title=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
            name=_("Ban TTND, GSĐTCĐ"),
            group=Group.DEMOCRACY,
            purpose=_("Các Ban của Nhân dân: thành viên, nhiệm kỳ, công nhận, công trình giám sát."),
            begin=_("Ban mới"),
            begin_from_search=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư mới"),
            empty=_("Bấm “Ban mới” (Ctrl+N) để ghi Ban Thanh tra nhân dân, Ban Giám sát đầu tư và các thành viên."),
            filters=("kind", "state", "unit"),
            derived=(Derived.TERM,),
            headings={"term_from": _("Từ ngày"), "term_to": _("Đến ngày"), "members_count": _("Thành viên")},
        ),
    ),
    KindView(
        kind="board_member",
        loaded=14,
        sections=(Section(None, (("full_name", "post"), ("village", "elected_on"), ("phone", "serves"), ("note",))),),
    ),
)
