"""How plans are shown, with their tasks in a table that is typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListAction, ListView, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.ui.pages.page import Page


def _from_template(page: Page, _records: Sequence[Record]) -> None:
    """Make a plan of a template, and open it."""
    from danvan_desktop.ui.dialogs.plan_template_dialog import PlanTemplateDialog

    dialog = PlanTemplateDialog(page.context, page)
    dialog.made.connect(page.record_wanted)
    dialog.open()


PLAN_VIEWS = (
    KindView(
        kind="plan",
        icon="calendar",
        guide="19-ke-hoach.md",
        goes_apart=True,
        sections=(
            Section(
                None,
                (
                    ("title",),
                    ("type", "unit", "state"),
                    ("number", "issued_on"),
                    ("from_on", "to_on"),
                    ("parties", "lead"),
                    ("basis",),
                ),
            ),
            Section(_("Kết quả"), (("reviewed_on",), ("result",), ("note",))),
        ),
        parts=(
            PartsView(
                kind="task",
                title=_("Nhiệm vụ"),
                columns=(
                    ("title", _("Nhiệm vụ")),
                    ("lead", _("Chủ trì")),
                    ("due_on", _("Hạn")),
                    ("repeat", _("Lặp lại")),
                    ("target", _("Sản phẩm, chỉ tiêu")),
                    ("done_on", _("Ngày xong")),
                    ("product", _("Văn bản, kết quả")),
                ),
                carried=("lead",),
                hint=_("Chưa có nhiệm vụ. Bấm “Thêm” (Ctrl+T), hoặc chép các dòng ở Excel rồi dán vào bảng (Ctrl+V)."),
            ),
        ),
        listing=ListView(
            title=_("Kế hoạch, chương trình"),
            name=_("Kế hoạch"),
            words=_("chương trình phối hợp nhiệm vụ công tác năm nghị quyết phân công"),
            group=Group.REPORTS,
            purpose=_("Kế hoạch, chương trình phối hợp với từng nhiệm vụ: ai chủ trì, hạn nào, xong chưa."),
            begin=_("Kế hoạch mới"),
            begin_from_search=_("Kế hoạch mới"),
            empty=_(
                "Bấm “Kế hoạch theo mẫu…” để lập kế hoạch có sẵn nhiệm vụ và hạn (công tác năm, Tháng Dân vận…), hoặc"
                " “Kế hoạch mới” (Ctrl+N) để ghi từ đầu."
            ),
            filters=("type", "state", "unit"),
            derived=(Derived.PERIOD,),
            headings={"issued_on": _("Ngày"), "to_on": _("Đến ngày")},
            actions=(
                ListAction(
                    name="template",
                    label=_("Kế hoạch theo mẫu…"),
                    icon="calendar",
                    run=_from_template,
                    of_the_list=True,
                    stands_out=True,
                    tip=_("Lập kế hoạch với các nhiệm vụ và hạn từ một mẫu"),
                ),
            ),
        ),
    ),
    KindView(
        kind="task",
        icon="tasks",
        sections=(
            Section(
                None,
                (
                    ("title",),
                    ("lead", "with"),
                    ("due_on", "repeat", "state"),
                    ("target",),
                    ("done_on", "product"),
                    ("record", "source"),
                    ("of_step",),
                    ("late_reason",),
                    ("note",),
                ),
            ),
        ),
    ),
)
