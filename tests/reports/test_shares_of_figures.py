"""The annex says which row each share is of: its column holds shares of many wholes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import Table, cell_of, plain
from danvan_desktop.reports.forms.figure_annex import _run_together as run_together

if TYPE_CHECKING:
    from tests.reports.conftest import Office

QUARTER = "2026-Q3"


@pytest.fixture
def told(office: Office) -> tuple[dict[str, str], str]:
    """Give the numbers of the rows of figures by their titles, and the words of the whole report."""
    office.petition(received_on="2026-08-01", field="environment")
    office.petition("013/2026", received_on="2026-08-02", field="environment")
    annex = form_of("work-report").build(office.context(period=QUARTER)).appendices[0]
    table = next(block for block in annex.blocks if isinstance(block, Table))
    rows = [[plain(cell_of(item).content) for item in row] for row in table.rows if len(row) > 1]
    return {row[1]: row[0] for row in rows}, " ".join(office.printed("work-report", period=QUARTER).whole_text.split())


def test_a_share_of_a_row_elsewhere_names_that_row(told: tuple[dict[str, str], str]) -> None:
    rows, text = told
    received = rows["Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ"]
    part = rows["Đơn, kiến nghị phức tạp"]
    note = text[text.index("Tỷ lệ của dòng") :].partition(".")[0]
    named = next(one for one in note.split("; ") if one.endswith(f"tính trên dòng {received}"))
    first, _, last = named.removeprefix("Tỷ lệ của ").removeprefix("dòng ").partition(" tính")[0].partition(" đến ")
    assert part in named or int(first.split(", ")[-1]) <= int(part) <= int(last)


def test_other_items_are_shares_of_the_row_above_them(told: tuple[dict[str, str], str]) -> None:
    assert "dòng khác có gạch đầu dòng tính trên dòng không có gạch liền trước" in told[1]


@pytest.mark.parametrize(
    ("rows", "named"), [([4], "4"), ([4, 5], "4, 5"), ([4, 5, 6, 9], "4 đến 6, 9"), ([1, 3], "1, 3")]
)
def test_rows_that_follow_one_another_are_named_by_first_and_last(rows: list[int], named: str) -> None:
    assert run_together(rows) == named


def test_parts_stand_below_their_total_and_sums_above_what_they_add_up(office: Office) -> None:
    office.petition(received_on="2026-08-01", field="environment", competence="commune")
    asked = {"subject": "Thu gom rác", "item": "c01", "published_on": "2026-07-06", "closes_on": "2026-07-31"}
    office.save("consultation", **asked, drafting_body="Ủy ban nhân dân xã")
    annex = form_of("work-report").build(office.context(period=QUARTER)).appendices[0]
    table = next(block for block in annex.blocks if isinstance(block, Table))
    titles = [plain(cell_of(row[1] if len(row) > 1 else row[0]).content) for row in table.rows]
    received = titles.index("Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ")
    assert [one.partition(":")[0] for one in titles[received + 1 : received + 4]] == [
        "- Tính chất", "- Lĩnh vực", "- Thẩm quyền giải quyết",
    ]  # fmt: skip
    assert "Đơn, kiến nghị theo lĩnh vực" not in titles
    opinions = titles.index("Ý kiến tham gia")
    assert titles[opinions + 1 : opinions + 3] == ["- Ý kiến được tiếp thu", "- Ý kiến được giải trình"]
