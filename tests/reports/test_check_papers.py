"""``script/check_papers.py`` finds nothing in what is printed, and each of its rules finds what it is there for."""

from __future__ import annotations

import io
from collections.abc import Callable

import check_papers
import docx
import pytest
from paper_craft import CRAFT_RULES
from paper_reading import Paper, Piece, read_pdf
from paper_rules import PAGE_RULES, Printed, faults_of
from paper_words import WORD_RULES
from word_rules import WORD_FILE_RULES, WordFile, word_faults_of

from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentNumber,
    FillLines,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Signature,
    Spacer,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf, typesetter
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.copies import replace
from tests.reports.reading import INFO, LONG

FORMS = ("meeting-invitation", "petition-reply", "rating-minutes", "model-scoring", "situation-entry-register")


@pytest.mark.parametrize("office", ["bare", "ward"])
def test_nothing_is_found_in_what_is_printed(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = check_papers.main(["--office", office, *FORMS])
    assert (status, capsys.readouterr().out.count("\n")) == (0, 1)


def _paper(*blocks: Block, number: int | None = 5, day: str = "05 tháng 02 năm 2026") -> Document:
    return Document(
        INFO,
        Header(
            "Ủy ban nhân dân xã Đông Sơn",
            number=DocumentNumber(number, "BC-UBND"),
            place_date=f"Đông Sơn, ngày {day}",
        ),
        "Báo cáo",
        "Kết quả công tác dân vận",
        blocks=blocks or (Heading("I. Tình hình"), Paragraph(LONG), Paragraph(LONG.replace("Nhân dân", "Bà con"))),
        signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Lê Quang Hưng"),),
        recipients=Recipients(("Thường trực Đảng ủy", "Lưu: VT")),
    )


def _printed(document: Document, page_format: PageFormat) -> Printed:
    stream = io.BytesIO()
    render_pdf(document, page_format, stream)
    return Printed(read_pdf(stream.getvalue()), page_format)


def _found(printed: Printed) -> set[str]:
    return set(faults_of(printed, (*PAGE_RULES, *CRAFT_RULES, *WORD_RULES)))


def test_a_paper_as_the_decree_wants_it_has_no_fault(state_format: PageFormat) -> None:
    assert _found(_printed(_paper(Paragraph(LONG), Paragraph("Trân trọng báo cáo./.")), state_format)) == set()


@pytest.mark.parametrize(
    ("rule", "document"),
    [
        ("place_and_date", _paper(day="5 tháng 02 năm 2026")),
        ("place_and_date", _paper(day="05 tháng 04 năm 2026")),
        ("self_citation", _paper(Paragraph("Trả lời tại Báo cáo số 05/BC-UBND của xã."))),
        ("later_papers", _paper(Paragraph("Thực hiện Kế hoạch số 12/KH-UBND ngày 06/02/2026 của xã."))),
        ("later_laws", _paper(Paragraph("Căn cứ Nghị định số 154/2027/NĐ-CP của Chính phủ."))),
        ("said_twice", _paper(Paragraph(LONG), Paragraph(LONG))),
        ("words_of_the_program", _paper(Paragraph("Trạng thái: in_progress."))),
        ("words_of_the_program", _paper(Paragraph("Kiểm tra bằng lệnh danvan verify."))),
        ("words_of_the_program", _paper(Paragraph("Có {count} kiến nghị."))),
        ("empty_labels", _paper(Paragraph("Chủ trì: ; thư ký: Nguyễn Văn An."))),
        ("marks", _paper(Paragraph("Đạt 100 % số hộ."))),
        ("marks", _paper(Paragraph("Đạt 50,0% số hộ."))),
        ("marks", _paper(Paragraph("Mô hình “Tổ “Dân vận khéo” thôn”."))),
        ("capitals", _paper(Paragraph("Họp tại nhà văn hóa, Thôn Đông."))),
        ("capitals", _paper(Paragraph("Vận động nhân dân hiến đất."))),
        ("capitals", _paper(Paragraph("Họp tại nhà văn hóa của tổ dân phố Số 5."))),
        ("addressees", _paper(Paragraph("Kính gửi: Công an xã; Phòng Kinh tế xã."))),
        ("recipients", replace(_paper(), recipients=None)),
        ("recipients", replace(_paper(), recipients=Recipients(("Các thôn",)))),
        ("number", replace(_paper(), header=replace(_paper().header, number=DocumentNumber(5, "")))),
        (
            "later_days",
            _paper(Paragraph(f"Từ ngày 01 tháng 02 năm 2026 đến ngày 06 tháng 02 năm 2026, xã đã hỏi. {LONG}")),
        ),
        ("past_terms", _paper(Paragraph("Đề nghị trả lời người dân trước ngày 04 tháng 02 năm 2026."))),
        ("past_terms", _paper(Paragraph("Phòng Kinh tế báo cáo kết quả chậm nhất ngày 04/02/2026."))),
        ("kinds_of_units", _paper(Paragraph(f"{LONG} Nội dung do các thôn, tổ dân phố cùng quyết định."))),
        ("capitals", _paper(Paragraph(f"{LONG} Giải do Ban giám khảo quyết định."))),
        *(
            ("words_of_the_program", _paper(Paragraph(f"{LONG} {told}")))
            for told in (
                "Đơn vị không có máy riêng.",
                "Thôn Tây: ghi tại đây.",
                "Không in những chỉ tiêu không phát sinh trong kỳ.",
                "Số liệu của kỳ: thiếu tệp.",
                "Bảng làm việc, đối chiếu với mẫu hiện hành trước khi ghi vào biểu.",
                "Dấu “–”: kỳ đó sổ chưa ghi loại này.",
                "Lượt không ghi “Lần đến” tính là tiếp lần đầu.",
            )
        ),
    ],
)
def test_a_rule_of_words_finds_what_it_is_there_for(rule: str, document: Document, state_format: PageFormat) -> None:
    assert rule in _found(_printed(document, state_format))


def _title_parted(piece: Piece) -> Piece:
    """Break a title within a word, as it would be without words that stay together."""
    parted = {"BÁO CÁO": "BÁO CÁO CỦA NHÂN", "Kết quả công tác dân vận": "dân thôn"}
    return replace(piece, text=parted.get(piece.text.strip(), piece.text))


def _long_paper(state_format: PageFormat) -> Printed:
    rows = tuple((str(place), f"Nội dung thứ {place}") for place in range(60))
    table = Table((Column("TT", 10), Column("Nội dung", 90)), rows)
    return _printed(_paper(Paragraph(LONG), table, Paragraph("Trân trọng báo cáo./.")), state_format)


def _changed(printed: Printed, change: Callable[[Piece], Piece | None], page: int = 0) -> Printed:
    """Give the paper with the pieces of one page changed, or left out."""
    pages = list(printed.paper.pages)
    pieces = tuple(made for piece in pages[page].pieces if (made := change(piece)) is not None)
    pages[page] = replace(pages[page], pieces=pieces)
    return replace(printed, paper=Paper(tuple(pages)))


def _moved(words: str, **places: float) -> Callable[[Piece], Piece]:
    return lambda piece: replace(piece, **places) if words in piece.text else piece  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "change", "page"),
    [
        ("margins", _moved("Nhân dân thôn", left=60.0), 0),
        ("margins", _moved("Nhân dân thôn", bottom=40.0), 0),
        ("page_numbers", lambda piece: None if piece.text == "2" and piece.block < 0 else piece, 1),
        ("page_numbers", lambda piece: replace(piece, text="3") if piece.text == "2" else piece, 1),
        ("masthead", _moved("Độc lập", size=12.0), 0),
        ("masthead", lambda piece: None if "CỘNG HÒA" in piece.text else piece, 0),
        ("issuer", _moved("ĐÔNG SƠN", face="LiberationSerif"), 0),  # type: ignore[arg-type]
        ("number", _moved("Số:", size=14.0), 0),
        ("place_and_date", _moved("ngày 05", line=600.0), 0),
        ("title", _moved("BÁO CÁO", face="LiberationSerif"), 0),  # type: ignore[arg-type]
        ("whole_titles", _title_parted, 0),
        ("letters", _moved("Nhân dân thôn", size=12.0), 0),
        ("letters", _moved("Nội dung thứ 3", face="Helvetica"), 0),  # type: ignore[arg-type]
        ("line_spacing", lambda piece: replace(piece, line=piece.line + 12) if "sửa" in piece.text else piece, 0),
        ("indents", _moved("Nhân dân thôn", left=100.0), 0),
        ("table_heads", lambda piece: None if piece.text.strip() == "Nội dung" else piece, 1),
        ("page_ends", lambda piece: piece if piece.block < 0 or "Trân" in piece.text else None, -1),
    ],
)
def test_a_rule_of_pages_finds_what_it_is_there_for(
    rule: str, change: Callable[[Piece], Piece | None], page: int, state_format: PageFormat
) -> None:
    printed = _long_paper(state_format)
    assert _found(printed) == set()
    assert rule in _found(_changed(printed, change, page))


