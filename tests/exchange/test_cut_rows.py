"""A list of separated values that breaks off, as a copy that was interrupted does; and what stands below lists."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop.exchange.planning import LoadPlan, RowOutcome

WHOLE = "001/2026,12/08/2026,Nguyễn Văn An,Thôn Đông,Mương tắc\n"
HEADED = f"Số,Ngày nhận,Họ tên,Thôn,Nội dung\n{WHOLE}"


@pytest.mark.parametrize("cut", ["002/2026,13/08", "002/2026,13/08/2026,Lê Văn", "002/2026,13/08/2026\n"])
def test_a_row_that_breaks_off_is_told_as_faulty(plan: Callable[..., LoadPlan], tmp_path: Path, cut: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(HEADED + cut, "utf-8")
    made = plan(path)
    assert [row.outcome for row in made.rows] == [RowOutcome.NEW, RowOutcome.REJECTED]
    assert not made.left_out


@pytest.mark.parametrize(
    "note",
    [
        "Người lập biểu\n",
        "Người lập biểu,,,Chủ tịch,\n",
        "Người lập biểu,,,Chủ tịch\n",
        "Đông Sơn, ngày 12 tháng 8 năm 2026\n",
        "Tổng cộng,1\n",
        ",,13\n",
    ],
)
def test_what_stands_below_a_list_is_no_record(plan: Callable[..., LoadPlan], tmp_path: Path, note: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(HEADED + note, "utf-8")
    made = plan(path)
    assert [row.outcome for row in made.rows] == [RowOutcome.NEW]
    assert len(made.left_out) == 1
