"""Công trình, việc Nhân dân tham gia: from what the people decided to the settled account, with what each gave.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11, khoản 5; Điều 15; Điều 21.
"""

from __future__ import annotations

from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import amount_field, note
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.rules.works import (
    DEADLINES,
    ContributionTotals,
    agreed_with_decision,
    decided_by_its_own_people,
    household_of_the_unit,
    not_begun_in_future,
    people_agreed_first,
    something_is_given,
    unit_of_decision,
    unit_of_giver,
    within_what_was_agreed,
)
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

_MOST = 100_000_000

STATES = States(
    (
        State(code="discussed", label=_("Đang bàn"), deed=_("Đưa ra bàn"), lies_ahead=True),
        State(
            code="agreed",
            label=_("Đã thống nhất"),
            deed=_("Thống nhất"),
            facts=("agreed_on",),
            day="agreed_on",
        ),
        State(
            code="building",
            label=_("Đang làm"),
            deed=_("Khởi công"),
            needs=("starts_on",),
            decided=True,
            day="starts_on",
            after=frozenset({"discussed", "agreed", "building"}),
            lasts=True,
        ),
        State(code="done", label=_("Hoàn thành"), deed=_("Hoàn thành"), facts=("done_on",), day="done_on"),
        State(
            code="settled",
            label=_("Đã quyết toán, công khai"),
            deed=_("Quyết toán, công khai"),
            needs=("settled_on", "publicity"),
            decided=True,
            day="settled_on",
            after=frozenset({"done", "settled"}),
        ),
    )
)
"""Agreement and completion have their days; that it is being built and that it is settled are said by a person."""


def _given(told: ColumnContext, work: Record) -> ContributionTotals:
    return ContributionTotals.of(told.reader.children(work.uid, "contribution"))


def _money(told: ColumnContext, work: Record) -> Words:
    return told.number(_given(told, work).money)


def _land(told: ColumnContext, work: Record) -> Words:
    return told.number(_given(told, work).land)


def _days(told: ColumnContext, work: Record) -> Words:
    return told.number(_given(told, work).days)


_GIVEN = "Nhân dân đã đóng góp"
REGISTER = Register(
    label=_("Sổ theo dõi công trình Nhân dân tham gia"),
    description=_("Các công trình, việc được Nhân dân thống nhất trong kỳ, mức đóng góp và quyết toán"),
    title="Sổ theo dõi công trình, việc Nhân dân tham gia đóng góp",
    counted="công trình, việc được thống nhất",
    file_stem="So-cong-trinh",
    columns=(
        RegisterColumn("Ngày thống nhất", 27, fields("agreed_on"), centred=True),
        RegisterColumn("Tên công trình, việc", 46, fields("name")),
        RegisterColumn("Loại", 22, fields("type")),
        RegisterColumn("Đơn vị", 24, fields("unit")),
        RegisterColumn("Dự toán (đồng)", 26, fields("estimate"), True),
        RegisterColumn("Kế hoạch Nhân dân đóng góp (đồng)", 28, fields("people_money"), True),
        RegisterColumn("Tiền (đồng)", 26, _money, True, _GIVEN),
        RegisterColumn("Đất (m²)", 15, _land, True, _GIVEN),
        RegisterColumn("Ngày công", 15, _days, True, _GIVEN),
        RegisterColumn("Ngày quyết toán", 27, fields("settled_on"), True),
        RegisterColumn("Trạng thái", 22, fields("state")),
    ),
)


def _count(name: str, label: Message) -> Field:
    return Field(name=name, label=label, type=FieldType.INTEGER, minimum=0, maximum=_MOST)


