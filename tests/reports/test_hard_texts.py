"""Texts that break layouts, typed into real records: printed as typed, or replaced visibly, in PDF and Word alike."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from danvan_desktop.domain.text import normalise
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from tests.reports.conftest import Office
from tests.reports.reading import mm

LINES = [f"Dòng {number}: đề nghị sửa mương, làm đường, giảm rác ở ngõ {number}." for number in range(60)]
OPINION = "\n".join(LINES)
NAME = ("Công Tằng Tôn Nữ Nguyễn Phúc " * 5)[:120].strip()
SIDES = {"bottom": 297 - 20, "right": 210 - 20}


@pytest.mark.parametrize("style", list(Style))
def test_an_opinion_of_sixty_lines_is_printed_line_by_line(office: Office, style: Style) -> None:
    of_the_party = style is Style.PARTY
    gathering = office.dialogue(side="party") if of_the_party else office.meeting()
    form = "dialogue-minutes" if of_the_party else "meeting-minutes"
    office.save("opinion", gathering=gathering, content=OPINION, speaker_name=NAME)
    printed = office.printed(form, gathering)
    for line in LINES:
        assert line in printed.whole_text
    for page in printed.pages:
        assert mm(max(char["bottom"] for char in page.chars)) <= SIDES["bottom"] + 0.5
        assert mm(max(char["x1"] for char in page.chars)) <= SIDES["right"] + 0.5
    words = _word_of(office, form, gathering, style).replace("\N{NO-BREAK SPACE}", " ")
    assert all(line in words for line in LINES)


def test_a_name_of_many_letters_stays_within_its_signature(office: Office) -> None:
    printed = office.printed("meeting-minutes", office.meeting(chair=NAME, secretary=NAME))
    assert printed.whole_text.count("Tằng") >= 15
    for page in printed.pages:
        assert mm(min(char["x0"] for char in page.chars)) >= 29.5
        assert mm(max(char["x1"] for char in page.chars)) <= SIDES["right"] + 0.5


def test_a_cell_higher_than_a_page_goes_on_below_the_repeated_header(office: Office) -> None:
    office.petition(content="\n".join([OPINION] * 2), citizen_name=NAME)
    printed = office.printed("petition-register", period="2026-Q3")
    assert len(printed.pages) >= 3
    for page in printed.pages[:3]:
        titles = page.extract_text()
        assert "(1) (2) (3) (4)" in titles
    for number in range(60):
        assert printed.whole_text.count(f"ngõ {number}.") + printed.whole_text.count(f"Dòng {number}:") >= 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Đường <b>hỏng</b> & <font size=99>ngập</font>", "Đường <b>hỏng</b> & <font size=99>ngập</font>"),
        ("&lt;b&gt; &amp; <br/> <para>", "&lt;b&gt; &amp; <br/> <para>"),
        ("{0} %s ${x} \\n", "{0} %s ${x} \\n"),
        ("Đường\u202e hỏng\u200f nặng\u2066", "Đường hỏng nặng"),
        ("Mương\u00a0tắc", "Mương tắc"),
        ("Ngõ\u200b 3\ufeff", "Ngõ 3"),
    ],
)
def test_what_is_typed_is_printed_as_typed(office: Office, typed: str, shown: str) -> None:
    meeting = office.meeting(content=typed)
    printed = office.printed("meeting-minutes", meeting)
    assert shown in printed.whole_text.replace("\u00a0", " ")
    assert printed.result.replaced_characters == ()
    assert shown in _word_of(office, "meeting-minutes", meeting).replace("\u00a0", " ")


@pytest.mark.parametrize("character", ["🚧", "漢", "ಠ", "𝔸"])
def test_what_the_typeface_lacks_is_replaced_visibly_and_reported(office: Office, character: str) -> None:
    meeting = office.meeting(content=f"Đường {character} hỏng")
    printed = office.printed("meeting-minutes", meeting)
    assert "Đường [?] hỏng" in printed.whole_text
    assert printed.result.replaced_characters == (normalise(character),)
    assert f"Đường {normalise(character)} hỏng" in _word_of(office, "meeting-minutes", meeting)


def test_decomposed_letters_are_printed_composed(office: Office) -> None:
    meeting = office.meeting(content="Đề nghị sửa mương")
    assert "Đề nghị sửa mương" in office.printed("meeting-minutes", meeting).whole_text


def test_a_word_longer_than_a_line_is_cut_rather_than_lost(office: Office) -> None:
    printed = office.printed("meeting-minutes", office.meeting(content="x" * 300))
    letters = [char for page in printed.pages for char in page.chars if char["text"] == "x"]
    assert len(letters) == 300
    assert mm(max(char["x1"] for char in letters)) <= SIDES["right"] + 0.5


def _word_of(office: Office, code: str, uid: str, style: Style = Style.STATE) -> str:
    stream = io.BytesIO()
    context = ReportContext(office.store, office.today, uid, style=style)
    print_form(form_of(code), context, stream, file_format=FileFormat.DOCX)
    body = docx.Document(io.BytesIO(stream.getvalue())).element.body
    return "\n".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
