from __future__ import annotations

import pytest

from danvan_desktop.reports.document import Cell, Column, ColumnGroup, Run, Table, plain, runs_of

TWO = (Column("A", 1), Column("B", 1))


def test_a_row_must_cover_the_columns() -> None:
    Table(TWO, (("a", "b"), (Cell("both", span=2),)))
    with pytest.raises(ValueError, match="row 1"):
        Table(TWO, (("a", "b"), ("alone",)))


def test_column_groups_may_not_overlap_or_reach_beyond() -> None:
    Table(TWO, (), groups=(ColumnGroup("G", 0, 2),))
    with pytest.raises(ValueError, match="groups"):
        Table(TWO, (), groups=(ColumnGroup("G", 1, 2),))
    with pytest.raises(ValueError, match="groups"):
        Table(TWO, (), groups=(ColumnGroup("G", 0, 2), ColumnGroup("H", 1, 1)))


def test_inline_text_is_read_with_and_without_its_styles() -> None:
    runs = (Run("Chủ trì: ", bold=True), Run("Nguyễn Văn An"))
    assert plain(runs) == "Chủ trì: Nguyễn Văn An"
    assert plain("chữ") == "chữ"
    assert runs_of("chữ") == (Run("chữ"),)
