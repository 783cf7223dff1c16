"""The text of one report: for each section the draft, and what the officer wrote in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.narrative.draft import Drafter
from danvan_desktop.reports.narrative.template import Chapter, Section, usable_narrative


@dataclass(frozen=True)
class SectionText:
    """A section with its draft and, where the officer wrote it, the record of the text."""

    section: Section
    draft: str
    edited: Record | None = None

    @property
    def text(self) -> str:
        """What the report prints."""
        return self.edited.text("text") if self.edited is not None else self.draft


class ReportTexts:
    """The sections of a form for one unit and period."""

    def __init__(
        self, store: Records, unit: Record, form: str, period: Period, figures: ReportFigures, translator: Translator
    ) -> None:
        """Read the template and what was written; ``fault`` tells why an own template is not used, if it is not."""
        template, self.fault = usable_narrative(form, store.path and store.path.parent)
        self.template = template.titled_for(unit)
        self._unit, self._form, self._period = unit, form, period
        self._drafter = Drafter(store, figures, unit, translator)
        self._edited = _edited_sections(store, unit, form, period)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the template."""
        return self.template.chapters

    def __getitem__(self, section: Section) -> SectionText:
        """Return the text of a section."""
        return SectionText(section, self._drafter.draft(section), self._edited.get(section.code))

    def __iter__(self) -> Iterator[SectionText]:
        """Go through all sections in their order."""
        return (self[section] for section in self.template.sections)

    def edit(self, section: str, text: str) -> Draft:
        """Make the draft of a record that keeps ``text`` as the text of a section."""
        edited = self._edited.get(section)
        if edited is not None:
            return Draft("report_text", {"text": text}, edited.uid)
        values = {"unit": self._unit.uid, "form": self._form, "period": self._period.code, "section": section}
        return Draft("report_text", {**values, "text": text})


def _edited_sections(store: Records, unit: Record, form: str, period: Period) -> dict[str, Record]:
    """Return the newest text of each section: devices that wrote apart may both have sent one."""
    written = store.find("report_text", unit=unit.uid, form=form, period=period.code)
    sections = (one for one in written if one.text("section") and one.get("text") is not None)
    return {one.text("section"): one for one in sorted(sections, key=lambda one: one.changed)}
