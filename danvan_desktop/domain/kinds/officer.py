"""Cán bộ: who enters, approves and reads."""

from __future__ import annotations

from danvan_desktop.domain.choices import title_of_person
from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import own_unit
from danvan_desktop.domain.likeness import Alike, other_words, person, same, telephone
from danvan_desktop.domain.rules.checks import telephone_can_be_called
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

OFFICER = Kind(
    name="officer",
    label=_("Cán bộ"),
    plural=_("Cán bộ"),
    title=("full_name", "position"),
    listed=("full_name", "position", "unit", "role", "active"),
    order="full_name",
    unit="unit",
    alike=(
        Alike(_("Cùng họ tên, cùng đơn vị"), (person("full_name"), same("unit"))),
        # Officers of one room share a telephone.
        Alike(_("Cùng số điện thoại"), (telephone("phone"),), (other_words("full_name"),)),
    ),
    rules=(telephone_can_be_called("phone"),),
    fields=(
        Field(name="full_name", official=True, label=_("Họ và tên"), required=True, max_length=120, person=True),
        title_of_person(),
        Field(
            name="position",
            official=True,
            label=_("Chức vụ"),
            required=True,
            max_length=200,
            completed_from=("officer.position",),
        ),
        own_unit(),
        Field(
            name="organisation",
            official=True,
            label=_("Cơ quan, đoàn thể"),
            max_length=200,
            completed_from=("officer.organisation",),
        ),
        Field(name="phone", label=_("Số điện thoại"), max_length=40, stream=Stream.RESTRICTED),
        Field(
            name="role",
            label=_("Vai trò với văn bản"),
            help=_("Để chọn người ký văn bản. Quyền ghi, duyệt, mở hồ sơ đặt ở Cài đặt, “Cán bộ và quyền”."),
            type=FieldType.CHOICE,
            default="enter",
            stream=Stream.COMMUNE,
            choices=(
                Choice("enter", _("Nhập liệu")),
                Choice("approve", _("Duyệt, ký")),
                Choice("read", _("Chỉ xem")),
            ),
        ),
        Field(
            name="active",
            label=_("Đang công tác"),
            type=FieldType.BOOLEAN,
            default=True,
            stream=Stream.COMMUNE,
        ),
    ),
)
