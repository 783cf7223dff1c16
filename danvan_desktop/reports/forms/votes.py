"""Votes of a community in words, as its papers print them."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT, Vote
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of, verdict_text
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.parts import commune_of, unit_of
from danvan_desktop.reports.wording import within_sentence

_ANSWERS = {
    Verdict.VILLAGE_AGREES: "cộng đồng dân cư tán thành",
    Verdict.VILLAGE_DISAGREES: "cộng đồng dân cư không tán thành",
}
COUNTS = ("votes_for", "votes_against", "votes_abstain")


def decided(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the decisions of a meeting with what each vote came to."""
    store = context.store
    votes = [Vote.of(decision, meeting, store) for decision in context.children(meeting, "decision")]
    return [(vote.decision, outcome_of(vote, store.law)) for vote in votes]


def is_sent_out(decision: Record) -> bool:
    """Tell whether ballots went round the households: nothing of it happened at the meeting."""
    return decision.text("method") == HOUSEHOLD_BALLOT


def passed(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the decisions that were passed."""
    return [entry for entry in decided(context, meeting) if entry[1].verdict is Verdict.PASSED]


def answered(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the village's answers to matters of the whole commune, which it does not decide."""
    return [entry for entry in decided(context, meeting) if entry[1].verdict in _ANSWERS]


def answer_words(outcome: Outcome) -> str:
    """Say what a village answers to a matter of the whole commune."""
    return _ANSWERS[outcome.verdict]


def count_words(context: ReportContext, votes: int, whole: int) -> str:
    """Say a number of votes with its share of all households that count."""
    text = f"{context.translator.number(votes)} hộ"
    if not (votes and whole):
        return text
    share, total = context.translator.percent(votes / whole), context.translator.number(whole)
    return f"{text}, bằng {share} trong tổng số {total} hộ"


def result_words(context: ReportContext, outcome: Outcome) -> str:
    """Say what a vote came to, with the rule that it is held against.

    A village's answer is held against the households; how many villages must agree is no matter of its own papers.
    """
    words = within_sentence(context.say(verdict_text(outcome.verdict)))
    if outcome.broken is not None:
        return f"{words} ({outcome.broken.citation})."
    if outcome.obstacle is not None:
        return f"{words}: {within_sentence(context.say(outcome.obstacle.message))}"
    if outcome.verdict is Verdict.CONSULTED:
        return f"{words}."
    needed = context.translator.number(outcome.needed)
    by_law = f" theo {outcome.rule.citation}" if outcome.rule.confirmed else ""
    held_against = f"(cần ít nhất {needed} hộ tán thành{by_law})."
    if outcome.verdict in _ANSWERS:
        communities = communities_of(context.store, commune_of(context, unit_of(context, context.record("meeting"))))
        return f"{answer_words(outcome)} {held_against} Nội dung do các {communities} cùng quyết định."
    return f"{words} {held_against}"
