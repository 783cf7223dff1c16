"""Opinions of the people with their answers, as minutes print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Paragraph, Run
from danvan_desktop.reports.forms.parts import named_petition, unit_of
from danvan_desktop.reports.wording import NOTHING


def opinion_blocks(context: ReportContext, gathering: Record, day: dt.date) -> Iterator[Block]:
    """Print every opinion voiced at a gathering, what was answered, and the petition made of it by its ``day``.

    Of a secret opinion no petition is told: those who heard the speaker would know whose the number is.
    """
    opinions = list(context.children(gathering, "opinion"))
    if not opinions:
        yield Paragraph(f"{NOTHING} ý kiến.")
    for number, opinion in enumerate(opinions, 1):
        yield Paragraph((Run(f"- {_speaker(context, opinion, number)}: ", bold=True), Run(opinion.text("content"))))
        if opinion.text("answer"):
            who = opinion.text("answered_by")
            label = f"{_answering(context, who)} trả lời: " if who and not opinion.secret else "Trả lời: "
            yield Paragraph((Run(label, italic=True), Run(opinion.text("answer"))))
        petition = None if opinion.secret else named_petition(context, opinion, unit_of(context, gathering))
        if petition is not None and (petition.date("received_on") or day) <= day:
            yield Paragraph((Run(f"Đã vào sổ kiến nghị số {petition.text('number')}.", italic=True),))


def _answering(context: ReportContext, who: str) -> str:
    """Name who answered; leaders are comrades in papers of the Party."""
    return context.addressed_leader(who)


def _speaker(context: ReportContext, opinion: Record, number: int) -> str:
    name = opinion.text("speaker_name")
    parts = [
        context.addressed(name) if name and not opinion.secret else f"Ý kiến thứ {number}",
        "" if opinion.secret else place_within(opinion.text("speaker_address")),
    ]
    if opinion.text("on_behalf_of") and not opinion.secret:
        parts.append(f"đại diện {opinion.text('on_behalf_of')}")
    return ", ".join(part for part in parts if part)
