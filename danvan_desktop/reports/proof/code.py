"""The short code below a report: letters and figures in groups of four, to be read out over the telephone.

It names the frozen set, the form, the period, the unit and the day of the figures, carries five bits of a digest for
each group of figures and twenty of all, and two signs of a checksum that tells a misheard letter. Crockford's base 32
leaves out I, L, O and U; I and L are read as 1, O as 0.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import _
from danvan_desktop.reports.proof.frozen import FIRST, NEWEST, frozen_set

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD_AS = str.maketrans("ILO", "110")
_BETWEEN = re.compile(r"[\s.·–—-]+")
_GROUP = 4
_SIGN_BITS, _VERSION_BITS, _CHECK_SIGNS = 5, 3, 2
_FIRST_YEAR = 2000
_CHECK_PRIME = 1021
"""The largest prime of ten bits: one wrong sign, or two that changed places, always change the remainder."""
_FIRST_PART = {
    PeriodKind.YEAR: 0,
    PeriodKind.HALF_YEAR: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.MONTH: 7,
    PeriodKind.NINE_MONTHS: 19,
}
SHORTEST, LONGEST = 20, 60
"""Signs of a code."""


@dataclass(frozen=True)
class _Layout:
    """How many bits each part of the head has, behind the three that name the layout."""

    set: int
    form: int
    year: int
    part: int
    day: int
    unit: int
    total_signs: int

    @property
    def head_signs(self) -> int:
        return (_VERSION_BITS + self.set + self.form + self.year + self.part + self.day + self.unit) // _SIGN_BITS


_LAYOUTS = {1: _Layout(0, 5, 7, 5, 9, 16, 3), 2: _Layout(6, 5, 7, 5, 10, 24, 4)}
"""The first names no set: all of its codes are of the first one."""


class ProofError(DanvanError):
    """A code or file cannot be read as a proof."""


@dataclass(frozen=True)
class ProofCode:
    """What a code says.

    ``set`` is the number of the frozen set, ``form`` the place of the form in it, ``unit`` a digest of the unit's uid,
    ``groups`` the digests of the form's groups, ``total`` that of all.
    """

    form: int
    period: Period
    as_of: dt.date
    unit: int
    groups: tuple[int, ...]
    total: int
    set: int = NEWEST

    @classmethod
    def parse(cls, text: str) -> ProofCode:
        """Read a code however it is grouped; raises ProofError."""
        signs = _BETWEEN.sub("", normalise(text)).upper().translate(_HEARD_AS)
        if not SHORTEST <= len(signs) <= LONGEST or not set(signs) <= set(_ALPHABET):
            raise ProofError(_("Mã kiểm chứng gồm các nhóm 4 chữ và số như in cuối báo cáo. Hãy ghi đủ các nhóm."))
        values = [_ALPHABET.index(sign) for sign in signs]
        body, check = values[:-_CHECK_SIGNS], values[-_CHECK_SIGNS:]
        if _number(check) != _checksum(body):
            raise ProofError(_("Mã kiểm chứng bị ghi sai hoặc thiếu ký tự. Hãy đọc lại từng nhóm."))
        return cls._unpacked(body)

    @classmethod
    def _unpacked(cls, body: Sequence[int]) -> ProofCode:
        version = body[0] >> _SIGN_BITS - _VERSION_BITS
        if version not in _LAYOUTS:
            raise ProofError(_NEWER)
        layout = _LAYOUTS[version]
        head = _number(body[: layout.head_signs])
        head, unit = divmod(head, 1 << layout.unit)
        head, days = divmod(head, 1 << layout.day)
        head, part = divmod(head, 1 << layout.part)
        head, year = divmod(head, 1 << layout.year)
        head, form = divmod(head, 1 << layout.form)
        number = head & (1 << layout.set) - 1 if layout.set else FIRST
        count = _group_count(number, form)
        total_from = layout.head_signs + count
        if len(body) - total_from != total_signs(number, count):
            raise ProofError(_("Mã kiểm chứng bị ghi sai hoặc thiếu ký tự. Hãy đọc lại từng nhóm."))
        period = _period(_FIRST_YEAR + year, part)
        groups, total = tuple(body[layout.head_signs : total_from]), _number(body[total_from:])
        return cls(form, period, period.first + dt.timedelta(days=days), unit, groups, total, number)

    @property
    def signs(self) -> str:
        """The code without groups; raises ProofError for a period before 2000."""
        version = 1 if self.set == FIRST else 2
        layout, head = _LAYOUTS[version], version
        for value, bits in (
            (self.set if layout.set else 0, layout.set),
            (self.form, layout.form),
            (self.period.year - _FIRST_YEAR, layout.year),
            (_FIRST_PART[self.period.kind] + self.period.number - 1, layout.part),
            ((self.as_of - self.period.first).days, layout.day),
            (self.unit, layout.unit),
        ):
            if not 0 <= value < 1 << bits:
                raise ProofError(_("Không lập được mã kiểm chứng cho kỳ {period}.", period=self.period.code))
            head = head << bits | value
        body = [
            *_values(head, layout.head_signs),
            *self.groups,
            *_values(self.total, total_signs(self.set, len(self.groups))),
        ]
        return "".join(_ALPHABET[value] for value in [*body, *_values(_checksum(body), _CHECK_SIGNS)])

    def __str__(self) -> str:
        """Write it in groups of four, as it is printed."""
        signs = self.signs
        return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


_NEWER = _("Mã kiểm chứng do phiên bản phần mềm mới hơn tạo. Hãy cập nhật phần mềm.")


def _group_count(number: int, form: int) -> int:
    """Return how many groups a form's code carries; raises ProofError for a set or form of a later version."""
    try:
        known = frozen_set(number)
        return len(known.places(known.forms[form]))
    except (FileNotFoundError, IndexError) as error:
        raise ProofError(_NEWER) from error


def latest_day(period: Period, day: dt.date) -> dt.date:
    """Return a day as a code can name it: not before its period, not more than 1,023 days after its first day."""
    longest = dt.timedelta(days=(1 << _LAYOUTS[2].day) - 1)
    return max(period.first, min(day, period.first + longest))


def unit_mark(uid: str, number: int = NEWEST) -> int:
    """Return the digest of a unit's uid that a code of a set carries."""
    bits = _LAYOUTS[1 if number == FIRST else 2].unit
    return int.from_bytes(hashlib.sha256(uid.encode()).digest()[:4]) >> 32 - bits


def group_digest(lines: Iterable[str]) -> int:
    """Return the digest of a group: five bits of its lines."""
    return _digest(lines, _SIGN_BITS)


def total_digest(lines: Iterable[str], number: int, groups: int) -> int:
    """Return the digest of all lines of a form that has so many groups."""
    return _digest(lines, _SIGN_BITS * total_signs(number, groups))


def total_signs(number: int, groups: int) -> int:
    """Return how many signs tell the digest of all: enough that the last group of four is whole."""
    if number == FIRST:
        return _LAYOUTS[1].total_signs
    layout = _LAYOUTS[2]
    return layout.total_signs + -(layout.head_signs + groups + layout.total_signs + _CHECK_SIGNS) % _GROUP


def _digest(lines: Iterable[str], bits: int) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(lines).encode()).digest()[:8]) >> (64 - bits)


def _period(year: int, part: int) -> Period:
    for kind in sorted(_FIRST_PART, key=lambda kind: _FIRST_PART[kind], reverse=True):
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
