"""An office's own Word template: taken, checked, filled, and read back from the file that it prints."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from danvan_desktop.localization import Translator
from danvan_desktop.reports.document import (
    Appendix,
    Cell,
    Column,
    Document,
    DocumentNumber,
    Header,
    Heading,
    Paragraph,
    Proof,
    Recipients,
    Signature,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.docx.template import render_template, starting_template
from danvan_desktop.reports.docx.template_check import checked_template
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.own_templates import kept_template, remove_template, save_template, take_template
from danvan_desktop.reports.page_format import PageFormat, load_page_format
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.reading import INFO

TABLE = Table((Column("Họ và tên", 2), Column("Thôn", 1)), (("Nguyễn Văn An", "Thôn Đông"), ("Vi Thị Hoài", "Bản Ven")))
PAPER = Document(
    INFO,
    Header(
        "Ủy ban nhân dân xã Đông Sơn",
        superior="Ủy ban nhân dân tỉnh Bắc Ninh",
        number=DocumentNumber(12, "BC-UBND"),
        place_date="Đông Sơn, ngày 01 tháng 10 năm 2026",
    ),
    "Báo cáo",
    "Kết quả dân vận quý III",
    (Heading("I. Kết quả"), Paragraph("Nhân dân hiến đất làm đường."), TABLE),
    signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Lê Quang Hưng"),),
    recipients=Recipients(("Như trên;", "Lưu: VT.")),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


def of(*texts: str) -> bytes:
    file = docx.Document()
    for text in texts:
        file.add_paragraph(text)
    return saved(file)


def saved(file: WordDocument) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def printed(template: bytes, page_format: PageFormat, document: Document = PAPER) -> WordDocument:
    out = io.BytesIO()
    render_docx(document, page_format, out, template)
    return docx.Document(io.BytesIO(out.getvalue()))


def texts(file: WordDocument) -> list[str]:
    body = file.element.body
    found = ("".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:p")))
    return [text for text in found if text.strip()]


def refusal(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        checked_template(data)
    return Translator("vi")(caught.value.message)


def with_part(data: bytes, name: str, content: str) -> bytes:
    """The same archive with one part more, or changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_starting_template_prints_all_that_the_program_prints(state_format: PageFormat) -> None:
    out = io.BytesIO()
    render_docx(PAPER, state_format, out)
    own = printed(starting_template(state_format, dt.date(2026, 11, 29)), state_format)
    assert sorted(texts(own)) == sorted(texts(docx.Document(io.BytesIO(out.getvalue()))))


def test_what_the_office_restyles_is_printed_so(state_format: PageFormat) -> None:
    file = docx.Document(io.BytesIO(starting_template(state_format, dt.date(2026, 11, 29))))
    file.styles["Nội dung"].font.size = Pt(13)
    file.styles["Heading 1"].font.color.rgb = RGBColor(0xC0, 0, 0)
    own = printed(saved(file), state_format)
    body = next(one for one in own.paragraphs if one.text.startswith("Nhân dân"))
    heading = next(one for one in own.paragraphs if one.text.startswith("I. Kết quả"))
    assert body.style is not None
    assert body.style.font.size == Pt(13)
    assert body.runs[0].font.size is None
    assert heading.style is not None
    assert heading.style.font.color.rgb == RGBColor(0xC0, 0, 0)


def test_fields_are_filled_where_word_cut_them_and_in_capitals_where_written_so(state_format: PageFormat) -> None:
    file = docx.Document(io.BytesIO(of("{{noi_dung}}")))
    paragraph = file.add_paragraph("Số: {{so_")
    paragraph.add_run("ky").bold = True
    paragraph.add_run("_hieu}}, ").italic = True
    paragraph.add_run("{{CO_QUAN}}")
    file.sections[0].footer.paragraphs[0].text = "{{ trich_yeu }}"
    own = printed(saved(file), state_format)
    assert own.paragraphs[-1].text.replace("\u00a0", " ") == "Số: Số: 12/BC-UBND, ỦY BAN NHÂN DÂN XÃ ĐÔNG SƠN"
    assert own.sections[0].footer.paragraphs[0].text == "Kết quả dân vận quý III"


