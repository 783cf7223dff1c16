"""The short code below a report: 24 letters and figures in groups of four, to be read out over the telephone.

It names the form, the period, the unit and the day of the figures, carries five bits of a digest for each group of
figures and fifteen of all, and two signs of a checksum that tells a misheard letter. Crockford's base 32 leaves out
I, L, O and U; I and L are read as 1, O as 0.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import _
from danvan_desktop.reports.figures import FigureGroup

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD_AS = str.maketrans("ILO", "110")
_BETWEEN = re.compile(r"[\s.·–—-]+")
_GROUP = 4
_VERSION = 1
_VERSION_BITS, _FORM_BITS, _YEAR_BITS, _PART_BITS, _DAY_BITS, _UNIT_BITS = 3, 5, 7, 5, 9, 16
_SIGN_BITS = 5
_HEAD_SIGNS, _TOTAL_SIGNS, _CHECK_SIGNS = 9, 3, 2
_FIRST_YEAR = 2000
_CHECK_PRIME = 1021
"""The largest prime of ten bits: one wrong sign, or two that changed places, always change the remainder."""
_FIRST_PART = {PeriodKind.YEAR: 0, PeriodKind.HALF_YEAR: 1, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 7}
_GROUPS = tuple(FigureGroup)
_LENGTH = _HEAD_SIGNS + len(_GROUPS) + _TOTAL_SIGNS + _CHECK_SIGNS

Values = Mapping[str, int]
"""Figures by code."""


class ProofError(DanvanError):
    """A code or file cannot be read as a proof."""


@dataclass(frozen=True)
class ProofCode:
    """What a code says.

    ``form`` is the place of the form among the proven ones, ``unit`` a digest of the unit's uid.
    """

    form: int
    period: Period
    as_of: dt.date
    unit: int
    groups: tuple[int, ...]
    total: int

    @classmethod
    def parse(cls, text: str) -> ProofCode:
        """Read a code however it is grouped; raises ProofError."""
        signs = _BETWEEN.sub("", normalise(text)).upper().translate(_HEARD_AS)
        if len(signs) != _LENGTH or not set(signs) <= set(_ALPHABET):
            raise ProofError(_("Mã kiểm chứng phải có {length} chữ và số, chia nhóm 4.", length=_LENGTH))
        values = [_ALPHABET.index(sign) for sign in signs]
        body, check = values[:-_CHECK_SIGNS], values[-_CHECK_SIGNS:]
        if _number(check) != _checksum(body):
            raise ProofError(_("Mã kiểm chứng bị ghi sai một ký tự. Hãy đọc lại từng nhóm."))
        return cls._unpacked(body)

    @classmethod
    def _unpacked(cls, body: Sequence[int]) -> ProofCode:
        head = _number(body[:_HEAD_SIGNS])
        head, unit = divmod(head, 1 << _UNIT_BITS)
        head, days = divmod(head, 1 << _DAY_BITS)
        head, part = divmod(head, 1 << _PART_BITS)
        head, year = divmod(head, 1 << _YEAR_BITS)
        version, form = divmod(head, 1 << _FORM_BITS)
        if version != _VERSION:
            raise ProofError(_("Mã kiểm chứng do phiên bản phần mềm khác tạo. Hãy cập nhật phần mềm."))
        period = _period(_FIRST_YEAR + year, part)
        groups_end = _HEAD_SIGNS + len(_GROUPS)
        groups, total = tuple(body[_HEAD_SIGNS:groups_end]), _number(body[groups_end:])
        return cls(form, period, period.first + dt.timedelta(days=days), unit, groups, total)

    @property
    def signs(self) -> str:
        """The code without groups."""
        head = _VERSION
        for value, bits in (
            (self.form, _FORM_BITS),
            (self.period.year - _FIRST_YEAR, _YEAR_BITS),
            (_FIRST_PART[self.period.kind] + self.period.number - 1, _PART_BITS),
            ((self.as_of - self.period.first).days, _DAY_BITS),
            (self.unit, _UNIT_BITS),
        ):
            if not 0 <= value < 1 << bits:
                raise ProofError(_("Không lập được mã kiểm chứng cho kỳ {period}.", period=self.period.code))
            head = head << bits | value
        body = [*_values(head, _HEAD_SIGNS), *self.groups, *_values(self.total, _TOTAL_SIGNS)]
        return "".join(_ALPHABET[value] for value in [*body, *_values(_checksum(body), _CHECK_SIGNS)])

    def __str__(self) -> str:
        """Write it in groups of four, as it is printed."""
        signs = self.signs
        return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def unit_mark(uid: str) -> int:
    """Return the digest of a unit's uid that a code carries."""
    return int.from_bytes(hashlib.sha256(uid.encode()).digest()[:2])


def digests(values: Values, groups: Mapping[FigureGroup, Iterable[str]]) -> tuple[tuple[int, ...], int]:
    """Return the digests of the figures of each group, and of all figures; a group without figures has nought."""
    by_group = tuple(
        _digest({code: values[code] for code in groups[group]}, _SIGN_BITS) if group in groups else 0
        for group in _GROUPS
    )
    return by_group, _digest(values, _SIGN_BITS * _TOTAL_SIGNS)


def differing_groups(one: Sequence[int], other: Sequence[int]) -> tuple[FigureGroup, ...]:
    """Return the groups whose digests are not the same."""
    return tuple(group for group, first, second in zip(_GROUPS, one, other, strict=True) if first != second)


def _digest(values: Values, bits: int) -> int:
    text = "\n".join(f"{code}={values[code]}" for code in sorted(values))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> (32 - bits)


def _period(year: int, part: int) -> Period:
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
        number = part - _FIRST_PART[kind] + 1
        if number >= 1:
            if number > 12 // kind.value:
                break
            return Period(kind, year, number)
    raise ProofError(_("Mã kiểm chứng không ghi một kỳ báo cáo. Hãy đọc lại từng nhóm."))


def _checksum(values: Sequence[int]) -> int:
    return sum(place * value for place, value in enumerate(values, 2)) % _CHECK_PRIME


def _values(number: int, count: int) -> list[int]:
    return [number >> _SIGN_BITS * place & (1 << _SIGN_BITS) - 1 for place in reversed(range(count))]


def _number(values: Sequence[int]) -> int:
    number = 0
    for value in values:
        number = number << _SIGN_BITS | value
    return number
