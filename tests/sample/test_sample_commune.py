"""What the sample commune holds, on ordinary days and on awkward ones."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.sample.making import DAY, made_on

WRITTEN_BY_THE_OFFICE_ALONE = {
    *("rule_override", "disclosure", "grant", "withdrawal", "officer_right", "same_as", "distinct", "redaction")
}
"""The sample leaves the law as it is, nobody has opened a secret record in it, and no other laptop writes in it."""
AWKWARD_DAYS = (dt.date(2026, 1, 1), dt.date(2027, 2, 8), dt.date(2028, 2, 29))
"""The first day of a year and quarter, the days of Tết, a leap day."""


def in_period(store: Store, kind: str, period: Period) -> int:
    return store.count(kind, between=(store.kinds[kind].date or "", period.first, period.last))


def villages(store: Store) -> Sequence[Record]:
    return [unit for unit in store.list("unit") if unit.text("kind") in VILLAGE_KINDS]


def texts(store: Store) -> list[tuple[str, dict[str, object]]]:
    """All records in the order in which they were made, without the uids, which differ from store to store."""
    found = []
    for kind in store.kinds:
        told = [field.name for field in kind.fields if field.type is not FieldType.REFERENCE]
        found += [
            (kind.name, {name: record.get(name) for name in told})
            for record in sorted(store.list(kind.name), key=lambda one: one.uid)
        ]
    return found


@pytest.mark.parametrize("day", AWKWARD_DAYS, ids=str)
def test_there_is_enough_of_everything_on_any_day(day: dt.date, tmp_path: Path) -> None:
    with made_on(tmp_path / "commune.db", day) as store:
        counts = {kind.name: store.count(kind.name) for kind in store.kinds}
        states = {petition.text("state") for petition in store.list("petition")}
    assert counts["meeting"] >= 30
    assert counts["dialogue"] >= 10
    assert counts["petition"] >= 120
    assert counts["model"] >= 15
    assert states == {choice.code for choice in store.kinds["petition"].field("state").choices}


def test_every_kind_has_records(sample: Store) -> None:
    empty = {kind.name for kind in sample.kinds if not sample.count(kind.name)}
    assert empty <= WRITTEN_BY_THE_OFFICE_ALONE


def test_villages_have_their_figures_and_heads(sample: Store) -> None:
    found = villages(sample)
    assert len(found) >= 12
    assert all(
        village.number("households") and village.number("population") and village.text("head") for village in found
    )
    assert sum(village.number("households") for village in found) == sample.unit.number("households")


@pytest.mark.parametrize("field", ["source", "field", "nature", "result", "told_how"])
def test_petitions_show_every_choice(sample: Store, field: str) -> None:
    shown = {petition.get(field) for petition in sample.list("petition")}
    # Complaints and denunciations have a book of their own.
    assert shown >= {choice.code for choice in sample.kinds["petition"].field(field).choices} - BY_PROCEDURE


def test_some_petitions_are_late_either_way(sample: Store) -> None:
    found = [sample.late_term(petition, DAY) for petition in sample.list("petition")]
    assert {late.deadline.name for late in found if late} == {"reply", "tell"}
    assert 0 < sum(late is not None for late in found) < 25


def test_votes_pass_and_fail_and_one_meeting_was_too_small(sample: Store) -> None:
    decisions = sample.list("decision")
    meetings = sample.get_many(decision.text("meeting") for decision in decisions)
    votes = [Vote.of(one, meetings[one.text("meeting")], sample) for one in decisions]
    verdicts = {outcome_of(vote, sample.law).verdict for vote in votes}
    held = [meeting for meeting in sample.list("meeting") if meeting.text("state") != "planned"]
    assert verdicts - {Verdict.VILLAGE_DISAGREES} == {
        *(Verdict.PASSED, Verdict.FAILED, Verdict.CONSULTED, Verdict.VILLAGE_AGREES)
    }
    assert any(not quorum_of(meeting, sample.law).reached for meeting in held)


def test_the_last_two_quarters_are_full_and_those_before_are_thin(sample: Store) -> None:
    current = Period.quarter_of(DAY)
    before, last_year = current.previous(), current.same_last_year()
    assert in_period(sample, "meeting", before) >= 30
    assert in_period(sample, "petition", before) >= 100
    assert in_period(sample, "meeting", current) >= 20
    assert in_period(sample, "dialogue", current) >= 6
    assert 0 < in_period(sample, "petition", last_year) < in_period(sample, "petition", before) / 3


def test_petitions_come_from_the_opinions_that_raised_them(sample: Store) -> None:
    raised = {opinion.text("petition"): opinion for opinion in sample.list("opinion") if opinion.get("petition")}
    petitions = [petition for petition in sample.list("petition") if petition.get("source_record")]
    assert len(petitions) > 60
    assert {petition.uid for petition in petitions} == set(raised)
    for petition in petitions:
        opinion = raised[petition.uid]
        assert petition.text("source_record") == opinion.text("gathering")
        assert petition.text("citizen_name") == opinion.text("speaker_name")


def test_the_roll_of_a_meeting_is_as_long_as_the_households_present(sample: Store) -> None:
    called = Counter(attendance.text("meeting") for attendance in sample.list("attendance"))
    assert len(called) >= 5
    for uid, count in called.items():
        meeting = sample.get(uid)
        assert meeting is not None
        assert meeting.number("households_present") == count


def test_numbers_of_papers_rise_with_their_days(sample: Store) -> None:
    papers = sorted(
        sample.list("document_number"), key=lambda one: (one.text("issuer"), one.text("date"), one.number("number"))
    )
    series: dict[tuple[str, str, int], list[int]] = {}
    for one in papers:
        year = 0 if one.text("issuer") == "party" else one.number("year")
        series.setdefault((one.text("issuer"), one.text("type"), year), []).append(one.number("number"))
    assert {issuer for issuer, _type, _year in series} == {"government", "party"}
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in series.values())


def test_no_place_in_a_text_is_left_open(sample: Store) -> None:
    values = [value for _kind, record in texts(sample) for value in record.values() if isinstance(value, str)]
    assert not [value for value in values if re.search(r"[{}]", value)]


def test_the_store_is_sound_and_finds_what_was_written(sample: Store) -> None:
    assert not sample.check().problems
    assert sample.search("duong be tong", kind="meeting")


def test_the_sample_is_the_same_every_time(sample: Store, tmp_path: Path) -> None:
    with made_on(tmp_path / "again.db", DAY) as again:
        assert sorted(texts(again), key=repr) == sorted(texts(sample), key=repr)


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        fill_sample(store, lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == list(range(1, len(told) + 1))
    assert told[-1][0] == told[-1][1]


def test_a_petition_is_answered_by_a_notice_and_a_complaint_has_a_book_of_its_own(tmp_path: Path) -> None:
    with made_on(tmp_path / "commune.db", DAY) as store:
        papers = {paper.text("record"): paper for paper in store.list("document_number") if paper.text("record")}
        petitions = store.list("petition")
        natures = {case.text("nature") for case in store.list("case")}
    assert natures >= BY_PROCEDURE
    assert not {petition.text("nature") for petition in petitions} & BY_PROCEDURE
    for petition in petitions:
        if petition.get("replied_on"):
            paper = papers.get(petition.uid)
            assert bool(petition.text("reply_number")) == (paper is not None)
            assert paper is None or paper.text("type") == "notice"
