"""Kiến nghị, kết luận: what is asked of somebody after an oversight or an inspection, and what became of it."""

from __future__ import annotations

from danvan_desktop.domain.choices import follow_states
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, state_of
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.recommendations import (
    REPLY_TERM,
    answer_has_its_day,
    due_by_law,
    is_of_a_board,
    nothing_is_asked_after_the_end,
    what_is_dropped_is_not_done,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.localization import _

STATES = follow_states("done_on", "reply")

RECOMMENDATION = Kind(
    name="recommendation",
    label=_("Kiến nghị, kết luận"),
    plural=_("Kiến nghị, kết luận"),
    title=("content",),
    listed=("sent_on", "content", "addressee", "due_on", "replied_on", "outcome", "state"),
    order="sent_on",
    parent="source",
    locks_with_parent=False,
    date="sent_on",
    takes_files=True,
    alike=(Alike(_("Cùng nơi gửi, cùng nội dung"), (same("source"), words("addressee"), words("content"))),),
    states=STATES,
    deadlines=(REPLY_TERM,),
    following=(
        Following(field="by_board", needs=("source",), value=is_of_a_board),
        Following(field="due_on", needs=("sent_on",), looks_at=("by_board",), value=due_by_law, keeps_up=True),
    ),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("reply_number"),
        not_in_future("sent_on", "replied_on", "done_on"),
        dates_in_order("sent_on", "due_on"),
        dates_in_order("sent_on", "replied_on"),
        dates_in_order("sent_on", "done_on"),
        answer_has_its_day,
        what_is_dropped_is_not_done,
        nothing_is_asked_after_the_end,
    ),
    fields=(
        Field(
            name="source",
            label=_("Sau giám sát, kiểm tra"),
            type=FieldType.REFERENCE,
            targets=("oversight", "inspection"),
            required=True,
        ),
        Field(
            name="content", label=_("Kiến nghị, kết luận"), type=FieldType.LONG_TEXT, required=True, max_length=20_000
        ),
        Field(
            name="addressee",
            official=True,
            label=_("Nơi nhận kiến nghị"),
            required=True,
            max_length=200,
            completed_from=("recommendation.addressee", "unit.name"),
        ),
        Field(name="sent_on", label=_("Ngày gửi"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(
            name="by_board",
            label=_("Của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
            type=FieldType.BOOLEAN,
            help=_("Kiến nghị của các Ban phải được trả lời trong thời hạn luật định; hạn được điền sẵn."),
        ),
        Field(
            name="due_on",
            label=_("Hạn trả lời, báo cáo kết quả"),
            type=FieldType.DATE,
            help=_(
                "Kiến nghị của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: theo luật; nơi khác: đơn vị"
                " tự đặt."
            ),
        ),
        Field(
            name="reply",
            label=_("Nội dung trả lời, lý do"),
            type=FieldType.LONG_TEXT,
            max_length=20_000,
            answered_from_above=True,
        ),
        Field(
            name="reply_number", official=True, label=_("Số văn bản trả lời"), max_length=60, answered_from_above=True
        ),
        Field(
            name="replied_on",
            label=_("Ngày trả lời, báo cáo kết quả"),
            type=FieldType.DATE,
            answered_from_above=True,
        ),
        Field(
            name="outcome",
            label=_("Kết quả trả lời"),
            type=FieldType.CHOICE,
            answered_from_above=True,
            choices=(
                Choice("accepted", _("Tiếp thu")),
                Choice("partly", _("Tiếp thu một phần")),
                Choice("refused", _("Không tiếp thu, có lý do")),
            ),
        ),
        Field(
            name="done_on",
            label=_("Ngày thực hiện xong"),
            type=FieldType.DATE,
            help=_("Ghi vào là “Đã thực hiện”."),
        ),
        state_of(STATES),
        note(),
    ),
)
"""It is written on after what it came from is locked: that is when it is followed up."""
