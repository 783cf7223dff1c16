"""The words of the sample commune, kept as data in ``resources/sample``.

Texts hold places to fill such as ``{village}``; what fills them is in ``scene.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from danvan_desktop.assets import resource_path

Shape = TypeVar("Shape")


class Province(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit above."""

    name: str
    code: str


class Village(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A village with those who lead it; ``roll`` tells that its households are listed one by one."""

    name: str
    code: str
    kind: str
    households: int
    population: int
    head: str
    secretary: str
    front: str
    party: str
    roll: bool = False


class Officer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One who works for the commune; other texts name officers by ``code``."""

    code: str
    full_name: str
    called: str
    position: str
    organisation: str
    role: str
    phone: str


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What citizens' names are put together from."""

    families: list[str]
    hamlet_families: list[str]
    men: list[str]
    women: list[str]


class Commune(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The commune: its villages, officers, and the names of its people and places."""

    province: Province
    spots: list[str]
    lanes: list[str]
    villages: list[Village]
    officers: list[Officer]
    names: Names

    def officer(self, code: str) -> Officer:
        """Return the officer of that code; raises StopIteration for an unknown one."""
        return next(officer for officer in self.officers if officer.code == code)


class Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vote: ``share`` and ``against`` are percentages of all households."""

    title: str
    content_type: str
    method: str
    share: int
    against: int


class MeetingText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting: held in ``months`` alone when there are any; ``present`` is a percentage of all households."""

    subject: str
    purpose: str
    agenda: list[str]
    content: str
    conclusion: str
    next_steps: str
    decisions: list[Vote]
    months: list[int] = []
    present: int | None = None


class OpinionText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An opinion that was answered on the spot."""

    content: str
    answer: str


class DialogueText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dialogue: who led it, by an officer's code, and how many came."""

    topic: str
    kind: str
    leader: str
    side: str
    people: int
    conclusion: str


class PetitionText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A petition with the answer given on the spot and the reply that came of it."""

    field: str
    nature: str
    competence: str
    assigned_to: str
    complicated: bool
    content: str
    request: str
    answer: str
    reply: str
    result: str


class PublicityText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that has to be made public: the item of the law, and the symbol of its paper."""

    item: str
    title: str
    symbol: str


class ConsultationText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft that the people are asked about: in which ways, what they said, and what became of that."""

    subject: str
    item: str
    body: str
    ways: list[str]
    groups: list[str]
    explanation: str


class ActivityText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something done among the people of a village, or of the whole commune; noughts were not counted."""

    topic: str
    type: str
    organiser: str
    result: str
    channel: str = ""
    people: int = 0
    sessions: int = 1
    households: int = 0
    group: str = ""
    beneficiaries: int = 0
    days: int = 0
    money: int = 0
    people_money: int = 0
    kind_value: int = 0
    good: bool = False
    of_commune: bool = False
    consulted: bool = False


class ActivityTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is done all year, and what in the month of work among the people."""

    usual: list[ActivityText]
    month: list[ActivityText]


class ProgressText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One report on a model."""

    done: str
    figures: str = ""
    difficulties: str = ""


class ModelText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model; ``unit`` is a village's code, any village when empty; ``grown_from`` the name of an earlier one."""

    name: str
    form: str
    registrant: str
    organisation: str
    field: str
    aim: str
    content: str
    targets: str
    participants: str
    beneficiaries: str
    resources: str
    progress: list[ProgressText]
    unit: str = ""
    theme: str = ""
    registration: str = "new"
    grown_from: str = ""


class TeamText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A team of a contest: the ``share`` of the points that it gets in hundredths, its prize with the money."""

    name: str
    share: int
    prize: str = ""
    money: int = 0
    deduction: str = ""


class ContestText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A contest: its parts are criteria of the ``set``, its ``judges`` officers by their codes."""

    name: str
    place: str
    set: str
    parts: list[CriterionText]
    judges: list[str]
    teams: list[TeamText]


class RatedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who was rated: the hundredths of each maximum in self-rating and review; why it got no rank or another."""

    target: str
    subject_kind: str
    self_share: int
    review_share: int
    self_rank: str
    rank: str
    reason: str = ""
    ineligible: str = ""
    half_reason: str = ""


class SchemeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scheme that another office might have, for officers to look at."""

    name: str
    good_from: int
    done_from: int
    self_cap: int
    review_cap: int
    adds_up: bool
    conditions: str


class RatingsText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ratings of a year by a set of criteria: of units, and of ``people``, who are officers by their codes."""

    set: str
    scheme: SchemeText
    criteria: list[CriterionText]
    units: list[RatedText]
    people: list[RatedText]
    years: dict[str, list[str]]
    """Ranks of the units in earlier years, by how many years ago."""


class AwardText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who was proposed how many days ago, for what, with how many đồng, and whether it was decided."""

    subject: str
    subject_kind: str
    title: str
    merit: str
    days_ago: int
    money: int = 0
    level: str = "commune"
    is_decided: bool = False


class SituationText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the people's situation; ``people`` counts those concerned, 0 when nobody counted.

    ``unit`` is the code of the village that the words name, else any may have noted it.
    """

    category: str
    severity: str
    content: str
    handling: str
    forecast: str
    people: int
    group: str = ""
    urgent: bool = False
    proposal: str = ""
    unit: str = ""


class VisitText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody came for who was received, and what became of it."""

    nature: str
    handling: str
    content: str
    result: str
    people: int = 1
    first_time: str = ""
    representatives: int | None = None
    competent: bool = False
    guided_to: str = ""
    refusal_ground: str = ""


class CaseText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A letter and how it ended; ``against`` whom it is, in a denunciation."""

    nature: str
    field: str
    title: str
    content: str
    result: str
    against: str | None = None


class RecommendationText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was recommended, to be answered within ``days``, and the answer where there is one."""

    content: str
    addressee: str
    days: int
    reply: str = ""
    outcome: str = ""
    is_done: bool = False


class OversightText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was watched, criticised or advised ``days_ago`` (below 0: what is planned), and what was found."""

    type: str
    form: str
    lead: str
    subject: str
    target: str
    days_ago: int
    opinions: int
    positive: str
    negative: str
    recommendations: list[RecommendationText]


class InspectionText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was inspected ``days_ago`` (below 0: what is planned), by whom, what was found and asked for."""

    type: str
    subject: str
    days_ago: int
    team: str
    strengths: str
    limits: str
    recommendations: list[RecommendationText]


class LandStepText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step that was taken ``days_ago``, by whom and where, and how many of those asked said what."""

    code: str
    days_ago: int
    what: str = ""
    by: str = ""
    place: str = ""
    paper: str = ""
    opinions: dict[str, int] = {}


class LandHouseholdText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A household: its land in square metres, what it is offered in millions of đồng, and what it says."""

    owner: str
    area: int
    millions: int
    opinion: str
    reason: str = ""
    persuasions: int = 0


class LandText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What land is taken back for, step by step and household by household."""

    name: str
    investor: str
    purpose: str
    steps: list[LandStepText]
    households: list[LandHouseholdText]


class CriterionText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion with the most points for it."""

    name: str
    maximum: int


class ReportText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an officer wrote into a section of a report."""

    form: str
    section: str
    text: str


class PhraseText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that the office writes again and again."""

    target: str
    name: str
    text: str


def load(name: str, shape: type[Shape]) -> Shape:
    """Read ``resources/sample/<name>.json``; raises msgspec.ValidationError when it is not of that shape."""
    return msgspec.json.decode(resource_path("sample", f"{name}.json").read_bytes(), type=shape)


def fill(text: str, places: Mapping[str, str]) -> str:
    """Fill the places of a text; raises KeyError for an unknown one."""
    return text.format_map(places)
