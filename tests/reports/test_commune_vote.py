"""The summary of a matter of the whole commune tells each village's answer and what they come to."""

from __future__ import annotations

import datetime as dt

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures.catalogue import figure_of
from danvan_desktop.reports.figures.figure import Span
from danvan_desktop.reports.figures.reader import FigureReader
from tests.copies import replace
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
    _answer(office, matter)
    text = office.printed(FORM, matter).whole_text
    assert "theo Kế hoạch số 15/KH-UBND" in text
    assert "1 Thôn Đông 120 90 3 75% Tán thành" in text
    assert "2 Thôn Tây Chưa có kết quả" in text
    assert "Kết quả: không được thông qua, có 1/2 thôn tán thành (cần ít nhất 2 thôn theo khoản 1" in text
    assert "Chưa đủ" not in text


def test_a_village_whose_votes_cannot_be_counted_is_told_as_without_result(office: Office, matter: str) -> None:
    meeting = office.meeting(households_present=None)
    values = {"title": "Đường trục", "content_type": "contribution", "scope": "commune", "commune_vote": matter}
    office.save("decision", meeting=meeting, votes_for=0, votes_against=0, **values)
    assert "1 Thôn Đông Chưa có kết quả" in office.printed(FORM, matter).whole_text


def test_before_its_last_day_a_matter_that_a_village_has_not_answered_has_no_result_to_sign(
    office: Office, matter: str
) -> None:
    office.save("unit", name="Tổ dân phố số 2", kind="residential_group", code="DS-09", parent=office.store.unit.uid)
    _answer(office, matter)
    for day, is_refused in ((dt.date(2026, 8, 31), True), (dt.date(2026, 9, 1), False)):
        context = replace(office.context(matter), today=day)
        assert (form_of(FORM).nothing_to_say(context) is not None) is is_refused
    text = office.printed(FORM, matter).whole_text
    assert "cộng đồng dân cư các thôn, tổ dân phố đã bàn" in text.replace("tổ dân phố, thôn", "thôn, tổ dân phố")


def test_a_village_s_answer_is_told_as_its_opinion_and_not_as_decided(office: Office, matter: str) -> None:
    meeting = _answer(office, matter)
    office.save("decision", meeting=meeting, order=2, title="Thu quỹ thôn", votes_for=90, votes_against=2)
    text = office.printed("community-resolution", meeting).whole_text
    decided, opinion = text.partition("IV. Quyết định")[2].split("V. Ý kiến về nội dung có phạm vi toàn xã")
    assert "Điều 1. Thu quỹ thôn." in decided
    assert "đường trục" not in decided
    assert "Làm đường trục xã: cộng đồng dân cư tán thành." in opinion
    assert "chỉ thực hiện khi có kết quả chung" in opinion


@pytest.mark.parametrize(("votes", "answer"), [(90, "tán thành"), (70, "không tán thành")])
def test_an_answer_is_held_against_the_households_alone(office: Office, matter: str, votes: int, answer: str) -> None:
    minutes = office.printed("meeting-minutes", _answer(office, matter, votes)).whole_text
    assert f"cộng đồng dân cư {answer} (cần ít nhất 80 hộ tán thành" in minutes
    assert "tính theo tổng số thôn" not in minutes


def _answer(office: Office, matter: str, votes: int = 90) -> str:
    meeting = office.meeting()
    decision = {"title": "Làm đường trục xã", "content_type": "contribution", "scope": "commune"}
    office.save("decision", meeting=meeting, order=1, commune_vote=matter, votes_for=votes, votes_against=3, **decision)
    return meeting


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
