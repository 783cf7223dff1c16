"""The text of reports: templates of the office, drafts made from figures, what the officer wrote instead."""

from danvan_desktop.reports.narrative.draft import Drafter
from danvan_desktop.reports.narrative.template import (
    Chapter,
    NarrativeError,
    NarrativeTemplate,
    Section,
    Sentence,
    load_narrative,
    own_template,
)
from danvan_desktop.reports.narrative.texts import ReportTexts, SectionText

__all__ = [
    "Chapter",
    "Drafter",
    "NarrativeError",
    "NarrativeTemplate",
    "ReportTexts",
    "Section",
    "SectionText",
    "Sentence",
    "load_narrative",
    "own_template",
]
