"""Papers on what was made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Table

if TYPE_CHECKING:
    from tests.reports.conftest import Office


@pytest.mark.parametrize("form", ["publicity-item-register", "publicity-posted-list"])
def test_it_is_told_in_which_village_a_hall_is_and_no_name_is_told_twice(office: Office, form: str) -> None:
    item = office.save("publicity_item", item="p07", title="Khoản thu làm đường", paper_date="2026-08-03")
    posted = {"item": item, "form": "f01", "from_on": "2026-08-05"}
    office.save("publicity_posting", **posted, unit=office.village, place="Nhà văn hóa")
    office.save("publicity_posting", **posted, unit=office.village, place="Bảng tin Thôn Đông")
    office.save("publicity_posting", **posted, unit=office.store.unit.uid, place="Trụ sở xã")
    context = ReportContext(office.store, office.today, period=Period.parse("2026-Q3"))
    (table,) = (block for block in form_of(form).build(context).blocks if isinstance(block, Table))
    lines = str(table.rows[0][4]).replace("Niêm yết: ", "").splitlines()
    assert sorted(lines) == ["Bảng tin Thôn Đông", "Nhà văn hóa, Thôn Đông", "Trụ sở xã"]
