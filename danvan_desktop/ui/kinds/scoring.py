"""How the criteria are shown that models are scored by."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, ListView, Section

CRITERION_VIEW = KindView(
    kind="criterion",
    icon="score",
    guide="06-mo-hinh.md",
    sections=(
        Section(None, (("set", "version"), ("group",), ("name",), ("order", "maximum", "weight"), ("counts_as",))),
        Section(_("Chỉ ghi khi quy chế có"), (("least", "tie_order"),)),
    ),
    listing=ListView(
        title=_("Tiêu chí chấm điểm"),
        words=_("bộ tiêu chí thang điểm"),
        purpose=_("Tiêu chí chấm mô hình “Dân vận khéo”, phần thi của hội thi, tiêu chí xếp loại."),
        begin=_("Tiêu chí mới"),
        begin_from_search=_("Tiêu chí chấm điểm mới"),
        empty=_("Bấm “Tiêu chí mới” (Ctrl+N) để ghi từng tiêu chí: chấm mô hình, chấm hội thi, xếp loại."),
        from_settings=_("Tiêu chí chấm điểm…"),
    ),
)
