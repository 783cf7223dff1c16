"""Charts and proofs as they stand on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
import segno

from danvan_desktop.reports.document import (
    Chart,
    ChartSeries,
    ChartShape,
    Document,
    Header,
    Paragraph,
    Proof,
    Signature,
)
from tests.reports.reading import INFO, LONG, Rendered, mm

LABELS = ("Đất đai, bồi thường, giải phóng mặt bằng và tái định cư", "Môi trường", "Giáo dục")
THIS = ChartSeries("Quý III năm 2026", (12, 6, 0), ("12", "6", "0"))
FORMER = ChartSeries("Quý II năm 2026", (3, 9, 1), ("3", "9", "1"))


def bars(rendered: Rendered, smallest: float = 0) -> list[dict[str, Any]]:
    return [rect for rect in rendered.pages[0].rects if rect["width"] > smallest and abs(rect["height"] - 9) < 0.1]


def test_bars_are_as_long_as_their_values(render_blocks: Callable[..., Rendered]) -> None:
    rendered = render_blocks(Chart("Kiến nghị theo lĩnh vực", LABELS, (THIS, FORMER)))
    lengths = [bar["width"] for bar in bars(rendered)]
    assert len(lengths) == 5
    assert [length / max(lengths) for length in lengths] == pytest.approx([1, 3 / 12, 6 / 12, 9 / 12, 1 / 12], abs=0.01)
    assert "Kiến nghị theo lĩnh vực" in rendered.text()
    for words in ("Môi trường", "Quý III năm 2026", "Quý II năm 2026", "tái định cư"):
        assert rendered.found(words)
    assert max(mm(char["x1"]) for char in rendered.pages[0].chars) <= 190.5


def test_one_series_needs_no_legend(render_blocks: Callable[..., Rendered]) -> None:
    assert "Quý III" not in render_blocks(Chart("Biểu", LABELS, (THIS,))).text()


def test_shares_divide_one_bar_over_the_whole_width(render_blocks: Callable[..., Rendered]) -> None:
    series = ChartSeries("", (3, 1, 0), ("3 (75 %)", "1 (25 %)", "0 (0 %)"))
    rendered = render_blocks(Chart("Cơ cấu", LABELS, (series,), ChartShape.SHARES))
    parts = [rect for rect in rendered.pages[0].rects if abs(rect["height"] - 18) < 0.1]
    widths = sorted(round(mm(part["width"])) for part in parts)
    assert widths == [40, 120, 160]
    assert "Môi trường: 1 (25 %)" in rendered.text()


def test_a_chart_without_any_count_shows_its_noughts(render_blocks: Callable[..., Rendered]) -> None:
    nothing = ChartSeries("", (0, 0, 0), ("0", "0", "0"))
    assert not bars(render_blocks(Chart("Biểu", LABELS, (nothing,))), smallest=0.1)
    shares = render_blocks(Chart("Biểu", LABELS, (nothing,), ChartShape.SHARES))
    assert "Giáo dục: 0" in shares.text()


def test_a_chart_is_not_cut_by_the_end_of_a_page(render_blocks: Callable[..., Rendered]) -> None:
    rendered = render_blocks(Paragraph(LONG * 15), Chart("Biểu cuối trang", LABELS * 5, (THIS_LONG, FORMER_LONG)))
    assert "Biểu cuối trang" not in rendered.text(0)
    assert "Biểu cuối trang" in rendered.text(1)
    assert "Quý II năm 2026" in rendered.text(1)


THIS_LONG = ChartSeries(THIS.name, THIS.values * 5, THIS.texts * 5)
FORMER_LONG = ChartSeries(FORMER.name, FORMER.values * 5, FORMER.texts * 5)


@pytest.mark.parametrize(
    ("series", "shape"),
    [
        ((), ChartShape.BARS),
        ((THIS, FORMER), ChartShape.SHARES),
        ((ChartSeries("", (1, 2), ("1", "2")),), ChartShape.BARS),
        ((ChartSeries("", (1, 2, -3), ("1", "2", "-3")),), ChartShape.BARS),
    ],
)
def test_a_chart_that_does_not_fit_its_labels_is_refused(series: tuple[ChartSeries, ...], shape: ChartShape) -> None:
    with pytest.raises(ValueError, match=r"series|shares|below"):
        Chart("Biểu", LABELS, series, shape)


def test_a_proof_stands_below_everything_with_its_code_beside_a_readable_qr_code(
    render: Callable[..., Rendered],
) -> None:
    proof = Proof("DV1:K7QF2M9X7H3D", "K7QF-2M9X-7H3D", "Kiểm tra bằng danvan verify.")
    blocks = (Paragraph("Nội dung."),)
    rendered = render(Document(INFO, Header("UBND xã Đông Sơn"), "Báo cáo", blocks=blocks, proof=proof))
    code = rendered.found("K7QF-2M9X-7H3D")
    assert rendered.faces("K7QF-2M9X-7H3D") == {("-Bold", 12)}
    assert code["top"] > rendered.found("Nội dung.")["bottom"]
    page = rendered.pages[0]
    dark = [shape for shape in (*page.curves, *page.rects) if shape["fill"]]
    left, right, top = min(d["x0"] for d in dark), max(d["x1"] for d in dark), min(d["top"] for d in dark)
    assert 30 < mm(left) < mm(right) < 30 + 20
    assert right < code["x0"]
    assert modules(rendered.data, left, right, top) == [
        list(row) for row in segno.make_qr(proof.payload, error="q").matrix
    ]


def test_a_proof_never_stands_alone_on_a_page(render: Callable[..., Rendered]) -> None:
    proof, signature = Proof("K7QF2M9X", "K7QF-2M9X"), Signature(("Chủ tịch",), name="Nguyễn Văn An")
    for lines in range(30, 45):
        blocks = (*(Paragraph(f"Dòng {number}.") for number in range(lines)), Paragraph("Hết./."))
        document = Document(INFO, Header("UBND xã"), "Báo cáo", blocks=blocks, signatures=(signature,), proof=proof)
        rendered = render(document)
        last = len(rendered.pages) - 1
        assert "Hết./." in rendered.text(last)
        assert "Nguyễn Văn An" in rendered.text(last)
        assert "K7QF-2M9X" in rendered.text(last)


def modules(data: bytes, left: float, right: float, top: float) -> list[list[int]]:
    """Look at the middle of every module of the QR code, as a reader of the printed page would."""
    picture = pypdfium2.PdfDocument(data)[0].render(scale=6).to_pil().convert("L")
    count = segno.make_qr("DV1:K7QF2M9X7H3D", error="q").symbol_size(border=0)[0]
    side = (right - left) / count
    middles = [(number + 0.5) * side for number in range(count)]
    return [[int(picture.getpixel((int((left + x) * 6), int((top + y) * 6))) < 128) for x in middles] for y in middles]
