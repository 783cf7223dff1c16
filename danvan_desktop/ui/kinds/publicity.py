"""How what is made public is shown, with where and how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.publicity_editor import PublicityEditor

    return PublicityEditor


PUBLICITY_VIEWS = (
    KindView(
        kind="publicity_item",
        icon="democracy",
        guide="17-dan-chu-o-co-so.md",
        editor=_editor,
        loaded=6,
        goes_apart=True,
        set_elsewhere=("published_on",),
        sections=(
            Section(
                None,
                (
                    ("title",),
                    ("item",),
                    ("paper_number", "paper_date"),
                    ("due_on", "special_term"),
                    ("responsible", "permanent"),
                    ("unit", "state"),
                ),
            ),
        ),
        parts=(
            PartsView(
                kind="publicity_posting",
                title=_("Nơi, hình thức công khai"),
                columns=(
                    ("form", _("Hình thức")),
                    ("unit", _("Ở đơn vị")),
                    ("place", _("Địa điểm")),
                    ("from_on", _("Từ ngày")),
                    ("to_on", _("Đến ngày")),
                    ("repeats", _("Số buổi phát")),
                ),
                carried=("form", "from_on", "to_on"),
                hint=_("Chưa ghi nơi công khai. Bấm “Thêm” (Ctrl+T) rồi ghi hình thức, nơi và ngày."),
            ),
        ),
        listing=ListView(
            title=_("Nội dung công khai"),
            name=_("Công khai"),
            words=_("niêm yết thông báo loa truyền thanh cho dân biết"),
            group=Group.DEMOCRACY,
            purpose=_("Những gì xã phải công khai cho dân biết: hạn, hình thức, nơi niêm yết."),
            begin=_("Nội dung công khai mới"),
            begin_from_search=_("Nội dung công khai mới"),
            empty=_(
                "Bấm “Nội dung công khai mới” (Ctrl+N) để ghi một nội dung phải công khai; phần mềm tính hạn và số ngày"
                " đã niêm yết."
            ),
            filters=("state", "item", "unit"),
            derived=(Derived.PERIOD, Derived.TERM),
            headings={"paper_date": _("Ngày"), "due_on": _("Hạn"), "published_on": _("Đã công khai")},
            assigned="responsible",
            counted=_("nội dung công khai"),
        ),
    ),
    KindView(
        kind="publicity_posting",
        sections=(
            Section(None, (("form", "unit"), ("place",), ("from_on", "to_on", "repeats"), ("minutes",), ("note",))),
        ),
    ),
)
