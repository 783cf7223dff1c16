"""What papers with a number have in common: header with số và ký hiệu, who signs, who gets them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.numbering import symbol_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Appendix, DocumentNumber, Header, Signature
from danvan_desktop.reports.forms.communities import community_head, is_community
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, issuer_header, party_word, place_of, unit_of
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import date_words, place_and_date

_COMMITTEE = r"(?: (?:ủy|uỷ) ban nhân dân\b.*| ubnd\b.*)?"
_PARTY = r"(?: thường trực)?(?: đảng (?:ủy|uỷ|bộ)\b.*)?"
_CHAIR, _VICE_CHAIR = re.compile("chủ tịch" + _COMMITTEE), re.compile("phó chủ tịch" + _COMMITTEE)
_SECRETARY, _VICE_SECRETARY = re.compile("bí thư" + _PARTY), re.compile("phó bí thư" + _PARTY)
"""Posts in the People's Committee and in the Party committee: the Front and the Youth Union have chairs and secretaries
too, who do not sign for these bodies."""


def issuer_of(context: ReportContext) -> str:
    """Name the register of the body that issues a paper of this style."""
    return "party" if context.style is Style.PARTY else "government"


def given_number(context: ReportContext, form: str) -> Record | None:
    """Return the number that was given to this printing of a form, the newest when there are several."""
    if context.uid:
        given = context.store.find("document_number", record=context.uid, form=form)
    elif context.period is not None:
        given = context.store.find("document_number", form=form, period=context.period.code)
    else:
        return None
    issuer = issuer_of(context)
    return max((one for one in given if one.text("issuer") == issuer), key=lambda one: one.changed, default=None)


def paper_day(context: ReportContext, form: str) -> dt.date:
    """Return the day of a paper: that of its number, else today."""
    given = given_number(context, form)
    return (given.date("date") if given is not None else None) or context.today


def official_header(context: ReportContext, unit: Record, form: str, document_type: str, subject: str = "") -> Header:
    """Make the header of a numbered paper; ``subject`` is what a letter is about."""
    given = given_number(context, form)
    made = symbol_of(issuer_of(context), document_type, unit.text("kind"))
    symbol = given.text("symbol") if given is not None else made
    number = given.number("number") if given is not None else None
    place_date = place_and_date(place_of(context, unit), paper_day(context, form))
    header = issuer_header(context, unit, symbol.partition("-")[0], place_date, number)
    return replace(header, number=DocumentNumber(number, symbol), letter_subject=subject)


def annex_note(context: ReportContext, what: str, header: Header, form: str) -> str:
    """Say what an annex goes with, by number and day, or with room for them (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    number = header.number
    symbol = f" số {_cited(context, number)}" if number is not None else ""
    return f"(Kèm theo {what}{symbol} {date_words(paper_day(context, form))} của {header.issuer})"


def annexes_pointed_to(appendices: Sequence[Appendix]) -> str:
    """Point from the end of a text to its annexes, as it must (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if not appendices:
        return ""
    return f" (có {'Phụ lục' if len(appendices) == 1 else 'các Phụ lục'} kèm theo)"


def _cited(context: ReportContext, number: DocumentNumber) -> str:
    figure = "……" if number.number is None else f"{number.number:02d}"
    if context.style is Style.PARTY:
        return f"{figure}-{number.kind}/{number.body}"
    return f"{figure}/{number.symbol}"


def undated_once_begun(
    context: ReportContext, header: Header, unit: Record, form: str, begun_on: dt.date | None
) -> Header:
    """Leave room for the day of a paper that comes before something, once that has begun: today is not its day.

    A paper with a number has the day of its number.
    """
    if given_number(context, form) is not None or begun_on is None or begun_on > context.today:
        return header
    return replace(header, place_date=place_and_date(place_of(context, unit), None))


def undated_minutes(header: Header) -> Header:
    """Leave place and day out of the head of minutes, whose first line tells both.

    The State has none there (Nghị định 30/2020/NĐ-CP, Mẫu 1.10), nor has the Party (three summaries of HD 05-HD/VPTW).
    """
    return replace(header, place_date="")


def minutes_signatures(style: Style, clerk: str = "", chair: str = "") -> tuple[Signature, Signature]:
    """Let the one who took minutes sign beside the chair; the Party has its own words for both (HD 05-HD/VPTW)."""
    is_party = style is Style.PARTY
    return (
        Signature(("Người ghi biên bản" if is_party else "Thư ký",), SIGN_NOTE, clerk),
        Signature(("Chủ trì hội nghị" if is_party else "Chủ trì",), SIGN_NOTE, chair),
    )


def filed(context: ReportContext, more: str = "") -> str:
    """Say where a paper is filed, as the last of its recipients: in the office, and with ``more``."""
    if context.style is Style.PARTY:
        return f"Lưu Văn phòng {party_word(_office_of(context))}"
    return f"Lưu: VT, {more}" if more else "Lưu: VT"


def _office_of(context: ReportContext) -> Record:
    """Return the office that issues a paper: above a commune that is the commune, whose record it is printed of."""
    record = context.opened or (context.store.get(context.uid) if context.uid else None)
    if record is None:
        return context.store.unit
    return commune_of(context, unit_of(context, record, context.kind_of(record).unit or "unit"))


def official_signature(context: ReportContext, unit: Record) -> Signature:
    """Let the approving officer who works here now sign, else the head of the unit.

    Authority by the position (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 7): a vice chair signs ``KT.`` for the
    chair, the head of an office ``TL.`` by order; in the Party a deputy secretary signs for the committee.
    """
    officer = _signing_officer(context, unit)
    if officer is None:
        return Signature(_authority(context.style, unit, ""))
    return Signature(_authority(context.style, unit, officer.text("position")), name=officer.text("full_name"))


def _authority(style: Style, unit: Record, position: str) -> tuple[str, ...]:
    if style is Style.PARTY:
        body = "Chi bộ" if is_community(unit) else party_word(unit)
        return (f"TM. {body}", "Phó Bí thư" if _holds(position, _VICE_SECRETARY) else "Bí thư")
    if is_community(unit):
        return (position.split(",")[0].strip() or community_head(unit),)
    if _holds(position, _VICE_CHAIR):
        return ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")
    if not position or _holds(position, _CHAIR):
        return ("TM. Ủy ban nhân dân", "Chủ tịch")
    return ("TL. Chủ tịch", position.split(",")[0].strip())


def _signing_officer(context: ReportContext, unit: Record) -> Record | None:
    chosen = context.store.get(context.store.officer) if context.store.officer else None
    if chosen is not None and _may_sign(context.style, chosen):
        return chosen
    active = context.store.find("officer", unit=unit.uid, active=True)
    head = _SECRETARY if context.style is Style.PARTY else _CHAIR
    return next((one for one in active if _holds(one.text("position"), head)), None)


def _may_sign(style: Style, officer: Record) -> bool:
    if officer.kind != "officer" or officer.text("role") != "approve":
        return False
    position = officer.text("position")
    of_party = _holds(position, _SECRETARY, _VICE_SECRETARY)
    if style is Style.PARTY:
        return of_party
    return not of_party or _holds(position, _CHAIR, _VICE_CHAIR)


def _holds(position: str, *posts: re.Pattern[str]) -> bool:
    """Tell whether a position, which may name several posts with commas between, has one of these."""
    named = [part.strip().lower() for part in position.split(",")]
    return any(post.fullmatch(name) for post in posts for name in named)
