"""Tình hình Nhân dân: what officers hear and see among the people, entry by entry.

The quarterly report is drawn from these entries; a complicated case goes up at once, in a report of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import POLICY_GROUPS
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, beginning, same
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import Register, RegisterColumn, fields
from danvan_desktop.domain.rules.checks import not_in_future, sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _
from danvan_desktop.patterns import pattern

COMPLICATED = "complicated"
"""The severity of a case that is reported at once."""

_FURTHER_GROUPS = frozenset({"poor", "near_poor", "merit", "disabled", "children", "all"})
"""Of the groups that all kinds share, those for which entries of earlier versions had no code of their own."""


def _complicated_cases_are_urgent(record: Record, context: RuleContext) -> Iterator[Problem]:
    if record.text("severity") == COMPLICATED and not record.get("urgent"):
        yield Problem("urgent", _("Vụ việc phức tạp phải báo cáo ngay cấp ủy cấp trên trực tiếp."), Severity.WARNING)


def _urgent_cases_propose(record: Record, context: RuleContext) -> Iterator[Problem]:
    if record.get("urgent") and record.get("proposal") is None:
        yield Problem("proposal", _("Báo cáo đột xuất nên có đề xuất, kiến nghị."), Severity.WARNING)


def _households_are_no_people(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn where the text tells of as many households as the field has people: one of both is not right."""
    people = record.get("people_count")
    if not people or not sets_anew(record, context, "people_count", "content"):
        return
    if pattern(rf"(?<![\d.,]){people} hộ\b").search(record.text("content")):
        words = _("Nội dung ghi {n} hộ mà “Số người liên quan” cũng là {n}. Hãy ghi số người.", n=str(people))
        yield Problem("people_count", words, Severity.WARNING)


SITUATION_ENTRY = Kind(
    name="situation_entry",
    label=_("Tin tình hình Nhân dân"),
    plural=_("Tình hình Nhân dân"),
    title=("content",),
    listed=("noted_on", "unit", "category", "content", "severity", "urgent"),
    order="-noted_on",
    date="noted_on",
    settled_states=frozenset(),
    unit="unit",
    alike=(
        Alike(_("Cùng nơi, cùng ngày, nội dung giống nhau"), (same("unit"), same("noted_on"), beginning("content"))),
    ),
    rules=(not_in_future("noted_on"), _complicated_cases_are_urgent, _urgent_cases_propose, _households_are_no_people),
    register=Register(
        label=_("Sổ theo dõi tình hình Nhân dân"),
        description=_("Các tin tình hình Nhân dân ghi nhận trong kỳ, theo ngày"),
        title="Sổ theo dõi tình hình Nhân dân",
        counted="tin tình hình Nhân dân",
        file_stem="So-tinh-hinh-Nhan-dan",
        columns=(
            RegisterColumn("Ngày ghi nhận", 22, fields("noted_on"), centred=True),
            RegisterColumn("Nơi ghi nhận", 26, fields("unit")),
            RegisterColumn("Loại tin", 28, fields("category")),
            RegisterColumn("Nội dung, diễn biến", 64, fields("content")),
            RegisterColumn("Mức độ", 22, fields("severity")),
            RegisterColumn("Việc đã giải quyết", 48, fields("handling")),
            RegisterColumn("Báo cáo đột xuất", 21, fields("urgent"), centred=True),
        ),
    ),
    figures=(
        counted(
            "situation.entries",
            "noted_on",
            _("Tin tình hình Nhân dân ghi nhận"),
            _("Số tin tình hình có ngày ghi nhận trong kỳ, của đơn vị và các đơn vị cấp dưới."),
            _("tin"),
            group="situation",
            split=("category",),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Thôn, đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="noted_on", label=_("Ngày ghi nhận"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(
            name="category",
            label=_("Loại tin"),
            type=FieldType.CHOICE,
            required=True,
            default="concerns",
            choices=(
                Choice("classes", _("Tư tưởng, đời sống các tầng lớp Nhân dân")),
                Choice("religion", _("Tình hình tôn giáo")),
                Choice("ethnic", _("Tình hình dân tộc")),
                Choice("concerns", _("Vấn đề Nhân dân quan tâm, bức xúc")),
                Choice("security", _("An ninh, trật tự")),
                Choice("other", _("Nội dung khác")),
            ),
        ),
        Field(
            name="group",
            label=_("Tầng lớp, đối tượng"),
            type=FieldType.CHOICE,
            choices=(
                Choice("farmers", _("Nông dân")),
                Choice("workers", _("Công nhân, người lao động")),
                Choice("intellectuals", _("Trí thức, cán bộ, công chức")),
                Choice("business", _("Doanh nhân, hộ kinh doanh")),
                Choice("youth", _("Thanh niên, học sinh, sinh viên")),
                Choice("women", _("Phụ nữ")),
                Choice("veterans", _("Cựu chiến binh")),
                Choice("elderly", _("Người cao tuổi")),
                Choice("religious", _("Chức sắc, đồng bào có đạo")),
                Choice("minorities", _("Đồng bào dân tộc thiểu số")),
                *(one for one in POLICY_GROUPS if one.code in _FURTHER_GROUPS),
            ),
        ),
        Field(
            name="content",
            label=_("Nội dung, diễn biến"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            required=True,
            max_length=50_000,
        ),
        Field(
            name="people_count", label=_("Số người liên quan"), type=FieldType.INTEGER, minimum=0, maximum=10_000_000
        ),
        Field(
            name="severity",
            label=_("Mức độ"),
            type=FieldType.CHOICE,
            required=True,
            default="normal",
            choices=(
                Choice("normal", _("Bình thường")),
                Choice("notable", _("Cần theo dõi")),
                Choice(COMPLICATED, _("Phức tạp, điểm nóng")),
            ),
        ),
        Field(
            name="urgent",
            label=_("Báo cáo đột xuất"),
            type=FieldType.BOOLEAN,
            default=False,
            help=_("Chọn khi vụ việc phải báo cáo ngay, không chờ báo cáo quý."),
        ),
        Field(
            name="handling", label=_("Việc đã giải quyết"), phrased=True, type=FieldType.LONG_TEXT, max_length=50_000
        ),
        Field(name="forecast", label=_("Dự báo"), phrased=True, type=FieldType.LONG_TEXT, max_length=20_000),
        Field(
            name="proposal", label=_("Đề xuất, kiến nghị"), phrased=True, type=FieldType.LONG_TEXT, max_length=20_000
        ),
        Field(name="case", label=_("Vụ việc đã lập"), type=FieldType.REFERENCE, targets=("case",)),
        Field(
            name="petition",
            of_one_occasion=True,
            label=_("Kiến nghị liên quan"),
            type=FieldType.REFERENCE,
            targets=("petition",),
        ),
    ),
)
