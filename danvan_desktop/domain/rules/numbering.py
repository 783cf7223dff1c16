"""Số và ký hiệu: which number is next in a register, and which letters stand behind it.

Abbreviations as offices use them (Nghị định 30/2020/NĐ-CP, Phụ lục III, was not read; docs/sources.md); the officer may
type another symbol. A letter (công văn) of the state has no type, it names the office that drafted it.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.record import RecordReader

_TYPES: Mapping[str, str] = {
    "minutes": "BB",
    "report": "BC",
    "notice": "TB",
    "invitation": "GM",
    "transfer": "PC",
    "letter": "",
    "plan": "KH",
    "submission": "TTr",
    "decision": "QĐ",
    "resolution": "NQ",
}
_ISSUERS: Mapping[str, str] = {"government": "UBND", "party": "ĐU", "front": "MTTQ-BTT", "community": ""}
_COPIES: Mapping[str, str] = {"sao-y": "SY", "sao-luc": "SL", "trich-sao": "TrS"}
"""Kinds of copies (Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I); the Party has one abbreviation for all."""
_LETTERS: Mapping[str, str] = {"government": "UBND-VP", "party": "CV-ĐU"}
"""Công văn: the state names the office that drafted it, the Party has an abbreviation."""


def symbol_of(issuer: str, document_type: str) -> str:
    """Return the letters behind the number, such as ``BC-UBND``; empty for what has no symbol of its own."""
    if document_type == "letter" and issuer in _LETTERS:
        return _LETTERS[issuer]
    letters = copy_abbreviation(issuer, "sao-y") if document_type == "copy" else _TYPES.get(document_type, "")
    parts = (letters, _ISSUERS.get(issuer, ""))
    return "-".join(part for part in parts if part)


def copy_abbreviation(issuer: str, kind: str) -> str:
    """Return the abbreviation of a kind of copy: the state's ``SY``, ``SL``, ``TrS``, the Party's ``BS``."""
    return "BS" if issuer == "party" else _COPIES[kind]


def next_free_number(reader: RecordReader, unit: str, issuer: str, document_type: str, year: int) -> int:
    """Return the number after the highest that was given in a register."""
    given = reader.find("document_number", unit=unit, issuer=issuer, type=document_type, year=year)
    return max((record.number("number") for record in given), default=0) + 1
