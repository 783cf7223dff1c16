"""Golden pages: every form in either page format, of fixed records on a fixed day, as small pictures and exact text.

``python -m tests.reports.golden`` makes those in ``tests/data/golden`` anew; look at each page before they are kept.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence

from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import Style
from tests.reports.golden_office import GoldenOffice, make_commune, record_of

FOLDER = Path(__file__).parents[1] / "data" / "golden"

_DPI = 40
_GREY_STEP = 17
"""Sixteen greys: the files stay small."""


@dataclass(frozen=True)
class GoldenPage:
    """One page: a grey picture and the text on it."""

    picture: Image.Image
    text: str


def cases() -> Iterator[tuple[ReportForm, Style]]:
    """Give every form in each page format that its issuing bodies have for the records here."""
    with tempfile.TemporaryDirectory() as work, make_commune(Path(work) / "commune.db") as store:
        records = GoldenOffice(store).records
        for form in FORMS:
            record = store.get(record_of(records, form)) if form.needs is Needs.RECORD else None
            yield from ((form, style) for style in form.styles(record))


def golden_pages(office: GoldenOffice, form: ReportForm, style: Style) -> list[GoldenPage]:
    """Print a form and look at its pages."""
    stream = io.BytesIO()
    print_form(form, office.context(form, style), stream)
    document = pypdfium2.PdfDocument(stream.getvalue())
    return [GoldenPage(_picture(page), page.get_textpage().get_text_bounded()) for page in document]


def file_stem(form: ReportForm, style: Style) -> str:
    """Name the files of a form's pages."""
    return f"{form.code}.{style}"


def kept_text(form: ReportForm, style: Style) -> list[str]:
    """Read the text of the golden pages."""
    return (FOLDER / f"{file_stem(form, style)}.txt").read_bytes().decode("utf-8").split("\f\n")


def kept_pictures(form: ReportForm, style: Style) -> Iterator[Image.Image]:
    """Read the golden pages, which are the frames of one file."""
    with Image.open(FOLDER / f"{file_stem(form, style)}.tif") as frames:
        for frame in ImageSequence.Iterator(frames):
            yield frame.convert("L")


def make(folder: Path) -> None:
    """Write all golden pages into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, make_commune(Path(work) / "commune.db") as store:
        office = GoldenOffice(store)
        for form, style in cases():
            pages = golden_pages(office, form, style)
            stem = folder / file_stem(form, style)
            text = "\f\n".join(page.text.replace("\r\n", "\n") for page in pages)
            stem.with_name(f"{stem.name}.txt").write_bytes(text.encode())
            first, *others = (page.picture for page in pages)
            path = stem.with_name(f"{stem.name}.tif")
            first.save(path, save_all=True, append_images=others, compression="tiff_adobe_deflate")


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    return picture.convert("L").point(lambda grey: grey // _GREY_STEP * _GREY_STEP)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
