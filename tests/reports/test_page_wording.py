"""Heads and endings are written as the format of the page has them."""

from danvan_desktop.reports.document import (
    Appendix,
    Block,
    BulletList,
    Document,
    Header,
    Heading,
    KeepTogether,
    Paragraph,
    Run,
)
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.page_wording import worded
from tests.reports.reading import INFO


def _of(*blocks: Block, annex: tuple[Block, ...] = ()) -> Document:
    appendices = (Appendix("Phụ lục", "Biểu", annex),) if annex else ()
    return Document(INFO, Header("Đảng ủy xã"), "Báo cáo", blocks=blocks, appendices=appendices)


def test_the_state_s_page_has_what_forms_write(state_format: PageFormat) -> None:
    document = _of(Heading("II. Kết quả"), Paragraph("Trên đây là báo cáo./."))
    assert worded(document, state_format.body) == document


def test_the_party_s_page_has_its_own_heads_and_ending(party_format: PageFormat) -> None:
    document = _of(Heading("II. Kết quả"), Heading("III. Kết luận", 2), Paragraph("Trên đây là báo cáo./."))
    assert worded(document, party_format.body).blocks == (
        Heading("II- KẾT QUẢ"),
        Heading("III- KẾT LUẬN", 2),
        Paragraph("Trên đây là báo cáo."),
    )


def test_lower_heads_and_heads_without_a_number_stay(party_format: PageFormat) -> None:
    blocks = (Heading("1. Ưu điểm", 2), Heading("Kính gửi"), Heading("I.V.A. Lê"), Paragraph("Điều 1. Giao"))
    assert worded(_of(*blocks), party_format.body).blocks == blocks


def test_endings_in_lists_runs_kept_blocks_and_annexes_are_written_alike(party_format: PageFormat) -> None:
    bold = Paragraph((Run("Giao ", bold=True), Run("Văn phòng thực hiện./.")))
    document = _of(
        BulletList(("Đọc", "Viết./.")), KeepTogether((bold,)), annex=(Heading("I. Biểu"), Paragraph("Hết./."))
    )
    made = worded(document, party_format.body)
    assert made.blocks == (
        BulletList(("Đọc", "Viết.")),
        KeepTogether((Paragraph((Run("Giao ", bold=True), Run("Văn phòng thực hiện."))),)),
    )
    assert made.appendices[0].blocks == (Heading("I- BIỂU"), Paragraph("Hết."))


def test_an_ending_within_a_text_is_no_end(party_format: PageFormat) -> None:
    blocks = (Paragraph("Ghi “./.” ở cuối văn bản."), Paragraph(""), Paragraph(()))
    assert worded(_of(*blocks), party_format.body).blocks == blocks
