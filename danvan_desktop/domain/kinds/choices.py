"""Choices that several kinds share."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

LEVELS = (
    Choice("village", _("Thôn, tổ dân phố")),
    Choice("commune", _("Cấp xã")),
    Choice("district", _("Cấp huyện (trước 01/7/2025)")),
    Choice("province", _("Cấp tỉnh")),
    Choice("central", _("Trung ương")),
)


def gathering_states(present: str) -> States:
    """Return the states of a gathering, which people decide; once it was held, ``present`` tells who came."""
    return States(
        (
            State(code="planned", label=_("Dự kiến"), deed=_("Lên lịch"), decided=True, lies_ahead=True),
            State(
                code="held",
                label=_("Đã họp, biên bản dự thảo"),
                deed=_("Ghi biên bản"),
                needs=(present,),
                decided=True,
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


def state_of_gathering(day: str, present: str) -> Following:
    """Return how a new gathering stands: planned, unless its day has come and it is recorded who came."""

    def value(record: Record, context: FillContext) -> str:
        held_on = record.date(day)
        has_come = held_on is not None and held_on <= context.today
        return "held" if has_come and record.get(present) is not None else "planned"

    return Following(field="state", needs=(), looks_at=(day, present), value=value)


SIGNED_STATES = frozenset({"signed", "sent"})

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
