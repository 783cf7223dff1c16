"""Cuộc họp của cộng đồng dân cư: the meeting; its parts stand in ``meeting_parts``.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15; printed form: Nghị định 59/2023/NĐ-CP, Mẫu số 03.
"""

from __future__ import annotations

from danvan_desktop.domain.choices import SIGNED_STATES, gathering_states
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset, Value
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.meeting_register import FIGURES, REGISTER
from danvan_desktop.domain.kinds.unit import OF_VILLAGES
from danvan_desktop.domain.likeness import Alike, day, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.ballot_team import ballot_team_is_of_its_size
from danvan_desktop.domain.rules.chairs import elections_have_their_chair
from danvan_desktop.domain.rules.checks import (
    dates_in_order,
    not_above,
    not_in_future,
    only_planned_may_be_future,
    says_who_came,
)
from danvan_desktop.domain.rules.clusters import (
    cluster_belongs_to_a_meeting,
    main_meeting_counts_its_clusters,
)
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import DEADLINES, done_in_time
from danvan_desktop.domain.rules.quorum import quorum_is_reached
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.rules.validity import decisions_stay_valid
from danvan_desktop.domain.rules.voting import present_covers_votes
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

HOUSEHOLD_LIMIT = 100_000
"""No community of residents is larger; above it a figure is a typing error."""

PEOPLE = ("officer.full_name", "meeting.chair", "meeting.secretary", "opinion.answered_by", "agenda_item.presenter")
"""Fields whose recorded names are offered where an officer of the meeting is named."""


def _households_of_unit(record: Record, context: FillContext) -> Value:
    unit = context.reader.get(record.text("unit"))
    return None if unit is None else unit.get("households")


_DONE = (
    *("notified_on", "draft_posted_on", "election_plan_on", "candidates_on", "election_team_on"),
    *("ballot_plan_on", "ballot_plan_sent_on", "ballots_counted_on"),
    *("sent_on", "received_on", "recognised_on"),
)
"""Days on which something was done."""

STATES = gathering_states("starts_at", "households_present")

