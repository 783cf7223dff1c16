"""Basic numbers of the units: the newest year of each, whole units before their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from danvan_desktop.domain.kinds.unit_profile import UNIT_PROFILE
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Source, Span


def _newest(source: Source, span: Span) -> Iterable[Record]:
    """Find the numbers of the newest year, up to that of the span, of each unit.

    Of a unit that tells of itself the parts are left out, and of one that took others over these: they would count
    twice. One that was divided counts until all that came of it have told of themselves.
    """
    newest: dict[str, Record] = {}
    for profile in source.of_units(UNIT_PROFILE.name, span.last):
        known, year = newest.get(profile.text("unit")), profile.number("year")
        if not _is_there(source, profile.text("unit"), span):
            continue
        if year <= span.last.year and (known is None or known.number("year") < year):
            newest[profile.text("unit")] = profile
    return [
        profile
        for unit, profile in newest.items()
        if not _is_part(source, unit, newest)
        and not _is_taken_over(source, unit, newest, span)
        and not _is_divided_otherwise(source, unit, newest, span)
    ]


def _is_divided_otherwise(source: Source, unit: str, telling: Mapping[str, Record], span: Span) -> bool:
    """Tell whether a unit was divided into such as tell of themselves, or came of one that still tells for it."""
    one = source.get(unit)
    if one is None:
        return False
    if _all_parts_tell(source, one, telling, span):
        return True
    former = source.get(one.text("divided_from")) if one.get("divided_from") else None
    return (
        former is not None
        and former.uid in telling
        and _has_ended(former, span)
        and not _all_parts_tell(source, former, telling, span)
    )


def _has_ended(unit: Record, span: Span) -> bool:
    ended = unit.date("valid_to")
    return ended is not None and ended < span.last


def _all_parts_tell(source: Source, unit: Record, telling: Mapping[str, Record], span: Span) -> bool:
    ended = unit.date("valid_to")
    if ended is None or not _has_ended(unit, span):
        return False
    came = [telling.get(one.uid) for one in source.find("unit", divided_from=unit.uid)]
    return bool(came) and all(one is not None and one.number("year") >= ended.year for one in came)


def _is_there(source: Source, unit: str, span: Span) -> bool:
    """Tell whether a unit had been founded by the end of the span; what it says of its first year comes after that."""
    one = source.get(unit)
    founded = None if one is None else one.date("valid_from")
    return founded is None or founded <= span.last


def _is_taken_over(source: Source, unit: str, telling: Mapping[str, Record], span: Span) -> bool:
    """Tell whether a unit that ended before the last day of the span went into one that told of itself since."""
    seen: set[str] = set()
    one = source.get(unit)
    while one is not None and one.uid not in seen:
        seen.add(one.uid)
        ended, successor = one.date("valid_to"), one.text("successor")
        if ended is None or ended >= span.last or not successor:
            return False
        known = telling.get(successor)
        if known is not None and known.number("year") >= ended.year:
            return True
        one = source.get(successor)
    return False


def _is_part(source: Source, unit: str, telling: Mapping[str, Record]) -> bool:
    """Tell whether a unit lies within another one that tells of itself."""
    seen = {unit}
    above = source.get(unit)
    while above is not None:
        parent = above.text("parent")
        if parent in telling:
            return True
        if not parent or parent in seen:
            return False
        seen.add(parent)
        above = source.get(parent)
    return False


_HOUSEHOLDS = Figure(
    code="profile.households",
    title=_("Số hộ"),
    definition=_("Tổng số hộ, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
    counted=_("hộ"),
    kind=UNIT_PROFILE.name,
    group=FigureGroup.PROFILE,
    find=_newest,
    amount="households",
)
_POPULATION = replace(
    _HOUSEHOLDS,
    code="profile.population",
    title=_("Số nhân khẩu"),
    definition=_("Tổng số nhân khẩu, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
    counted=_("người"),
    amount="population",
)


def _share(whole: Figure, code: str, amount: str, title: Message, definition: Message) -> Figure:
    return replace(whole, code=code, title=title, definition=definition, amount=amount, whole=whole.code)


def profile() -> tuple[Figure, ...]:
    """Return the basic numbers, each with its share of all households or people."""
    return (
        _HOUSEHOLDS,
        _POPULATION,
        _share(
            _HOUSEHOLDS,
            "profile.poor",
            "poor",
            _("Hộ nghèo"),
            _("Số hộ nghèo, theo số liệu cơ bản năm gần nhất của từng đơn vị; tỷ trọng là tỷ lệ hộ nghèo."),
        ),
        _share(
            _HOUSEHOLDS,
            "profile.near_poor",
            "near_poor",
            _("Hộ cận nghèo"),
            _("Số hộ cận nghèo, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
        ),
        _share(
            _HOUSEHOLDS,
            "profile.minority_households",
            "minority_households",
            _("Hộ dân tộc thiểu số"),
            _("Số hộ dân tộc thiểu số, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
        ),
        _share(
            _HOUSEHOLDS,
            "profile.cultural_households",
            "cultural_households",
            _("Hộ gia đình văn hóa"),
            _("Số hộ gia đình văn hóa, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
        ),
        _share(
            _POPULATION,
            "profile.insured",
            "insured",
            _("Người có thẻ bảo hiểm y tế"),
            _("Số người có thẻ bảo hiểm y tế, theo số liệu cơ bản năm gần nhất của từng đơn vị."),
        ),
    )
