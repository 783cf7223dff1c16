"""An office's own Word template can take the place of any form: with the one to begin with, nothing is lost."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from danvan_desktop.reports.document import Document
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.docx.template import render_template, starting_template
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.style import Style
from tests.reports.golden import cases
from tests.reports.golden_office import GoldenOffice, make_commune

CASES = [pytest.param(form, style, id=f"{form.code}.{style}") for form, style in cases()]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoldenOffice]:
    path: Path = tmp_path_factory.mktemp("templates") / "commune.db"
    with make_commune(path) as store:
        yield GoldenOffice(store)


@lru_cache
def starting(style: Style) -> bytes:
    return starting_template(load_page_format(style), dt.date(2026, 11, 29))


def letters(data: bytes) -> list[str]:
    """Every paragraph with something in it, in tables too, whichever their order.

    Which words stay on one line is left out: that the program ties by the room that it gives a title.
    """
    body = docx.Document(io.BytesIO(data)).element.body
    found = ("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p")))
    return sorted(text.strip().replace("\u00a0", " ") for text in found if text.strip())


def by_program(document: Document, style: Style) -> bytes:
    out = io.BytesIO()
    render_docx(document, load_page_format(style), out)
    return out.getvalue()


@pytest.mark.parametrize(("form", "style"), CASES)
def test_the_template_to_begin_with_prints_all_that_the_program_prints(
    office: GoldenOffice, form: ReportForm, style: Style
) -> None:
    document, out = form.build(office.context(form, style)), io.BytesIO()
    render_template(starting(style), document, load_page_format(style), out)
    own, program = letters(out.getvalue()), letters(by_program(document, style))
    assert own == program
