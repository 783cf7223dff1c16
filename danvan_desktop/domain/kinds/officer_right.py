"""Quyền của cán bộ: what an officer may do at the laptops of his office, said by one who approves.

What follows from them is derived (``domain/officer_rights.py``): they are made once and never changed, and the last one
about an officer counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.fields import Choice, Code, Field, FieldType
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.rights import LONGEST_MARKS, readable_marks
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

ROLES = (
    Choice(Role.READ, _("Chỉ xem")),
    Choice(Role.ENTER, _("Nhập liệu")),
    Choice(Role.APPROVE, _("Duyệt, ký")),
)
GROUPS = (
    Choice(Guarded.CASES, _("Vụ việc, đơn")),
    Choice(Guarded.DENUNCIATIONS, _("Tố cáo và hồ sơ giữ bí mật")),
    Choice(Guarded.NETWORK, _("Lực lượng dân vận")),
    Choice(Guarded.RATINGS, _("Đánh giá, xếp loại cá nhân")),
)
"""What is opened to officers one by one, in the order in which it is shown."""


def _marks_can_be_read(record: Record, _context: RuleContext) -> Iterator[Problem]:
    if readable_marks(record.text("after")) is None:
        yield Problem("after", _("Số của các nhật ký không đọc được."))


OFFICER_RIGHT = Kind(
    name="officer_right",
    label=_("Quyền của cán bộ"),
    plural=_("Quyền của cán bộ"),
    title=("role",),
    listed=("officer", "role", "opens", "unit"),
    order="officer",
    unit="unit",
    append_only=True,
    rules=(_marks_can_be_read,),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            looked_up=True,
        ),
        Field(
            name="officer",
            label=_("Cán bộ"),
            type=FieldType.REFERENCE,
            targets=("officer",),
            required=True,
            looked_up=True,
        ),
        Field(name="role", label=_("Được làm"), type=FieldType.CHOICE, required=True, choices=ROLES),
        Field(
            name="opens",
            label=_("Được mở"),
            max_length=200,
            code_of=Code.GUARDED,
            help=_("Mã của các nhóm hồ sơ, cách nhau bằng dấu cách: cases, denunciations, network, ratings."),
        ),
        Field(name="after", label=_("Có hiệu lực từ"), max_length=LONGEST_MARKS),
    ),
)
