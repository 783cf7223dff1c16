"""Registers and reports of the sample commune tear no date in two: its column holds it."""

import io
import re

import pypdfium2
import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.store import Store

_TORN = re.compile(r"\d\d/\d\d/\d{1,3}\s+\d")
_OF_PERIODS = [form for form in FORMS if form.needs is Needs.PERIOD]


@pytest.mark.parametrize("form", _OF_PERIODS, ids=lambda form: form.code)
def test_no_date_is_torn(sample: Store, form: ReportForm) -> None:
    context = ReportContext(sample, sample.today(), period=Period.parse("2026-Q3"), style=form.styles()[0])
    if form.nothing_to_say(context) is not None:
        return
    stream = io.BytesIO()
    print_form(form, context, stream)
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(stream.getvalue()))
    assert not _TORN.findall(text)