COMMUNITY_WORK = Kind(
    name="community_work",
    label=_("Công trình, việc Nhân dân tham gia"),
    plural=_("Công trình Nhân dân tham gia"),
    title=("name",),
    listed=("agreed_on", "unit", "name", "type", "people_money", "ends_on", "state"),
    order="-agreed_on",
    date="agreed_on",
    unit="unit",
    events=(DayEvent(date="starts_on", words=_("Khởi công")),),
    alike=(Alike(_("Cùng đơn vị, cùng tên công trình"), (same("unit"), words("name"))),),
    locked_states=frozenset({"settled"}),
    settled_states=frozenset({"settled"}),
    states=STATES,
    deadlines=DEADLINES,
    register=REGISTER,
    looks_at_parts=("contribution",),
    for_all_below=("scope", "commune"),
    following=(
        Following(field="unit", needs=("decision",), value=unit_of_decision),
        Following(field="agreed_on", needs=("decision",), value=agreed_with_decision, keeps_up=True),
    ),
    rules=(
        stages_are_whole(STATES),
        not_in_future("agreed_on", "done_on", "settled_on"),
        dates_in_order("starts_on", "ends_on"),
        dates_in_order("starts_on", "done_on"),
        dates_in_order("agreed_on", "done_on"),
        dates_in_order("done_on", "settled_on"),
        not_begun_in_future,
        decided_by_its_own_people,
        people_agreed_first,
        within_what_was_agreed,
    ),
    figures=(
        counted(
            "works.agreed",
            "agreed_on",
            _("Công trình đã thống nhất"),
            _("Số công trình, việc Nhân dân tham gia có ngày thống nhất trong kỳ."),
            _("công trình"),
            group="contributions",
            split=("type",),
        ),
        counted(
            "works.done",
            "done_on",
            _("Công trình hoàn thành"),
            _("Số công trình, việc Nhân dân tham gia có ngày hoàn thành trong kỳ."),
            _("công trình"),
            group="contributions",
            split=("type",),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="name", label=_("Tên công trình, việc"), required=True, max_length=300),
        Field(
            name="type",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            choices=(
                Choice("road", _("Đường giao thông")),
                Choice("hall", _("Nhà văn hóa")),
                Choice("canal", _("Kênh mương")),
                Choice("light", _("Chiếu sáng")),
                Choice("environment", _("Môi trường")),
                Choice("house", _("Nhà đại đoàn kết")),
                Choice("fund", _("Quỹ cộng đồng")),
                Choice("other", _("Khác")),
            ),
        ),
        Field(
            name="scope",
            label=_("Phạm vi"),
            type=FieldType.CHOICE,
            required=True,
            default="village",
            choices=(Choice("village", _("Trong thôn, tổ dân phố")), Choice("commune", _("Toàn xã"))),
        ),
        Field(
            name="decision",
            label=_("Nội dung Nhân dân biểu quyết"),
            type=FieldType.REFERENCE,
            targets=("decision", "commune_vote"),
            help=_("Biểu quyết của cuộc họp thôn, hoặc nội dung toàn xã; phải được thông qua trước khi làm."),
        ),
        Field(
            name="agreed_on",
            label=_("Ngày thống nhất"),
            type=FieldType.DATE,
            help=_("Chọn biểu quyết đã được thông qua thì ngày được điền theo cuộc họp."),
        ),
        Field(name="starts_on", label=_("Ngày khởi công"), type=FieldType.DATE),
        Field(name="ends_on", label=_("Ngày hoàn thành dự kiến"), type=FieldType.DATE),
        Field(name="done_on", label=_("Ngày hoàn thành"), type=FieldType.DATE),
        amount_field("estimate", _("Dự toán (đồng)")),
        amount_field("state_money", _("Nhà nước hỗ trợ (đồng)")),
        amount_field("people_money", _("Nhân dân đóng góp (đồng)"), _("Số tiền Nhân dân thống nhất đóng góp.")),
        amount_field("other_money", _("Nguồn khác (đồng)")),
        _count("land_planned", _("Đất hiến dự kiến (m²)")),
        _count("days_planned", _("Ngày công dự kiến")),
        amount_field("spent", _("Đã chi (đồng)")),
        Field(name="settled_on", label=_("Ngày quyết toán"), type=FieldType.DATE),
        Field(
            name="board",
            label=_("Ban Giám sát đầu tư"),
            type=FieldType.REFERENCE,
            targets=("supervision_board",),
            help=_("Ban của Nhân dân giám sát công trình này."),
        ),
        Field(
            name="publicity",
            label=_("Công khai tại"),
            type=FieldType.REFERENCE,
            targets=("publicity_item",),
            help=_("Nội dung công khai thu, chi của công trình; phải có trước khi quyết toán."),
        ),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, open_when_signed=True),
        REOPENED,
    ),
)

CONTRIBUTION = Kind(
    name="contribution",
    label=_("Đóng góp"),
    plural=_("Sổ đóng góp"),
    title=("donor", "given_on"),
    listed=("given_on", "unit", "household", "donor", "donor_kind", "money", "land", "days", "material_value"),
    order="given_on",
    parent="work",
    date="given_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng công trình, cùng hộ, cùng ngày"), (same("work"), same("household"), same("given_on"), same("money"))
        ),
    ),
    following=(Following(field="unit", needs=("work",), looks_at=("household",), value=unit_of_giver, keeps_up=True),),
    rules=(not_in_future("given_on"), something_is_given, household_of_the_unit),
    fields=(
        Field(
            name="work",
            label=_("Công trình, việc"),
            type=FieldType.REFERENCE,
            targets=("community_work",),
            required=True,
        ),
        Field(name="given_on", label=_("Ngày đóng góp"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="household", label=_("Hộ"), type=FieldType.REFERENCE, targets=("household",)),
        Field(
            name="donor",
            label=_("Người, nơi đóng góp"),
            person=True,
            max_length=200,
            stream=Stream.RESTRICTED,
            completed_from=("household.head", "contribution.donor"),
        ),
        Field(
            name="donor_kind",
            label=_("Đối tượng"),
            type=FieldType.CHOICE,
            required=True,
            default="household",
            choices=(
                Choice("household", _("Hộ gia đình")),
                Choice("business", _("Doanh nghiệp")),
                Choice("expatriate", _("Con em xa quê")),
                Choice("organisation", _("Cơ quan, tổ chức")),
                Choice("budget", _("Ngân sách nhà nước")),
            ),
        ),
        amount_field("money", _("Tiền (đồng)")),
        _count("land", _("Đất (m²)")),
        _count("days", _("Ngày công")),
        amount_field("material_value", _("Hiện vật quy tiền (đồng)")),
        Field(
            name="goods",
            label=_("Tên hiện vật"),
            official=True,
            max_length=200,
            completed_from=("contribution.goods",),
            help=_("Ví dụ: 30 bao xi măng, 5 m³ cát. In cạnh giá trị trong sổ đóng góp."),
        ),
        Field(name="voluntary", label=_("Tự nguyện"), type=FieldType.BOOLEAN),
        Field(
            name="unit",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        note(),
    ),
)
