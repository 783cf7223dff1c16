"""The page measured against what is known of Hướng dẫn 05-HD/VPTW and Phụ lục 3 of Hướng dẫn 36-HD/VPTW."""

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
    Signature,
)
from danvan_desktop.reports.page_format import PageFormat
from tests.reports.reading import INFO, LONG, Rendered, mm

TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
DATE = "Đông Sơn, ngày 05 tháng 02 năm 2026"


def middle(place: dict[str, Any]) -> float:
    return (place["x0"] + place["x1"]) / 2


@pytest.fixture
def report(render: Callable[..., Rendered], party_format: PageFormat) -> Rendered:
    document = Document(
        info=INFO,
        header=Header(
            "Đảng ủy xã Đông Sơn",
            "Đảng bộ tỉnh Bắc Ninh",
            DocumentNumber(5, "BC-ĐU"),
            "Đông Sơn, ngày 05 tháng 02 năm 2026",
        ),
        kind="Báo cáo",
        subject="kết quả công tác dân vận quý III năm 2026",
        blocks=(
            Heading("I. Tình hình Nhân dân ở thôn Đông"),
            Paragraph(LONG * 8),
            *[Paragraph(LONG * 4) for _ in range(5)],
            Paragraph("Trên đây là báo cáo của Đảng ủy./."),
        ),
        signatures=(Signature(("TM. Đảng ủy", "Phó Bí thư"), name="Nguyễn Văn An"),),
        recipients=Recipients(("Tỉnh ủy", "Các chi bộ", "Lưu Văn phòng Đảng ủy")),
        appendices=(Appendix("Phụ lục", "Biểu số liệu", (Paragraph(LONG * 16),)),),
    )
    rendered = render(document, party_format)
    assert len(rendered.pages) == 5
    return rendered


def test_text_keeps_the_party_s_margins(report: Rendered) -> None:
    for page in report.pages:
        chars = [char for char in page.chars if mm(char["top"]) > 19]
        assert mm(min(char["x0"] for char in chars)) == pytest.approx(30, abs=0.5)
        assert mm(max(char["x1"] for char in chars)) <= 210 - 15 + 0.3
        assert mm(min(char["top"] for char in chars)) == pytest.approx(20, abs=1.5)
        assert mm(max(char["bottom"] for char in chars)) <= 297 - 20 + 0.5


def test_page_numbers_stand_ten_millimetres_below_the_edge_from_page_two_on(report: Rendered) -> None:
    margins = [[char for char in page.chars if mm(char["bottom"]) < 20] for page in report.pages]
    assert ["".join(char["text"] for char in margin) for margin in margins] == ["", "2", "3", "", "2"]
    number = margins[1][0]
    assert number["size"] == pytest.approx(14)
    baseline = report.pages[1].height - number["matrix"][5]
    assert mm(baseline - 0.66 * 14) == pytest.approx(10, abs=0.3)
    assert mm(middle(number)) == pytest.approx((30 + 210 - 15) / 2, abs=0.5)


def test_the_party_s_name_stands_right_over_a_line_of_its_length(report: Rendered) -> None:
    title = report.found(TITLE)
    assert report.faces(TITLE) == {("-Bold", 15)}
    assert mm(title["x0"]) > 105
    line = next(rule for rule in report.rules() if abs(middle(rule) - middle(title)) < 1)
    assert line["x1"] - line["x0"] == pytest.approx(title["x1"] - title["x0"], abs=1)
    assert 0 < line["top"] - title["bottom"] < 8
    assert "CỘNG HÒA" not in report.text()


def test_superior_issuer_star_and_number_stand_left_one_below_another(report: Rendered) -> None:
    parts = ["ĐẢNG BỘ TỈNH BẮC NINH", "ĐẢNG ỦY XÃ ĐÔNG SƠN", "*", "Số 05-BC/ĐU"]
    assert [report.faces(part) for part in parts] == [{("", 14)}, {("-Bold", 14)}, {("", 14)}, {("", 14)}]
    places = [report.found(part) for part in parts]
    assert all(upper["bottom"] <= lower["top"] + 1 for upper, lower in pairwise(places))
    assert [middle(place) for place in places] == pytest.approx([middle(places[0])] * 4, abs=0.5)
    assert max(place["x1"] for place in places) < report.found(TITLE)["x0"]


