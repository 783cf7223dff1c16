"""Terms: when they end, what a record waits for, from when it is late, and what a day off does to it."""

import datetime as dt
from fractions import Fraction

import pytest

from danvan_desktop.domain.deadlines import DAY_OFF_RULE, Due, Term, Terms, days_left, late_term, open_terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Translator
from danvan_desktop.store.laws import load_calendar, load_law
from tests.copies import replace
from tests.domain.holding import Records

TERMS = Terms(load_law(), load_calendar())
RECEIVED = {"received_on": "2026-08-03", "due_on": "2026-08-20"}
SATURDAY, MONDAY = dt.date(2026, 8, 15), dt.date(2026, 8, 17)


def late(values: dict[str, Value], day: dt.date, terms: Terms = TERMS) -> tuple[str, int] | None:
    petition = Record("petition", "p", values)
    found = late_term(ALL_KINDS["petition"].deadlines, petition, day, terms, Records(petition))
    return None if found is None else (found.deadline.name, found.days_late(day))


@pytest.mark.parametrize(
    ("values", "day", "told"),
    [
        (RECEIVED, dt.date(2026, 8, 20), None),
        (RECEIVED, dt.date(2026, 8, 21), ("reply", 1)),
        ({"received_on": "2026-08-03"}, dt.date(2030, 1, 1), None),
        ({**RECEIVED, "people_told_on": "2026-08-22"}, dt.date(2026, 8, 25), ("reply", 5)),
        ({**RECEIVED, "replied_on": "2026-08-25", "people_told_on": "2026-08-26"}, dt.date(2030, 1, 1), None),
        ({**RECEIVED, "state": "closed"}, dt.date(2030, 1, 1), None),
    ],
)
def test_the_first_term_that_runs_is_late(values: dict[str, Value], day: dt.date, told: tuple[str, int] | None) -> None:
    assert late(values, day) == told


def test_the_people_are_told_within_the_limit_of_the_office() -> None:
    replied: dict[str, Value] = {**RECEIVED, "replied_on": "2026-08-14"}
    (due,) = waited_for(replied)
    days = int(TERMS.law[str(due.deadline.rule)].value or 0)
    assert due.term.last == dt.date(2026, 8, 14) + dt.timedelta(days=days)
    assert late(replied, due.term.until) is None
    assert late(replied, due.term.until + dt.timedelta(days=1)) == ("tell", 1)


def waited_for(values: dict[str, Value]) -> list[Due]:
    petition = Record("petition", "p", values)
    return list(open_terms(ALL_KINDS["petition"].deadlines, petition, TERMS, Records(petition)))


def test_a_term_that_ends_on_a_day_off_is_late_from_the_second_day_of_work() -> None:
    values: dict[str, Value] = {**RECEIVED, "due_on": SATURDAY.isoformat()}
    (due,) = waited_for(values)
    assert due.term == Term(SATURDAY, MONDAY)
    assert Translator("vi")(due.term.words) == "15/08/2026 (ngày nghỉ, tính đến hết 17/08/2026)"
    assert late(values, MONDAY) is None
    assert late(values, dt.date(2026, 8, 18)) == ("reply", 1)


def test_a_holiday_beside_a_weekend_is_passed_over_whole() -> None:
    assert TERMS.ending(dt.date(2026, 9, 2)).until > dt.date(2026, 9, 2)
    assert TERMS.calendar.is_working_day(TERMS.ending(dt.date(2026, 9, 2)).until)


def test_an_office_may_count_no_further_than_the_last_day() -> None:
    strict = replace(TERMS, law=TERMS.law.with_override(DAY_OFF_RULE, Fraction(0), "Quy chế của xã"))
    assert strict.ending(SATURDAY) == Term(SATURDAY, SATURDAY)
    assert late({**RECEIVED, "due_on": SATURDAY.isoformat()}, dt.date(2026, 8, 16), strict) == ("reply", 1)


def test_a_term_that_counts_back_never_moves_on() -> None:
    sunday = dt.date(2026, 8, 23)
    assert TERMS.term("meeting.notice", sunday + dt.timedelta(days=2)) == Term(sunday, sunday)
    assert (TERMS.days_ahead("meeting.notice"), TERMS.days_ahead("decision.send")) == (2, 0)


