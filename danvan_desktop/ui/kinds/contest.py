"""How contests are shown, with their teams, and each team with what the judges gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, OneForEach, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.contest_editor import ContestEditor

    return ContestEditor


def _team_editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.team_editor import TeamEditor

    return TeamEditor


CONTEST_VIEWS = (
    KindView(
        kind="contest",
        icon="contest",
        guide="06-mo-hinh.md",
        editor=_editor,
        goes_apart=True,
        sections=(
            Section(
                None,
                (
                    ("name",),
                    ("unit", "level", "round"),
                    ("held_on", "place"),
                    ("organiser", "plan"),
                    ("set", "counting", "unit_points"),
                    ("audience", "state"),
                    ("note",),
                ),
            ),
        ),
        parts=(
            PartsView(
                kind="contest_entry",
                title=_("Đội thi"),
                columns=(
                    ("draw", _("Số")),
                    ("team", _("Tên đội")),
                    ("unit", _("Đơn vị")),
                    ("members", _("Thành viên")),
                    ("prize", _("Giải")),
                    ("money", _("Tiền thưởng")),
                    ("prize_note", _("Ghi chú")),
                ),
                hint=_("Chưa có đội thi. Bấm “Thêm” (Ctrl+T), hoặc chép danh sách đội ở Excel rồi dán vào bảng."),
            ),
        ),
        listing=ListView(
            title=_("Hội thi"),
            words=_("cuộc thi dân vận khéo đội thi chấm điểm giải thưởng"),
            group=Group.MODELS,
            purpose=_("Hội thi “Dân vận khéo”: đội thi, điểm của giám khảo, xếp hạng, trao giải."),
            begin=_("Hội thi mới"),
            begin_from_search=_("Hội thi mới"),
            empty=_("Bấm “Hội thi mới” (Ctrl+N) để ghi hội thi với các đội; phần mềm cộng điểm và xếp hạng."),
            filters=("state", "level", "round", "unit"),
            derived=(Derived.PERIOD,),
            headings={"held_on": _("Ngày")},
        ),
    ),
    KindView(
        kind="contest_entry",
        icon="contest",
        editor=_team_editor,
        sections=(
            Section(
                None,
                (
                    ("draw", "team"),
                    ("unit", "members"),
                    ("prize", "money", "to_final"),
                    ("tie_value",),
                    ("prize_note",),
                    ("side_prizes",),
                    ("side_count", "side_money"),
                ),
            ),
        ),
        parts=(
            PartsView(
                kind="mark",
                title=_("Chấm điểm"),
                columns=(
                    ("criterion", _("Phần thi")),
                    ("criterion.maximum", _("Tối đa")),
                    ("criterion.counts_as", _("Cách tính")),
                    ("points", _("Điểm")),
                    ("deduction", _("Điểm trừ")),
                    ("scorer", _("Giám khảo")),
                    ("evidence", _("Nhận xét")),
                ),
                hint=_(
                    "Chưa có điểm. Bấm “Điền các phần thi”, xem lại tên giám khảo rồi gõ điểm từng dòng; giám khảo sau"
                    " thì bấm lần nữa."
                ),
                one_for_each=OneForEach(
                    field="criterion",
                    lists=("set", "version"),
                    by="scorer",
                    label=_("Điền các phần thi"),
                    nothing=_("Chưa có phần thi nào. Ghi ở Cài đặt, Tiêu chí chấm điểm: mỗi phần một tiêu chí."),
                ),
            ),
        ),
    ),
    KindView(
        kind="mark",
        sections=(Section(None, (("criterion", "round"), ("points", "deduction"), ("scorer",), ("evidence",))),),
    ),
)
