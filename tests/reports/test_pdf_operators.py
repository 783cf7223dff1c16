"""What is written for lines of text and strokes is what reportlab writes for them."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.operators import Letters, TextLines, box, number, stroke

FACE = fonts.first_face()
MANY = "".join(sorted(fonts.printable_characters() - {"\u00a0"}))[:600]
"""Letters of more than one subset of a face."""


@given(
    st.floats(-20_000, 20_000) | st.integers(-20_000, 20_000) | st.sampled_from((0.0, 1e-7, 1e-6, 9.9999996, 1000.0))
)
def test_numbers_are_written_as_reportlab_writes_them(value: float) -> None:
    assert number(value) == fp_str(value)


def test_lines_are_written_as_reportlab_writes_them_also_in_letters_of_later_subsets() -> None:
    texts = ("Nơi nhận (Đảng ủy) \\", MANY, "Đông\u00a0Sơn", "")
    theirs = Canvas(io.BytesIO(), initialFontName=FACE)
    text = theirs.beginText(72.5, 700.123456)
    text.setFont(FACE, 14, 16.1)
    for one in texts:
        text._code.append(text._formatText(one))
        text._code.append(f"0.01 Tz {'( ) Tj' if text._curSubset == 0 else text._formatText(' ')} 100 Tz T*")
    ours = TextLines(72.5, 700.123456)
    ours.set_type(Letters(FACE, Canvas(io.BytesIO(), initialFontName=FACE)._doc), 14, 16.1)
    for one in texts:
        ours.put(one)
        ours.end_line()
    assert ours.code.split() == text.getCode().split()


def test_strokes_are_written_as_reportlab_writes_them() -> None:
    theirs = Canvas(io.BytesIO())
    before = len(theirs._code)
    theirs.line(1, 2.5, 300, 0.25)
    theirs.rect(10, 20.125, 30, 40)
    assert [stroke(1, 2.5, 300, 0.25), box(10, 20.125, 30, 40)] == theirs._code[before:]


def test_widths_are_those_of_reportlab_also_of_letters_that_the_face_lacks() -> None:
    for text in ("Đông Sơn, ngày 05 tháng 02", "漢字", ""):
        assert fonts.width_of(text, FACE, 13.5) == stringWidth(text, FACE, 13.5)
