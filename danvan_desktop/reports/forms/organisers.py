"""Who issues a paper of an oversight: the committee, the Party, or the Front and its organisations in their own name.

The symbol of the Front's standing board (``MTTQ-BTT``) and who signs for it are as its papers have them; of the other
organisations no rule was read (docs/sources.md), so that theirs have the letters of the type alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import DocumentNumber, Header, Signature
from danvan_desktop.reports.forms.communities import front_of, full_name, named_within
from danvan_desktop.reports.forms.official import given_number, official_header, official_signature
from danvan_desktop.reports.forms.parts import SEAL_NOTE, SIGN_NOTE, place_of
from danvan_desktop.reports.issuing import Issuer
from danvan_desktop.reports.wording import date_words, place_and_date, within_sentence

PARTY, GOVERNMENT, FRONT, COUNCIL = "party", "government", "front", "council"
_OFFICIAL = frozenset({PARTY, GOVERNMENT})
_MEMBERS = frozenset({"women", "farmers", "youth", "veterans", "union"})
"""Organisations that are directly under the Front (Luật 97/2025/QH15)."""
_NO_NAMES = (
    *("các ", "những ", "dự thảo ", "cán bộ ", "người ", "toàn ", "một ", "chi bộ "),
    *("thôn ", "bản ", "tổ dân phố ", "khu ", "xóm "),
)
"""Beginnings, in small letters, of what does not begin with a capital within a sentence."""
_LETTERS = {"plan": "KH", "report": "BC"}

_OF_FRONT = "Ban Thường trực"
_BY_FRONT = ("TM. Ban Thường trực", "Chủ tịch")


def of_lead(record: Record | None) -> tuple[Issuer, ...]:
    """Papers of what the Party leads are the Party's; all others have the page format of the state."""
    return (Issuer.PARTY,) if record is not None and record.text("lead") == PARTY else (Issuer.GOVERNMENT,)


def header_of(context: ReportContext, record: Record, unit: Record, form: str, document_type: str) -> Header:
    """Make the header of a paper by who leads what it tells of."""
    lead = record.text("lead")
    if lead in _OFFICIAL and board_of(context, record) is None:
        return official_header(context, unit, form, document_type)
    issuer, superior, letters = _names(context, record, unit)
    symbol = "-".join(filter(None, (_LETTERS[document_type], letters)))
    place_date = place_and_date(place_of(context, unit), context.today)
    return Header(issuer, superior, DocumentNumber(None, symbol), place_date)


def board_of(context: ReportContext, record: Record) -> Record | None:
    """Return the people's board through which it is done, ``None`` where it is done otherwise."""
    return context.store.get(record.text("board")) if record.text("board") else None


def _names(context: ReportContext, record: Record, unit: Record) -> tuple[str, str, str]:
    """Name the issuer, what stands above it, and the letters of its symbol."""
    lead, place = record.text("lead"), within_sentence(full_name(unit))
    front = _front(unit)
    board = board_of(context, record)
    if board is not None:
        return board.text("name"), front, ""
    if lead == FRONT:
        return _OF_FRONT, front, "MTTQ-BTT"
    if lead == COUNCIL:
        return f"Hội đồng nhân dân {place}", "", "HĐND"
    return f"{context.choice(record, 'lead')} {place}", front if lead in _MEMBERS else "", ""


def _front(unit: Record) -> str:
    return f"Ủy ban Mặt trận Tổ quốc Việt Nam {within_sentence(full_name(unit))}"


def of_front(header: Header, unit: Record) -> Header:
    """Head a paper as the Front's standing committee does, which signs it."""
    return replace(header, superior=_front(unit), issuer=_OF_FRONT)


def front_signature() -> Signature:
    """Let the Front's standing committee sign."""
    return Signature(_BY_FRONT, SEAL_NOTE)


def issuer_words(context: ReportContext, record: Record, unit: Record) -> str:
    """Name the issuer as within a sentence, whole."""
    lead, place = record.text("lead"), within_sentence(full_name(unit))
    board = board_of(context, record)
    if board is not None:
        return board.text("name")
    if lead == FRONT:
        return f"Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {place}"
    if lead == PARTY:
        return f"Đảng ủy {place}"
    return f"{context.choice(record, 'lead')} {place}"


def signature_of(context: ReportContext, record: Record, unit: Record) -> Signature:
    """Let who leads it sign; whose name the program does not know leaves room for it."""
    lead = record.text("lead")
    if board_of(context, record) is not None:
        return Signature(("Trưởng Ban",), SIGN_NOTE)
    if lead in _OFFICIAL:
        return official_signature(context, unit)
    lines = {FRONT: _BY_FRONT, COUNCIL: ("TM. Hội đồng nhân dân", "Chủ tịch")}
    return Signature(lines.get(lead, ("Người đứng đầu",)))


def filed_by(record: Record) -> str:
    """Say where a paper is filed."""
    return "Lưu Văn phòng Đảng ủy" if record.text("lead") == PARTY else "Lưu: VT"


def above_of(record: Record, unit: Record) -> str:
    """Name whom it is reported to: the Front tells the Party, boards of the people and others tell the Front."""
    is_of_front = record.text("lead") == FRONT and not record.text("board")
    return f"Đảng ủy {named_within(unit)} (để báo cáo)" if is_of_front else front_of(unit)


def named(text: str) -> str:
    """Name somebody within a sentence: bodies keep their capital, what is no name does not begin with one."""
    return within_sentence(text) if text.lower().startswith(_NO_NAMES) else text


def noted_day(record: Record, name: str) -> str:
    """Say a day of a record in words, with room for it where it has none."""
    return date_words(record.date(name))


def dated(context: ReportContext, unit: Record, header: Header, form: str, day: dt.date | None) -> Header:
    """Date a paper with the day that its record has for it, unless the register of numbers has another."""
    if day is None or given_number(context, form) is not None:
        return header
    return replace(header, place_date=place_and_date(place_of(context, unit), day))