def test_a_page_left_half_empty_is_found(state_format: PageFormat) -> None:
    paragraphs = [Paragraph(f"{place}. {LONG}") for place in range(20)]
    printed = _printed(_paper(*paragraphs, Paragraph("Trân trọng báo cáo./.")), state_format)
    assert "half_pages" not in _found(printed)
    assert "half_pages" in _found(_changed(printed, lambda piece: None if piece.line < 420 else piece))


def test_a_heading_whose_spaces_were_stretched_is_found(state_format: PageFormat) -> None:
    heading = Heading(f"1. {'Bầu đại diện Nhân dân tham gia Ban Giám sát đầu tư của cộng đồng ' * 2}")
    printed = _printed(_paper(heading, Paragraph(LONG), Paragraph("Trân trọng báo cáo./.")), state_format)
    assert "stretched_heads" not in _found(printed)
    wider = _changed(printed, lambda piece: replace(piece, right=560.0) if "1. Bầu" in piece.text else piece)
    assert "stretched_heads" in _found(wider)


def test_a_figure_parted_from_what_it_counts_is_found(
    state_format: PageFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = [Paragraph(f"{'Nhân dân ' * words}góp thêm 16 ngày công, {LONG}") for words in range(6, 16)]
    document = _paper(*paragraphs, Paragraph("Trân trọng báo cáo./."))
    assert "whole_figures" not in _found(_printed(document, state_format))
    monkeypatch.setattr(Typesetter, "bound", lambda _self, text, *_room: text)
    monkeypatch.setattr(typesetter, "with_figures_held", lambda segments, *_style: list(segments))
    assert "whole_figures" in _found(_printed(document, state_format))


def test_what_a_paper_is_about_may_begin_with_what_ends_a_word_of_its_kind(state_format: PageFormat) -> None:
    document = replace(_paper(), kind="Phiếu biểu quyết", subject="Định mức đóng góp")
    assert "whole_titles" not in _found(_printed(document, state_format))


def test_an_issuer_and_an_addressee_of_many_lines_are_no_faults(state_format: PageFormat) -> None:
    header = replace(_paper().header, issuer="Ủy ban nhân dân xã Đông Sơn, nơi tổ chức lấy ý kiến của Nhân dân " * 2)
    addressed = Paragraph(f"Kính gửi: {'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam ' * 3}", Align.CENTER)
    paper = replace(_paper(addressed, Paragraph(LONG), Paragraph("Trân trọng báo cáo./.")), header=header)
    assert _found(_printed(paper, state_format)) == set()


def test_two_matters_may_be_voted_on_alike(state_format: PageFormat) -> None:
    votes = Paragraph("Không tán thành: 3 hộ, bằng 1,7% trong tổng số 174 hộ gia đình trong thôn.")
    result = Paragraph("Kết quả: được thông qua (cần ít nhất 88 hộ tán thành theo Điều 10 Nghị định 59/2023/NĐ-CP).")
    matters = (votes, result, Paragraph(LONG), votes, result)
    assert _found(_printed(_paper(*matters), state_format)) == set()


def test_a_label_with_its_dots_may_end_a_page(state_format: PageFormat) -> None:
    lines = [FillLines(f"Ý kiến của hộ thứ {place}:") for place in range(60)]
    assert _found(_printed(_paper(*lines, Paragraph("Trân trọng báo cáo./.")), state_format)) == set()


def _word_file(document: Document, page_format: PageFormat) -> WordFile:
    stream = io.BytesIO()
    render_docx(document, page_format, stream)
    return WordFile(docx.Document(io.BytesIO(stream.getvalue())), _printed(document, page_format))


def test_a_syllable_parted_in_a_narrow_column_is_found(state_format: PageFormat) -> None:
    for count, parted in ((2, False), (20, True)):
        table = Table((Column("Buổi", 10),) * count, (("2",) * count,))
        file = _word_file(_paper(Paragraph(LONG), table, Paragraph("Trân trọng báo cáo./.")), state_format)
        assert ("whole_words" in word_faults_of(file)) is parted


def _unstyle(word: WordFile) -> None:
    word.file.paragraphs[-1].style = word.file.styles["Normal"]


def _widen(word: WordFile) -> None:
    word.file.sections[0].left_margin = docx.shared.Mm(20)


def _part_heading(word: WordFile) -> None:
    word.file.styles["Heading 1"].paragraph_format.keep_with_next = False  # type: ignore[attr-defined]


def _add_words(word: WordFile) -> None:
    word.file.paragraphs[-1].add_run("Chữ thừa")


def _count_first_page(word: WordFile) -> None:
    word.file.sections[0].different_first_page_header_footer = False


def _set_in_arial(word: WordFile) -> None:
    word.file.styles["Normal"].font.name = "Arial"  # type: ignore[attr-defined]


def _add_table(word: WordFile) -> None:
    head = word.file.tables[1].rows[0]._tr
    head.remove(head.trPr)


@pytest.mark.parametrize(("concluded", "empty"), [(("", ""), True), (("", "Trả lời tại chỗ"), False)])
def test_a_column_of_which_nothing_is_told_is_found(
    concluded: tuple[str, str], empty: bool, state_format: PageFormat
) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 45), Column("Kết luận", 45))
    rows = (("1", "Đường", concluded[0]), ("2", "Mương", concluded[1]))
    told = (Paragraph("Người chủ trì kết luận như sau:"), Table(columns, rows), Paragraph("Hết./."))
    faults = word_faults_of(_word_file(_paper(Paragraph(LONG), *told), state_format))
    assert ("told_columns" in faults) is empty