def test_place_and_date_stand_in_italics_on_the_line_of_the_number(report: Rendered) -> None:
    assert report.faces(DATE) == {("-Italic", 14)}
    assert report.found(DATE)["bottom"] == pytest.approx(report.found("Số 05-BC/ĐU")["bottom"], abs=1)
    assert middle(report.found(DATE)) == pytest.approx(middle(report.found(TITLE)), abs=0.5)


def test_kind_and_subject_are_centred_over_five_hyphens(report: Rendered) -> None:
    subject = "kết quả công tác dân vận quý III năm 2026"
    assert report.faces("BÁO CÁO") == {("-Bold", 16)}
    assert report.faces(subject) == {("-Bold", 14)}
    hyphens = report.found("-----")
    assert hyphens["top"] > report.found(subject)["top"]
    for place in (report.found("BÁO CÁO"), report.found(subject), hyphens):
        assert mm(middle(place)) == pytest.approx((30 + 210 - 15) / 2, abs=0.5)


def test_body_text_has_the_party_s_size_indent_and_lines(report: Rendered) -> None:
    assert report.faces("I- TÌNH HÌNH NHÂN DÂN") == {("-Bold", 14)}
    assert mm(report.found("Nhân dân thôn Đông đề nghị")["x0"]) == pytest.approx(40, abs=0.5)
    tops = [line["top"] for line in report.pages[1].extract_text_lines() if mm(line["top"]) > 19]
    gaps = sorted({round(lower - upper, 1) for upper, lower in pairwise(tops)})
    assert gaps[0] == pytest.approx(18, abs=0.2)
    assert gaps[-1] - gaps[0] == pytest.approx(6, abs=0.3)


def test_authority_is_bold_and_abbreviated_with_a_slash_and_the_position_upright(report: Rendered) -> None:
    assert report.faces("T/M ĐẢNG ỦY", 2) == {("-Bold", 14)}
    assert report.faces("PHÓ BÍ THƯ", 2) == {("", 14)}
    assert report.faces("Nguyễn Văn An", 2) == {("-Bold", 14)}
    assert mm(report.found("PHÓ BÍ THƯ", 2)["x0"]) > 105
    assert 25 <= mm(report.found("Nguyễn Văn An", 2)["top"] - report.found("PHÓ BÍ THƯ", 2)["bottom"]) <= 35


def test_recipients_are_underlined_and_listed_in_twelve_points(report: Rendered) -> None:
    label = report.found("Nơi nhận:", 2)
    assert report.faces("Nơi nhận:", 2) == {("", 14)}
    assert report.faces("- Các chi bộ;", 2) == {("", 12)}
    assert report.faces("- Lưu Văn phòng Đảng ủy.", 2) == {("", 12)}
    line = next(rule for rule in report.rules(2) if abs(rule["x0"] - label["x0"]) < 1)
    assert line["x1"] == pytest.approx(label["x1"], abs=1)
    assert label["top"] < line["top"] < label["bottom"] + 1


def test_a_subject_of_the_party_begins_small_unless_with_a_name(
    render: Callable[..., Rendered], party_format: PageFormat, state_format: PageFormat
) -> None:
    for subject, printed in (
        ("Kết quả công tác dân vận", "kết quả công tác dân vận"),
        ("Tháng Dân vận năm 2026", "Tháng Dân vận năm 2026"),
    ):
        paper = Document(INFO, Header("Đảng ủy xã Đông Sơn"), "Báo cáo", subject)
        assert f"BÁO CÁO {printed}" in render(paper, party_format).whole_text
        assert f"BÁO CÁO {subject}" in render(paper, state_format).whole_text


def test_a_letter_of_the_party_has_its_subject_in_twelve_point_italics(
    render: Callable[..., Rendered], party_format: PageFormat
) -> None:
    header = Header("Đảng ủy xã Đông Sơn", number=DocumentNumber(15, "CV-ĐU"), letter_subject="chế độ hội nghị")
    rendered = render(Document(INFO, header, ""), party_format)
    assert rendered.faces("về việc chế độ hội nghị") == {("-Italic", 12)}
    assert "-----" not in rendered.text()


def test_heads_are_in_capitals_behind_a_hyphen_and_the_text_ends_with_a_full_stop(report: Rendered) -> None:
    """Three summaries of Hướng dẫn 05-HD/VPTW: ``I- TÊN MỤC``; ``./.`` is the State's."""
    assert "I- TÌNH HÌNH NHÂN DÂN Ở THÔN ĐÔNG" in report.whole_text
    assert "Trên đây là báo cáo của Đảng ủy." in report.whole_text
    assert "./." not in report.whole_text
