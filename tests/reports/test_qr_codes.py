"""QR codes are read from paper: printed at 150 dpi, laid askew on a scanner, out of focus, speckled."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from danvan_desktop.cli.device_card import print_device_card
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from tests.reports.offices import PrintingOffice, full_office

_DPI, _DEGREES, _BLUR, _NOISE = 150, 2.0, 0.8, 40


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintingOffice]:
    made = full_office(tmp_path_factory.mktemp("codes"))
    yield made
    made.store.close()


@dataclass(frozen=True)
class _Scan:
    """A page as a scanner gives it."""

    picture: Image.Image

    def codes(self) -> list[str]:
        found = zxingcpp.read_barcodes(self.picture, formats=zxingcpp.BarcodeFormat.QRCode)
        return [one.text for one in found]


def _scans(data: bytes, degrees: float) -> Iterator[_Scan]:
    chance = random.Random(7)
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            sheet = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            turned = sheet.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
            blurred = turned.filter(ImageFilter.GaussianBlur(_BLUR))
            specks = Image.frombytes("L", blurred.size, chance.randbytes(blurred.width * blurred.height))
            darker = specks.point([value * _NOISE // 255 for value in range(256)])
            yield _Scan(
                Image.frombytes(
                    "L",
                    blurred.size,
                    bytes(
                        max(0, value - speck) for value, speck in zip(blurred.tobytes(), darker.tobytes(), strict=True)
                    ),
                )
            )


def _proven(office: PrintingOffice, form: ReportForm) -> tuple[bytes, str] | None:
    context = office.context(form, form.styles()[0])
    if form.nothing_to_say(context) is not None or (proof := form.build(context).proof) is None:
        return None
    stream = io.BytesIO()
    print_form(form, context, stream)
    return stream.getvalue(), proof.payload


@pytest.mark.parametrize("degrees", [_DEGREES, -_DEGREES])
def test_the_code_of_every_form_that_has_one_is_read_from_a_poor_scan(office: PrintingOffice, degrees: float) -> None:
    proven = {form.code: made for form in EVERY_FORM if (made := _proven(office, form)) is not None}
    assert len(proven) >= 6
    for code, (data, payload) in proven.items():
        read = [text for scan in _scans(data, degrees) for text in scan.codes()]
        assert read == [payload], code


def test_the_code_of_a_device_s_card_is_read_from_a_poor_scan(office: PrintingOffice, tmp_path: Path) -> None:
    card = tmp_path / "card.pdf"
    print_device_card(office.store, card, FileFormat.PDF)
    read = [text for scan in _scans(card.read_bytes(), _DEGREES) for text in scan.codes()]
    assert len(read) == 1
    assert read[0]