@pytest.mark.parametrize(
    ("rule", "damage"),
    [
        ("styles", _unstyle),
        ("word_sheet", _widen),
        ("keeps", _part_heading),
        ("same_words", _add_words),
        ("word_page_numbers", _count_first_page),
        ("typeface", _set_in_arial),
        ("word_heads", _add_table),
    ],
)
def test_a_rule_of_word_files_finds_what_it_is_there_for(
    rule: str, damage: Callable[[WordFile], None], state_format: PageFormat
) -> None:
    table = Table((Column("TT", 10), Column("Nội dung", 90)), (("1", "Đường"),))
    word = _word_file(_paper(Heading("I. Tình hình"), Paragraph(LONG), table, Paragraph("Hết./.")), state_format)
    assert word_faults_of(word) == {}
    damage(word)
    assert set(word_faults_of(word)) == {rule}


def test_every_rule_says_where_it_stands() -> None:
    for rule in (*PAGE_RULES, *CRAFT_RULES, *WORD_RULES, *WORD_FILE_RULES):
        assert rule.__doc__
        assert any(
            source in rule.__doc__ for source in ("mục", "Nghị định", "Hướng dẫn", "Phụ lục", "docs/sources.md")
        ), rule


def test_the_signer_with_the_longest_position_pushes_no_name_off_the_page(state_format: PageFormat) -> None:
    signers = (Signature(("Tổ trưởng tổ phát phiếu, kiểm phiếu " * 3,)), Signature(("Trưởng thôn",), name="Lê Văn Sơn"))
    for room in range(120, 200, 5):
        document = replace(_paper(Spacer(room), Paragraph(LONG)), signatures=signers)
        assert "margins" not in _found(_printed(document, state_format))


def test_a_last_page_takes_more_than_one_sentence(state_format: PageFormat) -> None:
    for room in range(90, 200, 3):
        document = _paper(
            Paragraph(LONG), Spacer(room - 30), Paragraph(LONG), Paragraph("Trên đây là báo cáo năm 2026./.")
        )
        assert "page_ends" not in _found(_printed(document, state_format))
