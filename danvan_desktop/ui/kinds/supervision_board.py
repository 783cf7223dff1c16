"""How the people's boards are shown, with the list of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, PartAction, PartsView, Section

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.ui.editors.editor import RecordEditor


def open_person(editor: RecordEditor, member: Record) -> None:
    """Open the member in the list of those who work among the people, as a new one where nobody wrote that yet."""
    from danvan_desktop.domain.text import mark_form
    from danvan_desktop.ui.editors.opening import open_editor

    board, name = editor.live_record(), mark_form(member.text("full_name"))
    known = editor.context.store.find("network_member", board=board.uid)
    person = next((one for one in known if mark_form(one.text("full_name")) == name), None)
    if person is not None:
        editor.open_requested.emit(person.kind, person.uid)
        return
    given = {
        "full_name": member.text("full_name"),
        "role": board.text("kind"),
        "unit": member.text("village") or board.text("unit"),
        "board": board.uid,
        "phone": member.text("phone") or None,
        "from_on": member.text("elected_on") or None,
    }
    open_editor(editor.context, "network_member", preset=given, parent=editor, by=editor)


def _is_named(member: Record) -> bool:
    return bool(member.text("full_name"))


_TO_PERSON = PartAction(
    label=_("Lực lượng dân vận"),
    run=open_person,
    ready=_is_named,
    tip=_("Mở người này trong danh sách lực lượng dân vận; chưa có thì ghi mới với tên, vai trò, Ban điền sẵn"),
)

SUPERVISION_BOARD_VIEWS = (
    KindView(
        kind="supervision_board",
        icon="unit",
        guide="21-giam-sat-kiem-tra.md",
        loaded=13,
        goes_apart=True,
        sections=(
            Section(
                _("Thành lập"),
                (
                    ("name",),
                    ("kind", "unit"),
                    ("members_count", "deputies"),
                    ("term_from", "term_to"),
                    ("recognition_number", "recognised_on"),
                ),
            ),
            Section(
                _("Giám sát đầu tư, kết thúc"),
                (("project",), ("starts_on", "investor_told_on"), ("ended_on", "state"), ("note",)),
            ),
        ),
        parts=(
            PartsView(
                kind="board_member",
                title=_("Thành viên"),
                columns=(
                    ("full_name", _("Họ và tên")),
                    ("post", _("Chức vụ")),
                    ("village", _("Thôn")),
                    ("elected_on", _("Ngày bầu")),
                    ("phone", _("Điện thoại")),
                ),
                hint=_("Chưa có thành viên. Bấm “Thêm” (Ctrl+T), hoặc dán danh sách chép từ Excel vào bảng (Ctrl+V)."),
                actions=(_TO_PERSON,),
            ),
        ),
        listing=ListView(
            title=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
            name=_("Ban TTND, GSĐTCĐ"),
            words=_("ban thanh tra nhân dân giám sát đầu tư của cộng đồng"),
            group=Group.DEMOCRACY,
            purpose=_("Các Ban của Nhân dân: thành viên, nhiệm kỳ, công nhận, công trình giám sát."),
            begin=_("Ban mới"),
            begin_from_search=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư mới"),
            empty=_("Bấm “Ban mới” (Ctrl+N) để ghi Ban Thanh tra nhân dân, Ban Giám sát đầu tư và các thành viên."),
            filters=("kind", "state", "unit"),
            derived=(Derived.TERM,),
            headings={"term_from": _("Từ ngày"), "term_to": _("Đến ngày"), "members_count": _("Thành viên")},
        ),
    ),
    KindView(
        kind="board_member",
        loaded=14,
        sections=(Section(None, (("full_name", "post"), ("village", "elected_on"), ("phone", "serves"), ("note",))),),
    ),
)
