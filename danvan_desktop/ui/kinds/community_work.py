"""How works of the people are shown, with the book of what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.work_editor import WorkEditor

    return WorkEditor


COMMUNITY_WORK_VIEWS = (
    KindView(
        kind="community_work",
        icon="model",
        guide="17-dan-chu-o-co-so.md",
        editor=_editor,
        loaded=7,
        goes_apart=True,
        sections=(
            Section(
                _("Bàn, thống nhất"),
                (
                    ("name",),
                    ("type", "scope"),
                    ("unit", "decision"),
                    ("agreed_on",),
                    ("people_money", "land_planned", "days_planned"),
                    ("estimate", "state_money", "other_money"),
                ),
                stages=("discussed", "agreed"),
            ),
            Section(_("Thực hiện"), (("starts_on", "ends_on", "done_on"), ("board",)), stages=("building", "done")),
            Section(
                _("Quyết toán, công khai"),
                (("spent", "settled_on"), ("publicity",), ("note",), ("state",)),
                stages=("settled",),
            ),
        ),
        parts=(
            PartsView(
                kind="contribution",
                title=_("Sổ đóng góp"),
                columns=(
                    ("household", _("Hộ")),
                    ("money", _("Tiền (đồng)")),
                    ("land", _("Đất (m²)")),
                    ("days", _("Ngày công")),
                    ("material_value", _("Hiện vật (đồng)")),
                    ("given_on", _("Ngày")),
                    ("donor", _("Người, nơi đóng góp")),
                    ("donor_kind", _("Đối tượng")),
                    ("unit", _("Thôn")),
                ),
                carried=("given_on",),
                hint=_("Chưa có đóng góp. Bấm “Thêm” (Ctrl+T) rồi gõ tên hộ, hoặc dán cả danh sách từ Excel vào bảng."),
            ),
        ),
        listing=ListView(
            title=_("Công trình Nhân dân tham gia"),
            name=_("Công trình"),
            words=_("đóng góp hiến đất ngày công làm đường nhà văn hóa quỹ nhân dân xã hội hóa"),
            group=Group.DEMOCRACY,
            purpose=_("Công trình, quỹ do dân bàn, dân đóng góp: từ biểu quyết đến quyết toán, công khai."),
            begin=_("Công trình mới"),
            begin_from_search=_("Công trình Nhân dân tham gia mới"),
            empty=_(
                "Bấm “Công trình mới” (Ctrl+N) để ghi công trình, quỹ do dân bàn và đóng góp; phần mềm cộng tiền, đất,"
                " ngày công."
            ),
            filters=("state", "type", "unit"),
            derived=(Derived.PERIOD, Derived.TERM),
            headings={"agreed_on": _("Thống nhất"), "people_money": _("Dân góp (đồng)"), "ends_on": _("Hạn xong")},
            counted=_("công trình"),
        ),
    ),
    KindView(
        kind="contribution",
        loaded=8,
        sections=(
            Section(
                None,
                (
                    ("household", "given_on"),
                    ("money", "land", "days"),
                    ("material_value", "goods"),
                    ("donor", "donor_kind", "voluntary"),
                    ("unit",),
                    ("note",),
                ),
            ),
        ),
    ),
)
