"""What the papers of a petition say of it alike: who sent it, what it is about, when it came."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Paragraph, Run
from danvan_desktop.reports.wording import date_words, sentence

_DEEDS = {"complaint": "khiếu nại", "denunciation": "tố cáo", "reflection": "phản ánh"}


def deed(petition: Record) -> str:
    """Say what whoever sent it does, by what it is."""
    return _DEEDS.get(petition.text("nature"), "kiến nghị")


def sender(petition: Record) -> str:
    """Name whoever sent it by what it is."""
    return f"Người {deed(petition)}"


def matter(context: ReportContext, petition: Record) -> Iterator[Block]:
    """Say what it is about, and what is asked for."""
    yield Paragraph(sentence(petition.text("content")))
    if petition.text("request"):
        yield Paragraph((Run("Yêu cầu cụ thể: ", bold=True), Run(sentence(petition.text("request")))))


def received(petition: Record) -> str:
    """Write the day on which it came."""
    return date_words(petition.date("received_on"))