def test_a_row_that_names_cells_is_repeated_for_each_row_and_its_table_printed_once(state_format: PageFormat) -> None:
    file = docx.Document(io.BytesIO(of("{{noi_dung}}")))
    row = file.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Ông (bà) {{bang_1.cot_1}}", "{{BANG_1.COT_2}}, {{co_quan}}"
    own = printed(saved(file), state_format)
    assert [[cell.text for cell in line.cells] for line in own.tables[0].rows] == [
        ["Ông (bà) Nguyễn Văn An", "THÔN ĐÔNG, Ủy\u00a0ban\u00a0nhân\u00a0dân xã\u00a0Đông\u00a0Sơn"],
        ["Ông (bà) Vi Thị Hoài", "BẢN VEN, Ủy\u00a0ban\u00a0nhân\u00a0dân xã\u00a0Đông\u00a0Sơn"],
    ]
    assert len(own.tables) == 1


def test_a_table_that_the_paper_has_not_leaves_no_row(state_format: PageFormat) -> None:
    file = docx.Document(io.BytesIO(of("{{noi_dung}}")))
    file.add_table(1, 1).rows[0].cells[0].text = "{{bang_7.cot_1}}"
    assert "{{" not in " ".join(texts(printed(saved(file), state_format)))


def test_a_template_of_tables_alone_loses_no_paper_that_has_none(state_format: PageFormat) -> None:
    file = docx.Document()
    file.add_table(1, 1).rows[0].cells[0].text = "{{bang_1.cot_1}}"
    with pytest.raises(ReportError, match="nội dung sẽ bị mất"):
        printed(saved(file), state_format, replace(PAPER, blocks=(Paragraph("Nhân dân hiến đất."),)))


@pytest.mark.parametrize(
    ("word", "other"), [('w:val="heading ', 'w:val="Heading '), ('w:val="Normal"', 'w:val="Văn bản"')]
)
def test_a_template_that_other_programs_wrote_is_taken(word: str, other: str, state_format: PageFormat) -> None:
    """LibreOffice writes the names of styles as Word shows them, which are not those that Word writes."""
    data = of("{{noi_dung}}")
    styles = part(data, "word/styles.xml")
    assert word in styles
    styles = styles.replace(word, other)
    assert "I. Kết quả" in texts(printed(with_part(data, "word/styles.xml", styles), state_format))


def test_the_sheet_of_a_section_that_ends_behind_the_content_stays(state_format: PageFormat) -> None:
    file = docx.Document(io.BytesIO(of("{{noi_dung}}")))
    file.add_section().page_width = Mm(297)
    content, end = (one._p for one in file.paragraphs[:2])
    content.get_or_add_pPr().append(end.pPr.find(qn("w:sectPr")))
    end.getparent().remove(end)
    file.add_paragraph("{{ky_ten}}")
    made = printed(saved(file), state_format)
    assert [round(section.page_width.mm) for section in made.sections] == [216, 297]
    assert "{{" not in " ".join(texts(made))


def test_what_citizens_wrote_is_never_read_as_a_field(state_format: PageFormat) -> None:
    table = Table((Column("a", 1),), (("{{co_quan}}",), ("{{ 7*7 }}{% for x in y %}",)))
    paper = replace(PAPER, subject="{{nguoi_ky}}", blocks=(Paragraph("{{noi_nhan}}"), table))
    file = docx.Document(io.BytesIO(of("{{trich_yeu}}", "{{noi_dung}}")))
    file.add_table(1, 1).rows[0].cells[0].text = "{{bang_1.cot_1}}"
    assert texts(printed(saved(file), state_format, paper)) == [
        "{{nguoi_ky}}",
        "{{noi_nhan}}",
        "{{co_quan}}",
        "{{ 7*7 }}{% for x in y %}",
    ]


