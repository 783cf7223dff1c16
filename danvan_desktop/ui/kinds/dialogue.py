"""How dialogues of leaders with the people are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.dialogue_editor import DialogueEditor

    return DialogueEditor


DIALOGUE_VIEW = KindView(
    kind="dialogue",
    icon="dialogue",
    guide="04-doi-thoai.md",
    editor=_editor,
    loaded=3,
    goes_apart=True,
    sections=(
        Section(
            _("Chuẩn bị"),
            (
                ("unit", "level"),
                ("topic",),
                ("kind", "side"),
                ("led_by", "led_by_position"),
                ("held_on", "starts_at"),
                ("place", "secretary"),
                ("notified_on", "voters_asked", "voters_total"),
            ),
            stages=("planned",),
        ),
        Section(
            _("Diễn biến, kết luận"),
            (("participants_count", "ends_at"), ("participants",), ("opening",), ("conclusion",)),
            stages=("held",),
        ),
        Section(
            _("Ký, gửi thông báo kết luận"),
            (("conclusion_notice_number", "conclusion_notice_date"), ("state",)),
            stages=("signed", "sent"),
        ),
    ),
    listing=ListView(
        title=_("Đối thoại"),
        words=_("tiếp xúc người đứng đầu gặp gỡ với dân"),
        group=Group.GATHERINGS,
        purpose=_("Buổi tiếp xúc, đối thoại của người đứng đầu với Nhân dân: ý kiến, trả lời, kết luận."),
        begin=_("Buổi đối thoại mới"),
        begin_from_search=_("Buổi đối thoại mới"),
        empty=_("Bấm “Buổi đối thoại mới” (Ctrl+N) để ghi buổi tiếp xúc, đối thoại đầu tiên với ý kiến và trả lời."),
        filters=("state", "unit"),
        derived=(Derived.PERIOD,),
        headings={"held_on": _("Ngày"), "unit": _("Đơn vị"), "participants_count": _("Số người")},
        pinned=True,
        counted=_("buổi đối thoại"),
    ),
)
