from __future__ import annotations

import pytest

from danvan_desktop.reports.components import unbroken
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


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ủy ban nhân dân xã Đông Sơn", ["Ủy\u00a0ban\u00a0nhân\u00a0dân", "xã\u00a0Đông\u00a0Sơn"]),
        (
            "Hội đồng Thi đua - Khen thưởng xã",
            ["Hội", "đồng", "Thi\u00a0đua\u00a0-\u00a0Khen\u00a0thưởng", "xã"],
        ),
    ],
)
def test_the_name_of_a_body_breaks_within_neither_its_kind_nor_its_place(name: str, parts: list[str]) -> None:
    assert unbroken(name).split(" ") == parts
