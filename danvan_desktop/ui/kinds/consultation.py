"""How asking the people is shown, with what each village said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.consultation_editor import ConsultationEditor

    return ConsultationEditor


CONSULTATION_VIEWS = (
    KindView(
        kind="consultation",
        icon="dialogue",
        guide="17-dan-chu-o-co-so.md",
        editor=_editor,
        goes_apart=True,
        sections=(
            Section(
                _("Lấy ý kiến"),
                (
                    ("subject",),
                    ("item",),
                    ("policy_group", "drafting_body", "plan_number"),
                    ("published_on", "closes_on"),
                    ("unit", "council_agreed_on", "people_asked"),
                    ("form_dialogue", "form_meeting", "form_ballot", "form_box"),
                    ("form_front", "form_web", "form_network", "form_affected"),
                ),
                stages=("planned", "open"),
                captions=(("form_dialogue", _("Hình thức lấy ý kiến")),),
            ),
            Section(
                _("Tổng hợp, tiếp thu, giải trình"),
                (
                    ("synthesis",),
                    ("accepted_count", "explained_count"),
                    ("explained_on",),
                    ("explanation",),
                ),
                stages=("closed", "explained"),
            ),
            Section(
                _("Quyết định"),
                (
                    ("decision_number", "decided_on"),
                    ("reported_council_on", "reported_front_on"),
                    ("note",),
                    ("state",),
                ),
                stages=("decided",),
            ),
        ),
        parts=(
            PartsView(
                kind="consultation_tally",
                title=_("Kết quả từng nơi"),
                columns=(
                    ("unit", _("Thôn")),
                    ("form", _("Hình thức")),
                    ("meeting", _("Tại cuộc họp")),
                    ("households_asked", _("Hộ được hỏi")),
                    ("answered", _("Hộ trả lời")),
                    ("agree", _("Đồng ý")),
                    ("disagree", _("Không đồng ý")),
                    ("other", _("Khác")),
                    ("opinions", _("Ý kiến")),
                ),
                carried=("form",),
                hint=_("Chưa có kết quả. Bấm “Thêm” (Ctrl+T); chọn cuộc họp thôn thì số hộ, số ý kiến được lấy sẵn."),
            ),
        ),
        listing=ListView(
            title=_("Lấy ý kiến Nhân dân"),
            name=_("Lấy ý kiến"),
            words=_("hỏi ý kiến góp ý dự thảo của nhân dân tiếp thu giải trình"),
            group=Group.DEMOCRACY,
            purpose=_("Dự thảo đưa ra lấy ý kiến dân: thời gian, kết quả từng thôn, tiếp thu, giải trình."),
            begin=_("Lấy ý kiến mới"),
            begin_from_search=_("Lấy ý kiến Nhân dân mới"),
            empty=_(
                "Bấm “Lấy ý kiến mới” (Ctrl+N) để ghi dự thảo đưa ra lấy ý kiến; phần mềm tính ngày kết thúc và cộng"
                " kết quả các thôn."
            ),
            filters=("state", "item", "policy_group"),
            derived=(Derived.PERIOD,),
            headings={"published_on": _("Từ ngày"), "closes_on": _("Đến ngày")},
            counted=_("nội dung lấy ý kiến"),
        ),
    ),
    KindView(
        kind="consultation_tally",
        sections=(
            Section(
                None,
                (
                    ("unit", "form"),
                    ("meeting",),
                    ("households_asked", "answered", "opinions"),
                    ("agree", "disagree", "other"),
                    ("summary",),
                    ("note",),
                ),
            ),
        ),
    ),
)
