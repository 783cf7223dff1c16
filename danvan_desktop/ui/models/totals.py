"""What chosen records come to: the sums of the numbers and amounts that their list shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store

Sums = Mapping[str, Decimal]


def summed(fields: Sequence[Field]) -> list[Field]:
    """Return those whose values can be added up: a year, a number that only names something, cannot."""
    return [field for field in fields if field.numeric and field.counted]


def add_up(store: Store, kind: str, fields: Sequence[Field], uids: Sequence[str]) -> Sums:
    """Return the sum of each field over these records, those without a value passed over."""
    found = {}
    for field in fields:
        numbers = (decimal_of(value) for _uid, value in store.valued(kind, field.name, among=uids))
        found[field.name] = sum((number for number in numbers if number is not None), Decimal(0))
    return found


def told(fields: Sequence[Field], sums: Sums, say: Translator) -> list[str]:
    """Say each sum, such as “Số hộ: 1.204”."""
    return [
        say(_("{field}: {value}", field=field.label, value=_amount(field, sums[field.name], say))) for field in fields
    ]


def _amount(field: Field, total: Decimal, say: Translator) -> str:
    whole = int(total) if total == total.to_integral_value() else total
    words: Message = _("{amount} đồng", amount=whole)
    return say(words) if field.type is FieldType.MONEY else say.number(whole)
