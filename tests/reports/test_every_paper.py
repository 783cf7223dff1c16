"""Every form in every page format and kind of file, of every sort of office, is made and can be read back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from paper_words import EMPTY_LABEL

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.reports.xlsx import tables_of
from tests.reports.golden_office import record_of
from tests.reports.offices import OFFICES, PrintingOffice

_A4 = {(595, 842), (842, 595)}
_MOST_OF_A_CELL, _MOST_OF_A_NAME = 32_767, 31
_RAW_CODES = {
    choice.code
    for kind in ALL_KINDS
    for field in kind.fields
    if field.type is FieldType.CHOICE
    for choice in field.choices
    if "_" in choice.code
}
_WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_PARTY, _STATE = "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_NOT_OF_THE_PARTY = ("UBND", "ỦY BAN NHÂN DÂN", "THÔN ", "TỔ DÂN PHỐ")


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], PrintingOffice]]:
    """Give an office by its name, made when it is first asked for."""
    made: dict[str, PrintingOffice] = {}

    def office(name: str) -> PrintingOffice:
        if name not in made:
            made[name] = OFFICES[name](tmp_path_factory.mktemp(name))
        return made[name]

    yield office
    for one in made.values():
        one.store.close()


@pytest.mark.parametrize("name", OFFICES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_paper_is_made_and_read_back(
    offices: Callable[[str], PrintingOffice], form: ReportForm, name: str
) -> None:
    office = offices(name)
    record = office.store.get(record_of(office.records, form)) if form.needs is Needs.RECORD else None
    for style in Style:
        if form.nothing_to_say(office.context(form, style)) is not None or style not in form.styles(record):
            _is_refused_in_one_line(office, form, style)
            continue
        _is_a_good_pdf(_printed(office, form, style, FileFormat.PDF), style, name)
        _is_a_good_word_file(_printed(office, form, style, FileFormat.DOCX))
        if _has_a_table(office, form, style):
            _is_a_good_workbook(_printed(office, form, style, FileFormat.XLSX))
        else:
            _is_refused_in_one_line(office, form, style, FileFormat.XLSX)


def _printed(office: PrintingOffice, form: ReportForm, style: Style, file_format: FileFormat) -> bytes:
    stream = io.BytesIO()
    result = print_form(form, office.context(form, style), stream, file_format=file_format)
    assert result.replaced_characters == ()
    return stream.getvalue()


def _is_refused_in_one_line(
    office: PrintingOffice, form: ReportForm, style: Style, file_format: FileFormat = FileFormat.PDF
) -> None:
    with pytest.raises(ReportError) as refused:
        print_form(form, office.context(form, style), io.BytesIO(), file_format=file_format)
    assert "\n" not in Translator("vi")(refused.value.message)


def _has_a_table(office: PrintingOffice, form: ReportForm, style: Style) -> bool:
    return bool(tables_of(form.build(office.context(form, style))))


def _is_a_good_pdf(data: bytes, style: Style, name: str) -> None:
    assert b"/Helvetica" not in data
    document = pypdfium2.PdfDocument(data)
    pages = list(document)
    assert {tuple(map(round, page.get_size())) for page in pages} <= _A4
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(text.strip() for text in texts)
    _says_what_people_read("\n".join(texts), name)
    head = texts[0][:400]
    assert (_PARTY in head, _STATE in head) == (style is Style.PARTY, style is Style.STATE)
    if style is Style.PARTY:
        before = head[: head.index("*")]
        assert not any(body in before for body in _NOT_OF_THE_PARTY)
    else:
        assert "*\n" not in head.replace("\r", "")
    if name == "ward":
        assert "KINH BẮC" in head
        said = " ".join("\n".join(texts).casefold().split())
        assert not re.search(r"(?<!cấp )\bxã\b(?! hội)", said)


def _is_a_good_word_file(data: bytes) -> None:
    word = docx.Document(io.BytesIO(data))
    for section in word.sections:
        assert (round(section.page_width.pt), round(section.page_height.pt)) in _A4
    properties = word.core_properties
    assert all(len(text) <= 255 for text in (properties.title, properties.subject, properties.author))
    _says_what_people_read("\n".join(text.text or "" for text in word.element.body.iter(qn("w:t"))), "")


def _is_a_good_workbook(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(len(sheet.title) <= _MOST_OF_A_NAME for sheet in book)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert all(len(cell) <= _MOST_OF_A_CELL for cell in cells)
    _says_what_people_read("\n".join(cells), "")


def _says_what_people_read(text: str, name: str) -> None:
    assert "[?]" not in text
    assert "\ufffd" not in text
    assert not re.search(r"\b(?:None|True|False|nan)\b", text)
    assert not set(_WORD.findall(text)) & _RAW_CODES
    assert not EMPTY_LABEL.findall(text)
    if name == "ward":
        said = (
            " ".join(text.casefold().split())
            .replace("thôn, tổ dân phố", "")
            .replace("trưởng thôn, tổ trưởng", "")
            .replace("nông thôn mới", "")
            .replace("họp thôn,", "")  # a head of a column goes on behind its neighbour's first line
        )
        assert not re.search(r"\bthôn\b", said)
