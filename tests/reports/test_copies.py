"""Certified copies: measured against Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II and Hướng dẫn 36-HD/VPTW, II.3."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import docx
import msgspec
import pytest
from docx.oxml.ns import qn

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.numbering import copy_abbreviation, symbol_of
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.copies import CopyWish, copy_draft, next_copy_number, with_copy, written_copy_number
from danvan_desktop.reports.document import (
    Appendix,
    Column,
    Copy,
    CopyKind,
    Document,
    DocumentNumber,
    Header,
    Paragraph,
    Proof,
    Recipients,
    Signature,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.numbering import number_values
from danvan_desktop.reports.page_format import PageFormat, parse_page_format
from danvan_desktop.reports.style import Style
from tests.copies import replace
from tests.reports.conftest import Office
from tests.reports.reading import INFO, LONG, Rendered, mm

DATE = "Đông Sơn, ngày 07 tháng 02 năm 2026"
STATE_COPY = Copy(
    CopyKind.FULL,
    Header("Ủy ban nhân dân xã Tân Lập", number=DocumentNumber(5, "SY-UBND"), place_date=DATE),
    Signature(("TL. Chủ tịch", "Chánh Văn phòng"), name="Trần Văn Bảy"),
    Recipients(("Các thôn", "Lưu: VT")),
)
PARTY_COPY = Copy(
    CopyKind.AGAIN,
    Header("Đảng ủy xã Tân Lập", "Đảng bộ tỉnh Thái Nguyên", DocumentNumber(5, "BS-ĐU"), DATE),
    Signature(("TL. Ban Thường vụ", "Chánh Văn phòng"), name="Trần Văn Bảy"),
    Recipients(("Các chi bộ", "Lưu Văn phòng")),
)


def original(paragraphs: int = 2, **parts: Any) -> Document:
    document = Document(
        INFO,
        Header(
            "UBND xã Đông Sơn", number=DocumentNumber(9, "TB-UBND"), place_date="Đông Sơn, ngày 05 tháng 02 năm 2026"
        ),
        "Thông báo",
        "Lịch họp thôn",
        blocks=tuple(Paragraph(LONG) for _ in range(paragraphs)),
        signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Nguyễn Văn An"),),
        recipients=Recipients(("Các thôn", "Lưu: VT")),
    )
    return replace(document, **parts)


def middle(place: dict[str, Any]) -> float:
    return (place["x0"] + place["x1"]) / 2


def parting_line(rendered: Rendered, page: int = 0) -> dict[str, Any]:
    return max(rendered.rules(page), key=lambda rule: rule["x1"] - rule["x0"])


@pytest.fixture
def state(render: Callable[..., Rendered]) -> Rendered:
    return render(original(copy=STATE_COPY))


@pytest.fixture
def party(render: Callable[..., Rendered], party_format: PageFormat) -> Rendered:
    return render(original(copy=PARTY_COPY), party_format)


def test_a_solid_line_over_the_whole_text_width_parts_the_copy_from_the_original(
    state: Rendered, party: Rendered
) -> None:
    for rendered, right in ((state, 20), (party, 15)):
        line = parting_line(rendered)
        assert mm(line["x0"]) == pytest.approx(30, abs=0.1)
        assert mm(line["x1"]) == pytest.approx(210 - right, abs=0.1)
        assert line["linewidth"] == pytest.approx(0.75)
        assert line["stroking_color"] in ((0,), 0, (0, 0, 0), None)
        assert rendered.found("Nguyễn Văn An")["bottom"] < line["top"] < rendered.found("XÃ TÂN LẬP")["top"]
        assert 2 <= mm(line["top"] - rendered.found("Nguyễn Văn An")["bottom"]) <= 8


def test_the_state_s_copy_has_its_parts_in_the_sizes_of_the_decree(state: Rendered) -> None:
    assert state.faces("SAO Y") == {("-Bold", 14)}
    assert state.faces("XÃ TÂN LẬP") == {("-Bold", 13)}
    assert state.faces("Số: 05/SY-UBND") == {("", 13)}
    assert state.faces(DATE) == {("-Italic", 14)}
    assert state.faces("TL. CHỦ TỊCH") == state.faces("CHÁNH VĂN PHÒNG") == {("-Bold", 14)}
    assert state.faces("Trần Văn Bảy") == {("-Bold", 14)}
    labels = state.pages[0].search("Nơi nhận:", regex=False)
    assert [round(label["chars"][0]["size"], 2) for label in labels] == [12, 12]
    assert labels[1]["top"] == pytest.approx(state.found("TL. CHỦ TỊCH")["top"], abs=4)


def test_the_copying_body_stands_left_and_the_kind_of_copy_right_over_place_and_date(
    state: Rendered, party: Rendered
) -> None:
    for rendered, body, words, number in (
        (state, "XÃ TÂN LẬP", "SAO Y", "Số: 05/SY-UBND"),
        (party, "ĐẢNG ỦY XÃ TÂN LẬP", "SAO LỤC", "Số 05-BS/ĐU"),
    ):
        issuer, kind, date = rendered.found(body), rendered.found(words), rendered.found(DATE)
        assert middle(rendered.found(number)) == pytest.approx(middle(issuer), abs=0.5)
        assert rendered.found(number)["bottom"] == pytest.approx(date["bottom"], abs=1)
        assert middle(kind) == pytest.approx(middle(date), abs=0.5)
        assert issuer["x1"] < kind["x0"]
        assert kind["bottom"] < date["top"]
        assert mm(middle(rendered.found("Trần Văn Bảy"))) > 105


def test_no_line_stands_under_the_kind_of_copy(state: Rendered) -> None:
    kind = state.found("SAO Y")
    below = [rule for rule in state.rules() if rule["top"] > kind["bottom"]]
    assert all(abs(middle(rule) - middle(kind)) > 5 for rule in below)


def test_the_party_s_copy_has_the_sizes_of_its_table(party: Rendered) -> None:
    assert party.faces("SAO LỤC") == {("-Bold", 14)}
    assert party.faces("ĐẢNG BỘ TỈNH THÁI NGUYÊN") == {("", 14)}
    assert party.faces("ĐẢNG ỦY XÃ TÂN LẬP") == {("-Bold", 14)}
    assert party.faces("Số 05-BS/ĐU") == {("", 14)}
    assert party.faces(DATE) == {("-Italic", 14)}
    assert party.faces("T/L BAN THƯỜNG VỤ") == {("-Bold", 14)}
    assert party.faces("CHÁNH VĂN PHÒNG") == {("", 14)}
    assert party.faces("- Các chi bộ;") == {("", 12)}


def test_each_kind_of_copy_has_its_words(
    render: Callable[..., Rendered], state_format: PageFormat, party_format: PageFormat
) -> None:
    said = {
        (page_format.name, kind.value): words
        for page_format in (state_format, party_format)
        for kind, words in page_format.copy.words.items()
    }
    assert said == {
        ("state", "sao-y"): "SAO Y",
        ("state", "sao-luc"): "SAO LỤC",
        ("state", "trich-sao"): "TRÍCH SAO",
        ("party", "sao-y"): "SAO Y BẢN CHÍNH",
        ("party", "sao-luc"): "SAO LỤC",
        ("party", "trich-sao"): "TRÍCH SAO",
    }
    assert (state_format.copy.kind.size.minimum, state_format.copy.kind.size.maximum) == (13, 14)


def test_a_format_without_the_words_of_a_kind_of_copy_is_refused() -> None:
    data = json.loads(resource_path("formats", "state.json").read_bytes())
    del data["copy"]["words"]["sao-luc"]
    with pytest.raises(msgspec.ValidationError, match="every kind"):
        parse_page_format(json.dumps(data).encode())


@pytest.mark.parametrize("paragraphs", range(3, 15))
def test_a_copy_is_never_parted_from_the_end_of_the_original(render: Callable[..., Rendered], paragraphs: int) -> None:
    rendered = render(original(paragraphs, copy=STATE_COPY))
    page = len(rendered.pages) - 1
    text = rendered.text(page)
    parts = ["học sinh.", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn An", "SAO Y", "Trần Văn Bảy"]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("paragraphs", range(4, 12))
def test_signers_and_recipients_of_the_original_stand_whole_beside_its_copy(
    render: Callable[..., Rendered], paragraphs: int
) -> None:
    signers = (Signature(("Thư ký",), name="Trần Thị Bình"), Signature(("Chủ trì",), name="Nguyễn Văn An"))
    recipients = Recipients(("Đảng ủy xã", "Mặt trận xã", "Lưu: hồ sơ"))
    rendered = render(original(paragraphs, signatures=signers, recipients=recipients, copy=STATE_COPY))
    text = rendered.text(len(rendered.pages) - 1)
    assert all(part in text for part in ("THƯ KÝ", "Nguyễn Văn An", "- Đảng ủy xã;", "- Lưu: hồ sơ.", "SAO Y"))


def test_a_copy_of_an_original_with_very_many_recipients_is_printed(render: Callable[..., Rendered]) -> None:
    recipients = Recipients(tuple(f"Thôn số {number}" for number in range(90)))
    rendered = render(original(signatures=(), recipients=recipients, copy=replace(STATE_COPY, recipients=recipients)))
    whole = rendered.whole_text
    assert whole.count("- Thôn số 89.") == 2
    assert whole.index("- Thôn số 89.") < whole.index("SAO Y") < whole.rindex("- Thôn số 0;")


def test_a_copy_stands_after_the_last_annex_and_the_proof(render: Callable[..., Rendered]) -> None:
    table = Table((Column("Số", 1), Column("Việc", 4)), tuple((str(row), LONG) for row in range(12)))
    annex = Appendix("Phụ lục", "Biểu", (table,), landscape=True)
    proof = Proof("DV1:K7QF2M9X", "K7QF-2M9X")
    rendered = render(original(appendices=(annex,), proof=proof, copy=STATE_COPY))
    last = len(rendered.pages) - 1
    assert rendered.pages[last].width > rendered.pages[last].height
    assert "11" in rendered.text(last).split("SAO Y")[0]
    assert not any("SAO Y" in rendered.text(page) for page in range(last))
    signed = render(original(proof=proof, copy=PARTY_COPY))
    assert signed.found("K7QF-2M9X")["bottom"] < signed.found("SAO LỤC")["top"]


def test_a_document_without_a_copy_has_no_mark(render: Callable[..., Rendered]) -> None:
    rendered = render(original())
    assert "SAO" not in rendered.text()
    assert mm(parting_line(rendered)["x1"] - parting_line(rendered)["x0"]) < 150


def test_the_word_file_has_the_line_the_words_and_the_ties_of_the_copy(
    state: Rendered, state_format: PageFormat
) -> None:
    stream = io.BytesIO()
    render_docx(original(copy=STATE_COPY), state_format, stream)
    word = docx.Document(io.BytesIO(stream.getvalue()))
    texts = " ".join(text.text or "" for text in word.element.body.iter(qn("w:t")))
    assert sorted(texts.split()) == sorted(state.text().split())
    line = [one for one in word.paragraphs if one._p.find(f".//{qn('w:pBdr')}") is not None][-1]
    assert line.paragraph_format.left_indent is None
    assert line.paragraph_format.keep_with_next
    border = line._p.find(f".//{qn('w:bottom')}")
    assert (border.get(qn("w:val")), border.get(qn("w:sz"))) == ("single", "6")
    words = next(table for table in word.tables if "SAO Y" in table.cell(0, 1).text)
    kind = words.cell(0, 1).paragraphs[0].runs[0]
    assert (kind.text, kind.bold, kind.font.size.pt) == ("SAO Y", True, 14)
    tied = [one for cell in (words.cell(0, 0), words.cell(1, 1)) for one in cell.paragraphs]
    tied += word.tables[1].cell(0, 1).paragraphs
    assert all(one.paragraph_format.keep_with_next for one in tied)


def test_recipients_below_the_signers_stay_with_the_copy_in_the_word_file(party_format: PageFormat) -> None:
    signers = (Signature(("Thư ký",), name="Trần Thị Bình"), Signature(("Chủ trì",), name="Nguyễn Văn An"))
    stream = io.BytesIO()
    render_docx(original(signatures=signers, copy=PARTY_COPY), party_format, stream)
    word = docx.Document(io.BytesIO(stream.getvalue()))
    signed, listed = (row.cells[0].paragraphs for row in word.tables[1].rows)
    assert [one.text for one in listed] == ["Nơi nhận:", "- Các thôn;", "- Lưu: VT."]
    assert all(one.paragraph_format.keep_with_next for one in (*signed, *listed))


# Numbers


def numbered_reply(office: Office) -> tuple[ReportForm, ReportContext]:
    """Give the reply to a petition, whose number stands in the register of papers."""
    form, context = form_of("petition-reply"), office.context(office.petition(reply="Đã nạo vét."))
    office.store.save(Draft("document_number", number_values(form, context, context.today)))
    return form, context


def wish(number: int = 1, kind: CopyKind = CopyKind.FULL, *recipients: str) -> CopyWish:
    return CopyWish(kind, number, recipients)


def test_copies_have_their_abbreviations() -> None:
    kinds = ("sao-y", "sao-luc", "trich-sao")
    assert [copy_abbreviation("government", kind) for kind in kinds] == ["SY", "SL", "TrS"]
    assert {copy_abbreviation("party", kind) for kind in kinds} == {"BS"}
    assert [symbol_of(issuer, "copy") for issuer in ("government", "party")] == ["SY-UBND", "BS-ĐU"]


def test_all_kinds_of_copies_of_a_body_share_the_numbers_of_a_year(office: Office) -> None:
    form, context = form_of("petition-slip"), office.context(office.petition())
    for number, kind in enumerate(CopyKind, 1):
        assert next_copy_number(context) == number
        draft = copy_draft(form, context, wish(number, kind))
        assert draft is not None
        office.store.save(draft)
    assert next_copy_number(context) == 4
    assert next_copy_number(replace(context, style=Style.PARTY)) == 1
    assert next_copy_number(replace(context, today=dt.date(2027, 1, 4))) == 1


def test_the_same_copy_is_printed_again_under_its_number_and_another_is_refused(office: Office) -> None:
    form, first, second = form_of("petition-slip"), office.petition("001/2026"), office.petition("002/2026")
    draft = copy_draft(form, office.context(first), wish(7))
    assert draft is not None
    office.store.save(draft)
    assert copy_draft(form, office.context(first), wish(7)) is None
    with pytest.raises(ReportError, match="Số bản sao 07 đã cấp"):
        copy_draft(form, office.context(second), wish(7))


def test_a_paper_that_has_no_number_yet_is_not_copied(office: Office) -> None:
    context = office.context(office.petition(reply="Đã nạo vét."))
    with pytest.raises(ReportError, match="chưa có số nên chưa sao được"):
        copy_draft(form_of("petition-reply"), context, wish(3))


def test_a_copy_s_number_is_not_taken_for_that_of_the_original(office: Office) -> None:
    """The original keeps the number that it has, whatever number its copy takes."""
    form, context = numbered_reply(office)
    draft = copy_draft(form, context, wish(3))
    assert draft is not None
    office.store.save(draft)
    number = form.build(context).header.number
    assert number is not None
    assert number.number == 1


def test_a_copy_is_no_issued_paper_of_a_report(office: Office) -> None:
    unit = office.store.unit.uid
    for kind, symbol in (("report", "BC-UBND"), ("copy", "SY-UBND")):
        values = {"unit": unit, "issuer": "government", "year": 2026, "type": kind, "number": 1, "symbol": symbol}
        office.store.save(Draft("document_number", {**values, "date": "2026-09-09", "subject": "Báo cáo"}))
    period = office.context(period="2026-Q3").chosen_period()
    figures = ReportFigures(office.store, unit, "work-report", period, office.today)
    assert [one.value.counted for one in figures.measured(["documents.issued"])] == [1]


def test_a_form_is_copied_by_the_office_today_for_those_who_get_it(office: Office) -> None:
    context = office.context(office.meeting())
    asked = wish(5, CopyKind.EXTRACT, "Các thôn", "Mặt trận xã")
    printed = office.draw(with_copy(form_of("meeting-minutes").build(context), context, asked))
    last = printed.text(len(printed.pages) - 1)
    for words in (
        "TRÍCH SAO",
        "Số: 05/TrS-UBND",
        "Đông Sơn, ngày 01 tháng 10 năm 2026",
        "- Mặt trận xã;",
        "- Lưu: VT.",
    ):
        assert words in last
    assert "XÃ ĐÔNG SƠN" in last.split("TRÍCH SAO")[1].split("Số:")[0]
    assert written_copy_number(context, asked) == "05/TrS-UBND"
    party = replace(office.context(office.petition(reply="Đã nạo vét.")), style=Style.PARTY)
    copy = with_copy(form_of("petition-reply").build(party), party, wish(5)).copy
    assert copy is not None
    assert copy.header.number == DocumentNumber(5, "BS-ĐU")
    assert copy.recipients == Recipients(("Lưu Văn phòng Đảng ủy",))
