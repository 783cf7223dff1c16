"""How village meetings are shown, with their agenda, opinions and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.localization import _
from danvan_desktop.ui.kinds.view import Derived, Group, KindView, ListView, Section

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


def _editor() -> type[RecordEditor]:
    from danvan_desktop.ui.editors.meeting_editor import MeetingEditor

    return MeetingEditor


_SECTIONS = (
    Section(
        _("Chuẩn bị"),
        (
            ("unit", "purpose"),
            ("subject",),
            ("starts_at", "place"),
            ("chair", "secretary"),
            ("convened_by", "households_total"),
            ("notified_on", "cluster", "main_meeting"),
        ),
        stages=("planned",),
    ),
    Section(
        _("Diễn biến, kết quả"),
        (
            ("households_present", "persons_present", "ends_at"),
            ("content",),
            ("conclusion",),
            ("next_steps",),
            ("guests",),
            ("absent_reason",),
        ),
        stages=("held",),
    ),
    Section(
        _("Ký biên bản"),
        (("counters", "count_witnesses"), ("front_signer",), ("household_signer_1", "household_signer_2")),
        stages=("signed",),
    ),
    Section(
        _("Gửi, công nhận quyết định"),
        (("sent_on", "received_on"), ("recognised_on", "recognition_number"), ("state",)),
        stages=("sent",),
    ),
    Section(
        _("Chuẩn bị hương ước, bầu cử"),
        (("draft_posted_on", "election_plan_on"), ("candidates_on", "election_team_on"), ("candidates",)),
    ),
    Section(
        _("Phát phiếu lấy ý kiến từng hộ"),
        (("ballot_plan_on", "ballot_plan_sent_on"), ("ballots_given_on", "ballots_counted_on")),
    ),
)

MEETING_VIEWS = (
    KindView(
        kind="meeting",
        icon="meeting",
        guide="03-hop-thon.md",
        sections=_SECTIONS,
        editor=_editor,
        loaded=2,
        goes_apart=True,
        listing=ListView(
            title=_("Họp thôn"),
            words=_("họp dân họp tổ dân phố hội nghị thôn bản biên bản biểu quyết bầu trưởng thôn"),
            group=Group.GATHERINGS,
            purpose=_("Cuộc họp của thôn, tổ dân phố: điểm danh, ý kiến, biểu quyết, biên bản."),
            begin=_("Cuộc họp mới"),
            begin_from_search=_("Cuộc họp thôn mới"),
            empty=_(
                "Bấm “Cuộc họp mới” (Ctrl+N) để ghi cuộc họp đầu tiên: thành phần, ý kiến, biểu quyết; "
                "phần mềm tính sẵn tỷ lệ và in biên bản."
            ),
            filters=("state", "unit"),
            derived=(Derived.PERIOD,),
            headings={
                "starts_at": _("Thời gian"),
                "unit": _("Thôn"),
                "households_present": _("Hộ dự"),
                "households_total": _("Tổng hộ"),
            },
            pinned=True,
            counted=_("cuộc họp thôn"),
        ),
    ),
    KindView(kind="agenda_item", sections=(Section(None, (("title",), ("presenter", "document"))),)),
    KindView(
        kind="opinion",
        set_elsewhere=("petition",),
        sections=(
            Section(
                None,
                (("speaker_name", "speaker_address", "on_behalf_of"), ("content",), ("answer",), ("answered_by",)),
            ),
        ),
    ),
    KindView(
        kind="decision",
        sections=(
            Section(
                None,
                (
                    ("title",),
                    ("content_type", "method"),
                    ("scope", "commune_vote"),
                    ("after_failed_meeting",),
                    ("proposed_by", "consent_households", "consent_from"),
                    ("ballots_given", "ballots_returned"),
                    ("votes_for", "votes_against", "votes_abstain"),
                    ("note",),
                ),
            ),
        ),
    ),
)
