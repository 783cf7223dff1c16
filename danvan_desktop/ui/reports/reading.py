"""What the dialogs of reports show, read in a worker: no widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.catalogue import form_of, style_in
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.coverage import coverage_notes
from danvan_desktop.reports.figures import Measured, ReportFigures
from danvan_desktop.reports.narrative import ReportTexts
from danvan_desktop.reports.numbering import number_values
from danvan_desktop.reports.proof import proven_figures
from danvan_desktop.store import Store
from danvan_desktop.ui.models.naming import readable, record_name, shortened
from danvan_desktop.ui.reports.kept_texts import KeptText, kept_texts
from danvan_desktop.ui.widgets.two_line_list import Item

_MOST_RECORDS = 500
_LONGEST_NAME = 90


@dataclass(frozen=True)
class FigureRow:
    """A measured figure, and the uid of the record in which the officer wrote about it, empty without one."""

    measured: Measured
    written: str


@dataclass(frozen=True)
class FigureTable:
    """All figures of a report, and whose records of the period are not here, in words."""

    rows: Sequence[FigureRow]
    notes: Sequence[Message]


@dataclass(frozen=True)
class SectionRow:
    """One section of a report as the composer shows it; ``uid`` is its text's record, empty for a draft.

    ``kept`` is what was typed into it last and is not saved, ``None`` when there is nothing.
    """

    code: str
    title: str
    hint: str
    draft: str
    text: str
    uid: str
    kept: KeptText | None = None


@dataclass(frozen=True)
class Sections:
    """The sections of a report; ``fault`` tells why the office's own template is not used, if it is not."""

    rows: Sequence[SectionRow]
    fault: Message | None


def read_figures(store: Records, form: str, period: Period) -> FigureTable:
    """Measure every figure of a report of the office's own unit."""
    store.forget_law()
    unit = store.unit.uid
    figures = ReportFigures(store, unit, form, period, store.today())
    written = {
        one.text("figure"): one.uid
        for one in store.find("report_text", unit=unit, form=form, period=period.code)
        if one.text("figure")
    }
    codes = proven_figures(form)
    rows = [FigureRow(measured, written.get(measured.figure.code, "")) for measured in figures.measured(codes)]
    return FigureTable(rows, tuple(coverage_notes(figures.coverages())))


def read_counted(store: Records, uids: Sequence[str], translator: Translator) -> Sequence[Item]:
    """Name the records that a figure counts; a part is opened with the record that it belongs to."""
    items = []
    for record in store.get_many(uids[:_MOST_RECORDS]).values():
        kind = store.kinds[record.kind]
        above = store.get(record.text(kind.parent)) if kind.parent is not None else None
        title = readable(shortened(kind.title_of(record), _LONGEST_NAME), translator) or translator(kind.label)
        if above is not None:
            items.append(Item(above.uid, title, record_name(store, above, translator)))
        else:
            day = record.date(kind.date) if kind.date else None
            unit = store.title(record.text(kind.unit)) if kind.unit else ""
            detail = " · ".join(part for part in (translator.date(day) if day else "", unit) if part)
            items.append(Item(record.uid, title, detail))
    return items


def read_sections(store: Store, form: str, period: Period) -> Sections:
    """Draft every section of a report."""
    store.forget_law()
    texts, kept = _texts(store, form, period), kept_texts(store, form, period)
    rows = [
        SectionRow(
            one.section.code,
            _title(chapter.title, one.section.title),
            one.section.hint,
            one.draft,
            one.text,
            one.edited.uid if one.edited is not None else "",
            _unless_saved(kept.get(one.section.code), one.text),
        )
        for chapter in texts.chapters
        for one in (texts[section] for section in chapter.sections)
    ]
    return Sections(rows, texts.fault)


def _unless_saved(kept: KeptText | None, text: str) -> KeptText | None:
    return None if kept is None or kept.text == text else kept


def _title(chapter: str, section: str) -> str:
    """Number a section within its chapter, such as ``II.3. Hoạt động của Mặt trận``."""
    numeral, stop, _words = chapter.partition(".")
    return f"{numeral}{stop}{section}" if section else chapter


def text_draft(store: Store, form: str, period: Period, section: str, text: str) -> Draft:
    """Make the draft that keeps a section's text."""
    return _texts(store, form, period).edit(section, text)


def read_number(store: Store, form: str, uid: str, period: Period | None) -> Values:
    """Return the values of the next number of a form; raises ReportError when it has one or gets none."""
    chosen = form_of(form)
    context = ReportContext(store, store.today(), uid, period, style=style_in(store, chosen, uid))
    return number_values(chosen, context, store.today())


def _texts(store: Store, form: str, period: Period) -> ReportTexts:
    unit, translator = store.unit, Translator("vi")
    figures = ReportFigures(store, unit.uid, form, period, store.today())
    return ReportTexts(store, unit, form, period, figures, translator)


def period_title(form: str, period: Period) -> Message:
    """Name a report with its period, for the title of a window."""
    return _("{form}, {period}", form=form_of(form).title, period=period.label())
