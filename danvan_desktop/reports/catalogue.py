"""Every printed form of the kinds, how one is found, its page format and what its file is called."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Translator, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.forms.all_forms import DAY_FORMS, DECLARED
from danvan_desktop.reports.forms.parts import unit_of
from danvan_desktop.reports.forms.register import has_register, register_form
from danvan_desktop.reports.style import OFFICE_STYLE, Style

_LONGEST_NAME_PART = 60


def style_in(store: Records, form: ReportForm, uid: str = "", wanted: Style | None = None) -> Style:
    """Return the page format of a form, of a record where ``uid`` names one: the one wanted, the office's, the usual.

    The office's choice holds for papers that have one. Raises ReportError for one wanted that the paper never has.
    """
    record = store.get(uid) if uid else None
    if wanted is not None:
        form.refuse_other_style(wanted, record, store)
        return wanted
    styles, chosen = form.styles(record, store), store.settings.get(OFFICE_STYLE)
    return Style(chosen) if chosen in styles else styles[0]


def forms_of(kinds: Kinds) -> tuple[ReportForm, ...]:
    """Return the forms of these kinds, in their order: those of their own, then the register of each that has one."""
    return tuple(
        form
        for kind in kinds
        for form in (
            *(own for own in DECLARED if own.kind == kind.name),
            *([register_form(kind)] if has_register(kind) else []),
        )
    )


FORMS = forms_of(ALL_KINDS)
"""All printed forms of records and periods."""
EVERY_FORM = (*DAY_FORMS, *FORMS)
"""All printed forms, those of the day first."""


def form_of(code: str) -> ReportForm:
    """Return the form of that code; raises ReportError that names all codes."""
    for form in EVERY_FORM:
        if form.code == code:
            return form
    codes = ", ".join(form.code for form in EVERY_FORM)
    raise ReportError(_("Không có mẫu in “{code}”. Các mẫu: {codes}.", code=code, codes=codes))


def papers_named(say: Translator) -> Callable[[str], str]:
    """Return what names a paper by the code of its form; a code of another version stays what it is."""
    titles = {form.code: form.title for form in EVERY_FORM}
    return lambda code: say(titles[code]) if code in titles else code


def forms_of_kind(kind: str) -> tuple[ReportForm, ...]:
    """Return the forms that print one record of a kind."""
    return tuple(form for form in FORMS if form.kind == kind and form.needs is Needs.RECORD)


def suggested_file_name(form: ReportForm, context: ReportContext, extension: str = "pdf") -> str:
    """Name a report's file: period, form, unit, day, such as ``2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.pdf``.

    Raises ReportError as building the form does.
    """
    if form.needs is Needs.PERIOD:
        parts = [context.chosen_period().code, form.file_stem, _plain(context.store.unit.text("name"))]
        return f"{'_'.join(parts)}.{extension}"
    if form.needs is Needs.DAY:
        return f"{context.today.isoformat()}_{form.file_stem}_{_plain(context.store.unit.text('name'))}.{extension}"
    record = context.record(form.kind)
    day = record.date(context.kind_of(record).date or "") or context.today
    # The name of a file is seen by more people than the paper: a secret record's says nothing of its village.
    unit = _plain((context.store.unit if record.secret else unit_of(context, record)).text("name"))
    return f"{_quarter(day)}_{form.file_stem}_{unit}_{day.isoformat()}.{extension}"


def _quarter(day: dt.date) -> str:
    return Period.quarter_of(day).code


def _plain(name: str) -> str:
    """Write a name in letters, figures and hyphens that any file system takes."""
    decomposed = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)[:_LONGEST_NAME_PART] or "don-vi"
