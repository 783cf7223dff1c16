"""How units are shown, with the households of villages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import KindView, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.unit_editor import UnitEditor

    return UnitEditor


UNIT_VIEWS = (
    KindView(
        kind="unit",
        icon="unit",
        guide="01-bat-dau.md",
        editor=_editor,
        loaded=6,
        sections=(
            Section(
                None,
                (
                    ("name", "kind", "code"),
                    ("parent", "parent_from", "head"),
                    ("households", "population"),
                    ("valid_from", "divided_from"),
                    ("valid_to", "successor"),
                    ("term_from", "term_to", "mobilisation_block"),
                ),
            ),
        ),
        listing=ListView(
            title=_("Thôn, đơn vị"),
            words=_("bản tổ dân phố khu phố danh sách"),
            purpose=_("Thôn, tổ dân phố, cơ quan, đoàn thể và các cấp trên."),
            begin=_("Đơn vị mới"),
            begin_from_search=_("Thôn, đơn vị mới"),
            empty=_("Bấm “Đơn vị mới” (Ctrl+N) để ghi các thôn, tổ dân phố của xã."),
            filters=("kind",),
            from_settings=_("Danh sách thôn, đơn vị…"),
        ),
    ),
    KindView(kind="household", loaded=5, sections=(Section(None, (("head", "called"), ("members", "address"))),)),
)
