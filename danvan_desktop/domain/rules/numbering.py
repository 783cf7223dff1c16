"""Số và ký hiệu: which number is next in a register, and which letters stand behind it.

Abbreviations as offices use them (Nghị định 30/2020/NĐ-CP, Phụ lục III, was not read; docs/sources.md); the officer may
type another symbol. A letter (công văn) of the state has no type, it names the office that drafted it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.patterns import pattern

PARTY_TERM = "party.term"
"""The rule that holds the present term of Party committees."""
_A_DAY = dt.timedelta(days=1)

_TYPES: Mapping[str, str] = {
    "minutes": "BB",
    "report": "BC",
    "notice": "TB",
    "invitation": "GM",
    "transfer": "PC",
    "guidance": "HD",
    "letter": "",
    "plan": "KH",
    "submission": "TTr",
    "decision": "QĐ",
    "resolution": "NQ",
    "directive": "CT",
    "conclusion": "KL",
    "programme": "CTr",
    "regulation": "QC",
    "rule": "QĐi",
}
_ISSUERS: Mapping[str, str] = {"government": "UBND", "party": "ĐU", "front": "MTTQ-BTT", "community": ""}
_COPIES: Mapping[str, str] = {"sao-y": "SY", "sao-luc": "SL", "trich-sao": "TrS"}
"""Kinds of copies (Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I); the Party has one abbreviation for all."""
_PARTY_AS_STATE = pattern(r"([0-9]+)\s*/\s*([A-ZĐa-z]+)\s*[-–]\s*([A-ZĐ]*(?:ĐU|TU|HU|QU|TW))")
"""Committees of commune, province, district and the centre, and their offices: ĐU, VPTU, UBKTĐU."""
_STATE_AS_PARTY = pattern(r"([0-9]+)\s*[-–]\s*([A-ZĐa-z]+)\s*/\s*((?:UBND|HĐND)(?:-[A-ZĐ]+)?)")
_NUMBER_AND_SYMBOL = pattern(r"[0-9]+\s*[/–-]\s*([A-ZĐa-z]+[/-][A-ZĐa-z]+(?:-[A-ZĐa-z]+)?)")
_LETTERS: Mapping[str, str] = {"government": "UBND-VP", "party": "CV-ĐU"}
"""Công văn: the state names the office that drafted it, the Party has an abbreviation."""


def symbol_of(issuer: str, document_type: str, unit_kind: str = "") -> str:
    """Return the letters behind the number, such as ``BC-UBND``; empty for what has no symbol of its own.

    The Party committee of a province has letters of its own, ``TU``.
    """
    symbol = _symbol_of(issuer, document_type)
    is_of_a_province = issuer == "party" and unit_kind == "province"
    return f"{symbol.removesuffix('ĐU')}TU" if is_of_a_province and symbol.endswith("ĐU") else symbol


def _symbol_of(issuer: str, document_type: str) -> str:
    if document_type == "letter" and issuer in _LETTERS:
        return _LETTERS[issuer]
    letters = copy_abbreviation(issuer, "sao-y") if document_type == "copy" else _TYPES.get(document_type, "")
    parts = (letters, _ISSUERS.get(issuer, ""))
    return "-".join(part for part in parts if part)


def copy_abbreviation(issuer: str, kind: str) -> str:
    """Return the abbreviation of a kind of copy: the state's ``SY``, ``SL``, ``TrS``, the Party's ``BS``."""
    return "BS" if issuer == "party" else _COPIES[kind]


def written_number(issuer: str, number: int, symbol: str) -> str:
    """Write a number as its body does: ``05/TB-UBND`` of the state, ``05-TB/ĐU`` of the Party."""
    if issuer == "party":
        return f"{number:02d}-{symbol.replace('-', '/', 1)}"
    return f"{number:02d}/{symbol}"


def right_form(text: str) -> str:
    """Return a number that one body gave in the form of another as its own body writes it; empty for any other text.

    ``05/BC-ĐU`` is ``05-BC/ĐU`` of a Party committee, ``05-TB/UBND`` is ``05/TB-UBND`` of a People's Committee.
    """
    for shape, form in ((_PARTY_AS_STATE, "{}-{}/{}"), (_STATE_AS_PARTY, "{}/{}-{}")):
        if (match := shape.fullmatch(text.strip())) is not None:
            return form.format(*match.groups())
    return ""


def symbol_alone(text: str) -> str:
    """Return the letters of a symbol that was typed with its number in front, such as ``05/BC-ĐU``; else empty."""
    match = _NUMBER_AND_SYMBOL.fullmatch(text.strip())
    return "" if match is None else match[1].replace("/", "-")


class Series(Struct, frozen=True):
    """The days, both counted, through which numbers of a register run on from 01."""

    first: dt.date
    last: dt.date

    def holds(self, given: Record) -> bool:
        """Tell whether a number was given in this series."""
        day = given.date("date")
        return day is not None and self.first <= day <= self.last


def series_of(reader: RecordReader, law: LegalRules, unit: str, issuer: str, day: dt.date) -> Series:
    """Return the series that a number given on a day belongs to.

    The state begins anew each year (Nghị định 30/2020/NĐ-CP, Phụ lục I). The Party numbers each kind of document
    through the term of the committee (Hướng dẫn 05-HD/VPTW): the term that the unit's record has, else the present one
    of ``party.term``; a day outside of it is numbered by its year.
    """
    year = Series(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))
    if issuer != "party":
        return year
    term = _term_of(reader.get(unit), law)
    if term is None or term.first <= day <= term.last:
        return term or year
    if day < term.first:
        return Series(year.first, min(year.last, term.first - _A_DAY))
    return Series(max(year.first, term.last + _A_DAY), year.last)


def _term_of(unit: Record | None, law: LegalRules) -> Series | None:
    first, last = (unit.date("term_from"), unit.date("term_to")) if unit is not None else (None, None)
    if first is None or last is None:
        rule = law[PARTY_TERM]
        first, last = rule.in_force_from, rule.in_force_to
    return Series(first, last) if first is not None and last is not None else None


class NumberReader(RecordReader, Protocol):
    """A reader that knows deleted records, too: a number that was given is not given again."""

    def find_all(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records whose fields have exactly these values, deleted ones included."""


def next_free_number(
    reader: NumberReader, law: LegalRules, unit: str, issuer: str, document_type: str, day: dt.date
) -> int:
    """Return the number after the highest that was given in the series of a day, deleted ones included."""
    series = series_of(reader, law, unit, issuer, day)
    given = reader.find_all("document_number", unit=unit, issuer=issuer, type=document_type)
    return max((record.number("number") for record in given if series.holds(record)), default=0) + 1