def test_a_letter_has_no_line_where_others_have_their_title(state_format: PageFormat) -> None:
    letter = replace(PAPER, kind="", subject="")
    lines = ("{{loai_van_ban}}", "{{trich_yeu}}", "-----", "Trích yếu: {{trich_yeu}}", "X", "{{noi_dung}}")
    file = docx.Document(io.BytesIO(of(*lines)))
    file.sections[0].footer.paragraphs[0].text = "{{trich_yeu}}"
    out = io.BytesIO()
    render_template(saved(file), letter, state_format, out)
    own = docx.Document(io.BytesIO(out.getvalue()))
    assert texts(own)[:2] == ["Trích yếu: ", "X"]
    assert [one.text for one in own.sections[0].footer.paragraphs] == [""]


def test_annexes_and_the_proof_are_printed_though_the_template_names_neither(state_format: PageFormat) -> None:
    annex = Appendix("Phụ lục", "Danh sách", (Table((Column("a", 1), Column("b", 1)), ((Cell("Cộng", span=2),),)),))
    paper = replace(PAPER, appendices=(annex,), proof=Proof("payload", "ABCD-1234"))
    found = texts(printed(of("{{noi_dung}}"), state_format, paper))
    assert {"ABCD-1234", "Phụ lục", "Cộng"} <= set(found)


@pytest.mark.parametrize(
    ("texts_of_template", "said"),
    [
        (("{{noi_dug}}",), "Có phải là {{noi_dung}}"),
        (("{{noi_dung}}", "{{''.__class__}}"), "Không có trường"),
        (("{{noi_dung}}", "{{x.y(1)}}"), "Không có trường"),
        (("Kính gửi",), "Mẫu không có chỗ cho nội dung"),
        (("Nội dung: {{noi_dung}}",), "đứng riêng một dòng"),
        (("{{noi_dung}}", "{{NOI_DUNG}}"), "ghi hai lần nên sẽ in hai lần"),
        (("{{noi_dung}}", "{{bang_1.cot_1}}"), "trong một dòng của bảng"),
        (("{{noi_dung}}", "Kính gửi {{co_quan"), "Mẫu có “{{co_quan” không phải là một trường"),
        (("{{noi_dung}}", "co_quan}}"), "Mẫu có “co_quan}}”"),
        (("{{noi_dung}}", "{% for x in bang_1 %}", "{% endfor %}"), "Mẫu có “{% for x in bang_1 %}”"),
        (("{{noi_dung}}", "Kính gửi {co_quan}"), "Hãy ghi {{co_quan}} với hai dấu ngoặc"),
    ],
)
def test_fields_that_cannot_be_filled_are_named_with_what_to_do(texts_of_template: tuple[str, ...], said: str) -> None:
    assert said in refusal(of(*texts_of_template))


def test_braces_that_are_no_field_stay() -> None:
    checked_template(of("{{noi_dung}}", "Tập hợp {a; b}, mã {x1}"))


def test_a_file_of_old_word_and_a_field_of_its_mail_merge_are_told_as_what_they_are() -> None:
    old = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4_096)
    assert "Word kiểu cũ (.doc) hoặc có mật khẩu" in refusal(old)
    good = of("{{noi_dung}}")
    merged = '<w:p><w:fldSimple w:instr=" MERGEFIELD So_hieu "><w:r><w:t>«So_hieu»</w:t></w:r></w:fldSimple></w:p>'
    main = part(good, DOCUMENT_PART).replace("<w:p>", merged + "<w:p>", 1)
    assert "trộn thư của Word (MERGEFIELD So_hieu)" in refusal(with_part(good, DOCUMENT_PART, main))


