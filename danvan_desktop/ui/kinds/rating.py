"""How ratings are shown: rated by itself, reviewed, decided, announced, with the points of each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, OneForEach, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.rating_editor import RatingEditor

    return RatingEditor


def _sections(reference: str, *beside: tuple[str, ...]) -> tuple[Section, ...]:
    return (
        Section(
            _("Tự chấm"),
            (
                ("target", "subject_kind"),
                (reference, "unit"),
                *beside,
                ("year", "period"),
                ("set", "scheme"),
                ("self_on", "self_total", "self_rank"),
            ),
            stages=("self",),
        ),
        Section(_("Thẩm định"), (("review_on", "review_total", "review_rank"),), stages=("reviewed",)),
        Section(
            _("Quyết định, thông báo"),
            (
                ("ineligible", "ineligible_reason"),
                ("final_total", "rank"),
                ("reason",),
                ("decided_on", "decision_number"),
                ("announced_on", "state"),
                ("note",),
            ),
            stages=("decided", "announced"),
        ),
    )


_MARKS = PartsView(
    kind="rating_mark",
    title=_("Chấm điểm"),
    columns=(
        ("criterion", _("Tiêu chí")),
        ("criterion.maximum", _("Tối đa")),
        ("criterion.counts_as", _("Cách tính")),
        ("self_points", _("Tự chấm")),
        ("review_points", _("Thẩm định")),
        ("final_points", _("Quyết định")),
        ("not_applied", _("Không áp dụng")),
        ("evidence", _("Minh chứng")),
    ),
    hint=_("Chưa chấm điểm. Bấm “Điền các tiêu chí”, rồi gõ điểm từng dòng; tổng điểm được cộng khi lưu."),
    one_for_each=OneForEach(
        field="criterion",
        lists=("set", "version"),
        label=_("Điền các tiêu chí"),
        nothing=_("Chưa có bộ tiêu chí nào. Ghi ở Cài đặt, Tiêu chí chấm điểm: mỗi tiêu chí một dòng."),
    ),
)

RATING_VIEWS = (
    KindView(
        kind="rating",
        icon="score",
        guide="22-xep-loai.md",
        loaded=13,
        editor=_editor,
        goes_apart=True,
        sections=_sections("target_unit"),
        parts=(_MARKS,),
        listing=ListView(
            title=_("Đánh giá, xếp loại công tác dân vận"),
            name=_("Xếp loại"),
            words=_("đánh giá tự chấm điểm thẩm định đơn vị cuối năm"),
            group=Group.REPORTS,
            purpose=_("Xếp loại công tác dân vận của đơn vị, tổ dân vận, thôn: tự chấm, thẩm định, quyết định."),
            begin=_("Xếp loại mới"),
            begin_from_search=_("Xếp loại công tác dân vận mới"),
            empty=_("Bấm “Xếp loại mới” (Ctrl+N) để ghi điểm tự chấm của đơn vị đầu tiên."),
            filters=("year", "period", "subject_kind", "rank", "state", "unit"),
            derived=(Derived.PERIOD,),
            headings={"decided_on": _("Quyết định"), "self_rank": _("Tự chấm"), "rank": _("Xếp loại")},
            counted=_("xếp loại"),
        ),
    ),
    KindView(
        kind="cadre_rating",
        icon="score",
        guide="22-xep-loai.md",
        editor=_editor,
        sections=_sections("officer", ("collective",)),
        parts=(_MARKS,),
        listing=ListView(
            title=_("Xếp loại cán bộ về công tác dân vận"),
            name=_("Xếp loại cán bộ"),
            words=_("đánh giá tự chấm người đứng đầu"),
            group=Group.REPORTS,
            purpose=_("Xếp loại người đứng đầu, cán bộ về công tác dân vận; chỉ dùng trong đơn vị, không gửi đi đâu."),
            begin=_("Xếp loại cán bộ mới"),
            begin_from_search=_("Xếp loại cán bộ mới"),
            empty=_("Bấm “Xếp loại cán bộ mới” (Ctrl+N); danh sách không rời khỏi đơn vị."),
            filters=("year", "period", "subject_kind", "rank", "state"),
            headings={"decided_on": _("Quyết định"), "self_rank": _("Tự chấm"), "rank": _("Xếp loại")},
        ),
    ),
    KindView(
        kind="rating_mark",
        sections=(
            Section(
                None, (("criterion", "not_applied"), ("self_points", "review_points", "final_points"), ("evidence",))
            ),
        ),
    ),
)

RATING_SCHEME_VIEW = KindView(
    kind="rating_scheme",
    icon="score",
    guide="22-xep-loai.md",
    sections=(
        Section(
            None,
            (
                ("name",),
                ("excellent_from", "good_from"),
                ("fair_from", "done_from"),
                ("excellent_most", "excellent_share", "share_of"),
                ("conditions",),
                ("basis",),
            ),
        ),
        Section(
            _("Tên gọi riêng của các mức"),
            (("excellent_name", "good_name", "fair_name"), ("done_name", "failed_name")),
        ),
        Section(
            _("Cách tính điểm"),
            (
                ("self_cap", "review_cap"),
                ("adds_up", "self_share"),
                ("bonus_most", "deduction_most", "total_most"),
                ("scale",),
                ("of_periods",),
                ("below_failed",),
            ),
        ),
        Section(
            _("Mức tối thiểu"),
            (
                ("excellent_group", "good_group"),
                ("fair_group", "done_group"),
                ("below_least",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Thang xếp loại"),
        purpose=_("Từ bao nhiêu điểm là mức nào; mỗi lượt chấm được nhiều nhất bao nhiêu điểm."),
        begin=_("Thang mới"),
        begin_from_search=_("Thang xếp loại mới"),
        empty=_("Bấm “Thang mới” (Ctrl+N) khi đơn vị không xếp loại theo 90, 70, 50 điểm."),
        from_settings=_("Thang xếp loại…"),
    ),
)
