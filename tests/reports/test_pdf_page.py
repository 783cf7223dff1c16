"""The page measured against Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from danvan_desktop.reports.document import (
    Appendix,
    Document,
    DocumentNumber,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Run,
    Signature,
)
from tests.reports.reading import INFO, LONG, Rendered, mm

SHEET_WIDTH, SHEET_HEIGHT = 210, 297


def middle(place: dict[str, Any]) -> float:
    return (place["x0"] + place["x1"]) / 2


def length(place: dict[str, Any]) -> float:
    return place["x1"] - place["x0"]


@pytest.fixture
def report(render: Callable[[Document], Rendered]) -> Rendered:
    """Three pages and an annex across."""
    document = Document(
        info=INFO,
        header=Header(
            "Ủy ban nhân dân xã Đông Sơn",
            superior="Ủy ban nhân dân tỉnh Bắc Ninh",
            number=DocumentNumber(5, "BC-UBND"),
            place_date="Đông Sơn, ngày 05 tháng 02 năm 2026",
        ),
        kind="Báo cáo",
        subject="Kết quả công tác dân vận quý III năm 2026",
        blocks=(
            Heading("I. Tình hình nhân dân"),
            Paragraph((Run("Căn cứ Nghị quyết; ", italic=True), Run(LONG * 10))),
            Paragraph(LONG * 8),
            Heading("II. Kết quả"),
            *[Paragraph(LONG * 4) for _ in range(4)],
        ),
        signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Nguyễn Văn An"),),
        recipients=Recipients(("Đảng ủy xã", "Các thôn", "Lưu: VT")),
        appendices=(Appendix("Phụ lục", "Biểu số liệu", (Paragraph("Nội dung."),), "(Kèm theo báo cáo)", True),),
    )
    rendered = render(document)
    assert rendered.result.pages == len(rendered.pages) == 4
    return rendered


def test_the_sheet_is_a4_and_turned_for_an_annex_across(report: Rendered) -> None:
    sizes = [(round(mm(page.width)), round(mm(page.height))) for page in report.pages]
    assert sizes == [(210, 297)] * 3 + [(297, 210)]


def test_text_keeps_within_the_margins_and_fills_them(report: Rendered) -> None:
    for page in report.pages[:3]:
        chars = [char for char in page.chars if mm(char["top"]) > 19]
        assert mm(min(char["x0"] for char in chars)) == pytest.approx(30, abs=0.5)
        assert mm(max(char["x1"] for char in chars)) == pytest.approx(SHEET_WIDTH - 20, abs=0.5)
        assert mm(min(char["top"] for char in chars)) == pytest.approx(20, abs=1.5)
        assert mm(max(char["bottom"] for char in chars)) <= SHEET_HEIGHT - 20 + 0.5


def test_pages_are_numbered_in_the_top_margin_from_the_second_on_and_anew_in_an_annex(report: Rendered) -> None:
    for number, page in zip(("", "2", "3", ""), report.pages, strict=True):
        margin = [char for char in page.chars if mm(char["bottom"]) < 20]
        assert "".join(char["text"] for char in margin) == number
        for char in margin:
            assert char["size"] == pytest.approx(14)
            assert char["fontname"].endswith("-Regular") or char["fontname"].endswith("LiberationSerif")
            assert mm(middle(char)) == pytest.approx((30 + mm(page.width) - 20) / 2, abs=0.5)


def test_the_state_s_words_stand_on_the_right_in_their_sizes(report: Rendered) -> None:
    words, motto = report.found("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), report.found("Độc lập - Tự do - Hạnh phúc")
    assert report.faces("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == {("-Bold", 13)}
    assert report.faces("Độc lập - Tự do - Hạnh phúc") == {("-Bold", 14)}
    assert mm(words["x0"]) > SHEET_WIDTH * 0.4
    assert middle(words) == pytest.approx(middle(motto), abs=0.5)
    assert motto["top"] > words["top"]


def test_the_line_under_the_motto_is_as_long_as_the_motto(report: Rendered) -> None:
    motto = report.found("Độc lập - Tự do - Hạnh phúc")
    line = next(rule for rule in report.rules() if abs(middle(rule) - middle(motto)) < 1)
    assert length(line) == pytest.approx(length(motto), abs=1)
    assert 0 < line["top"] - motto["bottom"] < 8


def test_the_line_under_the_issuing_body_is_a_third_to_a_half_of_its_text(report: Rendered) -> None:
    assert report.faces("TỈNH BẮC NINH") == {("", 13)}
    issuer = report.found("XÃ ĐÔNG SƠN")
    assert report.faces("XÃ ĐÔNG SƠN") == {("-Bold", 13)}
    line = next(rule for rule in report.rules() if abs(middle(rule) - middle(issuer)) < 1)
    assert length(line) / length(issuer) == pytest.approx(0.4, abs=0.02)


def test_number_and_date_stand_on_one_line_with_a_leading_nought(report: Rendered) -> None:
    number, date = report.found("Số: 05/BC-UBND"), report.found("Đông Sơn, ngày 05 tháng 02 năm 2026")
    assert report.faces("Số: 05/BC-UBND") == {("", 13)}
    assert report.faces("Đông Sơn, ngày 05 tháng 02 năm 2026") == {("-Italic", 14)}
    assert number["bottom"] == pytest.approx(date["bottom"], abs=1)
    assert middle(number) == pytest.approx(middle(report.found("XÃ ĐÔNG SƠN")), abs=0.5)


def test_kind_and_subject_are_centred_with_a_line_below(report: Rendered) -> None:
    kind, subject = report.found("BÁO CÁO"), report.found("Kết quả công tác dân vận quý III năm 2026")
    assert report.faces("BÁO CÁO") == report.faces("Kết quả công tác dân vận quý III năm 2026") == {("-Bold", 14)}
    assert mm(middle(kind)) == pytest.approx(110, abs=0.5)
    assert mm(middle(subject)) == pytest.approx(110, abs=0.5)
    line = min(report.rules(), key=lambda rule: abs(rule["top"] - subject["bottom"]))
    assert 1 / 3 <= length(line) / length(subject) <= 1 / 2
    assert mm(middle(line)) == pytest.approx(110, abs=0.5)


def test_body_text_has_its_size_indent_and_gaps(report: Rendered) -> None:
    assert report.faces("I. Tình hình nhân dân") == {("-Bold", 14)}
    assert report.faces("Căn cứ Nghị quyết;") == {("-Italic", 14)}
    assert mm(report.found("Căn cứ")["x0"]) == pytest.approx(30 + 12.7, abs=0.5)
    lines = report.pages[1].extract_text_lines()
    tops = [line["top"] for line in lines if mm(line["top"]) > 19]
    gaps = sorted({round(lower - upper, 1) for upper, lower in pairwise(tops)})
    single = 14 * 1.149
    assert single <= gaps[0] <= single * 1.5
    assert gaps[-1] - gaps[0] == pytest.approx(6, abs=0.3)


def test_the_signer_stands_right_and_the_recipients_left(report: Rendered) -> None:
    position, name = report.found("CHỦ TỊCH", 2), report.found("Nguyễn Văn An", 2)
    assert report.faces("TM. ỦY BAN NHÂN DÂN", 2) == {("-Bold", 14)}
    assert report.faces("Nguyễn Văn An", 2) == {("-Bold", 14)}
    assert middle(position) == pytest.approx(middle(name), abs=0.5)
    assert mm(middle(name)) > SHEET_WIDTH / 2
    assert 22 <= mm(name["top"] - position["bottom"]) <= 35
    assert report.faces("Nơi nhận:", 2) == {("-BoldItalic", 12)}
    assert report.faces("- Đảng ủy xã;", 2) == {("", 11)}
    assert report.faces("- Lưu: VT.", 2) == {("", 11)}
    assert mm(report.found("Nơi nhận:", 2)["x0"]) == pytest.approx(30, abs=0.5)


def test_an_annex_opens_with_its_label_and_title(report: Rendered) -> None:
    assert report.faces("Phụ lục", 3) == {("-Bold", 14)}
    assert report.faces("BIỂU SỐ LIỆU", 3) == {("-Bold", 14)}
    assert report.faces("(Kèm theo báo cáo)", 3) == {("-Italic", 14)}


def test_a_document_waiting_for_its_number_leaves_room_for_it(render: Callable[[Document], Rendered]) -> None:
    header = Header("UBND xã Đông Sơn", number=DocumentNumber(None, "BB-UBND"))
    rendered = render(Document(INFO, header, "Biên bản"))
    left, right = rendered.found("Số:"), rendered.found("/BB-UBND")
    assert mm(right["x0"] - left["x1"]) > 8


def test_a_letter_has_its_subject_under_the_number(render: Callable[[Document], Rendered]) -> None:
    header = Header(
        "UBND xã Đông Sơn",
        number=DocumentNumber(15, "UBND-VP"),
        place_date="Đông Sơn, ngày 10 tháng 3 năm 2026",
        letter_subject="trả lời kiến nghị của nhân dân thôn Đông",
    )
    rendered = render(Document(INFO, header, ""))
    assert rendered.faces("V/v trả lời") == {("", 13)}
    number, subject = rendered.found("Số: 15"), rendered.found("V/v trả lời")
    assert subject["chars"][0]["matrix"][5] < number["chars"][0]["matrix"][5] - 13 * 1.149 - 5.9


def test_long_names_of_bodies_wrap_within_their_column(render: Callable[[Document], Rendered]) -> None:
    name = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và phong trào thi đua Dân vận khéo xã Đông Sơn"
    rendered = render(Document(INFO, Header(name, superior=name), "Báo cáo"))
    words = rendered.found("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    left = [char for char in rendered.pages[0].chars if char["x1"] < words["x0"]]
    assert mm(min(char["x0"] for char in left)) >= 30
    assert "KHÉO XÃ ĐÔNG SƠN" in " ".join(rendered.text().split())
