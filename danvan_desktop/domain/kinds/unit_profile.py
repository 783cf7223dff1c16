"""Số liệu cơ bản theo năm: how many households and people a unit has, and of whom the policies are (M19).

These are the denominators of shares in reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, own_unit
from danvan_desktop.domain.likeness import Alike, same
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import not_above, sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import Message, _

_EARLIEST, _LATEST = 2000, 2100
_MOST = 200_000_000
OF_HOUSEHOLDS = ("poor", "near_poor", "minority_households", "merit_households", "cultural_households")
"""Counts of households, which are among all households."""
OF_PEOPLE = ("religious_people", "workers", "elderly", "children", "insured")
"""Counts of persons, who are among the population."""


def _poor_and_near_poor_are_apart(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A household is poor or near-poor, not both."""
    total, households = record.number("poor") + record.number("near_poor"), record.get("households")
    if isinstance(households, int) and total > households:
        words = _(
            "Hộ nghèo và cận nghèo cộng lại là {total}, nhiều hơn số hộ ({households}).",
            total=total,
            households=households,
        )
        yield Problem("near_poor", words)


def _year_has_come(record: Record, context: RuleContext) -> Iterator[Problem]:
    if record.number("year") > context.today.year:
        yield Problem("year", _("Năm {year} chưa tới.", year=str(record.number("year"))))


def _told_once_a_year(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A unit has one set of numbers a year: two would make two shares."""
    if not sets_anew(record, context, "unit", "year"):
        return
    known = context.reader.find("unit_profile", unit=record.get("unit"), year=record.get("year"))
    if any(one.uid != record.uid for one in known):
        yield Problem(
            "year", _("Đơn vị này đã có số liệu của năm {year}; hãy sửa hồ sơ đó.", year=str(record.number("year")))
        )


def _this_year(_record: Record, context: FillContext) -> Value:
    return context.today.year


def _count(name: str, label: Message) -> Field:
    return Field(name=name, label=label, type=FieldType.INTEGER, minimum=0, maximum=_MOST)


UNIT_PROFILE = Kind(
    name="unit_profile",
    label=_("Số liệu cơ bản theo năm"),
    one=_("Bản số liệu cơ bản theo năm"),
    plural=_("Số liệu cơ bản theo năm"),
    title=("year", "source"),
    listed=("unit", "year", "households", "population", "poor", "near_poor", "insured"),
    order="-year",
    parent="unit",
    unit="unit",
    alike=(Alike(_("Cùng đơn vị, cùng năm"), (same("unit"), same("year"))),),
    following=(Following(field="year", needs=("unit",), value=_this_year),),
    rules=(
        _poor_and_near_poor_are_apart,
        *(not_above(name, "households") for name in OF_HOUSEHOLDS),
        *(not_above(name, "population") for name in OF_PEOPLE),
        _year_has_come,
        _told_once_a_year,
    ),
    fields=(
        own_unit(),
        Field(
            name="year",
            label=_("Năm"),
            type=FieldType.INTEGER,
            required=True,
            minimum=_EARLIEST,
            maximum=_LATEST,
            counted=False,
        ),
        _count("households", _("Số hộ")),
        _count("population", _("Số nhân khẩu")),
        _count("poor", _("Hộ nghèo")),
        _count("near_poor", _("Hộ cận nghèo")),
        _count("minority_households", _("Hộ dân tộc thiểu số")),
        _count("merit_households", _("Hộ người có công")),
        _count("cultural_households", _("Hộ gia đình văn hóa")),
        _count("religious_people", _("Người có đạo")),
        _count("workers", _("Công nhân, người lao động")),
        _count("elderly", _("Người cao tuổi")),
        _count("children", _("Trẻ em")),
        _count("insured", _("Người có thẻ bảo hiểm y tế")),
        Field(
            name="source",
            official=True,
            label=_("Nguồn số liệu"),
            max_length=300,
            completed_from=("unit_profile.source",),
            help=_("Quyết định công nhận hộ nghèo, báo cáo, thống kê mà số liệu lấy từ đó."),
        ),
        note(),
    ),
)
