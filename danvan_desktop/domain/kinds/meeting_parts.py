"""The parts of a village meeting: its agenda, the opinions voiced (of a dialogue, too) and the decisions voted on.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15; printed form: Nghị định 59/2023/NĐ-CP, Mẫu số 03.
"""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note
from danvan_desktop.domain.kinds.meeting import HOUSEHOLD_LIMIT, PEOPLE
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.rules.checks import not_in_future
from danvan_desktop.domain.rules.clusters import decided_at_the_main_meeting
from danvan_desktop.domain.rules.commune_wide import decision_fits_matter
from danvan_desktop.domain.rules.initiative import initiative_has_consent
from danvan_desktop.domain.rules.validity import scope_fits_content, vote_is_valid
from danvan_desktop.domain.rules.voting import ballots_fit, votes_fit_base
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

_CITIZENS = ("opinion.speaker_name", "petition.citizen_name")
_ADDRESSES = ("opinion.speaker_address", "petition.citizen_address", "unit.name")

AGENDA_ITEM = Kind(
    name="agenda_item",
    label=_("Mục chương trình"),
    plural=_("Chương trình họp"),
    title=("title",),
    listed=("order", "title", "presenter", "document"),
    order="order",
    parent="meeting",
    carried_over=True,
    alike=(Alike(_("Cùng cuộc họp, cùng nội dung"), (same("meeting"), words("title"))),),
    fields=(
        Field(name="meeting", label=_("Cuộc họp"), type=FieldType.REFERENCE, targets=("meeting",), required=True),
        Field(name="order", label=_("Thứ tự"), type=FieldType.INTEGER, required=True, minimum=1, maximum=1_000),
        Field(name="title", label=_("Nội dung"), required=True, max_length=500, completed_from=("agenda_item.title",)),
        Field(name="presenter", label=_("Người trình bày"), max_length=160, completed_from=PEOPLE),
        Field(name="document", label=_("Tài liệu"), max_length=300),
    ),
)

OPINION = Kind(
    name="opinion",
    label=_("Ý kiến"),
    plural=_("Ý kiến của người dân"),
    title=("content",),
    listed=("order", "speaker_name", "content", "answer", "petition"),
    order="order",
    parent="gathering",
    alike=(Alike(_("Cùng cuộc họp, cùng nội dung"), (same("gathering"), words("content"))),),
    fields=(
        Field(
            name="gathering",
            label=_("Cuộc họp hoặc buổi đối thoại"),
            type=FieldType.REFERENCE,
            targets=("meeting", "dialogue"),
            required=True,
        ),
        Field(name="order", label=_("Thứ tự"), type=FieldType.INTEGER, minimum=1, maximum=10_000),
        Field(
            name="speaker_name",
            label=_("Người phát biểu"),
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
            completed_from=_CITIZENS,
        ),
        Field(
            name="speaker_address",
            label=_("Địa chỉ"),
            max_length=200,
            stream=Stream.RESTRICTED,
            completed_from=_ADDRESSES,
        ),
        Field(name="on_behalf_of", label=_("Đại diện cho"), max_length=200),
        Field(
            name="content",
            label=_("Nội dung ý kiến"),
            type=FieldType.LONG_TEXT,
            required=True,
            max_length=50_000,
        ),
        Field(name="answer", label=_("Trả lời tại chỗ"), phrased=True, type=FieldType.LONG_TEXT, max_length=50_000),
        Field(name="answered_by", label=_("Người trả lời"), max_length=160, completed_from=PEOPLE),
        Field(
            name="petition",
            label=_("Kiến nghị đã lập"),
            type=FieldType.REFERENCE,
            targets=("petition",),
            open_when_signed=True,
        ),
    ),
)

