"""How models “Dân vận khéo” are shown, with their progress, points and recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, OneForEach, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.model_editor import ModelEditor

    return ModelEditor


_SECTIONS = (
    Section(
        None,
        (
            ("name",),
            ("registration", "registered_on", "year"),
            ("grown_from", "state"),
            ("form", "field", "theme"),
            ("registrant", "organisation"),
            ("unit", "period"),
            ("aim",),
        ),
    ),
    Section(
        _("Nội dung thực hiện"),
        (("content",), ("targets",), ("participants",), ("policy_group",), ("beneficiaries",), ("resources",)),
    ),
)

_PARTS = (
    PartsView(
        kind="model_progress",
        title=_("Tiến độ"),
        columns=(
            ("reported_on", _("Ngày báo cáo")),
            ("done", _("Việc đã làm")),
            ("difficulties", _("Khó khăn, vướng mắc")),
        ),
        hint=_("Chưa có báo cáo tiến độ. Bấm “Thêm” (Ctrl+T) để ghi việc đã làm."),
    ),
    PartsView(
        kind="score",
        title=_("Chấm điểm"),
        columns=(
            ("criterion", _("Tiêu chí")),
            ("criterion.maximum", _("Tối đa")),
            ("criterion.counts_as", _("Cách tính")),
            ("points", _("Điểm")),
            ("scorer", _("Người chấm")),
            ("remark", _("Nhận xét")),
        ),
        hint=_(
            "Chưa chấm điểm. Bấm “Điền các tiêu chí”, rồi gõ điểm từng dòng (Enter xuống dòng sau, hoặc dán cả cột"
            " từ Excel)."
        ),
        one_for_each=OneForEach(
            field="criterion",
            lists=("set", "version"),
            by="scorer",
            label=_("Điền các tiêu chí"),
            nothing=_("Chưa có bộ tiêu chí nào. Ghi ở Cài đặt, Thiết lập ban đầu: có sẵn bộ tham khảo để sửa."),
        ),
    ),
    PartsView(
        kind="recognition",
        title=_("Công nhận"),
        columns=(
            ("level", _("Cấp")),
            ("decision_number", _("Số quyết định")),
            ("decision_date", _("Ngày")),
            ("title", _("Danh hiệu, hình thức")),
        ),
        hint=_("Chưa có quyết định công nhận. Bấm “Thêm” (Ctrl+T) để ghi."),
    ),
)

MODEL_VIEWS = (
    KindView(
        kind="model",
        icon="model",
        editor=_editor,
        guide="06-mo-hinh.md",
        loaded=4,
        goes_apart=True,
        sections=_SECTIONS,
        parts=_PARTS,
        listing=ListView(
            title=_("Mô hình"),
            words=_("dân vận khéo điển hình"),
            group=Group.MODELS,
            purpose=_("Mô hình, điển hình “Dân vận khéo”: đăng ký, tiến độ, chấm điểm, công nhận."),
            begin=_("Mô hình mới"),
            begin_from_search=_("Mô hình mới"),
            empty=_("Bấm “Mô hình mới” (Ctrl+N) để đăng ký mô hình, điển hình “Dân vận khéo” và theo dõi tiến độ."),
            filters=("year", "registration", "state", "field", "theme", "policy_group", "unit"),
            headings={
                "registered_on": _("Ngày"),
                "registration": _("Đăng ký"),
                "registrant": _("Người đăng ký"),
            },
            pinned=True,
            counted=_("mô hình"),
        ),
    ),
    KindView(
        kind="model_progress",
        sections=(Section(None, (("reported_on",), ("done",), ("figures",), ("difficulties",))),),
    ),
    KindView(kind="score", sections=(Section(None, (("criterion",), ("points", "scorer"), ("remark",))),)),
    KindView(
        kind="recognition",
        sections=(Section(None, (("level", "decision_number", "decision_date"), ("title",), ("replicated_to",))),),
    ),
)