def test_a_term_of_months_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert TERMS.last_day("initiative.consent", dt.date(2026, 1, 31)) == dt.date(2026, 4, 30)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 8, 14), "còn 3 ngày"),
        (MONDAY, "hôm nay"),
        (dt.date(2026, 8, 19), "quá hạn 2 ngày"),
    ],
)
def test_the_days_that_are_left_are_told_in_words(day: dt.date, words: str) -> None:
    (reply, _tell) = ALL_KINDS["petition"].deadlines
    assert Translator("vi")(days_left(Due(reply, Term(SATURDAY, MONDAY)), day)) == words


def test_a_deadline_names_the_article_that_sets_it_once_its_term_runs() -> None:
    notice = next(one for one in ALL_KINDS["meeting"].deadlines if one.name == "meeting.notice")
    meeting = Record("meeting", "m", {notice.start: "2026-08-12T19:30"})
    assert notice.citation(meeting, TERMS) == "khoản 3 Điều 3 Nghị định số 59/2023/NĐ-CP"
    assert notice.citation(Record("meeting", "m", {}), TERMS) is None


def test_only_what_days_alone_decide_is_told_without_reading_more_of_a_record() -> None:
    (reply, _tell) = ALL_KINDS["petition"].deadlines
    by_day = replace(reply, rule_of=lambda _record, _terms: None)
    assert by_day.is_of_days
    assert not replace(by_day, due=None).is_of_days
    assert not replace(by_day, asked=lambda _record, _parts: True).is_of_days
    assert replace(by_day, due=None, rule_of=None).is_of_days


def test_what_was_done_on_the_next_working_day_was_not_late() -> None:
    (reply, _tell) = ALL_KINDS["petition"].deadlines
    days = {
        day: reply.done_late(Record("petition", "p", {**RECEIVED, "due_on": "2026-08-15", "replied_on": day}), TERMS)
        for day in ("2026-08-15", "2026-08-17", "2026-08-19")
    }
    assert days == {"2026-08-15": 0, "2026-08-17": 0, "2026-08-19": 2}


def test_what_was_not_done_or_has_no_term_was_not_late() -> None:
    (reply, _tell) = ALL_KINDS["petition"].deadlines
    assert reply.done_late(Record("petition", "p", RECEIVED), TERMS) == 0
    assert reply.done_late(Record("petition", "p", {"replied_on": "2026-08-25"}), TERMS) == 0


def test_what_was_done_counts_from_its_day_unless_it_is_to_be_done_again() -> None:
    (reply, _tell) = ALL_KINDS["petition"].deadlines
    petition = Record("petition", "p", {**RECEIVED, "state": "received", "replied_on": "2026-08-14"})
    day = dt.date(2026, 8, 14)
    assert reply.was_done(petition, day)
    assert not reply.was_done(petition, day - dt.timedelta(days=1))
    assert not reply.was_done(Record("petition", "p", RECEIVED), day)
    assert not replace(reply, undone_in=frozenset({"received"})).was_done(petition, day)


def test_deadlines_name_fields_of_their_kind_and_rules_of_the_law() -> None:
    for kind in ALL_KINDS:
        for deadline in kind.deadlines:
            assert all(kind.has(name) for name in (deadline.start, deadline.done, *filter(None, [deadline.due])))
            assert (deadline.due is not None) is (
                deadline.rule is None and deadline.rule_of is None
            ) or deadline.rule_of
            assert deadline.rule is None or deadline.rule in TERMS.law.codes()
        assert len({deadline.name for deadline in kind.deadlines}) == len(kind.deadlines)


@pytest.mark.parametrize(
    ("code", "start", "words"),
    [
        ("decision.send", dt.date(2026, 2, 10), "24/02/2026"),
        ("decision.send", dt.date(2027, 2, 3), "17/02/2027 (lịch nghỉ dự tính)"),
        ("board.reply", dt.date(2027, 1, 23), "07/02/2027 (ngày nghỉ, tính đến hết 11/02/2027; lịch nghỉ dự tính)"),
        ("decision.send", dt.date(2051, 1, 2), "09/01/2051 (lịch nghỉ dự tính)"),
        ("meeting.notice", dt.date(2051, 1, 2), "31/12/2050"),
    ],
)
def test_a_term_over_days_off_that_are_not_announced_says_so(code: str, start: dt.date, words: str) -> None:
    term = TERMS.term(code, start)
    assert term is not None
    assert Translator("vi")(term.words) == words
