"""How a Word file ends: signers, recipients and the proof, where the PDF has them."""

from __future__ import annotations

import pytest
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from danvan_desktop.reports.document import (
    Proof,
    Signature,
)
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.builder import sheet_of
from danvan_desktop.reports.pdf.closing import COLUMN_GAP
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.copies import replace
from tests.reports.reading import mm
from tests.reports.word_papers import DOCUMENT, write


def test_a_proof_that_nobody_signs_leaves_room_for_the_line_that_word_needs_behind_it(state_format: PageFormat) -> None:
    """Without it a full page has an empty one behind it: the PDF has 12 points there."""
    paper = replace(DOCUMENT, signatures=(), recipients=None, proof=Proof("payload", "ABCD-1234"), appendices=())
    file = write(paper, state_format)
    above = WordParagraph(file.tables[-1]._tbl.getprevious(), file._body)
    assert above.paragraph_format.line_spacing == Pt(10)
    assert above.paragraph_format.keep_with_next


def test_a_proof_stays_on_the_page_of_the_signers_and_of_the_end_of_the_text(state_format: PageFormat) -> None:
    """All are rows of one table, each kept with the next one: LibreOffice ties no table to another."""
    file = write(replace(DOCUMENT, appendices=()), state_format)
    signers, proof = file.tables[-1].rows
    assert [proof.cells[0].text, proof.cells[-1].text] == ["", "K7QF-2M9X\nKiểm tra bằng danvan verify."]
    assert all(line.paragraph_format.keep_with_next for cell in signers.cells for line in cell.paragraphs)
    last = WordParagraph(file.tables[-1]._tbl.getprevious(), file._body)
    assert last.text == "Trên đây là báo cáo./."
    assert last.paragraph_format.keep_with_next


def test_a_proof_stays_with_recipients_where_nobody_signs(state_format: PageFormat) -> None:
    file = write(replace(DOCUMENT, signatures=(), appendices=()), state_format)
    ties = [(line.text, bool(line.paragraph_format.keep_with_next)) for line in file.paragraphs]
    assert ties[ties.index(("- Lưu: VT.", True)) :] == [("- Lưu: VT.", True), ("", True), ("", False)]


def test_a_qr_code_has_the_size_that_its_paper_asks_for(state_format: PageFormat) -> None:
    file = write(replace(DOCUMENT, proof=Proof("payload", "ABCD-1234", side=30.0), appendices=()), state_format)
    assert mm(file.inline_shapes[-1].width.pt) == pytest.approx(30, abs=0.1)


def test_all_names_stand_on_one_line_below_the_longest_position(state_format: PageFormat) -> None:
    """Word keeps no cells of a row alike: what one position lacks in lines is room above its name."""
    signers = (
        Signature(("Đại diện", "hộ chứng kiến"), "(Ký)", "Ngô Văn Tý"),
        Signature(("Chủ trì",), "(Ký)", "Lê Sơn"),
    )
    file = write(replace(DOCUMENT, signatures=signers, proof=None, appendices=()), state_format)
    rooms = [cell.paragraphs[-1].paragraph_format.space_before for cell in file.tables[-1].rows[0].cells]
    leading = Typesetter(state_format).leading(state_format.signature.position)
    assert rooms[1] - rooms[0] == pytest.approx(Pt(leading), abs=Pt(0.1))


def test_across_the_page_the_proof_stands_beside_several_signers_as_in_the_pdf(state_format: PageFormat) -> None:
    proof = Proof("payload", "ABCD-1234")
    signers = (Signature(("Người lập sổ",)), Signature(("Chủ tịch",)))
    paper = replace(DOCUMENT, landscape=True, signatures=signers, recipients=None, appendices=(), proof=proof)
    closing = write(paper, state_format).tables[-1].rows[0].cells
    assert [cell.text.strip() for cell in closing] == ["", "ABCD-1234", "NGƯỜI LẬP SỔ", "CHỦ TỊCH"]


def test_recipients_below_the_signers_have_the_column_that_they_have_in_the_pdf(state_format: PageFormat) -> None:
    signers = (Signature(("Thư ký",)), Signature(("Chủ trì",)))
    file = write(replace(DOCUMENT, signatures=signers, proof=None, appendices=()), state_format)
    item = file.tables[-1].rows[1].cells[0].paragraphs[1].paragraph_format
    width = sheet_of(state_format.paper, landscape=False).text_width
    column = state_format.recipients.left_share * width - COLUMN_GAP
    assert width - column - (item.right_indent or 0) / Pt(1) == pytest.approx(2.5, abs=0.2)


def test_a_position_of_two_lines_ends_where_it_ends_in_the_pdf(state_format: PageFormat) -> None:
    """The column of a signer is wider in Word, which wrote a word more on the first line."""
    signers = tuple(
        Signature((name,))
        for name in ("Đại diện tổ dân phố nơi niêm yết", "Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam", "Thư ký")
    )
    file = write(replace(DOCUMENT, signatures=signers, proof=None, appendices=()), state_format)
    form = file.tables[-1].rows[0].cells[0].paragraphs[0].paragraph_format
    assert form.left_indent == form.right_indent is not None
    assert form.left_indent > Pt(1)


def test_the_words_of_a_proof_beside_signers_stand_at_its_middle(state_format: PageFormat) -> None:
    signers = (Signature(("Người lập sổ",)), Signature(("Chủ tịch",)))
    proof = Proof("DV1:K7QF2M9X", "K7QF-2M9X", "Kiểm tra bằng danvan verify.")
    paper = replace(DOCUMENT, landscape=True, signatures=signers, recipients=None, appendices=(), proof=proof)
    picture, words = write(paper, state_format).tables[-1].rows[0].cells[:2]
    above = [cell.paragraphs[0].paragraph_format.space_before for cell in (picture, words)]
    assert above[1] - above[0] > Pt(5)
