"""Points of one column have as many digits behind the comma as its longest figure."""

from __future__ import annotations

from danvan_desktop.reports.document import Align, Cell, Column, Run, Table, cell_of, plain
from danvan_desktop.reports.even_figures import evened, with_even_points, with_figures_right

MIDDLE = Align.CENTER


def _texts(table: Table) -> list[list[str]]:
    return [[plain(cell_of(item).content) for item in row] for row in evened(table).rows]


def test_points_are_written_with_the_digits_of_the_longest() -> None:
    total = Cell((Run("1.191", bold=True),))
    rows = (("1", "Đội 1", "18", total), ("2", "Đội 2", "19,17", "62,5"), ("3", "Đội 3", "", "-4"))
    columns = (Column("TT", 1, MIDDLE), Column("Đội", 5), Column("Điểm", 2, MIDDLE), Column("Tổng", 2, Align.RIGHT))
    assert _texts(Table(columns, rows)) == [
        ["1", "Đội 1", "18,00", "1.191,0"],
        ["2", "Đội 2", "19,17", "62,5"],
        ["3", "Đội 3", "", "-4,0"],
    ]
    assert evened(Table(columns, rows)).rows[0][3] == Cell((Run("1.191,0", bold=True),))


def test_shares_have_no_nought_behind_the_comma_in_any_column() -> None:
    table = Table((Column("Tỷ lệ", 1, MIDDLE), Column("Điểm", 1, MIDDLE)), (("77,8%", "18"), ("20%", "19,5")))
    for made in (evened(table), with_even_points(table)):
        assert [[plain(cell_of(item).content) for item in row] for row in made.rows] == [
            ["77,8%", "18,0"], ["20%", "19,5"],
        ]  # fmt: skip


def test_a_column_with_words_or_of_whole_points_stays_as_it_is() -> None:
    rows = (("18", "5", "4,5"), ("91,5/100", "7", "không"))
    table = Table(tuple(Column(name, 1, MIDDLE) for name in "abc"), rows)
    assert evened(table) is table


def test_cells_over_columns_are_passed_by() -> None:
    rows = ((Cell("Tổng điểm", span=2), "20,5"), ("1", "a", "4"))
    table = Table((Column("TT", 1, MIDDLE), Column("Nội dung", 1), Column("Điểm", 1, MIDDLE)), rows)
    assert _texts(table)[1] == ["1", "a", "4,0"]


def test_columns_of_nothing_but_figures_stand_at_the_right_and_years_do_not() -> None:
    titles = ("TT", "Tiền (đồng)", "Năm", "Ngày", "Đội", "Điểm")
    rows = (("1", "4.500.000", "2025", "12/8", "5", "18,5"), ("2", "500.000", "2026", "", "Đội 6", ""))
    columns = tuple(Column(title, 1, MIDDLE) for title in titles)
    right = [one.title for one in with_figures_right(Table(columns, rows)).columns if one.align is Align.RIGHT]
    assert right == ["Tiền (đồng)", "Điểm"]
