"""How the numbers given to papers and the texts written into reports are shown."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, ListView, Section

PAPER_VIEWS = (
    KindView(
        kind="document_number",
        icon="number",
        guide="08-bao-cao.md",
        sections=(
            Section(
                None,
                (
                    ("unit", "issuer"),
                    ("year", "type", "number"),
                    ("symbol", "date"),
                    ("subject",),
                    ("form", "period", "record"),
                ),
            ),
        ),
        listing=ListView(
            title=_("Sổ số văn bản"),
            words=_("cấp số công văn văn thư số đi"),
            purpose=_("Số, ký hiệu đã cấp cho văn bản."),
            begin=_("Lấy số mới"),
            begin_from_search=_("Lấy số văn bản mới"),
            empty=_("Bấm “Lấy số mới” (Ctrl+N) để cấp số và ký hiệu cho văn bản; phần mềm gợi ý số kế tiếp của năm."),
            filters=("type", "issuer", "unit"),
            from_settings=_("Sổ số văn bản…"),
        ),
    ),
    KindView(
        kind="report_text",
        icon="reports",
        guide="08-bao-cao.md",
        sections=(
            Section(None, (("unit", "form", "period"), ("section", "figure"), ("text",), ("value",), ("remark",))),
        ),
        listing=ListView(
            title=_("Nội dung báo cáo đã soạn"),
            purpose=_("Lời văn, số liệu đã soạn cho các báo cáo."),
            begin=_("Nội dung mới"),
            begin_from_search=_("Nội dung báo cáo mới"),
            empty=_("Nội dung được soạn ở trang Báo cáo, nút “Soạn báo cáo”."),
        ),
    ),
)
