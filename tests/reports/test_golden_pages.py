"""Every form in either page format looks and reads as the pages that were looked at one by one and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.style import Style
from tests.reports.golden import FOLDER, cases, file_stem, golden_pages, kept_pictures, kept_text
from tests.reports.golden_office import GoldenOffice, make_commune

_GREY_APART = 60
_PIXELS_APART = 0.002
"""Letters may be drawn a little otherwise by another release of pdfium; a moved line changes more than this share."""
_MOST_BYTES = 3_000_000
CASES = [pytest.param(form, style, id=file_stem(form, style)) for form, style in cases()]


@pytest.fixture(scope="module")
def golden_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoldenOffice]:
    path = tmp_path_factory.mktemp("golden") / "commune.db"
    with make_commune(path) as store:
        yield GoldenOffice(store)


@pytest.mark.parametrize(("form", "style"), CASES)
def test_pages_are_those_that_were_kept(golden_office: GoldenOffice, form: ReportForm, style: Style) -> None:
    pages = golden_pages(golden_office, form, style)
    assert [page.text.replace("\r\n", "\n") for page in pages] == kept_text(form, style)
    kept = list(kept_pictures(form, style))
    assert [page.picture.size for page in pages] == [picture.size for picture in kept]
    for page, picture in zip(pages, kept, strict=True):
        assert apart(page.picture, picture) < _PIXELS_APART


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ clearly once both are blurred a little."""
    blur = ImageFilter.BoxBlur(1)
    histogram = ImageChops.difference(one.filter(blur), other.filter(blur)).histogram()
    return sum(histogram[_GREY_APART:]) / (one.width * one.height)


def test_a_moved_line_is_noticed() -> None:
    picture = next(kept_pictures(FORMS[0], Style.STATE))
    moved = picture.copy()
    moved.paste(picture.crop((0, 200, picture.width, 300)), (0, 204))
    assert apart(picture, picture) == 0
    assert apart(picture, moved) > _PIXELS_APART


def test_nothing_is_kept_of_forms_that_are_no_more_and_all_stays_small() -> None:
    wanted = {f"{file_stem(form, style)}.{ending}" for form, style in cases() for ending in ("tif", "txt")}
    kept: list[Path] = list(FOLDER.iterdir())
    assert {path.name for path in kept} == wanted
    assert sum(path.stat().st_size for path in kept) < _MOST_BYTES
