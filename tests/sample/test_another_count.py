"""The year's figures of the sample commune, counted a second time straight from what was written down.

Nothing here knows how figures are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.figures import FIGURES, ReportFigures
from danvan_desktop.store import Store
from tests.sample.making import DAY

FIRST, TODAY = "2026-01-01", DAY.isoformat()
Row = Mapping[str, Any]
Rows = Mapping[str, list[Row]]
Keep = Callable[[Row], bool]


def within(day: object) -> bool:
    return isinstance(day, str) and FIRST <= day[:10] <= TODAY


def by_now(day: object) -> bool:
    return isinstance(day, str) and day[:10] <= TODAY


def of(kind: str, day: str, keep: Keep = lambda _row: True, *, planned: bool = False) -> Callable[[Rows], list[Row]]:
    """The rows of a kind whose day lies in the year so far; those that are only planned where ``planned`` says so."""

    def rows(all_rows: Rows) -> list[Row]:
        found = [row for row in all_rows[kind] if within(row.get(day)) and keep(row)]
        return [row for row in found if planned or row.get("state") != "planned"]

    return rows


def parts(
    kind: str, parent: str, whole: Callable[[Rows], list[Row]], keep: Keep = lambda _row: True
) -> Callable[[Rows], list[Row]]:
    """The parts of what is counted."""

    def rows(all_rows: Rows) -> list[Row]:
        wholes = {row["uid"] for row in whole(all_rows)}
        return [row for row in all_rows[kind] if row.get(parent) in wholes and keep(row)]

    return rows


def total(rows: Callable[[Rows], list[Row]], *names: str) -> Callable[[Rows], int]:
    return lambda all_rows: sum(int(row.get(name) or 0) for row in rows(all_rows) for name in names)


def number(rows: Callable[[Rows], list[Row]], by: Callable[[Row], object] = id) -> Callable[[Rows], int]:
    return lambda all_rows: len({by(row) for row in rows(all_rows)})


def having(**wanted: object) -> Keep:
    return lambda row: all(row.get(name) == value for name, value in wanted.items())


def is_open(row: Row) -> bool:
    replied = row.get("replied_on")
    return replied > TODAY if replied else row.get("state") != "closed"


HELD = of("reception", "held_on", having(state="held"))
VISITS = parts("reception_visit", "reception", HELD)
MEETINGS, DIALOGUES = of("meeting", "starts_at"), of("dialogue", "held_on")
PROCEDURES = ("complaint", "denunciation", "dispute")
LETTERS = of("case", "received_on", lambda row: row["nature"] in PROCEDURES)
CONSULTED = of("consultation", "published_on")
GIVEN = of("contribution", "given_on", lambda row: row.get("donor_kind") != "budget")
CONTESTS = of("contest", "held_on", lambda row: row["state"] in ("held", "closed"))
TEAMS = parts("contest_entry", "contest", CONTESTS)
DONE = of("activity", "held_on", having(state="done"))
WELFARE = of("activity", "held_on", having(state="done", type="welfare"))
TRAINING = of("activity", "held_on", having(state="done", type="training"))
DUE = of("task", "due_on", planned=True)
OWED = of("submission", "due_on", planned=True)
SENT = of("recommendation", "sent_on")
LEADING = {"resolution", "directive", "conclusion", "programme", "plan", "regulation", "rule"}
ALONE = {"decision", "guidance", "letter"}
RATED = of("rating", "decided_on")


def models(keep: Keep) -> Callable[[Rows], int]:
    return lambda rows: sum(
        by_now(row["registered_on"]) and row.get("year") == 2026 and keep(row) for row in rows["model"]
    )


COUNTS: Mapping[str, Callable[[Rows], int]] = {
    "situation.entries": number(of("situation_entry", "noted_on")),
    "situation.complicated": number(of("situation_entry", "noted_on", having(severity="complicated"))),
    "situation.urgent": number(of("situation_entry", "noted_on", having(urgent=True))),
    "petitions.received": number(of("petition", "received_on")),
    "petitions.replied": number(of("petition", "replied_on")),
    "petitions.solved": number(of("petition", "replied_on", having(result="solved"))),
    "petitions.told": number(of("petition", "people_told_on")),
    "petitions.satisfied": number(of("petition", "people_told_on", having(satisfied="yes"))),
    "petitions.complicated": number(of("petition", "received_on", having(complicated=True))),
    "petitions.open": lambda rows: sum(by_now(row["received_on"]) and is_open(row) for row in rows["petition"]),
    "petitions.carried_over": lambda rows: sum(
        row["received_on"] < FIRST
        and (row["replied_on"] >= FIRST if row.get("replied_on") else row.get("state") != "closed")
        for row in rows["petition"]
    ),
    "reception.sessions": number(HELD),
    "reception.empty": number(of("reception", "held_on", having(state="held", nobody_came=True))),
    "reception.head_days": number(
        of("reception", "held_on", having(state="held", by_head=True)), lambda row: (row["held_on"], row["body"])
    ),
    "reception.visits": number(VISITS),
    "reception.people": total(VISITS, "people"),
    "reception.groups": number(parts("reception_visit", "reception", HELD, lambda row: row["people"] >= 5)),
    "reception.group_people": total(parts("reception_visit", "reception", HELD, lambda r: r["people"] >= 5), "people"),
    "cases.received": number(LETTERS),
    "cases.eligible": lambda rows: sum(row.get("handling") not in ("filed", "returned") for row in LETTERS(rows)),
    "hotspots.new": number(of("case", "received_on", having(nature="hot_spot"))),
    "hotspots.cooled": number(of("case", "cooled_on", having(nature="hot_spot"))),
    "dialogues.held": number(DIALOGUES),
    "dialogues.participants": total(DIALOGUES, "participants_count"),
    "dialogues.opinions": number(parts("opinion", "gathering", DIALOGUES)),
    "dialogues.concluded": lambda rows: sum(bool(row.get("conclusion_notice_date")) for row in DIALOGUES(rows)),
    "meetings.held": number(MEETINGS),
    "meetings.households": total(MEETINGS, "households_present"),
    "meetings.opinions": number(parts("opinion", "gathering", MEETINGS)),
    "decisions.voted": number(parts("decision", "meeting", MEETINGS)),
    "publicity.due": number(of("publicity_item", "due_on", planned=True)),
    "consultations.held": number(CONSULTED),
    "consultations.accepted": total(CONSULTED, "accepted_count"),
    "consultations.explained": total(CONSULTED, "explained_count"),
    "consultations.opinions": total(parts("consultation_tally", "consultation", CONSULTED), "opinions"),
    "works.agreed": number(of("community_work", "agreed_on")),
    "works.done": number(of("community_work", "done_on")),
    "works.settled": number(of("community_work", "settled_on", having(state="settled"))),
    "contributions.money": total(GIVEN, "money"),
    "contributions.land": total(of("contribution", "given_on"), "land"),
    "contributions.days": total(of("contribution", "given_on"), "days"),
    "contributions.material": total(GIVEN, "material_value"),
    "contributions.households": number(
        of("contribution", "given_on", lambda row: bool(row.get("household"))), lambda row: row["household"]
    ),
    "oversight.held": number(of("oversight", "visit_on")),
    "inspections.done": number(of("inspection", "started_on")),
    "recommendations.sent": number(SENT),
    "recommendations.answered": lambda rows: sum(by_now(row.get("replied_on")) for row in SENT(rows)),
    "recommendations.accepted": lambda rows: sum(
        by_now(row.get("replied_on")) and row.get("outcome") == "accepted" for row in SENT(rows)
    ),
    "models.registered": number(of("model", "registered_on")),
    "models.of_year": models(lambda _row: True),
    "models.new": models(having(registration="new")),
    "models.kept": models(having(registration="kept")),
    "models.ended": models(having(state="ended")),
    "models.recognised": number(of("recognition", "decision_date")),
    "models.replicated": number(of("recognition", "decision_date", lambda row: bool(row.get("replicated_to")))),
    "activities.sessions": total(DONE, "sessions"),
    "activities.people": total(DONE, "people"),
    "activities.good_examples": number(of("activity", "held_on", having(state="done", good_example=True))),
    "welfare.beneficiaries": total(WELFARE, "beneficiaries"),
    "welfare.money": total(WELFARE, "money", "people_money", "kind_value"),
    "training.courses": number(TRAINING),
    "training.learners": total(TRAINING, "people"),
    "contests.held": number(CONTESTS),
    "contests.audience": total(CONTESTS, "audience"),
    "contests.teams": number(TEAMS),
    "contests.members": total(TEAMS, "members"),
    "contests.side_prizes": lambda rows: sum(
        len(row["side_prizes"].split(";")) for row in TEAMS(rows) if row.get("side_prizes")
    ),
    "contests.prizes": lambda rows: sum(row.get("prize") not in (None, "none") for row in TEAMS(rows)),
    "awards.proposed": number(of("award", "proposed_on", planned=True)),
    "awards.money": total(of("award", "decided_on", having(state="approved")), "money"),
    "ratings.decided": lambda rows: sum(not row.get("ineligible") for row in RATED(rows)),
    "ratings.ineligible": lambda rows: sum(bool(row.get("ineligible")) for row in RATED(rows)),
    "ratings.changed": lambda rows: sum(
        not row.get("ineligible") and row.get("rank") != row.get("self_rank") for row in RATED(rows)
    ),
    "tasks.due": number(DUE),
    "submissions.due": number(OWED),
    "documents.leading": number(
        of(
            "document_number",
            "date",
            lambda row: row["type"] in LEADING or (row["type"] in ALONE and not row.get("record")),
        )
    ),
    "documents.issued": number(of("document_number", "date", lambda row: row["type"] != "copy")),
}
BY_RULES = {
    *("cases.to_settle", "cases.settled", "cases.settled_in_time", "cases.overdue"),
    *("cases.mass", "cases.long", "cases.beyond", "hotspots.open"),
    *("decisions.passed", "decisions.contribution", "decisions.commune_wide"),
    *("publicity.in_time", "publicity.late", "publicity.villages", "petitions.overdue", "petitions.untold"),
    *("boards.active", "land.projects", "land.households", "land.agreed_share", "land.handed_share"),
    *("land.persuasions", "land.complaints", "land.hot_spots"),
    *("inspections.concluded", "recommendations.overdue", "models.under_way", "models.taken_up", "awards.approved"),
    *("activities.month_works", "activities.month_money", "cadre_ratings.decided", "programmes.active"),
    *("tasks.in_time", "tasks.late", "tasks.open", "tasks.ahead"),
    *("submissions.in_time", "submissions.late", "submissions.missing"),
}
"""Counted in tests of their own, from what these typed: terms, votes, shares and standings at the end of a period."""


@pytest.fixture(scope="module")
def rows(sample: Store) -> Rows:
    return {kind.name: [{"uid": one.uid, **one.values} for one in sample.list(kind.name)] for kind in sample.kinds}


@pytest.fixture(scope="module")
def figures(sample: Store) -> ReportFigures:
    return ReportFigures(sample, sample.unit.uid, "work-report", Period.parse("2026"), DAY)


def wholes() -> Iterable[str]:
    for code, figure in FIGURES.items():
        is_share = figure.whole is not None and code.startswith(f"{figure.whole}.")
        if not is_share and not code.startswith(("profile.", "network.")):
            yield code


@pytest.mark.parametrize("code", sorted(COUNTS))
def test_a_figure_of_the_year_is_what_another_count_comes_to(figures: ReportFigures, rows: Rows, code: str) -> None:
    assert figures.value(code).counted == COUNTS[code](rows)


def test_most_figures_of_the_sample_are_more_than_nought(rows: Rows) -> None:
    assert sum(count(rows) > 0 for count in COUNTS.values()) > len(COUNTS) - 5


def test_every_figure_has_another_count_here_or_in_a_test_of_its_own() -> None:
    assert set(wholes()) == {*COUNTS, *BY_RULES}
