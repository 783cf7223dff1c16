import datetime as dt
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.office import usable_value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import Base, Comparison, LegalRule, LegalRules, told_citation
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of, verdict_text
from danvan_desktop.localization import Translator

CALENDAR = WorkCalendar({}, frozenset())


@pytest.fixture(scope="module")
def law() -> LegalRules:
    return LegalRules.from_data(json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8")))


def rule(value: str | None, comparison: str = "over") -> LegalRule:
    return LegalRule.from_data(
        {
            "code": "r",
            "value": value,
            "comparison": comparison,
            "unit": "share_of_households",
            "title": "t",
            "text": "x",
            "source": "Luật",
            "article": "Điều 1",
            "confirmed": True,
        }
    )


def meeting(**values: object) -> Record:
    made = {"households_total": 120, "households_present": 90, "state": "held"}
    return Record("meeting", "m", made | values)


def decision(**values: object) -> Record:
    made = {"content_type": "self_management", "method": "show_of_hands", "votes_for": 61, "votes_against": 20}
    return Record("decision", "d", made | values)


def terms(law: LegalRules) -> Terms:
    return Terms(law, CALENDAR)


def outcome(one: Record, at: Record, law: LegalRules, earlier: Record | None = None) -> Outcome:
    return outcome_of(Vote(one, at, earlier), law)


@pytest.mark.parametrize(("count", "over", "at_least"), [(59, False, False), (60, False, True), (61, True, True)])
def test_half_of_120_is_reached_by_at_least_but_not_by_over(count, over, at_least):
    assert rule("1/2", "over").is_met(count, 120) is over
    assert rule("1/2", "at_least").is_met(count, 120) is at_least


@given(st.integers(1, 5_000), st.fractions(0, 1, max_denominator=20), st.sampled_from(list(Comparison)))
def test_needed_is_the_smallest_count_that_meets_the_rule(whole, share, comparison):
    one = rule(str(share), comparison.value)
    needed = one.needed(whole)
    assert one.is_met(needed, whole) or needed > whole
    assert needed == 0 or not one.is_met(needed - 1, whole)


def test_two_thirds_is_exact_and_not_a_rounded_decimal():
    assert rule("2/3", "at_least").is_met(80, 120)
    assert rule("2/3", "at_least").needed(100) == 67


def test_nobody_meets_no_threshold():
    assert not rule("1/2").is_met(0, 0)


def test_rule_without_threshold_is_always_met():
    assert rule(None).is_met(0, 120)


def test_quorum_counts_households_present_against_all(law):
    quorum = quorum_of(meeting(), law)
    assert (quorum.present, quorum.total, quorum.reached) == (90, 120, True)
    assert not quorum_of(meeting(households_present=10), law).reached


def test_every_type_of_decision_has_its_rule(law):
    for choice in ALL_KINDS["decision"].field("content_type").choices:
        assert outcome(decision(content_type=choice.code), meeting(), law).rule.code == f"vote.{choice.code}"


def test_only_village_rules_have_no_effect_without_their_quorum(law):
    few = meeting(households_present=10)
    for choice in ALL_KINDS["decision"].field("content_type").choices:
        verdict = outcome(decision(content_type=choice.code, votes_for=4, votes_against=6), few, law).verdict
        expected = {"village_rules": Verdict.NO_QUORUM, "consultation": Verdict.CONSULTED}
        assert verdict is expected.get(choice.code, Verdict.FAILED)


def test_ballots_from_every_household_need_no_quorum_in_the_room(law):
    ballots = decision(content_type="village_rules", method="household_ballot", votes_for=100)
    assert outcome(ballots, meeting(households_present=10), law).verdict is Verdict.PASSED


@pytest.mark.parametrize("content_type", ["contribution", "finance", "village_rules", "election", "supervision_board"])
def test_an_online_vote_is_void_for_all_but_self_management(law, content_type):
    assert outcome(decision(content_type=content_type, method="online"), meeting(), law).verdict is Verdict.VOID


def test_self_management_may_be_voted_online(law):
    assert outcome(decision(method="online"), meeting(), law).verdict is Verdict.PASSED


@pytest.mark.parametrize("content_type", ["contribution", "finance", "village_rules", "election", "supervision_board"])
def test_ballots_are_void_when_enough_households_had_come_to_the_meeting(law, content_type):
    ballots = decision(content_type=content_type, method="household_ballot", votes_for=110)
    assert outcome(ballots, meeting(households_present=95), law).verdict is Verdict.VOID


@pytest.mark.parametrize(("present", "verdict"), [(79, Verdict.PASSED), (80, Verdict.VOID)])
def test_ballots_on_a_contribution_follow_a_meeting_that_could_not_reach_two_thirds(law, present, verdict):
    ballots = decision(content_type="contribution", method="household_ballot", votes_for=100)
    assert outcome(ballots, meeting(households_present=present), law).verdict is verdict


@pytest.mark.parametrize(("came", "verdict"), [(79, Verdict.PASSED), (80, Verdict.VOID)])
def test_ballots_may_follow_an_earlier_meeting_of_too_few_households(law, came, verdict):
    ballots = decision(
        content_type="contribution", method="household_ballot", votes_for=100, after_failed_meeting="earlier"
    )
    assert outcome(ballots, meeting(), law, meeting(households_present=came)).verdict is verdict


def test_an_earlier_meeting_that_is_not_known_here_makes_no_vote_void(law):
    ballots = decision(
        content_type="contribution", method="household_ballot", votes_for=100, after_failed_meeting="elsewhere"
    )
    assert outcome(ballots, meeting(), law).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("chair", "verdict"),
    [
        ("head", Verdict.VOID),
        ("delegate", Verdict.VOID),
        ("election_team", Verdict.PASSED),
        ("front", Verdict.PASSED),
        (None, Verdict.PASSED),
    ],
)
def test_an_election_is_void_under_a_chair_who_may_not_chair_it(law, chair, verdict):
    assert outcome(decision(content_type="election"), meeting(convened_by=chair), law).verdict is verdict