MEETING = Kind(
    name="meeting",
    label=_("Cuộc họp thôn"),
    plural=_("Họp thôn"),
    title=("subject",),
    listed=("starts_at", "unit", "subject", "households_present", "households_total", "state"),
    order="-starts_at",
    date="starts_at",
    unit="unit",
    events=(DayEvent(date="starts_at", words=_("Họp thôn")),),
    alike=(
        Alike(_("Cùng nơi, cùng giờ họp"), (same("unit"), same("starts_at"))),
        Alike(_("Cùng nơi, cùng ngày, cùng nội dung"), (same("unit"), day("starts_at"), words("subject"))),
    ),
    locked_states=SIGNED_STATES,
    settled_states=SIGNED_STATES,
    states=STATES,
    deadlines=DEADLINES,
    register=REGISTER,
    figures=FIGURES,
    follows_by=("unit",),
    following=(Following(field="households_total", needs=("unit",), value=_households_of_unit),),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("recognition_number"),
        dates_in_order("starts_at", "ends_at"),
        not_above("households_present", "households_total"),
        only_planned_may_be_future("starts_at", "households_present"),
        says_who_came("starts_at", "ends_at", "households_present"),
        dates_in_order("notified_on", "starts_at"),
        elections_have_their_chair,
        not_in_future(*_DONE),
        dates_in_order("ballot_plan_on", "ballot_plan_sent_on"),
        dates_in_order("ballot_plan_on", "ballots_given_on"),
        dates_in_order("ballots_given_on", "ballots_counted_on"),
        dates_in_order("starts_at", "sent_on"),
        dates_in_order("ballots_counted_on", "sent_on"),
        dates_in_order("sent_on", "received_on"),
        dates_in_order("received_on", "recognised_on"),
        done_in_time(*DEADLINES),
        cluster_belongs_to_a_meeting,
        main_meeting_counts_its_clusters,
        quorum_is_reached,
        present_covers_votes,
        decisions_stay_valid,
        ballot_team_is_of_its_size,
    ),
    fields=(
        Field(
            name="unit",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="subject",
            label=_("Về việc"),
            required=True,
            max_length=500,
            help=_("Nội dung chính của cuộc họp, in sau chữ “Về việc” của biên bản."),
        ),
        Field(
            name="purpose",
            label=_("Loại cuộc họp"),
            type=FieldType.CHOICE,
            default="periodic",
            choices=(
                Choice("periodic", _("Họp thường kỳ"), also=("Định kỳ",)),
                Choice("annual", _("Hội nghị định kỳ cuối năm")),
                Choice("topic", _("Chuyên đề")),
                Choice("vote", _("Biểu quyết")),
                Choice("election", _("Bầu Trưởng thôn, Tổ trưởng"), also=("Bầu, cho thôi Trưởng thôn, Tổ trưởng",)),
                Choice("removal", _("Cho thôi làm Trưởng thôn, Tổ trưởng")),
                Choice("village_rules", _("Hương ước, quy ước")),
                Choice("other", _("Khác")),
            ),
        ),
        Field(name="starts_at", label=_("Bắt đầu lúc"), type=FieldType.DATETIME, required=True),
        Field(name="ends_at", label=_("Kết thúc lúc"), type=FieldType.DATETIME, day_of="starts_at"),
        Field(
            name="place",
            label=_("Địa điểm"),
            required=True,
            max_length=200,
            completed_from=("meeting.place", "dialogue.place"),
        ),
        Field(
            name="chair",
            label=_("Chủ trì"),
            required=True,
            max_length=160,
            completed_from=PEOPLE,
            help=_("Họ tên, chức vụ; ví dụ: Nguyễn Văn An, Trưởng thôn."),
        ),
        Field(
            name="secretary",
            label=_("Thư ký"),
            required=True,
            max_length=160,
            completed_from=PEOPLE,
            help=_("Họ tên, chức vụ; ví dụ: Trần Thị Bình, Bí thư Chi đoàn."),
        ),
        Field(
            name="convened_by",
            label=_("Bên chủ trì"),
            type=FieldType.CHOICE,
            choices=(
                Choice("head", _("Trưởng thôn, Tổ trưởng tổ dân phố")),
                Choice("election_team", _("Tổ bầu cử")),
                Choice("front", _("Trưởng Ban công tác Mặt trận")),
                Choice("commune", _("Chủ tịch UBND cấp xã")),
                Choice("delegate", _("Người được chỉ định")),
            ),
        ),
        Field(
            name="notified_on",
            label=_("Ngày báo họp"),
            type=FieldType.DATE,
            help=_("Ngày thông báo mời họp đến các hộ; với bầu Trưởng thôn, ngày công bố ngày bầu."),
        ),
        Field(name="draft_posted_on", label=_("Ngày niêm yết dự thảo hương ước"), type=FieldType.DATE),
        Field(name="election_plan_on", label=_("Ngày có kế hoạch bầu cử"), type=FieldType.DATE),
        Field(
            name="candidates",
            label=_("Người ứng cử dự kiến"),
            type=FieldType.LONG_TEXT,
            max_length=4_000,
            stream=Stream.RESTRICTED,
            help=_("Mỗi người một dòng: họ tên, năm sinh, nơi ở hoặc chức vụ."),
        ),
        Field(name="candidates_on", label=_("Ngày có danh sách ứng cử"), type=FieldType.DATE),
        Field(name="election_team_on", label=_("Ngày lập Tổ bầu cử"), type=FieldType.DATE),
        Field(
            name="households_total",
            label=_("Tổng số hộ"),
            type=FieldType.INTEGER,
            required=True,
            minimum=1,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="households_present",
            label=_("Số hộ có đại diện dự họp"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="persons_present",
            of_one_occasion=True,
            label=_("Số người dự họp"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT * 10,
        ),
        Field(
            name="cluster",
            of_one_occasion=True,
            label=_("Họp theo cụm"),
            max_length=160,
            help=_("Tên cụm dân cư, khi thôn từ 200 hộ trở lên hoặc ở phân tán nên họp theo cụm."),
        ),
        Field(
            name="main_meeting",
            of_one_occasion=True,
            label=_("Cuộc họp chung của thôn"),
            type=FieldType.REFERENCE,
            targets=("meeting",),
            help=_("Cuộc họp ghi kết quả chung của các cụm; biểu quyết của cụm được cộng và ghi ở đó."),
        ),
        Field(name="guests", label=_("Khách mời"), type=FieldType.LONG_TEXT, max_length=4_000),
        Field(
            name="absent_reason",
            of_one_occasion=True,
            label=_("Lý do vắng mặt"),
            type=FieldType.LONG_TEXT,
            max_length=4_000,
        ),
        Field(
            name="content",
            of_one_occasion=True,
            label=_("Nội dung"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=100_000,
        ),
        Field(
            name="conclusion",
            of_one_occasion=True,
            label=_("Kết luận của chủ trì"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=100_000,
        ),
        Field(
            name="next_steps",
            of_one_occasion=True,
            label=_("Việc cần làm tiếp"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=20_000,
        ),
        Field(
            name="front_signer",
            label=_("Trưởng Ban công tác Mặt trận ký"),
            max_length=120,
            completed_from=("meeting.front_signer", *PEOPLE),
            help=_("Quyết định của cộng đồng có chữ ký của Trưởng Ban công tác Mặt trận và hai đại diện hộ."),
        ),
        Field(
            name="household_signer_1",
            label=_("Đại diện hộ thứ nhất ký"),
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
        ),
        Field(
            name="household_signer_2",
            label=_("Đại diện hộ thứ hai ký"),
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
        ),
        Field(
            name="counters",
            of_one_occasion=True,
            label=_("Tổ kiểm phiếu"),
            type=FieldType.LONG_TEXT,
            max_length=1_000,
            stream=Stream.RESTRICTED,
            help=_("Mỗi người một dòng, tổ trưởng trước; từ 3 đến 5 người. In trong biên bản kiểm phiếu."),
        ),
        Field(
            name="count_witnesses",
            of_one_occasion=True,
            label=_("Đại diện hộ chứng kiến kiểm phiếu"),
            type=FieldType.LONG_TEXT,
            max_length=1_000,
            stream=Stream.RESTRICTED,
            help=_("Mỗi người một dòng."),
        ),
        Field(
            name="ballot_plan_on",
            of_one_occasion=True,
            label=_("Ngày có kế hoạch phát phiếu"),
            type=FieldType.DATE,
            help=_("Khi phát phiếu lấy ý kiến từng hộ; kế hoạch được gửi UBND xã trong 2 ngày từ ngày này."),
        ),
        Field(
            name="ballot_plan_sent_on",
            of_one_occasion=True,
            label=_("Ngày gửi kế hoạch phát phiếu đến UBND xã"),
            type=FieldType.DATE,
        ),
        Field(
            name="ballots_given_on",
            of_one_occasion=True,
            label=_("Ngày phát phiếu từng hộ"),
            type=FieldType.DATE,
        ),
        Field(
            name="ballots_counted_on",
            of_one_occasion=True,
            label=_("Ngày kiểm phiếu phát từng hộ"),
            type=FieldType.DATE,
            help=_("Ngày thu đủ, kiểm phiếu: là ngày của quyết định được lấy ý kiến bằng phiếu phát từng hộ."),
        ),
        Field(
            name="sent_on",
            label=_("Ngày gửi quyết định đến UBND xã"),
            type=FieldType.DATE,
            open_when_signed=True,
        ),
        Field(
            name="received_on",
            label=_("Ngày nơi công nhận nhận được"),
            answered_from_above=True,
            type=FieldType.DATE,
            open_when_signed=True,
        ),
        Field(
            name="recognised_on",
            label=_("Ngày công nhận"),
            answered_from_above=True,
            type=FieldType.DATE,
            open_when_signed=True,
            help=_("Hương ước, bầu Trưởng thôn do UBND xã công nhận; các ban do Mặt trận xã công nhận."),
        ),
        Field(
            name="recognition_number",
            official=True,
            label=_("Số quyết định công nhận"),
            answered_from_above=True,
            max_length=60,
            open_when_signed=True,
        ),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        REOPENED,
    ),
)
