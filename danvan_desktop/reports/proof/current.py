"""What the papers of this version prove: the source that a new frozen set is written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan_desktop.reports.figures import FIGURES, FigureGroup
from danvan_desktop.reports.proof.frozen import FrozenForm, FrozenPart, FrozenSet

_G = FigureGroup

PROVEN_FORMS: Mapping[str, tuple[FigureGroup, ...]] = {
    "work-report": tuple(group for group in _G if group not in (_G.NETWORK, _G.OTHERS, _G.ROWS, _G.PEOPLE)),
    "situation-report": (_G.SITUATION, _G.PETITIONS, _G.PETITION_FIELDS, _G.PETITION_LEVELS, _G.CASES, _G.HOT_SPOTS),
    "petition-register": (_G.PETITIONS,),
    "meeting-register": (_G.MEETINGS, _G.DECISIONS),
    "dialogue-register": (_G.DIALOGUES,),
    "model-register": (_G.MODELS, _G.RECOGNITION),
    "democracy-report": (
        *(_G.DIALOGUES, _G.MEETINGS, _G.DECISIONS, _G.PUBLICITY, _G.CONTRIBUTIONS, _G.BOARDS, _G.LAND, _G.OVERSIGHT),
    ),
}
"""Forms that carry a proof, with the groups of figures that they show; registers prove their rows instead."""


def _register(form: str, kind: str, date: str, fields: tuple[str, ...], people: tuple[str, ...]) -> FrozenForm:
    parts = (FrozenPart(_G.ROWS, fields=fields), FrozenPart(_G.PEOPLE, fields=people))
    return FrozenForm(form, parts, kind, date)


_REGISTERS: tuple[FrozenForm, ...] = (
    _register(
        "petition-register",
        "petition",
        "received_on",
        (
            *("number", "received_on", "group_size", "content", "nature", "field", "request", "competence"),
            *("assigned_to", "due_on", "replied_on", "reply_number", "result", "reply", "people_told_on", "told_how"),
        ),
        ("citizen_name", "citizen_address"),
    ),
    _register(
        "meeting-register",
        "meeting",
        "starts_at",
        (
            *("starts_at", "unit", "subject", "households_present", "households_total"),
            *("opinion.count", "opinion.raised", "decision.count", "decision.passed"),
        ),
        ("chair",),
    ),
    _register(
        "dialogue-register",
        "dialogue",
        "held_on",
        (
            *("held_on", "unit", "topic", "kind", "led_by", "led_by_position", "participants_count"),
            *("opinion.count", "opinion.answered", "conclusion_notice_number", "conclusion_notice_date"),
        ),
        (),
    ),
    _register(
        "model-register",
        "model",
        "registered_on",
        (
            *("registered_on", "year", "registration", "name", "form", "field", "theme"),
            *("organisation", "unit", "period", "recognition.all"),
        ),
        ("registrant",),
    ),
)
"""Fields that may stay behind when records leave the commune are a part of their own; states, which go on, are none."""


def is_proven(form: str) -> bool:
    """Tell whether a form carries a proof."""
    return form in PROVEN_FORMS


def proven_figures(form: str) -> Sequence[str]:
    """Return the codes of the figures that a form shows, in their order: none of people so few that they are known.

    These stay inside the unit: the level above could not hold them against anything.
    """
    groups = PROVEN_FORMS[form]
    return [code for code, figure in FIGURES.items() if figure.group in groups and not figure.least_told]


def current_set(number: int) -> FrozenSet:
    """Return what this version proves, as a set of that number."""
    registers = {form.form: form for form in _REGISTERS}
    return FrozenSet(number, (), tuple(registers.get(code) or _of_figures(code) for code in PROVEN_FORMS))


def _of_figures(code: str) -> FrozenForm:
    shown = proven_figures(code)
    return FrozenForm(
        code,
        tuple(
            FrozenPart(group, tuple(name for name in shown if FIGURES[name].group is group))
            for group in PROVEN_FORMS[code]
        ),
    )
