"""What several columns of a list say of one field, and what single rows leave empty."""

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.exchange.grid import Cell
from danvan_desktop.exchange.joined_columns import gone_on

PETITION = ALL_KINDS["petition"]


def test_a_text_of_many_lines_has_a_line_of_each_column() -> None:
    cells = [Cell("Mương tắc"), Cell(None), Cell("Nạo vét"), Cell("Mương tắc")]
    assert gone_on(PETITION.field("content"), cells) == Cell("Mương tắc\nNạo vét")


def test_a_text_of_one_line_is_parted_by_commas() -> None:
    assert gone_on(PETITION.field("citizen_address"), [Cell("Số nhà 5"), Cell(12)]) == Cell("Số nhà 5, 12")


def test_one_column_alone_stays_as_it_is() -> None:
    assert gone_on(PETITION.field("content"), [Cell(None), Cell(5)]) == Cell(5)
    assert gone_on(PETITION.field("content"), []).empty
