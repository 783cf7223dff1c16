"""The one place that tells what a code means: window and papers show words, records keep codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Code
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.officer_right import GROUPS
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _
from danvan_desktop.localization.message import enumerated

AGENDA = "meeting.agenda"
"""What texts for a whole agenda are kept under: its items are records of their own."""
_YEARS_OFFERED = 2


def word_of(code_of: Code, code: str) -> Message | str:
    """Return what people call a code; one that this version does not know is returned as it is."""
    if code_of is Code.PERIOD:
        return _period(code)
    if code_of is Code.GUARDED:
        told = [_guarded().get(one) for one in code.split()]
        return enumerated([one for one in told if one is not None]) if all(told) and told else code
    return _WORDS[code_of]().get(code, code)


def words_offered(code_of: Code, today: dt.date) -> Mapping[str, Message | str]:
    """Return the codes that can be chosen, each with its words."""
    if code_of is Code.PERIOD:
        return {period.code: period.title for period in _periods(today)}
    return _WORDS[code_of]()


def _period(code: str) -> Message | str:
    try:
        return Period.parse(code).title
    except DanvanError:
        return code


def _periods(today: dt.date) -> Iterator[Period]:
    """Return the parts of this year and of those before, the newest year first."""
    for year in range(today.year, today.year - _YEARS_OFFERED, -1):
        parts = [f"{year}-Q{number}" for number in range(1, 5)] + [f"{year}-H1", f"{year}-H2", f"{year}-9M", str(year)]
        yield from map(Period.parse, parts)


@cache
def _forms() -> Mapping[str, Message | str]:
    from danvan_desktop.reports.catalogue import FORMS

    return {form.code: form.title for form in FORMS}


@cache
def _sections() -> Mapping[str, Message | str]:
    from danvan_desktop.reports.catalogue import FORMS
    from danvan_desktop.reports.narrative import load_narrative

    narrated = [form.code for form in FORMS if form.narrated]
    return {section.code: section.title for form in narrated for section in load_narrative(form).sections}


@cache
def _figures() -> Mapping[str, Message | str]:
    from danvan_desktop.reports.figures import FIGURES

    def told(code: str) -> Message:
        figure = FIGURES[code]
        whole = FIGURES.get(figure.whole or "")
        return figure.title if whole is None else _("{whole}: {part}", whole=whole.title, part=figure.title)

    return {code: told(code) for code in FIGURES}


@cache
def _rules() -> Mapping[str, Message | str]:
    from danvan_desktop.store.laws import load_law

    return {rule.code: rule.title for rule in load_law()}


@cache
def _guarded() -> Mapping[str, Message]:
    return {choice.code: choice.label for choice in GROUPS}


@cache
def _phrased() -> Mapping[str, Message | str]:
    found: dict[str, Message | str] = {
        f"{kind.name}.{field.name}": _("{kind}: {field}", kind=kind.label, field=field.label)
        for kind in ALL_KINDS
        for field in kind.fields
        if field.phrased
    }
    agenda = _("{kind}: {field}", kind=ALL_KINDS["meeting"].label, field=ALL_KINDS["agenda_item"].plural)
    return {**found, AGENDA: agenda}


_WORDS: Mapping[Code, Callable[[], Mapping[str, Message | str]]] = {
    Code.FORM: _forms,
    Code.SECTION: _sections,
    Code.FIGURE: _figures,
    Code.RULE: _rules,
    Code.PHRASED: _phrased,
    Code.GUARDED: _guarded,
}