def test_what_has_no_effect_names_the_rule_that_it_breaks(law):
    assert outcome(decision(content_type="finance", method="online"), meeting(), law).broken is law["method.online"]
    few = meeting(households_present=10)
    rules = decision(content_type="village_rules", votes_for=5, votes_against=2)
    assert outcome(rules, few, law).broken is law["meeting.quorum"]


@pytest.mark.parametrize(("votes", "verdict"), [(80, Verdict.VILLAGE_AGREES), (79, Verdict.VILLAGE_DISAGREES)])
def test_one_village_decides_no_matter_of_the_whole_commune(law, votes, verdict):
    road = decision(content_type="contribution", scope="commune", method="household_ballot", votes_for=votes)
    assert outcome(road, meeting(households_present=95), law).verdict is verdict


def test_consultation_passes_nothing(law):
    assert outcome(decision(content_type="consultation"), meeting(), law).verdict is Verdict.CONSULTED


@given(st.integers(0, 120))
def test_more_votes_never_turn_a_passed_decision_down(votes):
    rules = LegalRules.from_data(json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8")))
    present = meeting(households_present=120)
    fewer = outcome(decision(votes_for=votes), present, rules).verdict
    more = outcome(decision(votes_for=min(votes + 1, 120)), present, rules).verdict
    assert not (fewer is Verdict.PASSED and more is Verdict.FAILED)


def test_verdict_has_words_for_every_case():
    assert len({str(verdict_text(verdict)) for verdict in Verdict}) == len(Verdict)


def test_base_of_each_vote_rule_is_told_by_the_data(law):
    for legal in law:
        if legal.code.startswith("vote.") and legal.value is not None:
            assert legal.base in set(Base) or legal.unit == "share_of_villages"


def due(law: LegalRules, **values: object) -> dt.date | None:
    return suggested_due_date(Record("petition", "p", {"received_on": "2026-08-07", **values}), terms(law))


def test_due_date_counts_working_days_where_the_law_says_so(law):
    assert due(law, nature="petition", source="letter") == dt.date(2026, 8, 21)
    assert due(law, nature="song", source="letter") is None
    assert due(law, nature="petition", received_on=None) is None


@pytest.mark.parametrize(
    ("nature", "received", "day"),
    [
        ("complaint", "2026-06-30", dt.date(2026, 7, 10)),
        ("complaint", "2026-07-01", dt.date(2026, 7, 10)),
        ("complaint", "2026-08-07", dt.date(2026, 8, 18)),
        ("denunciation", "2026-08-07", dt.date(2026, 8, 18)),
        ("complaint", "2010-01-04", None),
    ],
)
def test_until_it_is_accepted_a_complaint_has_the_term_for_handling_of_its_day(law, nature, received, day):
    assert due(law, nature=nature, received_on=received) == day


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"nature": "complaint"}, 30),
        ({"nature": "complaint", "instance": "first", "difficulty": "normal"}, 30),
        ({"nature": "complaint", "difficulty": "complex"}, 45),
        ({"nature": "complaint", "difficulty": "remote"}, 45),
        ({"nature": "complaint", "difficulty": "remote_complex"}, 60),
        ({"nature": "complaint", "instance": "second"}, 45),
        ({"nature": "complaint", "instance": "second", "difficulty": "complex"}, 60),
        ({"nature": "complaint", "instance": "second", "difficulty": "remote"}, 60),
        ({"nature": "complaint", "instance": "second", "difficulty": "remote_complex"}, 70),
        ({"nature": "denunciation"}, 30),
        ({"nature": "denunciation", "difficulty": "complex"}, 60),
        ({"nature": "denunciation", "difficulty": "very_complex"}, 90),
    ],
)
def test_complaints_and_denunciations_are_settled_within_a_term_from_acceptance(law, values, days):
    assert due(law, accepted_on="2026-08-14", **values) == dt.date(2026, 8, 14) + dt.timedelta(days)