DECISION = Kind(
    name="decision",
    label=_("Nội dung biểu quyết"),
    plural=_("Biểu quyết"),
    title=("title",),
    listed=("order", "title", "content_type", "votes_for", "votes_against", "votes_abstain"),
    order="order",
    parent="meeting",
    alike=(Alike(_("Cùng cuộc họp, cùng nội dung"), (same("meeting"), words("title"))),),
    rules=(
        votes_fit_base,
        ballots_fit,
        vote_is_valid,
        scope_fits_content,
        decision_fits_matter,
        decided_at_the_main_meeting,
        not_in_future("consent_from"),
        initiative_has_consent,
    ),
    fields=(
        Field(name="meeting", label=_("Cuộc họp"), type=FieldType.REFERENCE, targets=("meeting",), required=True),
        Field(name="order", label=_("Thứ tự"), type=FieldType.INTEGER, minimum=1, maximum=1_000),
        Field(name="title", label=_("Nội dung biểu quyết"), required=True, max_length=500),
        Field(
            name="content_type",
            label=_("Loại nội dung"),
            type=FieldType.CHOICE,
            required=True,
            default="self_management",
            choices=(
                Choice("contribution", _("Đóng góp xây dựng công trình")),
                Choice("finance", _("Thu, chi, quản lý các khoản đóng góp")),
                Choice("village_rules", _("Hương ước, quy ước")),
                Choice("election", _("Bầu Trưởng thôn, Tổ trưởng"), also=("Bầu, miễn nhiệm Trưởng thôn, Tổ trưởng",)),
                Choice("removal", _("Cho thôi làm Trưởng thôn, Tổ trưởng")),
                Choice(
                    "supervision_board",
                    _("Bầu Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
                    also=("Bầu Ban Thanh tra nhân dân, Ban Giám sát",),
                ),
                Choice("self_management", _("Công việc tự quản khác")),
                Choice("consultation", _("Chỉ tham gia ý kiến")),
            ),
        ),
        Field(
            name="method",
            label=_("Hình thức biểu quyết"),
            type=FieldType.CHOICE,
            required=True,
            default="show_of_hands",
            choices=(
                Choice("show_of_hands", _("Giơ tay")),
                Choice("secret_ballot", _("Bỏ phiếu kín")),
                Choice("household_ballot", _("Phát phiếu lấy ý kiến từng hộ")),
                Choice("online", _("Biểu quyết trực tuyến")),
            ),
        ),
        Field(
            name="scope",
            label=_("Phạm vi"),
            type=FieldType.CHOICE,
            default="village",
            choices=(Choice("village", _("Trong thôn, tổ dân phố")), Choice("commune", _("Toàn xã"))),
            help=_("Đóng góp, thu chi toàn xã được thông qua khi đủ số thôn tán thành."),
        ),
        Field(
            name="commune_vote",
            label=_("Nội dung toàn xã"),
            answered_from_above=True,
            open_when_signed=True,
            type=FieldType.REFERENCE,
            targets=("commune_vote",),
            help=_("Chọn khi thôn biểu quyết một nội dung của toàn xã, để tính vào kết quả chung."),
        ),
        Field(
            name="after_failed_meeting",
            label=_("Cuộc họp trước không đủ hộ"),
            type=FieldType.REFERENCE,
            targets=("meeting",),
            help=_("Chọn khi phát phiếu vì cuộc họp trước không đủ hộ dự để đạt tỷ lệ tán thành."),
        ),
        Field(
            name="proposed_by",
            label=_("Bên đề xuất"),
            type=FieldType.CHOICE,
            choices=(
                Choice("head", _("Trưởng thôn, Tổ trưởng tổ dân phố")),
                Choice("front", _("Ban công tác Mặt trận")),
                Choice("commune", _("UBND cấp xã")),
                Choice("citizen", _("Sáng kiến của công dân")),
            ),
        ),
        Field(
            name="consent_households",
            label=_("Số hộ đồng thuận đề xuất"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
            help=_("Với sáng kiến của công dân: số hộ đã ký đồng thuận trước khi đưa ra bàn."),
        ),
        Field(name="consent_from", label=_("Ngày bắt đầu lấy đồng thuận"), type=FieldType.DATE),
        Field(
            name="ballots_given",
            label=_("Số phiếu phát ra"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="ballots_returned",
            label=_("Số phiếu thu về"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="votes_for",
            label=_("Tán thành"),
            type=FieldType.INTEGER,
            required=True,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="votes_against",
            label=_("Không tán thành"),
            type=FieldType.INTEGER,
            required=True,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        Field(
            name="votes_abstain",
            label=_("Ý kiến khác"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=HOUSEHOLD_LIMIT,
        ),
        note(),
    ),
)
