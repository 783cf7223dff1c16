"""How taking land back is shown: the project with its numbers, its steps and, for the commune alone, its households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain.rules.land import DAY_OF_STEP
from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartAction, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.ui.editors.editor import RecordEditor


def open_tasks(editor: RecordEditor, _step: Record) -> None:
    """Open the plan of the project at its tasks, where the day of each is written."""
    plan = editor.live_record().text("plan")
    if plan:
        editor.parts_requested.emit("plan", plan, "task")
    else:
        editor.tell(_("Dự án chưa chọn “Kế hoạch, bộ bước”: chọn ở thẻ đầu thì mở được nhiệm vụ."), is_fault=False)


_TO_TASKS = PartAction(
    label=_("Nhiệm vụ của kế hoạch"),
    run=open_tasks,
    ready=lambda step: bool(step.text("code")),
    tip=_("Mở kế hoạch của dự án ở phần nhiệm vụ, để ghi ngày xong của bước này"),
)

LAND_VIEWS = (
    KindView(
        kind="land_project",
        icon="unit",
        guide="23-thu-hoi-dat.md",
        goes_apart=True,
        set_elsewhere=tuple(DAY_OF_STEP),
        sections=(
            Section(
                _("Dự án"),
                (
                    ("name",),
                    ("investor", "authority"),
                    ("unit", "started_on"),
                    ("area", "plots", "graves"),
                    ("plan",),
                    ("purpose",),
                ),
            ),
            Section(
                _("Người có đất"),
                (("households", "resettled"), ("agreed_households", "handed_over", "unpaid"), ("paid", "persuasions")),
            ),
            Section(_("Kết thúc"), (("ended_on", "state"), ("note",))),
        ),
        parts=(
            PartsView(
                kind="land_step",
                title=_("Các bước"),
                columns=(
                    ("done_on", _("Ngày")),
                    ("code", _("Bước")),
                    ("what", _("Nội dung")),
                    ("by", _("Người thực hiện")),
                    ("agree", _("Đồng ý")),
                    ("disagree", _("Không đồng ý")),
                    ("other", _("Ý kiến khác")),
                ),
                actions=(_TO_TASKS,),
                hint=_("Chưa ghi bước nào. Bấm “Thêm” (Ctrl+T), chọn bước và ghi ngày; trạng thái và hạn theo đó."),
            ),
            PartsView(
                kind="land_household",
                title=_("Các hộ"),
                columns=(
                    ("owner", _("Chủ hộ")),
                    ("area", _("Diện tích (m²)")),
                    ("compensation", _("Bồi thường (đồng)")),
                    ("opinion", _("Ý kiến")),
                    ("persuasions", _("Lần vận động")),
                    ("paid_on", _("Nhận tiền")),
                    ("handed_on", _("Bàn giao")),
                ),
                hint=_(
                    "Chưa có hộ nào. Bấm “Thêm” (Ctrl+T), hoặc dán cả danh sách từ Excel. Danh sách này không gửi ra"
                    " ngoài đơn vị."
                ),
            ),
        ),
        listing=ListView(
            title=_("Thu hồi đất, bồi thường, tái định cư"),
            name=_("Thu hồi đất"),
            words=_("giải phóng mặt bằng gpmb bồi thường đền bù tái định cư"),
            group=Group.DEMOCRACY,
            purpose=_("Dân chủ trong thu hồi đất: thông báo, niêm yết, lấy ý kiến, chi trả, vận động, bàn giao."),
            begin=_("Dự án thu hồi đất mới"),
            begin_from_search=_("Dự án thu hồi đất mới"),
            empty=_("Bấm “Dự án thu hồi đất mới” (Ctrl+N) để ghi dự án đầu tiên, rồi ghi từng bước và từng hộ."),
            filters=("state", "unit"),
            derived=(Derived.PERIOD, Derived.TERM),
            headings={"started_on": _("Bắt đầu"), "agreed_households": _("Đồng thuận"), "handed_over": _("Bàn giao")},
            counted=_("dự án thu hồi đất"),
        ),
    ),
    KindView(
        kind="land_step",
        icon="tasks",
        sections=(
            Section(
                None,
                (
                    ("code", "done_on"),
                    ("what",),
                    ("by", "place"),
                    ("agree", "disagree", "other"),
                    ("paper",),
                    ("note",),
                ),
            ),
        ),
    ),
    KindView(
        kind="land_household",
        sections=(
            Section(
                None,
                (
                    ("owner", "area"),
                    ("compensation", "paid_on"),
                    ("opinion", "persuasions", "handed_on"),
                    ("reason",),
                    ("case",),
                    ("note",),
                ),
            ),
        ),
    ),
)
