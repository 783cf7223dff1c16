"""A PDF that somebody brings to be checked: read, or refused in a line and within its time."""

import zlib
from pathlib import Path

import pytest

from danvan_desktop.reports.proof import ProofError, proofs_in, reading

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 12/Resources<</XObject<</A 5 0 R>>>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
BOMB = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)


def pdf(*objects: bytes) -> bytes:
    numbered = b"".join(b"%d 0 obj%bendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>\n"


def stream(head: bytes, content: bytes) -> bytes:
    return head + b"stream\n" + content + b"\nendstream "


UNREADABLE = {
    "a page that is not there": pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", PAGE),
    "pages that lead to themselves": pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 5>>"),
    "pages that are none": pdf(CATALOG, b"<</Type/Pages/Kids[null (x) 5]/Count 3>>"),
    "deep lists": pdf(CATALOG, b"<</Type/Pages/Kids" + b"[" * 100_000 + b"]" * 100_000 + b"/Count 3>>"),
    "nothing": b"",
}
WITHOUT_A_CODE = {
    "two thousand million pages": pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", PAGE),
    "a bomb": pdf(
        CATALOG,
        ONE_PAGE,
        PAGE,
        stream(b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>" % len(BOMB), BOMB),
    ),
}


@pytest.mark.parametrize("name", [*UNREADABLE, *WITHOUT_A_CODE])
def test_hostile_pdf_is_refused_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "la.pdf"
    path.write_bytes((UNREADABLE | WITHOUT_A_CODE)[name])
    with pytest.raises(ProofError, match=r"Không đọc được tệp PDF|không có mã kiểm chứng"):
        proofs_in(path)


def drawing_itself(path: Path) -> Path:
    drawing = stream(b"<</Length 6>>", b"/A Do")
    path.write_bytes(pdf(CATALOG, ONE_PAGE, PAGE, drawing, stream(FORM, b"/A Do /A Do")))
    return path


def test_reading_ends_where_a_pdf_draws_itself_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whether its time or its memory ends first is a matter of how fast the machine is.
    monkeypatch.setattr(reading, "PATIENCE", 2.0)
    with pytest.raises(ProofError, match=r"mất quá lâu|Không đọc được tệp PDF"):
        proofs_in(drawing_itself(tmp_path / "la.pdf"))


def test_pdf_that_takes_too_long_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    with pytest.raises(ProofError, match=r"Đọc tệp PDF “la\.pdf” mất quá lâu, có thể là tệp độc hại nên đã dừng"):
        proofs_in(drawing_itself(tmp_path / "la.pdf"))
