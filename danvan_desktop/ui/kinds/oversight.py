"""How oversight, criticism and advice are shown, with what was recommended in a table that is typed into."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

RECOMMENDATIONS = PartsView(
    kind="recommendation",
    title=_("Kiến nghị, kết luận"),
    columns=(
        ("content", _("Kiến nghị, kết luận")),
        ("addressee", _("Nơi nhận")),
        ("sent_on", _("Ngày gửi")),
        ("due_on", _("Hạn")),
        ("replied_on", _("Ngày trả lời")),
        ("outcome", _("Kết quả")),
        ("done_on", _("Xong")),
        ("state", _("Trạng thái")),
    ),
    hint=_("Chưa có kiến nghị. Bấm “Thêm” (Ctrl+T) để ghi từng kiến nghị: gửi ai, hạn trả lời, kết quả."),
)
"""What was recommended, in the editor of what it came from."""

OVERSIGHT_VIEWS = (
    KindView(
        kind="oversight",
        icon="search",
        guide="21-giam-sat-kiem-tra.md",
        loaded=10,
        goes_apart=True,
        sections=(
            Section(
                _("Kế hoạch"),
                (
                    ("subject",),
                    ("type", "form", "lead"),
                    ("target",),
                    ("board",),
                    ("unit", "in_plan"),
                    ("plan_sent_on", "report_received_on"),
                    ("draft_received_on", "submission_on"),
                ),
                stages=("planned",),
            ),
            Section(
                _("Thực hiện, kết quả"),
                (("visit_on", "opinions"), ("positive",), ("negative",), ("result_number", "result_on")),
                stages=("done", "reported"),
            ),
            Section(_("Theo dõi kiến nghị"), (("state",), ("note",)), stages=("answered", "closed")),
        ),
        parts=(RECOMMENDATIONS,),
        listing=ListView(
            title=_("Giám sát, phản biện, góp ý"),
            name=_("Giám sát"),
            words=_("phản biện xã hội góp ý mặt trận đoàn giám sát"),
            group=Group.FRONT,
            purpose=_("Giám sát, phản biện xã hội, góp ý xây dựng Đảng, chính quyền; kiến nghị và kết quả trả lời."),
            begin=_("Cuộc giám sát mới"),
            begin_from_search=_("Giám sát, phản biện, góp ý mới"),
            empty=_(
                "Bấm “Cuộc giám sát mới” (Ctrl+N) để ghi cuộc giám sát, phản biện, góp ý đầu tiên và các kiến nghị."
            ),
            filters=("type", "state", "lead", "unit"),
            derived=(Derived.PERIOD, Derived.TERM),
            headings={"visit_on": _("Ngày"), "target": _("Nơi được giám sát, dự thảo")},
            counted=_("cuộc giám sát, phản biện"),
        ),
    ),
    KindView(
        kind="recommendation",
        icon="tasks",
        loaded=11,
        sections=(
            Section(
                None,
                (
                    ("content",),
                    ("addressee",),
                    ("sent_on", "due_on"),
                    ("by_board",),
                    ("reply",),
                    ("reply_number", "replied_on", "outcome"),
                    ("done_on", "state"),
                    ("note",),
                ),
            ),
        ),
    ),
)
