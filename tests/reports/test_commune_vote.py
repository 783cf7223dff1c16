"""The summary of a matter of the whole commune tells each village's answer and what they come to."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures.catalogue import figure_of
from danvan_desktop.reports.figures.figure import Span
from danvan_desktop.reports.figures.reader import FigureReader
from tests.reports.conftest import Office

FORM = "commune-vote"


@pytest.fixture
def matter(office: Office) -> str:
    return office.save(
        "commune_vote",
        title="Đóng góp làm đường trục xã",
        content_type="contribution",
        opens_on="2026-08-01",
        closes_on="2026-08-31",
        plan_number="15/KH-UBND",
    )


def test_nothing_is_printed_before_a_village_decided(office: Office, matter: str) -> None:
    with pytest.raises(ReportError):
        office.printed(FORM, matter)


def test_villages_are_counted_and_those_without_result_named(office: Office, matter: str) -> None:
    office.save("unit", name="Thôn Tây", kind="village", code="DS-09", parent=office.store.unit.uid)
    meeting = office.meeting()
    office.save(
        "decision",
        meeting=meeting,
        title="Làm đường trục xã",
        content_type="contribution",
        scope="commune",
        commune_vote=matter,
        votes_for=90,
        votes_against=3,
    )
    text = office.printed(FORM, matter).whole_text
    assert "theo kế hoạch số 15/KH-UBND" in text
    assert "1 Thôn Đông 120 90 3 75% Tán thành" in text
    assert "2 Thôn Tây Chưa có kết quả" in text
    assert (
        "Kết quả: chưa đủ kết quả của các thôn, tổ dân phố: 1/2 thôn, tổ dân phố tán thành (cần ít nhất 2 theo khoản 1"
        in text
    )
    resolution = office.printed("community-resolution", meeting).whole_text
    assert (
        "Điều 1. Làm đường trục xã (cộng đồng tán thành; kết quả chung tính theo tổng số thôn, tổ dân phố)."
        in resolution
    )
    assert "được thông qua (" not in resolution


@pytest.mark.parametrize(("votes", "counted"), [(80, 1), (79, 0)])
def test_a_matter_that_two_thirds_of_the_villages_agree_to_is_counted_in_the_period_in_which_it_ended(
    office: Office, matter: str, votes: int, counted: int
) -> None:
    office.save(
        "decision",
        meeting=office.meeting(),
        title="Làm đường",
        content_type="contribution",
        scope="commune",
        commune_vote=matter,
        votes_for=votes,
        votes_against=3,
    )
    reader, figure = FigureReader(office.store, office.store.unit.uid), figure_of("decisions.commune_wide")
    for period, expected in (("2026-Q3", counted), ("2026-Q2", 0)):
        span = Period.parse(period)
        assert len(list(figure.find(reader, Span(span.first, span.last)))) == expected