@pytest.mark.parametrize(
    "type_of_file",
    [
        "openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "ms-word.document.macroEnabled.main+xml",
        "ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_a_template_of_word_s_own_is_to_be_saved_as_a_document(type_of_file: str) -> None:
    good = of("{{noi_dung}}")
    types = part(good, "[Content_Types].xml")
    other = types.replace("openxmlformats-officedocument.wordprocessingml.document.main+xml", type_of_file)
    assert other != types
    assert "lưu lại thành .docx" in refusal(with_part(good, "[Content_Types].xml", other))


def test_a_part_in_a_table_is_refused() -> None:
    file = docx.Document()
    file.add_table(1, 1).rows[0].cells[0].text = "{{ky_ten}}"
    assert "đứng riêng một dòng" in refusal(saved(file))


RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT_PART = "word/document.xml"


def test_hostile_files_are_refused() -> None:
    good = of("{{noi_dung}}")
    checked_template(good)
    relation = (
        '<Relationship Id="x9" TargetMode="External" Target="http://x.vn/a.dotm" Type="http://x/attachedTemplate"/>'
    )
    linked = part(good, RELATIONS).replace("</Relationships>", f"{relation}</Relationships>")
    fetched = (
        '<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "c:/x"</w:instrText></w:r></w:p>'
    )
    main = part(good, DOCUMENT_PART)
    dtd = main.replace("<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
    macro = part(good, "[Content_Types].xml").replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main"
    )
    hostile = {
        "macro": with_part(good, "word/vbaProject.bin", "x"),
        "type": with_part(good, "[Content_Types].xml", macro),
        "embedded": with_part(good, "word/embeddings/a.bin", "x"),
        "link": with_part(good, RELATIONS, linked),
        "field": with_part(good, DOCUMENT_PART, main.replace("<w:p>", fetched + "<w:p>", 1)),
        "entity": with_part(good, DOCUMENT_PART, dtd),
        "bomb": with_part(good, "word/media/a.xml", "0" * 60_000_000),
        "broken": with_part(good, DOCUMENT_PART, main[:-40]),
        "cut": good[: len(good) // 2],
        "text": b"{{noi_dung}}",
        "empty": b"",
    }
    said = {name: refusal(data) for name, data in hostile.items()}
    assert all(said.values())
    assert "macro" in said["macro"]
    assert "macro" in said["embedded"]
    assert "ở ngoài" in said["link"]
    assert "lấy dữ liệu từ ngoài" in said["field"]
    assert "lớn quá" in said["bomb"]


def test_a_template_is_kept_written_out_and_given_up(store: Store, state_format: PageFormat, tmp_path: Path) -> None:
    own, begin = tmp_path / "rieng.docx", tmp_path / "bat-dau.docx"
    save_template(store, "work-report", state_format, begin)
    assert "{{noi_dung}}" in texts(docx.Document(str(begin)))
    own.write_bytes(of("Mẫu của xã", "{{noi_dung}}"))
    take_template(store, "work-report", own)
    assert kept_template(store, "work-report") == own.read_bytes()
    own.write_bytes(b"broken")
    with pytest.raises(ReportError):
        take_template(store, "work-report", own)
    assert kept_template(store, "work-report") is not None
    remove_template(store, "work-report")
    assert kept_template(store, "work-report") is None


def test_template_with_a_broken_part_is_refused_when_it_is_taken_and_not_at_a_printing(store, tmp_path):
    """Its own properties are declared as something else: python-docx stumbles only when it writes them."""
    save_template(store, "work-report", load_page_format("state"), tmp_path / "good.docx")
    with zipfile.ZipFile(tmp_path / "good.docx") as good, zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, b"<properties/>" if name == "docProps/core.xml" else content)
    take_template(store, "work-report", tmp_path / "good.docx")
    with pytest.raises(ReportError, match="không phải tệp Word"):
        take_template(store, "work-report", tmp_path / "bad.docx")
