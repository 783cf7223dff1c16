"""How receptions of citizens are shown, with everybody who was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartAction, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.ui.editors.editor import RecordEditor


def _to_case(editor: RecordEditor, visit: Record) -> None:
    from danvan_desktop.ui.editors.case_making import make_case

    make_case(editor, visit.uid)


def _to_petition(editor: RecordEditor, visit: Record) -> None:
    from danvan_desktop.ui.editors.case_making import make_petition

    make_petition(editor, visit.uid)


def _split(editor: RecordEditor, visit: Record) -> None:
    from danvan_desktop.ui.dialogs.split_dialog import SplitDialog

    SplitDialog(editor, visit).open()


def _open_made(editor: RecordEditor, visit: Record) -> None:
    made = "case" if visit.text("case") else "petition"
    editor.open_requested.emit(made, visit.text(made))


def _has_words(visit: Record) -> bool:
    return bool(visit.text("content"))


def _may_be_split(visit: Record) -> bool:
    """Tell whether it has words that are in sight, and may become what it did not become yet."""
    from danvan_desktop.domain.secrecy import MASK

    return visit.text("content") not in ("", MASK) and (_may_be_case(visit) or _may_be_petition(visit))


def _may_be_case(visit: Record) -> bool:
    return _has_words(visit) and not visit.text("case")


def _may_be_petition(visit: Record) -> bool:
    return _has_words(visit) and not visit.secret and not visit.text("petition")


def _was_made(visit: Record) -> bool:
    return bool(visit.text("case") or visit.text("petition"))


_ACTIONS = (
    PartAction(
        label=_("Chuyển thành vụ việc"),
        run=_to_case,
        ready=_may_be_case,
        tip=_("Lập vụ việc từ lượt tiếp đang chọn: ngày, người, nội dung được mang sang"),
    ),
    PartAction(
        label=_("Vào sổ kiến nghị"),
        run=_to_petition,
        ready=_may_be_petition,
        tip=_("Vào sổ kiến nghị từ lượt tiếp đang chọn: ngày, người, nội dung, buổi tiếp được mang sang"),
    ),
    PartAction(
        label=_("Tách nội dung…"),
        run=_split,
        ready=_may_be_split,
        tip=_("Nhiều nội dung trong một lượt: lập vụ việc hoặc kiến nghị riêng cho một phần"),
    ),
    PartAction(label=_("Mở hồ sơ đã lập"), run=_open_made, ready=_was_made, writes=False),
)
_VISITS = PartsView(
    kind="reception_visit",
    title=_("Lượt tiếp"),
    columns=(
        ("citizen_name", _("Họ tên")),
        ("citizen_address", _("Địa chỉ")),
        ("people", _("Số người")),
        ("content", _("Nội dung")),
        ("nature", _("Loại đơn")),
        ("handling", _("Xử lý")),
    ),
    hint=_("Chưa có lượt tiếp. Bấm “Thêm” (Ctrl+T) để ghi; không ai đến thì đánh dấu “Không có công dân đến”."),
    actions=_ACTIONS,
)

RECEPTION_VIEWS = (
    KindView(
        kind="reception",
        icon="officer",
        guide="18-tiep-dan.md",
        loaded=15,
        goes_apart=True,
        sections=(
            Section(
                None,
                (
                    ("held_on", "starts_at", "ends_at"),
                    ("unit", "state"),
                    ("body", "kind", "mode"),
                    ("receiver", "position", "by_head"),
                    ("place",),
                    ("posted_on", "nobody_came"),
                    ("substitute_reason",),
                    ("notice_number", "notice_date"),
                    ("note",),
                ),
            ),
        ),
        set_elsewhere=("took_place",),
        parts=(_VISITS,),
        listing=ListView(
            title=_("Tiếp công dân"),
            words=_("tiếp dân lịch tiếp sổ tiếp lượt tiếp"),
            group=Group.RECEPTION,
            purpose=_("Lịch và kết quả từng buổi tiếp công dân; sổ tiếp công dân in từ đây."),
            begin=_("Buổi tiếp mới"),
            begin_from_search=_("Buổi tiếp công dân mới"),
            empty=_("Bấm “Buổi tiếp mới” (Ctrl+N) để ghi lịch hoặc kết quả buổi tiếp công dân đầu tiên."),
            filters=("state", "body", "kind", "unit"),
            derived=(Derived.TERM, Derived.PERIOD),
            headings={"held_on": _("Ngày"), "unit": _("Đơn vị")},
            counted=_("buổi tiếp công dân"),
        ),
    ),
    KindView(
        kind="reception_visit",
        loaded=16,
        sections=(
            Section(
                None,
                (
                    ("citizen_name", "citizen_address", "identity_number"),
                    ("content",),
                    ("nature", "first_time", "people", "representatives"),
                    ("handling", "competent", "settled_by"),
                    ("guided_to", "handled_by"),
                    ("refusal_ground", "refused_on", "refusal_notice_on"),
                    ("result",),
                    ("petition", "case", "note"),
                ),
            ),
        ),
    ),
)
