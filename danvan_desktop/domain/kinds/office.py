"""What belongs to the office itself: its own values for legal terms, and files kept with records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from danvan_desktop.domain.fields import Code, Field, FieldType, LeadsTo
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import DAY_OF_MONTH, REQUIREMENT, SHARES, TERM_UNIT, LegalRule
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _
from danvan_desktop.patterns import pattern

_NUMBER = pattern(r"(\d{1,9}(?:\.\d{1,9})?)(?:\s*/\s*(\d{1,9}))?\s*(%?)", re.ASCII)


def override_value(text: str) -> Fraction:
    """Read an override: a number, a fraction such as 2/3 or a percentage; raises ValueError."""
    found = _NUMBER.fullmatch(text.replace(",", ".").strip())
    if found is None:
        raise ValueError(f"no number, fraction or percentage: {text[:40]!r}")
    number, below, percent = found.groups()
    if below is not None and int(below) == 0:
        raise ValueError("a fraction of nothing")
    return Fraction(number) / int(below or 1) / (100 if percent else 1)


def readable_value(text: str) -> Fraction | None:
    """Read an override that may come from anywhere; ``None`` for one that no rule can use."""
    try:
        return override_value(text)
    except ValueError:
        return None


def usable_value(rule: LegalRule, text: str) -> Fraction | None:
    """Read an override as a value of its rule: a share above nothing, or a whole number of days or times.

    ``None`` for one that the rule cannot use, wherever it comes from.
    """
    value = readable_value(text)
    if value is None:
        return None
    if rule.unit in SHARES:
        return value if 0 < value <= 1 else None
    if rule.unit == DAY_OF_MONTH and not 1 <= value <= _DAYS_OF_EVERY_MONTH:
        return None
    return value if value.denominator == 1 and value <= _MOST_DAYS else None


def _most(rule: LegalRule) -> int:
    return _DAYS_OF_EVERY_MONTH if rule.unit == DAY_OF_MONTH else _MOST_DAYS


_MOST_DAYS = 3_660
"""Ten years: a longer term is a slip of the finger, and days so far off cannot be reckoned."""
_DAYS_OF_EVERY_MONTH = 28
_OF_THE_UNIT = _("Nhiệm kỳ của cấp ủy được ghi ở đơn vị: mở đơn vị, ghi “Nhiệm kỳ cấp ủy từ ngày, đến ngày”.")


def _override_can_be_used(record: Record, context: RuleContext) -> Iterator[Problem]:
    code = record.text("rule")
    if code and code not in context.law:
        yield Problem("rule", _("Không có quy định mang mã “{code}”.", code=code))
    elif code and context.law[code].unit == REQUIREMENT:
        yield Problem(
            "rule", _("“{title}” là quy định bắt buộc, không có giá trị để thay.", title=context.law[code].title)
        )
    if code in context.law and context.law[code].unit == TERM_UNIT:
        yield Problem("rule", _OF_THE_UNIT)
        return
    value = record.text("value")
    if not value:
        return
    if readable_value(value) is None:
        yield Problem("value", _("“{value}” không phải là số, phân số hay tỷ lệ phần trăm.", value=value))
    elif code in context.law and usable_value(context.law[code], value) is None:
        words = (
            _("Tỷ lệ phải lớn hơn 0 và không quá 100%, ví dụ 2/3 hoặc 50%.")
            if context.law[code].unit in SHARES
            else _("Phải là số nguyên, nhiều nhất là {most}.", most=_most(context.law[code]))
        )
        yield Problem("value", words)


RULE_OVERRIDE = Kind(
    name="rule_override",
    label=_("Quy định riêng của đơn vị"),
    plural=_("Quy định riêng của đơn vị"),
    title=("value", "reason"),
    listed=("rule", "value", "reason"),
    order="rule",
    rules=(_override_can_be_used,),
    fields=(
        Field(name="rule", label=_("Quy định"), required=True, max_length=80, code_of=Code.RULE),
        Field(
            name="value",
            official=True,
            label=_("Giá trị áp dụng"),
            required=True,
            max_length=20,
            help=_("Số ngày, phân số (2/3) hoặc tỷ lệ (50%)."),
        ),
        Field(
            name="holds_below",
            label=_("Áp dụng cho cả cấp dưới"),
            type=FieldType.BOOLEAN,
            help=_("Không chọn thì quy định chỉ áp dụng cho đơn vị đã ghi."),
        ),
        Field(name="reason", label=_("Lý do, căn cứ"), type=FieldType.LONG_TEXT, required=True, max_length=2_000),
    ),
)

PHRASE = Kind(
    name="phrase",
    label=_("Mẫu câu"),
    plural=_("Mẫu câu"),
    title=("name",),
    listed=("name", "target", "text"),
    order="name",
    alike=(Alike(_("Cùng tên mẫu"), (words("name"), same("target"))),),
    fields=(
        Field(name="name", label=_("Tên mẫu"), required=True, max_length=120),
        Field(
            name="target",
            label=_("Dùng cho mục"),
            required=True,
            max_length=80,
            looked_up=True,
            stream=Stream.COMMUNE,
            code_of=Code.PHRASED,
            help=_("Chọn mục dùng mẫu câu này."),
        ),
        Field(
            name="text",
            label=_("Nội dung mẫu"),
            type=FieldType.LONG_TEXT,
            required=True,
            max_length=20_000,
        ),
    ),
)
"""What the office writes again and again in a field, kept to be put in by two keys."""

ATTACHMENT = Kind(
    name="attachment",
    label=_("Tệp đính kèm"),
    plural=_("Tệp đính kèm"),
    title=("name",),
    listed=("name", "media_type", "size"),
    order="name",
    parent="owner",
    alike=(Alike(_("Cùng tệp"), (same("owner"), same("sha256"))),),
    locks_with_parent=False,
    fields=(
        Field(
            name="owner",
            label=_("Thuộc hồ sơ"),
            type=FieldType.REFERENCE,
            leads_to=LeadsTo.FILES,
            required=True,
        ),
        Field(name="name", label=_("Tên tệp"), required=True, max_length=200),
        Field(
            name="sha256",
            label=_("Mã kiểm tra SHA-256"),
            required=True,
            max_length=64,
            told_of_secrets=True,
            in_words=False,
        ),
        Field(name="size", label=_("Dung lượng (byte)"), type=FieldType.INTEGER, required=True, minimum=0),
        Field(name="media_type", label=_("Loại tệp"), max_length=100, told_of_secrets=True, in_words=False),
    ),
)
