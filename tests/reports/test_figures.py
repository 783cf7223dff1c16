"""Figures hold what the records say, as of a day, within the reporting unit, and can be opened."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures import FIGURES, FigureGroup, ReportFigures, figure_of

if TYPE_CHECKING:
    from tests.reports.conftest import Office

QUARTER = Period.quarter(2026, 3)


def figures(office: Office, period: Period = QUARTER, as_of: dt.date = dt.date(2026, 10, 1)) -> ReportFigures:
    return ReportFigures(office.store, office.store.unit.uid, "work-report", period, as_of)


def test_every_figure_says_what_it_counts_and_belongs_to_a_known_whole() -> None:
    for code, figure in FIGURES.items():
        assert figure.code == code
        assert str(figure.definition).endswith(".")
        assert figure.whole is None or figure.whole in FIGURES
    assert {figure.group for figure in FIGURES.values()} == set(FigureGroup) - {
        FigureGroup.OTHERS,
        FigureGroup.ROWS,
        FigureGroup.PEOPLE,
    }


def test_an_unknown_figure_is_refused(office: Office) -> None:
    with pytest.raises(ReportError, match=r"“tax\.paid”"):
        figure_of("tax.paid")


def test_an_empty_office_has_figures_of_nought(office: Office) -> None:
    assert {measured.value.shown for measured in figures(office).measured()} == {0}


def test_a_figure_counts_the_period_and_names_its_records(office: Office) -> None:
    inside = [
        office.petition("001/2026", received_on="2026-07-01"),
        office.petition("002/2026", received_on="2026-09-30"),
    ]
    office.petition("003/2026", received_on="2026-06-30")
    office.petition("001/2025", received_on="2025-08-01")
    office.petition("002/2025", received_on="2025-06-30")
    received = figures(office)["petitions.received"]
    assert set(received.uids) == set(inside)
    assert (received.value.shown, received.previous, received.year_ago) == (2, 1, 1)


@pytest.mark.parametrize(("begun", "expected"), [("2026-04-10", 2), ("2026-04-11", None)])
def test_a_period_in_the_midst_of_which_the_book_began_is_held_against_none(
    office: Office, begun: str, expected: int | None
) -> None:
    office.petition("001/2026", received_on=begun)
    office.petition("002/2026", received_on="2026-05-12")
    office.petition("003/2026", received_on="2026-07-01")
    assert figures(office)["petitions.received"].previous == expected


def test_of_a_unit_that_was_founded_later_nothing_is_known_which_is_no_nought(office: Office) -> None:
    office.save("unit_profile", unit=office.store.unit.uid, year=2025, households=100)
    office.save("unit_profile", unit=office.store.unit.uid, year=2026, households=110)
    assert figures(office)["profile.households"].year_ago == 100
    office.store.save(Draft("unit", {"valid_from": "2025-12-01"}, office.store.unit.uid))
    assert figures(office)["profile.households"].year_ago is None


def test_shares_are_of_the_figure_they_belong_to(office: Office) -> None:
    office.petition("001/2026", field="land")
    office.petition("002/2026", field="land")
    office.petition("003/2026", field="environment")
    measured = figures(office)
    assert measured["petitions.received.field.land"].share == pytest.approx(2 / 3)
    assert measured["petitions.received.field.health"].share == 0
    assert figures(office, Period.quarter(2026, 1))["petitions.received.field.land"].share is None


def test_fields_add_up_to_all_petitions(office: Office) -> None:
    for number, field in enumerate(("land", "land", "policy", "other"), 1):
        office.petition(f"{number:03d}/2026", field=field)
    measured = figures(office)
    parts = [code for code in FIGURES if code.startswith("petitions.received.field.")]
    assert sum(measured[code].value.shown for code in parts) == measured["petitions.received"].value.shown == 4


def test_what_came_after_the_day_had_not_happened(office: Office) -> None:
    office.petition(
        "001/2026",
        received_on="2026-08-01",
        assigned_to="Địa chính",
        due_on="2026-08-14",
        replied_on="2026-09-10",
        result="solved",
        state="replied",
    )
    in_august = figures(office, Period.parse("2026-08"), dt.date(2026, 8, 31))
    assert in_august["petitions.open"].value.shown == 1
    assert in_august["petitions.overdue"].value.shown == 1
    assert in_august["petitions.replied"].value.shown == 0
    later = figures(office)
    assert later["petitions.open"].value.shown == 0
    assert later["petitions.overdue"].value.shown == 0
    assert later["petitions.untold"].value.shown == 1
    assert later["petitions.solved"].value.shown == 1


@pytest.mark.parametrize("day", ["2026-07-01", "2026-09-30"])
def test_the_first_and_the_last_day_belong_to_the_period(office: Office, day: str) -> None:
    office.petition("001/2026", received_on=day)
    assert figures(office)["petitions.received"].value.shown == 1


@pytest.mark.parametrize("day", ["2026-06-30", "2026-10-01"])
def test_the_days_beside_a_period_are_no_part_of_it(office: Office, day: str) -> None:
    office.petition("001/2026", received_on=day)
    assert figures(office, as_of=dt.date(2026, 11, 1))["petitions.received"].value.shown == 0


@pytest.mark.parametrize(("last", "late"), [(dt.date(2026, 8, 14), 0), (dt.date(2026, 8, 15), 1)])
def test_a_petition_is_late_from_the_day_after_its_due_day(office: Office, last: dt.date, late: int) -> None:
    office.petition("001/2026", received_on="2026-08-01", due_on="2026-08-14")
    assert figures(office, as_of=last)["petitions.overdue"].value.shown == late


def test_open_petitions_are_carried_into_the_next_period(office: Office) -> None:
    office.petition("001/2026", received_on="2026-06-20")
    measured = figures(office)
    assert measured["petitions.carried_over"].value.shown == 1
    assert measured["petitions.received"].value.shown == 0


def test_planned_meetings_are_no_result(office: Office) -> None:
    office.meeting(state="planned")
    meeting = office.meeting()
    office.save(
        "decision", meeting=meeting, title="Đóng góp", content_type="contribution", votes_for=90, votes_against=5
    )
    office.save("decision", meeting=meeting, title="Thu quỹ", content_type="finance", votes_for=40, votes_against=55)
    measured = figures(office)
    assert measured["meetings.held"].value.shown == 1
    assert measured["meetings.households"].value.shown == 95
    assert measured["decisions.voted"].value.shown == 2
    assert measured["decisions.passed"].value.shown == 1
    assert measured["decisions.contribution"].value.shown == 1


def test_models_and_dialogues_are_counted_with_their_parts(office: Office) -> None:
    dialogue = office.dialogue(side="party", conclusion_notice_date="2026-09-08")
    office.save("opinion", gathering=dialogue, content="Đề nghị đo lại.")
    model = office.model(registered_on="2026-08-01")
    office.save(
        "recognition", model=model, decision_number="1/QĐ", decision_date="2026-09-01", replicated_to="Thôn Tây"
    )
    measured = figures(office)
    expected = {
        "dialogues.held": 1,
        "dialogues.held.side.party": 1,
        "dialogues.participants": 86,
        "dialogues.opinions": 1,
        "dialogues.concluded": 1,
        "models.registered": 1,
        "models.registered.form.collective": 1,
        "models.recognised": 1,
        "models.recognised.level.commune": 1,
        "models.replicated": 1,
    }
    assert {code: measured[code].value.shown for code in expected} == expected


def test_models_of_a_year_are_new_kept_or_ended(office: Office) -> None:
    typed = (("new", "under_way", 2026), ("new", "ended", 2026), ("kept", "ended", 2026), ("kept", "ended", 2025))
    for number, (registration, state, year) in enumerate(typed):
        day = f"{year}-08-{number + 1:02}"
        office.model(name=f"Mô hình {number}", registered_on=day, year=year, registration=registration, state=state)
    measured = figures(office)
    for code, count in (("of_year", 3), ("new", 2), ("kept", 1), ("ended", 2)):
        assert measured[f"models.{code}"].value.shown == count


def test_only_the_reporting_unit_and_units_below_are_counted(office: Office) -> None:
    other = office.save("unit", name="Xã Tây Sơn", kind="commune", code="TS")
    strange = office.save("unit", name="Thôn Tây", kind="village", code="TS-01", parent=other)
    office.petition("001/2026")
    office.petition("002/2026", unit=strange)
    measured = figures(office)
    assert measured["petitions.received"].value.shown == 1
    assert measured.by_unit("petitions.received") == {office.village: 1}


def test_an_overriding_value_is_shown_with_its_reason(office: Office) -> None:
    office.petition("001/2026")
    for_figure = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **for_figure, figure="petitions.received", value=5, remark="Thôn Tây chưa gửi")
    office.save("report_text", **for_figure, figure="meetings.held", remark="Kể cả họp cụm")
    measured = figures(office)
    received = measured["petitions.received"].value
    assert (received.counted, received.shown, received.remark) == (1, 5, "Thôn Tây chưa gửi")
    assert (measured["meetings.held"].value.override, measured["meetings.held"].value.remark) == (None, "Kể cả họp cụm")
    assert figures(office, Period.parse("2026-H2"))["petitions.received"].value.override is None


def test_figures_count_what_is_recorded_of_a_unit_that_was_deleted_elsewhere(office: Office) -> None:
    """The store refuses it, yet a merge may bring it: the log of another laptop says so."""
    store = office.store
    village = store.save(
        Draft("unit", {"name": "Thôn Đoài", "kind": "village", "code": "DS-09", "parent": store.unit.uid})
    ).uids[0]
    office.petition("001/2026", unit=village)
    office.petition("002/2026")
    before = figures(office)["petitions.received"].uids
    writer = store._writer
    with store._connection:
        writer._append([writer._cells.assignment("unit", village, "deleted", True)], [village], [])
    assert store.get(village) is None
    assert figures(office)["petitions.received"].uids == before
    assert len(before) == 2


def test_figures_count_the_units_that_the_reporting_unit_succeeded(office: Office) -> None:
    store = office.store
    former = {"name": "Xã Đông Hải", "kind": "commune", "code": "DH", "successor": store.unit.uid}
    merged = store.save(Draft("unit", former)).uids[0]
    hamlet = store.save(Draft("unit", {"name": "Thôn Bãi", "kind": "village", "code": "DH-1", "parent": merged})).uids[
        0
    ]
    uid = office.petition("001/2026", unit=hamlet)
    assert figures(office)["petitions.received"].uids == (uid,)


def test_figures_of_a_group_stand_together_so_that_a_report_heads_them_once() -> None:
    heads = [group for group, _figures in groupby(figure.group for figure in FIGURES.values())]
    assert len(heads) == len(set(heads))
