"""Why nothing is printed of a gathering that is only planned: papers tell of what was held."""

from __future__ import annotations

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _


def meeting_is_planned(meeting: Record) -> Message | None:
    """Say that a meeting was not held yet and what is printed before it, ``None`` when it was."""
    if meeting.text("state") != PLANNED:
        return None
    return _(
        "Cuộc họp mới dự kiến, chưa diễn ra nên chưa có gì để in. Hãy ghi kết quả sau khi họp; trước đó, in “Giấy mời"
        " họp thôn, tổ dân phố” hoặc “Danh sách hộ dự họp”."
    )


def dialogue_is_planned(dialogue: Record) -> Message | None:
    """Say that a dialogue was not held yet and what is printed before it, ``None`` when it was."""
    if dialogue.text("state") != PLANNED:
        return None
    return _(
        "Buổi đối thoại mới dự kiến, chưa diễn ra nên chưa có gì để in. Hãy ghi kết quả sau khi đối thoại; trước"
        " đó, in “Kế hoạch đối thoại”."
    )
