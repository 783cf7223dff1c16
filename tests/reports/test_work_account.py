"""The account of a work: what came in by whom, what was spent, and which share of it the people gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def account(office: Office, spent: int, *given: tuple[str, int]) -> str:
    work = office.save(
        "community_work", name="Đường trục", type="road", unit=office.village, spent=spent, agreed_on="2026-08-05"
    )
    for donor_kind, money in given:
        office.save("contribution", work=work, given_on="2026-08-20", donor_kind=donor_kind, money=money)
    return " ".join(office.printed("work-account", work).whole_text.split())


def test_the_people_gave_a_share_of_what_was_spent_and_the_budget_is_none_of_it(office: Office) -> None:
    told = account(office, 8_000_000, ("household", 1_500_000), ("business", 500_000), ("budget", 6_500_000))
    assert "Tổng thu 8.500.000" in told
    assert "Tổng chi 8.000.000" in told
    assert "Còn dư 500.000" in told
    assert "Tiền Nhân dân đóng góp bằng 25% tổng chi." in told


def test_nothing_is_said_of_a_share_where_nobody_gave_money(office: Office) -> None:
    assert "tổng chi." not in account(office, 8_000_000, ("budget", 8_000_000))
