"""When a community's decision takes effect: rules, elections and boards only once they are recognised.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 21, khoản 2 (rule ``decision.recognise``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.meeting_terms import RECOGNISED
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.citing import citation_of
from danvan_desktop.reports.forms.parts import committee
from danvan_desktop.reports.wording import date_words, within_sentence

_BOARD = "supervision_board"
_RULE = "decision.recognise"


def needs_recognition(decision: Record) -> bool:
    """Tell whether a decision has no effect before it is recognised."""
    return decision.text("content_type") in RECOGNISED


@dataclass(frozen=True)
class Effect:
    """Articles of a resolution that await recognition by the same body, and the words that say so once."""

    articles: tuple[int, ...]
    words: str


def effects(context: ReportContext, decisions: Sequence[Record], commune: Record) -> list[Effect]:
    """Say of the decisions that await recognition when they take effect; they are the articles from 1 on."""
    rule = citation_of(context, _RULE, context.today)
    by_law = f" ({rule})" if rule else ""
    awaiting: dict[str, list[int]] = {}
    for article, decision in enumerate(decisions, 1):
        if needs_recognition(decision):
            awaiting.setdefault(recognised_by(decision, commune), []).append(article)
    return [
        Effect(tuple(articles), f"{_named(articles)} có hiệu lực kể từ khi được {by} công nhận{by_law}.")
        for by, articles in awaiting.items()
    ]


def _named(articles: Sequence[int]) -> str:
    if len(articles) == 1:
        return "Quyết định này"
    *first, last = (f"Điều {article}" for article in articles)
    return f"Quyết định tại {', '.join(first)} và {last}"


def sent_words(context: ReportContext, meeting: Record, decision: Record, commune: Record) -> str:
    """Say in the extract that a decision is sent for recognition, or was recognised by the extract's day."""
    if not needs_recognition(decision):
        return ""
    by, day = recognised_by(decision, commune), meeting.date("recognised_on")
    if day is None or day > context.today:
        return f"gửi {by} công nhận, có hiệu lực kể từ khi được công nhận."
    number = f" (số {meeting.text('recognition_number')})" if meeting.text("recognition_number") else ""
    return f"đã được {by} công nhận {date_words(day)}{number}."


def law_of_recognition(context: ReportContext) -> str:
    """Cite the rule by which a decision is recognised, before a sentence; nothing where the office has not read it."""
    rule = citation_of(context, _RULE, context.today)
    return f"Căn cứ {within_sentence(rule)}, " if rule else ""


def recognised_by(decision: Record, commune: Record) -> str:
    """Name who recognises a decision."""
    if decision.text("content_type") == _BOARD:
        return f"Ủy ban Mặt trận Tổ quốc Việt Nam {within_sentence(commune.text('name'))}"
    return committee(commune)
