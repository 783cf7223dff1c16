"""How matters of the whole commune are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.commune_vote_editor import CommuneVoteEditor

    return CommuneVoteEditor


COMMUNE_VOTE_VIEW = KindView(
    kind="commune_vote",
    icon="meeting",
    guide="03-hop-thon.md",
    editor=_editor,
    goes_apart=True,
    sections=(
        Section(
            None,
            (
                ("unit", "state"),
                ("content_type", "method"),
                ("title",),
                ("opens_on", "closes_on"),
                ("plan_number", "front_agreed_on"),
                ("reported_council_on", "effective_on"),
                ("note",),
            ),
        ),
    ),
    listing=ListView(
        title=_("Bàn, quyết định toàn xã"),
        words=_("biểu quyết toàn xã bỏ phiếu lấy phiếu các thôn"),
        group=Group.GATHERINGS,
        purpose=_("Việc mà mọi thôn cùng bàn; phần mềm tính số thôn tán thành."),
        begin=_("Nội dung toàn xã mới"),
        begin_from_search=_("Nội dung toàn xã mới"),
        empty=_(
            "Bấm “Nội dung toàn xã mới” (Ctrl+N) để ghi việc mà mọi thôn cùng bàn; "
            "biểu quyết của từng thôn được chọn vào đây, phần mềm tính số thôn tán thành."
        ),
        filters=("state", "content_type"),
        headings={"opens_on": _("Từ ngày"), "closes_on": _("Đến ngày")},
    ),
)