def test_term_that_the_office_set_for_a_source_counts_before_that_of_the_nature(law):
    own = law.with_override("petition.reply_days.from.hotline", Fraction(3), "Quy chế đường dây nóng của xã")
    assert due(own, nature="reflection", source="hotline") == dt.date(2026, 8, 12)
    assert due(own, nature="reflection", source="letter") == dt.date(2026, 8, 21)
    assert due(own, nature="denunciation", source="hotline") == dt.date(2026, 8, 18)


def test_a_law_that_was_changed_is_read_as_of_its_day(law):
    assert law.on("complaint.accept", dt.date(2026, 6, 30)).article == "Điều 27"
    assert law.on("complaint.accept", dt.date(2026, 7, 1)) is law["complaint.accept"]
    own = law.with_override("complaint.accept", Fraction(5), "Quy chế của xã")
    assert own["complaint.accept"].value == 5
    assert own.on("complaint.accept", dt.date(2026, 6, 30)).value == 10


def test_terms_before_something_count_back_from_it(law):
    assert terms(law).last_day("meeting.notice", dt.date(2026, 8, 12)) == dt.date(2026, 8, 10)


def test_every_source_of_a_petition_may_have_a_term_of_its_own(law):
    sources = {choice.code for choice in ALL_KINDS["petition"].field("source").choices}
    assert {f"petition.reply_days.from.{source}" for source in sources} <= set(law.codes())


def test_override_keeps_the_source_and_tells_its_reason(law):
    changed = law.with_override("meeting.quorum", Fraction(3, 4), "Hương ước")
    assert changed["meeting.quorum"].value == Fraction(3, 4)
    assert changed["meeting.quorum"].citation == law["meeting.quorum"].citation
    assert law["meeting.quorum"].override_reason is None


def test_every_rule_names_its_source_and_what_is_unconfirmed_says_so(law):
    for legal in law:
        assert legal.source
        assert legal.title
        assert legal.text
        assert legal.confirmed or legal.note


FORMER = json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8"))["former_codes"]


@pytest.mark.parametrize("former", sorted(FORMER))
def test_a_value_that_an_office_keeps_under_a_former_code_still_holds(law, former):
    own = law.with_override(former, Fraction(9), "Quy chế của xã")
    assert former in law
    assert law[former] is law[FORMER[former]]
    assert own[FORMER[former]].value == 9
    assert former not in law.codes()


@pytest.mark.parametrize(
    ("code", "day", "last"),
    [
        ("reception.refusal", "2026-06-30", None),
        ("reception.refusal", "2026-07-01", "2026-07-06"),
        ("meeting.notice", "2023-08-14", None),
        ("meeting.notice", "2023-08-15", "2023-08-13"),
        ("letter.handled", "2026-06-30", None),
        ("complaint.accept", "2026-06-30", "2026-07-10"),
        ("complaint.accept", "2026-07-01", "2026-07-10"),
        ("complaint.accept", "2012-06-30", None),
    ],
)
def test_no_term_is_counted_by_a_law_of_another_day(law, code, day, last):
    assert terms(law).last_day(code, dt.date.fromisoformat(day)) == (last and dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("code", "day", "last"),
    [
        ("reception.schedule", "2026-08-10", "2026-08-03"),
        ("board.notice", "2026-08-12", "2026-08-05"),
        ("initiative.consent", "2026-01-31", "2026-04-30"),
        ("oversight.hearing", "2026-08-31", "2027-02-28"),
        ("consultation.period", "2026-08-03", "2026-08-23"),
    ],
)
def test_terms_count_in_working_days_back_and_in_months(law, code, day, last):
    assert terms(law).last_day(code, dt.date.fromisoformat(day)) == dt.date.fromisoformat(last)


def test_only_articles_that_were_read_are_confirmed(law):
    begins = ("dialogue.notice", "dialogue.result", "land.", "rating.")
    quoted = {rule.code for rule in law if rule.code.startswith(begins)}
    assert quoted
    assert not [code for code in quoted if law[code].confirmed]
    assert not law["report.cutoff.inspectorate"].confirmed
    for code in ("reception.schedule", "letter.handled", "publicity.publish", "board.reply", "criticism.draft"):
        assert law[code].confirmed


@pytest.mark.parametrize(("value", "refused"), [("14", False), ("28", False), ("0", True), ("31", True)])
def test_a_day_of_the_month_is_one_that_every_month_has(law, value, refused):
    assert (usable_value(law["report.cutoff.inspectorate"], value) is None) == refused


def test_no_note_speaks_of_who_read_the_law_but_of_what_the_office_is_to_do() -> None:
    rules = json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8"))["rules"]
    spoken = ("chưa đọc", "đọc được", "đã đọc", "theo trích dẫn", "đối chiếu")
    assert not [one["code"] for one in rules if any(word in (one["note"] or "").casefold() for word in spoken)]


def test_what_an_office_sets_itself_is_told_in_the_language_of_the_window_and_a_law_by_its_name(law: LegalRules):
    english = Translator("en")
    own = law["petition.tell_people_days"].citation
    assert english(told_citation(own)) == "The office's own rule"
    assert str(told_citation(own)) == own == "Quy định của đơn vị"
    of_state = law["petition.reply_days.petition"].citation
    assert english(told_citation(of_state)) == of_state
