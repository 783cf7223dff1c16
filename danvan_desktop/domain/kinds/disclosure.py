"""Lần mở hồ sơ bí mật: who saw what is hidden, when, on which paper it was printed, and who lifted the secrecy and why.

Such a note is only ever added: the register would say nothing if it could be changed.
"""

from __future__ import annotations

from enum import StrEnum

from danvan_desktop.domain.fields import Choice, Code, Field, FieldType, LeadsTo
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.rules.disclosures import lift_says_why, lifts_what_is_open
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _


class Purpose(StrEnum):
    """What a secret record was opened for; ``LIFTED``: from then on it is not secret any more."""

    READ = "read"
    PRINTED = "printed"
    EXTRACTED = "extracted"
    SENT = "sent"
    LIFTED = "lifted"


DISCLOSURE = Kind(
    name="disclosure",
    label=_("Lần mở hồ sơ bí mật"),
    plural=_("Các lần mở hồ sơ bí mật"),
    title=("noted_at", "purpose"),
    listed=("noted_at", "record", "purpose", "paper"),
    order="-noted_at",
    append_only=True,
    rules=(lift_says_why, lifts_what_is_open),
    fields=(
        Field(
            name="record",
            label=_("Hồ sơ"),
            type=FieldType.REFERENCE,
            leads_to=LeadsTo.SECRETS,
            required=True,
            stream=Stream.COMMUNE,
        ),
        Field(
            name="noted_at",
            label=_("Mở lúc"),
            type=FieldType.DATETIME,
            required=True,
            stream=Stream.COMMUNE,
        ),
        Field(
            name="purpose",
            label=_("Mở hồ sơ bí mật"),
            type=FieldType.CHOICE,
            required=True,
            stream=Stream.COMMUNE,
            choices=(
                Choice(Purpose.READ, _("Xem nội dung")),
                Choice(Purpose.PRINTED, _("In giấy tờ xử lý")),
                Choice(Purpose.EXTRACTED, _("Lấy tệp đính kèm")),
                Choice(Purpose.SENT, _("Gửi cho nơi giải quyết")),
                Choice(Purpose.LIFTED, _("Thôi giữ bí mật")),
            ),
        ),
        Field(
            name="paper",
            label=_("Mẫu in"),
            max_length=60,
            stream=Stream.COMMUNE,
            told_of_secrets=True,
            code_of=Code.FORM,
        ),
        Field(
            name="reason",
            label=_("Lý do, nơi nhận"),
            max_length=300,
            told_of_secrets=True,
            stream=Stream.COMMUNE,
        ),
        # Of each log the newest entry about the record that whoever lifts knew of: only what was said up to there ends.
        # Of an opening of sides that differ, the newest that was shown.
        Field(
            name="knew",
            label=_("Khi đã biết"),
            max_length=20_000,
            told_of_secrets=True,
            stream=Stream.COMMUNE,
        ),
    ),
)
