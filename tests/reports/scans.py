"""Pages as a poor scanner gives them, and the QR codes that are read from these."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

DEGREES = 2.0
_DPI, _BLUR, _NOISE = 150, 0.8, 40


def codes_read(data: bytes, degrees: float) -> list[str]:
    """Read the codes of a PDF that was printed at 150 dpi, laid askew by ``degrees``, blurred and speckled."""
    return [
        one.text
        for scan in _scans(data, degrees)
        for one in zxingcpp.read_barcodes(scan, formats=zxingcpp.BarcodeFormat.QRCode)
    ]


def _scans(data: bytes, degrees: float) -> Iterator[Image.Image]:
    chance = random.Random(7)
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            sheet: Image.Image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            turned = sheet.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
            blurred = turned.filter(ImageFilter.GaussianBlur(_BLUR))
            specks = Image.frombytes("L", blurred.size, chance.randbytes(blurred.width * blurred.height))
            yield ImageChops.subtract(blurred, specks.point([value * _NOISE // 255 for value in range(256)]))
