"""A paper is dated and worded from its own day: none before it, none after the fact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.errors import ReportError
from tests.copies import replace

if TYPE_CHECKING:
    from tests.reports.conftest import Office

_UNDATED = "Đông Sơn, ngày …… tháng …… năm ………"
_POSTED = {"form": "f01", "place": "Nhà văn hóa thôn Đông", "from_on": "2026-09-01", "to_on": "2026-10-02"}


def _item(office: Office, **values: object) -> str:
    made = {"unit": office.store.unit.uid, "item": "p08", "title": "Danh sách hộ nghèo", "paper_date": "2026-08-28"}
    item = office.save("publicity_item", **(made | values))
    office.save("publicity_posting", item=item, unit=office.village, **_POSTED)
    return item


def test_no_minutes_tell_of_the_end_of_a_posting_that_goes_on(office: Office) -> None:
    item = _item(office)
    with pytest.raises(ReportError, match="chưa đến"):
        office.printed("posting-end-minutes", item)
    later = replace(office, today=dt.date(2026, 10, 2))
    assert "Hôm nay, ngày 02 tháng 10 năm 2026" in later.printed("posting-end-minutes", item).whole_text


def test_a_plan_of_a_consultation_that_began_leaves_room_for_its_day(office: Office) -> None:
    asked = {"subject": "Phương án đặt tên thôn", "item": "c04", "drafting_body": "Phòng Văn hóa - Xã hội xã"}
    begun = office.save(
        "consultation",
        unit=office.store.unit.uid,
        published_on="2026-09-01",
        closes_on="2026-10-20",
        state="open",
        **asked,
    )
    planned = office.save(
        "consultation",
        unit=office.store.unit.uid,
        published_on="2026-10-10",
        closes_on="2026-11-20",
        state="planned",
        **asked,
    )
    assert _UNDATED in office.printed("consultation-plan", begun).whole_text
    assert "Đông Sơn, ngày 01 tháng 10 năm 2026" in office.printed("consultation-plan", planned).whole_text


def test_a_plan_of_a_period_that_began_leaves_room_for_its_day(office: Office) -> None:
    _item(office)
    assert _UNDATED in office.printed("publicity-plan", period="2026-Q3").whole_text


def test_a_schedule_of_receptions_that_began_leaves_room_for_its_day(office: Office) -> None:
    told = {"body": "government", "kind": "regular", "receiver": "Lê Quang Hưng", "place": "Trụ sở xã"}
    for day in ("2026-09-07", "2026-11-02"):
        office.save("reception", unit=office.store.unit.uid, held_on=day, **told)
    assert _UNDATED in office.printed("reception-schedule", period="2026-09").whole_text
    text = office.printed("reception-schedule", period="2026-11").whole_text
    assert "Đông Sơn, ngày 01 tháng 10 năm 2026" in text


def test_the_plan_of_the_month_has_the_day_on_which_it_was_issued(office: Office) -> None:
    plan = office.save(
        "plan",
        unit=office.store.unit.uid,
        type="month",
        title="Tháng Dân vận năm 2026",
        issued_on="2026-09-15",
        number="18-KH/ĐU",
    )
    office.save("task", plan=plan, title="Đối thoại với Nhân dân", lead="Ban Xây dựng Đảng", due_on="2026-10-25")
    assert "ngày 15 tháng 9 năm 2026" in office.printed("month-plan", plan).whole_text
