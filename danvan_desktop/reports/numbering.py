"""Giving a printed form its số và ký hiệu: the register it belongs to, the next number, the record that keeps it."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.numbering import next_free_number, symbol_of
from danvan_desktop.domain.rules.numbering import written_number as in_words
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.forms.official import given_number, issuer_of
from danvan_desktop.reports.limits import LONGEST_SUBJECT, shortened
from danvan_desktop.reports.wording import capitalised


def is_numbered(form: ReportForm) -> bool:
    """Tell whether a form gets a number."""
    return bool(form.document_type)


def number_values(form: ReportForm, context: ReportContext, day: dt.date) -> Values:
    """Return the values of the number that a printing of a form would get: the next free one of its register.

    Raises:
        ReportError: the form gets no number, this printing has one, or the record or period asked for is missing.
    """
    if not is_numbered(form):
        raise ReportError(_("“{form}” không phải là văn bản có số, ký hiệu.", form=form.title))
    given = given_number(context, form.code)
    if given is not None:
        raise ReportError(_("Văn bản này đã có số {number}.", number=written_number(given)))
    document = form.build(context)
    issuer, document_type, unit = issuer_of(context), form.document_type, context.store.unit.uid
    of_record = form.needs is Needs.RECORD
    return {
        "unit": unit,
        "issuer": issuer,
        "year": day.year,
        "type": document_type,
        "number": next_free_number(context.store, context.store.law, unit, issuer, document_type, day),
        "symbol": symbol_of(issuer, document_type, context.store.unit.text("kind")),
        "date": day.isoformat(),
        "subject": shortened(document.subject or capitalised(document.header.letter_subject), LONGEST_SUBJECT),
        "form": form.code,
        "period": None if of_record else context.chosen_period().code,
        "record": context.uid if of_record else None,
    }


def written_number(given: Record) -> str:
    """Write a number with its symbol as its body does, such as ``07/TB-UBND`` or ``07-TB/ĐU``."""
    return in_words(given.text("issuer"), given.number("number"), given.text("symbol"))
