"""How awards are shown: proposed first, then decided."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

AWARD_VIEW = KindView(
    kind="award",
    icon="award",
    guide="06-mo-hinh.md",
    loaded=9,
    goes_apart=True,
    sections=(
        Section(
            _("Đề nghị"),
            (
                ("model",),
                ("subject", "subject_kind"),
                ("unit", "level"),
                ("title", "title_name"),
                ("merit",),
                ("period", "proposed_on"),
            ),
            stages=("proposed",),
        ),
        Section(
            _("Quyết định"),
            (("decision_number", "decided_on"), ("money", "state"), ("note",)),
            stages=("approved", "refused"),
        ),
    ),
    listing=ListView(
        title=_("Khen thưởng, công nhận"),
        name=_("Khen thưởng"),
        words=_("giấy khen bằng khen danh hiệu thi đua công nhận"),
        group=Group.MODELS,
        purpose=_("Tập thể, cá nhân, hộ gia đình được đề nghị, được khen: hình thức, quyết định, tiền thưởng."),
        begin=_("Khen thưởng mới"),
        begin_from_search=_("Khen thưởng mới"),
        empty=_("Bấm “Khen thưởng mới” (Ctrl+N) để ghi đề nghị khen thưởng đầu tiên."),
        filters=("state", "title", "level", "subject_kind", "unit"),
        derived=(Derived.PERIOD,),
        headings={"decided_on": _("Ngày"), "subject": _("Người, tập thể"), "decision_number": _("Quyết định")},
    ),
)
