"""Lực lượng làm công tác dân vận: who works among the people, by role. The whole list stays inside the unit.

Religion, people (dân tộc) and Party membership are sensitive and stay in this store; all else goes at most to another
laptop of the unit. To the level above only numbers are told, and those below five as “dưới 5”.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import RANKS
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, other_words, person, same
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, telephone_can_be_called
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

ROLES = (
    Choice("block", _("Thành viên khối dân vận")),
    Choice("team_head", _("Tổ trưởng tổ dân vận")),
    Choice("team", _("Thành viên tổ dân vận")),
    Choice("reporter", _("Báo cáo viên")),
    Choice("propagandist", _("Tuyên truyền viên")),
    Choice("elder", _("Già làng")),
    Choice("prestige", _("Người có uy tín")),
    Choice("dignitary", _("Chức sắc")),
    Choice("official", _("Chức việc")),
    Choice("front", _("Ban công tác Mặt trận")),
    Choice("inspection", _("Thành viên Ban Thanh tra nhân dân")),
    Choice("investment", _("Thành viên Ban Giám sát đầu tư của cộng đồng")),
    Choice("mediator", _("Hòa giải viên")),
    Choice("digital", _("Tổ công nghệ số cộng đồng")),
)

_INSIDE, _HERE = Stream.COMMUNE, Stream.DEVICE
_OLDEST, _LATEST = 1900, 2100


def _born_in_the_past(record: Record, context: RuleContext) -> Iterator[Problem]:
    if record.number("birth_year") > context.today.year:
        yield Problem("birth_year", _("Năm sinh chưa tới."))


def _active_until_the_end(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Whose time is over is not active any more."""
    until = record.date("to_on")
    if record.get("active") and until is not None and until < context.today:
        words = _("Đã qua ngày {day} mà còn đánh dấu “Đang hoạt động”.", day=until)
        yield Problem("active", words, Severity.WARNING)


def _text(name: str, label: Message, max_length: int, *, completed: bool = False, stream: Stream = _INSIDE) -> Field:
    known = (f"network_member.{name}",) if completed else ()
    return Field(name=name, label=label, max_length=max_length, stream=stream, completed_from=known)


def _day(name: str, label: Message) -> Field:
    return Field(name=name, label=label, type=FieldType.DATE, stream=_INSIDE)


NETWORK_MEMBER = Kind(
    name="network_member",
    label=_("Người làm công tác dân vận"),
    plural=_("Lực lượng dân vận"),
    title=("full_name",),
    listed=("full_name", "role", "unit", "position", "from_on", "trained_on", "active"),
    order="full_name",
    unit="unit",
    guarded=Guarded.NETWORK,
    alike=(
        Alike(
            _("Cùng họ tên, cùng đơn vị, cùng vai trò"),
            (person("full_name"), same("unit"), same("role")),
            (other_words("position"),),
        ),
    ),
    rules=(
        not_in_future("from_on", "trained_on"),
        telephone_can_be_called("phone"),
        dates_in_order("from_on", "to_on"),
        _born_in_the_past,
        _active_until_the_end,
    ),
    fields=(
        Field(
            name="full_name",
            label=_("Họ và tên"),
            required=True,
            person=True,
            max_length=120,
            stream=_INSIDE,
        ),
        Field(name="role", label=_("Vai trò"), type=FieldType.CHOICE, required=True, choices=ROLES, stream=_INSIDE),
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
            stream=_INSIDE,
        ),
        _text("position", _("Chức vụ, công việc"), 200, completed=True),
        Field(
            name="board",
            label=_("Thuộc Ban"),
            type=FieldType.REFERENCE,
            targets=("supervision_board",),
            stream=_INSIDE,
            help=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng mà người này là thành viên."),
        ),
        Field(
            name="birth_year",
            label=_("Năm sinh"),
            type=FieldType.INTEGER,
            minimum=_OLDEST,
            maximum=_LATEST,
            counted=False,
            stream=_INSIDE,
        ),
        Field(
            name="gender",
            label=_("Giới tính"),
            type=FieldType.CHOICE,
            choices=(Choice("female", _("Nữ")), Choice("male", _("Nam"))),
            stream=_INSIDE,
        ),
        _text("phone", _("Số điện thoại"), 40),
        _text("decision_number", _("Quyết định công nhận"), 60),
        Field(
            name="recognised_by",
            label=_("Nơi công nhận"),
            max_length=200,
            stream=_INSIDE,
            completed_from=("network_member.recognised_by",),
            help=_("Ghi theo văn bản; từ 01/7/2025 không còn Chủ tịch UBND cấp huyện."),
        ),
        _day("from_on", _("Từ ngày")),
        _day("to_on", _("Đến ngày")),
        _day("trained_on", _("Bồi dưỡng gần nhất")),
        Field(name="rating_last", label=_("Xếp loại gần nhất"), type=FieldType.CHOICE, choices=RANKS, stream=_INSIDE),
        Field(name="active", label=_("Đang hoạt động"), type=FieldType.BOOLEAN, default=True, stream=_INSIDE),
        _text("ethnic", _("Dân tộc"), 60, completed=True, stream=_HERE),
        _text("religion", _("Tôn giáo"), 60, completed=True, stream=_HERE),
        Field(name="party_member", label=_("Đảng viên"), type=FieldType.BOOLEAN, stream=_HERE),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, stream=_INSIDE),
    ),
)
