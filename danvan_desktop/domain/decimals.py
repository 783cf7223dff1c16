"""Numbers with up to two decimal places, exact: points, coefficients, areas.

A value is kept as a whole number where it is one, else as a text with a point and no zeros at its end, such as
``"12.5"``: JSON that every program reads without losing a digit, one way of writing each number, and whole numbers that
earlier versions recorded stay what they are.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor

from danvan_desktop.patterns import pattern

PLACES = 2
_CANONICAL = pattern(r"-?(?:0|[1-9][0-9]*)\.[0-9]?[1-9]")
_TYPED = pattern(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_WITH_A_POINT = pattern(r"[+-]?[0-9]+\.[0-9]{1,2}")
_MOST_DIGITS = 20
_NOISE = 9
"""Places behind which computed cells of a workbook hold nothing that anybody wrote."""


def decimal_of(value: object) -> Decimal | None:
    """Return the number that a value stands for, ``None`` for one that stands for none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and _CANONICAL.fullmatch(value) else None


def is_kept_decimal(value: object) -> bool:
    """Tell whether a value is written as decimal numbers are kept."""
    return type(value) is int or (isinstance(value, str) and _CANONICAL.fullmatch(value) is not None)


def kept(number: Decimal) -> int | str:
    """Write a number as it is kept; raises ValueError when it has more than two places."""
    if number != round(number, PLACES):
        raise ValueError(f"{number} has more than {PLACES} decimal places")
    return int(number) if number == int(number) else f"{number.normalize():f}"


def rounded(number: Fraction) -> Decimal:
    """Return a number with two places, a half up as schools teach it: 8,125 is 8,13."""
    return Decimal(floor(number * 100 + Fraction(1, 2))) / 100


def read_decimal(raw: object) -> Decimal | None:
    """Read a number as people write it, 1.234,5 or 0,25, or as a program gives it; ``None`` for what is none.

    A point with one or two figures behind it is a decimal point; with three it parts thousands, as everywhere here.
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        return _of_float(raw)
    if not isinstance(raw, str):
        return None
    text = "".join(raw.split())
    if len(text) > _MOST_DIGITS:
        return None
    if _WITH_A_POINT.fullmatch(text):
        return Decimal(text)
    return Decimal(text.replace(".", "").replace(",", ".")) if _TYPED.fullmatch(text) else None


def _of_float(raw: float) -> Decimal | None:
    try:
        number = Decimal(repr(raw))
        return round(number, _NOISE) if number.is_finite() else None
    except InvalidOperation:
        return None
