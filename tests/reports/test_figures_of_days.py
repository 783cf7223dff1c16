"""Each figure counts by its own day: the first and the last of the period belong to it, those beside it do not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.raising import case_made_of
from danvan_desktop.reports.figures import FIGURES, ReportFigures
from danvan_desktop.reports.figures.values import span_of

if TYPE_CHECKING:
    from tests.reports.conftest import Office

QUARTER = Period.quarter(2026, 3)
DAY_OF = {
    "situation.entries": "noted_on",
    "situation.complicated": "noted_on",
    "situation.urgent": "noted_on",
    "petitions.received": "received_on",
    "petitions.complicated": "received_on",
    "petitions.replied": "replied_on",
    "petitions.solved": "replied_on",
    "petitions.told": "people_told_on",
    "petitions.satisfied": "people_told_on",
    "dialogues.held": "held_on",
    "dialogues.concluded": "held_on",
    "dialogues.participants": "held_on",
    "meetings.held": "starts_at",
    "meetings.households": "starts_at",
    "models.registered": "registered_on",
    "models.recognised": "decision_date",
    "models.replicated": "decision_date",
    "documents.issued": "date",
}
SAID = {
    "situation_entry": {"severity": "complicated", "urgent": True, "category": "other", "content": "Tin"},
    "petition": {
        "received_on": "2026-01-02",
        "replied_on": "2026-01-03",
        "people_told_on": "2026-01-04",
        "result": "solved",
        "satisfied": "yes",
        "complicated": True,
        "number": "1",
        "content": "Đường",
    },
    "dialogue": {"conclusion_notice_date": "2026-09-30", "participants_count": 1, "state": "held", "topic": "Đất"},
    "meeting": {"households_present": 1, "state": "held", "subject": "Họp"},
    "model": {"name": "Đường hoa"},
    "recognition": {"replicated_to": "Thôn Tây", "decision_number": "1"},
    "document_number": {"type": "report", "number": 1, "subject": "Báo cáo"},
}


def figures(office: Office, period: Period = QUARTER, as_of: str = "2026-11-01") -> ReportFigures:
    day = dt.date.fromisoformat(as_of)
    return ReportFigures(office.store, office.store.unit.uid, "work-report", period, day)


def shown(office: Office, code: str, as_of: str = "2026-11-01") -> int:
    return figures(office, as_of=as_of).value(code).shown


def record_of(office: Office, code: str, **values: object) -> str:
    """Keep a record that the figure counts but for its day."""
    kind = FIGURES[code].kind
    made = SAID[kind] | values
    if kind == "recognition":
        made["model"] = office.receive("model", name="Đường hoa", unit=office.village, registered_on="2025-01-01")
    else:
        made["unit"] = office.village
    return office.receive(kind, **made)


@pytest.mark.parametrize(
    ("day", "counted"), [("2026-06-30", 0), ("2026-07-01", 1), ("2026-09-30", 1), ("2026-10-01", 0)]
)
@pytest.mark.parametrize("code", DAY_OF)
def test_a_figure_counts_from_the_first_to_the_last_day(office: Office, code: str, day: str, counted: int) -> None:
    field = ALL_KINDS[FIGURES[code].kind].field(DAY_OF[code])
    hour = "T23:59" if field.type is FieldType.DATETIME else ""
    record_of(office, code, **{DAY_OF[code]: day + hour})
    assert shown(office, code) == counted


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("situation.complicated", {"severity": "normal"}),
        ("situation.urgent", {"urgent": False}),
        ("petitions.solved", {"result": "explained"}),
        ("petitions.satisfied", {"satisfied": "no"}),
        ("petitions.complicated", {"complicated": False}),
        ("dialogues.held", {"state": "planned", "participants_count": 0}),
        ("dialogues.concluded", {"conclusion_notice_date": None}),
        ("dialogues.concluded", {"state": "planned", "participants_count": None}),
        ("meetings.held", {"state": "planned", "households_present": None}),
        ("models.replicated", {"replicated_to": None}),
        ("documents.issued", {"type": "copy"}),
    ],
)
def test_a_figure_counts_only_what_it_says(office: Office, code: str, other: dict[str, object]) -> None:
    hour = "T08:00" if DAY_OF[code] == "starts_at" else ""
    record_of(office, code, **{DAY_OF[code]: "2026-08-12" + hour}, **other)
    assert shown(office, code) == 0


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("situation.entries", "category"),
        ("petitions.received", "field"),
        ("petitions.received", "competence"),
        ("dialogues.held", "side"),
        ("models.registered", "form"),
        ("models.registered", "field"),
        ("models.recognised", "level"),
    ],
)
def test_each_choice_has_its_part_of_the_whole(office: Office, code: str, field: str) -> None:
    choices = [choice.code for choice in ALL_KINDS[FIGURES[code].kind].field(field).choices]
    for times, choice in enumerate(choices[:3], 1):
        for _time in range(times):
            record_of(office, code, **{DAY_OF[code]: "2026-08-12", field: choice})
    measured = figures(office)
    assert [measured.value(f"{code}.{field}.{choice}").shown for choice in choices] == [
        *range(1, min(len(choices), 3) + 1),
        *[0] * (len(choices) - 3),
    ]
    part = measured[f"{code}.{field}.{choices[0]}"]
    assert part.share == pytest.approx(1 / measured.value(code).shown)
    assert str(part.figure.title) == str(ALL_KINDS[FIGURES[code].kind].field(field).choices[0].label)


@pytest.mark.parametrize(
    ("values", "carried", "still_open"),
    [
        ({"received_on": "2026-06-30"}, 1, 1),
        ({"received_on": "2026-07-01"}, 0, 1),
        ({"received_on": "2026-09-30"}, 0, 1),
        ({"received_on": "2026-10-01"}, 0, 0),
        ({"received_on": "2026-06-01", "replied_on": "2026-06-30"}, 0, 0),
        ({"received_on": "2026-06-01", "replied_on": "2026-07-01"}, 1, 0),
        ({"received_on": "2026-06-01", "replied_on": "2026-09-30"}, 1, 0),
        ({"received_on": "2026-06-01", "replied_on": "2026-10-01"}, 1, 1),
        ({"received_on": "2026-06-01", "state": "closed", "closed_on": "2026-06-30"}, 0, 0),
        ({"received_on": "2026-06-01", "state": "closed", "closed_on": "2026-07-01"}, 1, 0),
        ({"received_on": "2026-06-01", "state": "closed", "closed_on": "2026-10-01"}, 1, 1),
        ({"received_on": "2026-06-01", "state": "closed"}, 1, 1),
        ({"received_on": "2026-06-01", "replied_on": "2026-10-01", "state": "closed"}, 1, 1),
    ],
)
def test_a_petition_is_open_until_the_day_of_its_reply(
    office: Office, values: dict[str, object], carried: int, still_open: int
) -> None:
    office.receive("petition", number="1", unit=office.village, content="Đường", **values)
    assert (shown(office, "petitions.carried_over"), shown(office, "petitions.open")) == (carried, still_open)


def test_a_petition_that_became_a_case_is_open_as_that_alone(office: Office) -> None:
    uid = office.receive(
        "petition", number="1", unit=office.village, content="Mức bồi thường", received_on="2026-06-01"
    )
    codes = ("petitions.carried_over", "petitions.open", "petitions.overdue")
    assert [shown(office, code) for code in codes] == [1, 1, 1]
    case = case_made_of(office.store, uid, "complaint")
    office.store.save(*case.drafts)
    assert [shown(office, code) for code in codes] == [0, 0, 0]
    assert office.store.reveal(case.uid, Purpose.READ).text("received_on") == "2026-06-01"


@pytest.mark.parametrize(("as_of", "late"), [("2026-08-14", 0), ("2026-08-15", 1), ("2026-08-20", 0)])
def test_a_petition_is_overdue_between_its_due_day_and_its_reply(office: Office, as_of: str, late: int) -> None:
    office.receive(
        "petition",
        number="1",
        unit=office.village,
        content="Đường",
        received_on="2026-08-01",
        due_on="2026-08-14",
        replied_on="2026-08-20",
        result="solved",
    )
    assert shown(office, "petitions.overdue", as_of) == late


@pytest.mark.parametrize(
    ("as_of", "late"), [("2026-08-09", 0), ("2026-08-17", 0), ("2026-08-18", 1), ("2026-08-24", 1), ("2026-08-25", 0)]
)
def test_the_people_are_told_late_from_the_day_after_the_term_until_they_are_told(
    office: Office, as_of: str, late: int
) -> None:
    office.receive(
        "petition",
        number="1",
        unit=office.village,
        content="Đường",
        received_on="2026-08-01",
        replied_on="2026-08-10",
        result="solved",
        people_told_on="2026-08-25",
        told_how="meeting",
    )
    assert shown(office, "petitions.untold", as_of) == late


@pytest.mark.parametrize(
    ("registered_on", "state", "counted"),
    [
        ("2026-09-30", "registered", 1),
        ("2020-01-01", "under_way", 1),
        ("2020-01-01", "recognised", 1),
        ("2026-10-01", "registered", 0),
        ("2026-08-12", "ended", 0),
        ("2026-08-12", "not_recognised", 0),
    ],
)
def test_a_model_is_under_way_until_it_ends(office: Office, registered_on: str, state: str, counted: int) -> None:
    office.receive("model", name="Đường hoa", unit=office.village, registered_on=registered_on, state=state)
    assert shown(office, "models.under_way") == counted


def test_a_model_that_its_unit_keeps_a_further_year_is_under_way_once(office: Office) -> None:
    flowers = {"name": "Đường hoa", "unit": office.village, "state": "under_way"}
    first = office.receive("model", **flowers, registered_on="2025-03-01", registration="new")
    office.receive("model", **flowers, registered_on="2026-03-01", registration="kept", grown_from=first)
    office.receive("model", **(flowers | {"unit": office.store.unit.uid}), registered_on="2026-04-01", grown_from=first)
    assert shown(office, "models.under_way") == 2, "the model kept counts once, what another unit took up by itself"


@pytest.mark.parametrize(
    ("as_of", "received_on", "previous", "year_ago"),
    [
        ("2026-08-15", "2026-04-01", 1, 0),
        ("2026-08-15", "2026-05-16", 1, 0),
        ("2026-08-15", "2026-05-17", 0, 0),
        ("2026-08-15", "2025-07-01", 0, 1),
        ("2026-08-15", "2025-08-15", 0, 1),
        ("2026-08-15", "2025-08-16", 0, 0),
        ("2026-09-30", "2026-06-30", 1, 0),
        ("2026-10-20", "2026-06-30", 1, 0),
        ("2026-10-20", "2025-09-30", 0, 1),
        ("2026-10-20", "2025-10-01", 0, 0),
    ],
)
def test_a_running_period_is_held_against_as_many_days_of_the_others(
    office: Office, as_of: str, received_on: str, previous: int, year_ago: int
) -> None:
    office.receive("petition", number="0", unit=office.village, content="Sổ đã mở", received_on="2025-01-02")
    office.receive("petition", number="1", unit=office.village, content="Đường", received_on=received_on)
    measured = figures(office, as_of=as_of)["petitions.received"]
    assert (measured.value.shown, measured.previous or 0, measured.year_ago or 0) == (0, previous, year_ago)


@pytest.mark.parametrize(
    ("as_of", "last", "is_unfinished"),
    [
        ("2026-06-30", "2026-07-01", True),
        ("2026-07-01", "2026-07-01", True),
        ("2026-09-29", "2026-09-29", True),
        ("2026-09-30", "2026-09-30", False),
        ("2026-12-01", "2026-09-30", False),
    ],
)
def test_a_period_ends_with_the_day_of_the_figures(office: Office, as_of: str, last: str, is_unfinished: bool) -> None:
    span = span_of(QUARTER, dt.date.fromisoformat(as_of))
    assert (span.first, span.last) == (QUARTER.first, dt.date.fromisoformat(last))
    assert [span.contains(day) for day in (span.first, span.last, span.last + dt.timedelta(days=1), None)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert figures(office, as_of=as_of).is_unfinished is is_unfinished


def test_parts_are_counted_with_the_gathering_that_they_are_of(office: Office) -> None:
    held = office.meeting(starts_at="2026-09-30T19:00", ends_at=None)
    before = office.meeting(starts_at="2026-06-30T19:00", ends_at=None)
    planned = office.receive("meeting", unit=office.village, starts_at="2026-08-12T19:00", state="planned")
    for meeting in (held, before, planned):
        office.receive("opinion", gathering=meeting, content="Ý kiến")
        for content_type, votes in (("self_management", 90), ("contribution", 90), ("contribution", 1)):
            office.receive(
                "decision",
                meeting=meeting,
                title="Việc",
                content_type=content_type,
                scope="village",
                method="show_of_hands",
                votes_for=votes,
                votes_against=0,
            )
    measured = figures(office)
    codes = ("meetings.opinions", "decisions.voted", "decisions.passed", "decisions.contribution")
    assert [measured.value(code).shown for code in codes] == [1, 3, 2, 1]
    assert measured.by_unit("decisions.voted") == {office.village: 3}
    assert len(measured.records("decisions.voted")) == 3
    assert measured["decisions.passed"].share == pytest.approx(2 / 3)


def test_amounts_are_summed_and_not_counted(office: Office) -> None:
    for present in (70, 80):
        office.meeting(households_present=present)
    office.dialogue(participants_count=30)
    office.dialogue(participants_count=12)
    measured = figures(office)
    assert [measured.value(code).shown for code in ("meetings.held", "meetings.households")] == [2, 150]
    assert [measured.value(code).shown for code in ("dialogues.held", "dialogues.participants")] == [2, 42]


def test_an_override_of_nought_is_shown(office: Office) -> None:
    office.petition()
    place = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **place, figure="petitions.received", value=0, remark="Nhập nhầm")
    office.save("report_text", **place, section="weakness", text="Còn chậm")
    value = figures(office).value("petitions.received")
    assert (value.counted, value.override, value.shown, value.remark) == (1, 0, 0, "Nhập nhầm")
    other_form = ReportFigures(office.store, office.store.unit.uid, "situation-report", QUARTER, dt.date(2026, 11, 1))
    assert other_form.value("petitions.received").shown == 1


def test_villages_are_told_in_the_order_of_their_names(office: Office) -> None:
    unit = office.store.unit.uid
    for place, name in enumerate(("Thôn Đoài", "Thôn An"), 2):
        office.save("unit", name=name, kind="village", code=f"DS-0{place}", parent=unit)
    office.save("unit", name="Ban chỉ đạo", kind="agency", code="BCD", parent=unit)
    named = [village.text("name") for village in figures(office).reader.villages_in(figures(office).span)]
    assert named == ["Thôn An", "Thôn Đoài", "Thôn Đông"]
    assert figures(office).coverages() == []


def test_villages_are_listed_in_the_periods_in_which_they_existed(office: Office) -> None:
    unit = office.store.unit.uid
    new = office.save("unit", name="Thôn Mới", kind="village", code="DS-09", parent=unit, valid_from="2026-10-01")
    office.save("unit", name="Thôn Cũ", kind="village", code="DS-08", parent=unit, valid_to="2026-06-30", successor=new)
    assert [one.text("name") for one in figures(office).reader.villages_in(figures(office).span)] == ["Thôn Đông"]


SHARES = {
    "petitions.solved": "petitions.replied",
    "petitions.satisfied": "petitions.told",
    "petitions.complicated": "petitions.received",
    "dialogues.concluded": "dialogues.held",
    "decisions.passed": "decisions.voted",
    "decisions.contribution": "decisions.passed",
    "models.replicated": "models.recognised",
    "petitions.received": None,
    "petitions.open": None,
    "meetings.held": None,
}


@pytest.mark.parametrize(("part", "whole"), SHARES.items())
def test_a_part_is_told_as_a_share_of_its_whole(part: str, whole: str | None) -> None:
    assert FIGURES[part].whole == whole


@pytest.mark.parametrize("code", FIGURES)
def test_a_figure_is_named_as_reports_write(code: str) -> None:
    figure = FIGURES[code]
    title, definition, counted = str(figure.title), str(figure.definition), str(figure.counted)
    assert not title[0].islower()
    assert any(letter.islower() for letter in title)
    assert definition.startswith(("Số ", "Tổng "))
    assert not definition.isupper()
    assert counted == counted.lower()
    assert "xx" not in counted
    assert figure.kind in ALL_KINDS


@pytest.mark.parametrize(
    ("code", "title", "counted"),
    [
        ("situation.complicated", "Vụ việc phức tạp qua nắm tình hình", "vụ việc"),
        ("petitions.received", "Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ", "việc"),
        ("petitions.carried_over", "Đơn, kiến nghị kỳ trước chuyển sang", "việc"),
        ("petitions.overdue", "Đơn, kiến nghị quá hạn chưa trả lời", "việc"),
        ("dialogues.participants", "Lượt người dân dự đối thoại", "lượt người"),
        ("dialogues.opinions", "Ý kiến tại đối thoại", "ý kiến"),
        ("meetings.held", "Cuộc họp thôn, tổ dân phố", "cuộc họp"),
        ("meetings.households", "Lượt hộ có đại diện dự họp", "lượt hộ"),
        ("decisions.passed", "Nội dung được thông qua", "nội dung"),
        ("models.recognised", "Mô hình được công nhận", "quyết định"),
        ("documents.issued", "Văn bản đã ban hành", "văn bản"),
    ],
)
def test_figures_have_the_names_that_officers_know(code: str, title: str, counted: str) -> None:
    assert (str(FIGURES[code].title), str(FIGURES[code].counted)) == (title, counted)


def test_opinions_of_dialogues_are_those_of_dialogues(office: Office) -> None:
    office.receive("opinion", gathering=office.dialogue(), content="Ý kiến")
    office.receive("opinion", gathering=office.meeting(), content="Ý kiến")
    office.receive("opinion", gathering=office.meeting(), content="Ý kiến")
    assert [shown(office, code) for code in ("dialogues.opinions", "meetings.opinions")] == [1, 2]
