"""The text of reports: templates of the office, drafts made from figures, what the officer wrote instead."""

from danvan_desktop.reports.narrative.draft import Drafter
from danvan_desktop.reports.narrative.template import (
    NarrativeError,
    Section,
    Sentence,
    load_narrative,
    own_template,
)
from danvan_desktop.reports.narrative.texts import ReportTexts, SectionText

__all__ = [
    "Drafter",
    "NarrativeError",
    "ReportTexts",
    "Section",
    "SectionText",
    "Sentence",
    "load_narrative",
    "own_template",
]
