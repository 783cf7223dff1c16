"""Legal thresholds and terms in the words of the settings page."""

from __future__ import annotations

from fractions import Fraction

from danvan_desktop.domain.rules.legal import REQUIREMENT, TERM_UNIT, Base, Comparison, LegalRule
from danvan_desktop.localization import Message, _

_SHARE = "share_of_households"


def value_in_words(rule: LegalRule) -> Message:
    """Say what a rule asks for: “trên 1/2 tổng số hộ”, “10 ngày làm việc”."""
    if rule.unit == TERM_UNIT and rule.in_force_from is not None and rule.in_force_to is not None:
        return _("từ {first} đến {last}", first=rule.in_force_from, last=rule.in_force_to)
    if rule.unit == REQUIREMENT:
        return _("Bắt buộc")
    if rule.value is None:
        return _("Không quy định")
    if rule.unit == _SHARE:
        return _share(rule, rule.value)
    number = plain_value(rule)
    return {
        "working_days": _("{number} ngày làm việc", number=number),
        "calendar_days": _("{number} ngày", number=number),
        "days_before": _("trước ít nhất {number} ngày", number=number),
        "working_days_before": _("trước ít nhất {number} ngày làm việc", number=number),
        "months": _("{number} tháng", number=number),
        "day_of_month": _("ngày {number} của tháng", number=number),
        "households": _("từ {number} hộ trở lên", number=number),
        "people": _("{number} người", number=number),
        "points": _("{number} điểm", number=number),
        "share_of_villages": _("từ {number} số thôn trở lên", number=number),
        "share_of_voters": _("từ {number} tổng số cử tri trở lên", number=number),
        "days_per_week": _("ít nhất {number} ngày mỗi tuần", number=number),
        "days_per_month": _("ít nhất {number} ngày mỗi tháng", number=number),
        "times_per_year": _("ít nhất {number} lần mỗi năm", number=number),
    }.get(rule.unit, _("{number}", number=number))


def plain_value(rule: LegalRule) -> str:
    """Write the value as an officer would type it: ``2/3``, ``10``; empty when the law sets none."""
    value = rule.value
    if value is None:
        return ""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _share(rule: LegalRule, value: Fraction) -> Message:
    share = plain_value(rule)
    present = rule.base is Base.HOUSEHOLDS_PRESENT
    if rule.comparison is Comparison.OVER:
        return _("trên {share} số hộ dự họp", share=share) if present else _("trên {share} tổng số hộ", share=share)
    if value == 1:
        return _("tất cả số hộ dự họp") if present else _("tất cả các hộ")
    if present:
        return _("từ {share} số hộ dự họp trở lên", share=share)
    return _("từ {share} tổng số hộ trở lên", share=share)
