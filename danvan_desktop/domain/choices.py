"""Choices that several kinds share."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

LEVELS = (
    Choice("village", _("Thôn, tổ dân phố")),
    Choice("commune", _("Cấp xã")),
    Choice("district", _("Cấp huyện (trước 01/7/2025)")),
    Choice("province", _("Cấp tỉnh")),
    Choice("central", _("Trung ương")),
)


PLANNED = "planned"
"""The state of a gathering of which nobody recorded who came: it is no result, and has no minutes."""


def gathering_states(day: str, present: str) -> States:
    """Return the states of a gathering: it was held once ``present`` counts who came on its ``day``.

    Nobody can count before (``only_planned_may_be_future``), so that the state needs no look at today's date and is the
    same on every device. An end or a text may be written ahead and tells nothing. A person may also say that it was
    held, though nobody came; signing and sending are decided.
    """
    return States(
        (
            State(code=PLANNED, label=_("Dự kiến"), deed=_("Lên lịch"), lies_ahead=True),
            State(
                code="held",
                label=_("Chưa ký biên bản"),
                deed=_("Ghi biên bản"),
                facts=(present,),
                decided=True,
                day=day,
            ),
            State(
                code="signed",
                label=_("Đã ký biên bản"),
                deed=_("Ký biên bản"),
                needs=(present,),
                decided=True,
                after=frozenset({"held", "signed", "sent"}),
            ),
            State(
                code="sent",
                label=_("Đã gửi cấp trên"),
                deed=_("Gửi biên bản lên cấp trên"),
                needs=(present,),
                decided=True,
                after=frozenset({"signed", "sent"}),
            ),
        )
    )


SIGNED_STATES = frozenset({"signed", "sent"})


def follow_states(done: str, reason: str) -> States:
    """Return the states of something to be followed up: it is done once the day ``done`` is filled in.

    That it will not be done is decided, and needs a ``reason``.
    """
    return States(
        (
            State(code="open", label=_("Chưa thực hiện")),
            State(code="doing", label=_("Đang thực hiện"), deed=_("Bắt đầu thực hiện"), decided=True, lasts=True),
            State(code="done", label=_("Đã thực hiện"), deed=_("Hoàn thành"), facts=(done,), day=done),
            State(code=DROPPED, label=_("Không thực hiện, có lý do"), needs=(reason,), decided=True, gives_up=True),
        )
    )


DROPPED = "dropped"

POLICY_GROUPS = (
    Choice("poor", _("Hộ nghèo")),
    Choice("near_poor", _("Hộ cận nghèo")),
    Choice("minority", _("Đồng bào dân tộc thiểu số")),
    Choice("religious", _("Đồng bào có đạo")),
    Choice("worker", _("Công nhân, người lao động")),
    Choice("farmer", _("Nông dân")),
    Choice("merit", _("Người có công")),
    Choice("elderly", _("Người cao tuổi")),
    Choice("disabled", _("Người khuyết tật")),
    Choice("children", _("Trẻ em")),
    Choice("youth", _("Thanh niên")),
    Choice("women", _("Phụ nữ")),
    Choice("veterans", _("Cựu chiến binh")),
    Choice("business", _("Doanh nghiệp, hộ kinh doanh")),
    Choice("all", _("Nhân dân nói chung")),
)
"""Whom the resolution names as groups to be looked after (mechanism M19)."""


def policy_group() -> Field:
    """Return the field that says which of these people a record is about; it may stay empty."""
    return Field(name="policy_group", label=_("Đối tượng"), type=FieldType.CHOICE, choices=POLICY_GROUPS)


def split_from(*kinds: str) -> Field:
    """Return the field that says off which letter of these kinds a record was split, or that it was taken for.

    It leads to who sent the letter, so that it is hidden of a denunciation (Luật Tố cáo 2018, Điều 9).
    """
    return Field(
        name="split_from",
        label=_("Tách, chuyển từ đơn"),
        type=FieldType.REFERENCE,
        targets=kinds,
        only_points=True,
        stream=Stream.RESTRICTED,
    )


def closing_day() -> Field:
    """Return the field that says on which day a record was closed; of those of before the log does."""
    return Field(
        name="closed_on",
        label=_("Ngày kết thúc"),
        type=FieldType.DATE,
        day_of_state="closed",
        answered_from_above=True,
        open_when_signed=True,
        help=_("Ghi khi kết thúc mà chưa có ngày trả lời, thông báo, quyết định, ổn định."),
    )


TITLES_OF_PEOPLE = (
    Choice("mr", _("Ông")),
    Choice("mrs", _("Bà")),
    Choice("comrade_mr", _("Đồng chí (ông)")),
    Choice("comrade_mrs", _("Đồng chí (bà)")),
)
"""How a paper calls somebody: “đồng chí” in papers of the Party, “ông”, “bà” in others (``titles_of_people``)."""


def title_of_person(stream: Stream = Stream.UPWARD) -> Field:
    """Give the field that says by which title somebody is called on paper, asked once and guessed from no name."""
    return Field(
        name="called",
        label=_("Xưng hô"),
        help=_(
            "Ghi một lần; văn bản in “Ông” hoặc “Bà” trước họ tên thay cho “Ông (bà)”, văn bản của Đảng in “đồng chí”"
            " nếu chọn như vậy."
        ),
        type=FieldType.CHOICE,
        choices=TITLES_OF_PEOPLE,
        stream=stream,
    )


PETITION_FIELDS = (
    Choice("land", _("Đất đai, bồi thường, giải phóng mặt bằng")),
    Choice("environment", _("Môi trường")),
    Choice("construction", _("Xây dựng, giao thông")),
    Choice("policy", _("Chính sách, an sinh xã hội")),
    Choice("health", _("Y tế, bảo hiểm")),
    Choice("education", _("Giáo dục")),
    Choice("security", _("An ninh, trật tự")),
    Choice("religion_ethnic", _("Tôn giáo, dân tộc")),
    Choice("procedures", _("Thủ tục hành chính")),
    Choice("cadres", _("Tác phong, đạo đức cán bộ")),
    Choice("utilities", _("Điện, nước")),
    Choice("other", _("Lĩnh vực khác")),
)

RANKS = (
    Choice("excellent", _("Hoàn thành xuất sắc nhiệm vụ")),
    Choice("good", _("Hoàn thành tốt nhiệm vụ")),
    Choice("done", _("Hoàn thành nhiệm vụ")),
    Choice("failed", _("Không hoàn thành nhiệm vụ")),
)

RATING_RANKS = (*RANKS[:2], Choice("fair", _("Hoàn thành khá nhiệm vụ")), *RANKS[2:])
"""Ranks of ratings: a scheme of a province may have five."""

ORGANISERS = (
    Choice("party", _("Đảng ủy")),
    Choice("government", _("Ủy ban nhân dân")),
    Choice("council", _("Hội đồng nhân dân")),
    Choice("front", _("Mặt trận Tổ quốc")),
    Choice("women", _("Hội Phụ nữ")),
    Choice("farmers", _("Hội Nông dân")),
    Choice("youth", _("Đoàn Thanh niên")),
    Choice("veterans", _("Hội Cựu chiến binh")),
    Choice("union", _("Công đoàn")),
    Choice("police", _("Công an")),
    Choice("military", _("Quân sự")),
    Choice("village", _("Thôn, tổ dân phố")),
    Choice("other", _("Khác")),
)
"""Who holds something for the people."""
