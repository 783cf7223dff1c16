"""Certified copies of a printed form: the mark below it, and the number that the office's register gives it.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục II: all copies of an office are numbered in one register a year;
those of the Party through its term.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.numbering import copy_abbreviation, next_free_number, series_of, written_number
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Copy, CopyKind, Document, DocumentNumber, Header, Recipients
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.forms.official import filed, issuer_of, official_signature
from danvan_desktop.reports.forms.parts import commune_of, issuer_header, place_of
from danvan_desktop.reports.limits import LONGEST_SUBJECT, shortened
from danvan_desktop.reports.wording import capitalised, place_and_date

COPY_KINDS: Mapping[CopyKind, Message] = {
    CopyKind.FULL: _("Sao y"),
    CopyKind.AGAIN: _("Sao lục"),
    CopyKind.EXTRACT: _("Trích sao"),
}
"""Kinds of copies as an officer names them."""
_TYPE = "copy"


@dataclass(frozen=True)
class CopyWish:
    """Which kind of copy, under which number, for whom; where it is filed is added to the recipients."""

    kind: CopyKind
    number: int
    recipients: tuple[str, ...] = ()


def next_copy_number(context: ReportContext) -> int:
    """Return the next number of the register of copies: one for all kinds, of the body whose style it is."""
    unit = context.store.unit.uid
    return next_free_number(context.store, context.store.law, unit, issuer_of(context), _TYPE, context.today)


def with_copy(document: Document, context: ReportContext, wish: CopyWish) -> Document:
    """Put the mark of a copy below a document: made today, by the office, signed by who signs its papers."""
    unit = commune_of(context, context.store.unit)
    recipients = Recipients((*wish.recipients, filed(context)))
    copy = Copy(wish.kind, _header(context, wish), official_signature(context, unit), recipients)
    return replace(document, copy=copy)


def written_copy_number(context: ReportContext, wish: CopyWish) -> str:
    """Write number and symbol as the register has them, such as ``05/SY-UBND``."""
    return written_number(issuer_of(context), wish.number, _number(context, wish).symbol)


def copy_draft(form: ReportForm, context: ReportContext, wish: CopyWish) -> Draft | None:
    """Make the draft that enters a copy in the register; ``None`` when this copy stands in it under this number.

    It names what was copied but not its form, whose own number it must not be taken for.

    Raises:
        ReportError: the original has no number yet, the number was given to another copy, or the record or period asked
            for is missing.
    """
    unit, issuer, year = context.store.unit.uid, issuer_of(context), context.today.year
    document = form.build(context)
    if document.header.number is not None and document.header.number.number is None:
        raise ReportError(_("Văn bản này chưa có số nên chưa sao được. Hãy cấp số cho văn bản rồi sao."))
    of_record = form.needs is Needs.RECORD
    values: dict[str, Value] = {
        "unit": unit,
        "issuer": issuer,
        "year": year,
        "type": _TYPE,
        "number": wish.number,
        "symbol": _number(context, wish).symbol,
        "subject": shortened(_subject(document), LONGEST_SUBJECT),
        "period": None if of_record else context.chosen_period().code,
        "record": context.uid if of_record else None,
    }
    register = {name: values[name] for name in ("unit", "issuer", "type", "number")}
    series = series_of(context.store, context.store.law, unit, issuer, context.today)
    for given in filter(series.holds, context.store.find("document_number", **register)):
        if all(given.get(name) == value for name, value in values.items()):
            return None
        raise ReportError(
            _(
                "Số bản sao {number} đã cấp cho “{subject}” ngày {day}. Hãy dùng số khác.",
                number=f"{wish.number:02d}",
                subject=given.text("subject"),
                day=given.date("date") or "",
            )
        )
    return Draft("document_number", {**values, "date": context.today.isoformat()})


def _header(context: ReportContext, wish: CopyWish) -> Header:
    unit = commune_of(context, context.store.unit)
    abbreviation = copy_abbreviation(issuer_of(context), wish.kind)
    place_date = place_and_date(place_of(context, unit), context.today)
    return issuer_header(context, unit, abbreviation, place_date, wish.number)


def _number(context: ReportContext, wish: CopyWish) -> DocumentNumber:
    number = _header(context, wish).number
    assert number is not None  # noqa: S101 - every issuer's header is made with its number
    return number


def _subject(document: Document) -> str:
    """Name the original in the register: its kind and what it is about."""
    about = document.subject or capitalised(document.header.letter_subject)
    return " ".join(f"{document.kind} {about}".split()) or document.info.title
