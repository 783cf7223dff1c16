"""The page of a device's card: words to compare, and the card in a code that a phone can read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pypdfium2
import segno

from danvan_desktop.reports.device_card import CardFacts, build_device_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reports.reading import Rendered

WORDS = ("bò", "chim", "dừa", "gạo", "hoa", "lúa", "mây", "nước", "sông", "tre")
TEXT = '{"format":"danvan-card","unit":"Thôn Đông","device":"' + "0123456789abcdef" * 16 + '"}'
FACTS = CardFacts("Thôn Đông", "laptop-thon-dong", dt.date(2026, 8, 12), WORDS, "12345 67890 12345", TEXT)


def test_the_words_of_the_fingerprint_stand_in_their_order(render: Callable[..., Rendered]) -> None:
    page = render(build_device_card(FACTS))
    assert len(page.pages) == 1
    assert "1. bò; 2. chim; 3. dừa; 4. gạo; 5. hoa 6. lúa; 7. mây; 8. nước; 9. sông; 10. tre" in page.whole_text
    assert "laptop-thon-dong" in page.whole_text
    assert "12345 67890 12345" in page.whole_text


def test_the_code_on_the_page_is_that_of_the_whole_card(render: Callable[..., Rendered]) -> None:
    page = render(build_device_card(FACTS))
    dark = [shape for shape in (*page.pages[0].curves, *page.pages[0].rects) if shape["fill"]]
    left, right, top = min(d["x0"] for d in dark), max(d["x1"] for d in dark), min(d["top"] for d in dark)
    picture = pypdfium2.PdfDocument(page.data)[0].render(scale=6).to_pil().convert("L")
    wanted = [list(row) for row in segno.make_qr(TEXT, error="m").matrix]
    side = (right - left) / len(wanted)
    assert side > 1.4, "modules of half a millimetre survive a copier"
    middles = [(number + 0.5) * side for number in range(len(wanted))]
    found = [[int(picture.getpixel((int((left + x) * 6), int((top + y) * 6))) < 128) for x in middles] for y in middles]
    assert found == wanted
