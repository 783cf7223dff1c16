"""The notice of a dialogue tells when, where, of what and led by whom, and is posted before it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.style import Style
from tests.copies import replace

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "dialogue-notice"
PLANNED = {"state": "planned", "topic": "Giá đất nông nghiệp", "held_on": "2026-10-20"}


def test_the_people_are_told_when_where_of_what_and_asked_to_come(office: Office) -> None:
    text = " ".join(office.printed(FORM, office.dialogue(**PLANNED, participants_count=86)).whole_text.split())
    assert "THÔNG BÁO Tổ chức hội nghị tiếp xúc, đối thoại" in text
    for told in ("1. Thời gian: 08 giờ 00 phút, ngày 20 tháng 10 năm 2026.", "2. Địa điểm: ", "3. Nội dung: giá đất"):
        assert told in text
    assert "4. Người chủ trì: ông (bà) Lê Văn Cường, Chủ tịch UBND xã." in text
    assert "đề nghị Nhân dân dự hội nghị" in text
    assert "86" not in text


def test_the_day_of_a_notice_is_left_to_the_hand_once_the_dialogue_was_held(office: Office) -> None:
    uid = office.dialogue(**PLANNED)
    before, after = dt.date(2026, 10, 10), dt.date(2026, 10, 20)
    assert _day(office, uid, before) == "Đông Sơn, ngày 10 tháng 10 năm 2026"
    assert _day(office, uid, after) == "Đông Sơn, ngày …… tháng …… năm ………"


def _day(office: Office, uid: str, today: dt.date) -> str:
    return form_of(FORM).build(replace(office, today=today).context(uid)).header.place_date


def test_a_party_committee_calls_its_leader_comrade(office: Office) -> None:
    context = replace(office.context(office.dialogue(**PLANNED)), style=Style.PARTY)
    text = " ".join(office.draw(form_of(FORM).build(context)).whole_text.split())
    assert "4. Người chủ trì: đồng chí Lê Văn Cường" in text
