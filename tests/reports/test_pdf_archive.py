"""What an archive asks of a PDF, as far as a checker without veraPDF can tell: whole, closed, searchable, described."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest

from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import Style
from tests.reports.golden_office import GoldenOffice, make_commune


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoldenOffice]:
    with make_commune(tmp_path_factory.mktemp("archive") / "commune.db") as store:
        yield GoldenOffice(store)


@pytest.fixture(params=FORMS, ids=lambda form: form.code)
def pdf(office: GoldenOffice, request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    form: ReportForm = request.param
    stream = io.BytesIO()
    print_form(form, office.context(form, Style.STATE), stream)
    with pikepdf.open(stream) as opened:
        yield opened


def test_the_file_is_sound_open_and_does_nothing_by_itself(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    assert not pdf.is_encrypted
    root = pdf.Root
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(root.keys())
    for page in pdf.pages:
        assert "/AA" not in page.obj
        assert "/Annots" not in page.obj


def test_the_file_says_its_title_language_and_maker(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "vi-VN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]).strip()
    assert str(pdf.docinfo["/Author"]).strip()
    assert len(pdf.trailer.ID) == 2


def test_every_letter_is_embedded_and_can_be_copied_as_text(pdf: pikepdf.Pdf) -> None:
    found = 0
    for page in pdf.pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            if "/FontDescriptor" not in font:
                continue
            found += 1
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font
    assert found


def test_nothing_shines_through_and_no_picture_needs_a_profile(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert "/Group" not in page.obj or "/Transparency" not in str(page.obj.Group.S)
        assert not list(page.get_images())
        states = page.resources.get("/ExtGState", pikepdf.Dictionary())
        for state in states.values():
            assert float(state.get("/CA", 1)) == float(state.get("/ca", 1)) == 1
