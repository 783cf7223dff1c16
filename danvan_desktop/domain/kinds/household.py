"""Hộ gia đình: the roll of a village's households, and which of them were represented at a meeting.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 counts households, not persons: each has one representative and one vote.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import title_of_person
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.unit import OF_VILLAGES
from danvan_desktop.domain.likeness import Alike, differing, person, same, words
from danvan_desktop.domain.order import name_key
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _


def _household_is_of_the_village(record: Record, context: RuleContext) -> Iterator[Problem]:
    meeting = context.reader.get(record.text("meeting"))
    household = context.reader.get(record.text("household"))
    if meeting is not None and household is not None and meeting.get("unit") != household.get("unit"):
        yield Problem("household", _("Hộ này không thuộc thôn, tổ dân phố tổ chức cuộc họp."))


def roll_place(household: Record) -> tuple[bool, int, str]:
    """Return the key by which a roll is called: by number, then those without one by the given name of their head."""
    return household.get("order") is None, household.number("order"), name_key(household.text("head"))


HOUSEHOLD = Kind(
    name="household",
    label=_("Hộ gia đình"),
    plural=_("Danh sách hộ"),
    title=("head",),
    listed=("order", "head", "members", "address"),
    order="order",
    parent="unit",
    unit="unit",
    alike=(
        Alike(
            _("Cùng chủ hộ, cùng thôn"),
            (person("head"), same("unit")),
            # Two lines of one list are two households, however common the name.
            (differing(words("address")), differing(same("order"))),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES,
            required=True,
        ),
        Field(name="order", label=_("Thứ tự"), type=FieldType.INTEGER, minimum=1, maximum=100_000),
        Field(
            name="head",
            label=_("Chủ hộ"),
            required=True,
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
        ),
        title_of_person(Stream.RESTRICTED),
        Field(name="members", label=_("Số nhân khẩu"), type=FieldType.INTEGER, minimum=1, maximum=100),
        Field(name="address", label=_("Xóm, ngõ"), max_length=200, stream=Stream.RESTRICTED),
    ),
)

ATTENDANCE = Kind(
    name="attendance",
    label=_("Hộ dự họp"),
    plural=_("Điểm danh hộ"),
    title=("representative",),
    listed=("household", "representative"),
    order="household",
    parent="meeting",
    alike=(Alike(_("Cùng hộ, cùng cuộc họp"), (same("household"), same("meeting"))),),
    rules=(_household_is_of_the_village,),
    fields=(
        Field(name="meeting", label=_("Cuộc họp"), type=FieldType.REFERENCE, targets=("meeting",), required=True),
        Field(name="household", label=_("Hộ"), type=FieldType.REFERENCE, targets=("household",), required=True),
        Field(
            name="representative",
            label=_("Người đại diện"),
            max_length=120,
            stream=Stream.RESTRICTED,
            person=True,
        ),
    ),
)
