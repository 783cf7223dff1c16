"""The schedule that is posted, the notice of what was concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.style import Style
from tests.copies import replace

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def session(office: Office, day: str, **values: object) -> str:
    made = {"body": "government", "kind": "head", "receiver": "Lê Văn Cường", "position": "Chủ tịch UBND xã"}
    return office.save("reception", held_on=day, place="Trụ sở UBND xã", **(made | values))


def visit(office: Office, of: str, **values: object) -> str:
    made = {"citizen_name": "Phạm Thị Hoa", "content": "Mốc giới bị xê dịch", "nature": "petition"}
    return office.save("reception_visit", reception=of, **(made | values))


def test_the_schedule_of_a_month_lists_what_is_planned_in_the_order_of_its_days(office: Office) -> None:
    session(office, "2100-10-19")
    session(office, "2100-10-05", body="party", receiver="Nguyễn Thị Minh", position="Bí thư Đảng ủy")
    session(office, "2100-10-12", receiver="Người dời", state="postponed")
    session(office, "2100-11-02", receiver="Người tháng sau")
    text = office.printed("reception-schedule", period="2100-10").whole_text
    assert "Lịch tiếp công dân tháng 10 năm 2100" in text
    assert text.index("Nguyễn Thị Minh") < text.index("Lê Văn Cường")
    assert "Thứ Ba" in text
    assert "Người dời" not in text
    assert "Người tháng sau" not in text


def test_the_party_tells_of_its_own_days_alone(office: Office) -> None:
    session(office, "2100-10-19")
    session(office, "2100-10-05", body="party", receiver="Nguyễn Thị Minh", position="Bí thư Đảng ủy")
    form = form_of("reception-schedule")
    text = office.draw(form.build(replace(office.context(period="2100-10"), style=Style.PARTY))).whole_text
    assert "Nguyễn Thị Minh" in text
    assert "Lê Văn Cường" not in text


def test_the_conclusion_tells_each_visit_and_nothing_of_who_denounced(office: Office) -> None:
    of = session(office, "2026-08-12", notice_number="15/TB-UBND", notice_date="2026-08-14")
    visit(office, of, people=12, handling="guided", guided_to="Chi nhánh Văn phòng đất đai", result="Hẹn ngày 20/8")
    visit(office, of, citizen_name="Trần Văn Mật", content="Cán bộ nhận tiền", nature="denunciation", handling="taken")
    text = office.printed("reception-conclusion", of).whole_text
    assert "15/TB-UBND" in text.replace(" ", "")
    assert "Đông Sơn, ngày 14 tháng 8 năm 2026" in text
    assert "(12 người)" in text
    assert "Chi nhánh Văn phòng đất đai" in text
    assert "2 lượt" in text
    assert "Tố cáo, nội dung" in text
    assert "Trần Văn Mật" not in text
    assert "nhận tiền" not in text


@pytest.mark.parametrize(("body", "style"), [("party", Style.PARTY), ("government", Style.STATE)])
def test_the_body_that_received_concludes(office: Office, body: str, style: Style) -> None:
    of = session(office, "2026-08-12", body=body)
    visit(office, of)
    assert form_of("reception-conclusion").styles(office.store.get(of)) == (style,)


def test_the_schedule_says_the_hours_and_leaves_room_where_a_day_has_none(office: Office) -> None:
    session(office, "2100-10-19", starts_at="07:30", ends_at="11:00")
    text = office.printed("reception-schedule", period="2100-10").whole_text
    assert "7 giờ 30 – 11 giờ" in " ".join(text.split()), text
    assert "buổi sáng từ" not in text
    session(office, "2100-10-26")
    assert "buổi sáng từ" in office.printed("reception-schedule", period="2100-10").whole_text
