"""Papers on what was made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
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


@pytest.mark.parametrize("form", ["publicity-item-register", "publicity-posted-list"])
def test_days_of_a_place_stand_beside_it_where_they_are_not_those_of_all(office: Office, form: str) -> None:
    item = office.save("publicity_item", item="p05", title="Quỹ làm đường", paper_date="2026-08-03")
    posted = {"item": item, "form": "f01", "unit": office.village}
    office.save("publicity_posting", **posted, place="Nhà văn hóa", from_on="2026-08-05", to_on="2026-09-10")
    office.save("publicity_posting", **posted, place="Chợ", from_on="2026-08-10", to_on="2026-09-10")
    context = ReportContext(office.store, office.today, period=Period.parse("2026-Q3"))
    (table,) = (block for block in form_of(form).build(context).blocks if isinstance(block, Table))
    assert str(table.rows[0][5]) == "05/8/2026 – 10/9/2026"
    assert sorted(str(table.rows[0][4]).replace("Niêm yết: ", "").splitlines()) == [
        "Chợ, Thôn Đông (10/8/2026 – 10/9/2026)",
        "Nhà văn hóa, Thôn Đông",
    ]


def test_the_book_adds_up_what_the_people_gave_beside_what_the_budget_did(office: Office) -> None:
    work = office.save("community_work", name="Đường", type="road", unit=office.village)
    given = {"work": work, "given_on": "2026-08-05", "unit": office.village}
    office.save("contribution", **given, donor="Lê An", money=2_000_000, days=3)
    office.save("contribution", **given, donor="Công ty", donor_kind="business", money=5_000_000)
    text = " ".join(office.printed("contribution-book", work).whole_text.split())
    assert "Cộng 7.000.000 3" in text
    assert "Trong đó" not in text
    office.save("contribution", **given, donor="Ngân sách", donor_kind="budget", money=90_000_000)
    text = " ".join(office.printed("contribution-book", work).whole_text.split())
    assert "Cộng 97.000.000 3 Trong đó Nhân dân đóng góp 7.000.000 3" in text


def test_goods_are_named_in_the_book_beside_their_value(office: Office) -> None:
    work = office.save("community_work", name="Đường", type="road", unit=office.village)
    given = {"work": work, "given_on": "2026-08-05", "unit": office.village, "donor": "Lê An"}
    office.save("contribution", **given, material_value=1_500_000, goods="30 bao xi măng")
    text = " ".join(office.printed("contribution-book", work).whole_text.split())
    assert "30 bao xi măng: 05/8/2026 1.500.000" in text  # in two lines beside the day


def test_opinions_of_which_nobody_noted_the_words_stand_in_the_synthesis(office: Office) -> None:
    asked = {"subject": "Đề án sắp xếp thôn", "item": "c01", "drafting_body": "Ủy ban nhân dân xã"}
    consultation = office.save("consultation", **asked, published_on="2026-08-03", closes_on="2026-08-24")
    given = {"consultation": consultation, "unit": office.village, "households_asked": 50, "answered": 40}
    office.save("consultation_tally", **given, form="ballot", opinions=3)
    office.save("consultation_tally", **given, form="meeting", opinions=2, summary="Giữ tên thôn")
    text = " ".join(office.printed("consultation-synthesis", consultation).whole_text.split())
    assert "Ý kiến chưa phân nhóm 3 Thôn Đông" in text
    assert "Cộng 5" in text


@pytest.mark.parametrize("form", ["publicity-item-register", "publicity-posted-list"])
@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({"form": "f03", "place": "Đài xã"}, "05/8/2026 – 10/9/2026"),
        ({"form": "f01", "place": "Chợ"}, "Từ 05/8/2026"),
    ],
)
def test_a_broadcast_keeps_nothing_public_that_was_taken_down(
    office: Office, form: str, second: dict[str, str], told: str
) -> None:
    item = office.save("publicity_item", item="p05", title="Quỹ làm đường", paper_date="2026-08-03")
    posted = {"item": item, "unit": office.village, "from_on": "2026-08-05"}
    office.save("publicity_posting", **posted, form="f01", place="Nhà văn hóa", to_on="2026-09-10")
    office.save("publicity_posting", **posted, **second)
    context = ReportContext(office.store, office.today, period=Period.parse("2026-Q3"))
    (table,) = (block for block in form_of(form).build(context).blocks if isinstance(block, Table))
    assert str(table.rows[0][5]) == told


def test_the_plan_of_publicity_goes_by_days(office: Office) -> None:
    for item, day in (("p02", "2026-08-28"), ("p07", "2026-08-03"), ("p01", "2026-08-10")):
        office.save("publicity_item", item=item, title=f"Nội dung {item}", paper_date=day)
    context = ReportContext(office.store, office.today, period=Period.parse("2026-Q3"))
    (table,) = (one for one in form_of("publicity-plan").build(context).blocks if isinstance(one, Table))
    assert [row[2] for row in table.rows] == ["Nội dung p07", "Nội dung p01", "Nội dung p02"]


def test_opinions_that_a_village_summed_up_have_no_empty_column_with_a_sum(office: Office) -> None:
    asked = {"subject": "Thu gom rác", "item": "c01", "drafting_body": "Ủy ban nhân dân xã"}
    consultation = office.save("consultation", **asked, published_on="2026-07-06", closes_on="2026-07-31")
    given = {"consultation": consultation, "unit": office.village, "households_asked": 4, "answered": 4}
    office.save("consultation_tally", **given, form="ballot", opinions=6, summary="Giảm mức thu; thu hai lần")
    office.store.save(Draft("consultation", {"synthesis": "Giảm mức thu\nThu hai lần"}, consultation))
    context = office.context(consultation)
    (table,) = (one for one in form_of("consultation-synthesis").build(context).blocks if isinstance(one, Table))
    assert [column.title for column in table.columns] == ["TT", "Nhóm ý kiến", "Nơi nêu"]
    assert "Cộng" not in str(table.rows)
    office.store.save(Draft("consultation", {"synthesis": "Giảm mức thu; thu hai lần"}, consultation))
    (table,) = (one for one in form_of("consultation-synthesis").build(context).blocks if isinstance(one, Table))
    assert str(table.rows).count("Cộng") == [column.title for column in table.columns].count("Số ý kiến")
