"""What the parts of the sample are made with: chance that repeats itself, names, places, and drafts kept in order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from random import Random
from typing import TypeVar

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.sample.texts import Commune, Village
from danvan_desktop.sample.timeline import Timeline

_Item = TypeVar("_Item")
_SIGNED_AFTER, _SENT_AFTER = dt.timedelta(days=5), dt.timedelta(days=20)
"""How long after a gathering its minutes are."""


class Stage(IntEnum):
    """The saves of the sample, one after another, as in an office: records, then what became of them."""

    OFFICE = 0
    WRITTEN = 1
    ANSWERED = 2
    FINISHED = 3


@dataclass
class DraftBook:
    """Drafts by the save that they belong to; ``new_uid`` names records in the order in which they are made."""

    new_uid: Callable[[], str]
    stages: dict[Stage, list[Draft]] = field(default_factory=lambda: defaultdict(list))

    def add(self, stage: Stage, kind: str, /, **values: object) -> str:
        """Note a new record; returns its uid."""
        uid = self.new_uid()
        self.put(stage, kind, uid, **values)
        return uid

    def put(self, stage: Stage, kind: str, uid: str, /, **values: object) -> None:
        """Note what a save sets in a record, which is new when no earlier save had it."""
        self.stages[stage].append(Draft(kind, values, uid))


def _same_chance() -> Random:
    return Random(2016)  # noqa: S311 - the sample has to be the same every time


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A numbered paper: what it is printed of, if of a record, by which form if by any, and the field of its number."""

    day: dt.date
    issuer: str
    kind: str
    uid: str
    field: str
    form: str | None
    subject: str
    type: str = "notice"


@dataclass
class Scene:
    """The commune, its calendar and law, chance with a fixed seed, and the drafts and papers made so far.

    ``units`` and ``rolls`` hold by village code the uid of its unit and its listed households as (uid, head).
    """

    commune: Commune
    commune_uid: str
    timeline: Timeline
    law: LegalRules
    book: DraftBook
    random: Random = field(default_factory=_same_chance)
    units: dict[str, str] = field(default_factory=dict)
    rolls: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)

    def shuffled(self, items: Sequence[_Item]) -> list[_Item]:
        """Return the items in another order."""
        return self.random.sample(items, len(items))

    def citizen(self, village: Village, women: float = 0.45) -> str:
        """Name somebody of a village; ``women`` is their share."""
        names = self.commune.names
        family = self.random.choice(names.hamlet_families if village.kind == "hamlet" else names.families)
        given = self.random.choice(names.women if self.random.random() < women else names.men)
        return f"{family} {given}"

    def speaker(self, village: Village) -> str:
        """Name somebody who speaks for a household of a village: not its head, who answers there."""
        roll = self.rolls.get(village.code)
        if not roll:
            return self.citizen(village)
        name = self.random.choice(roll)[1]
        return name if name != village.head else next(other for _uid, other in roll if other != name)

    def places(self, village: Village) -> Mapping[str, str]:
        """Draw what fills the places of texts about a village."""
        draw = self.random
        return {
            "village": _in_sentence(village.name),
            "Village": village.name,
            "head": village.head,
            "title": title_by_name(village.head),
            "spot": draw.choice(self.commune.spots),
            "lane": draw.choice(self.commune.lanes),
            "houses": str(draw.randint(8, 45)),
            "few": str(draw.randint(2, 4)),
            "months": str(draw.randint(3, 9)),
            "metres": str(draw.randint(12, 90) * 10),
        }

    def sign(self, uid: str, kind: str, day: dt.date) -> None:
        """Sign the minutes of a gathering on that day when some days have passed, and send them up later."""
        age = self.timeline.today - day
        if age >= _SIGNED_AFTER:
            self.book.put(Stage.ANSWERED, kind, uid, state="signed")
        if age >= _SENT_AFTER:
            self.book.put(Stage.FINISHED, kind, uid, state="sent")


def title_by_name(name: str) -> str:
    """Give the title of an invented person, whose name tells it."""
    return "bà" if " Thị " in name else "ông"


def _in_sentence(name: str) -> str:
    """Write a village's name as inside a sentence: “thôn Đông”."""
    return name[:1].lower() + name[1:]


def as_address(lane: str, village: str) -> str:
    """Write where somebody lives: “Xóm Chùa, thôn Đông”."""
    return f"{lane[:1].upper()}{lane[1:]}, {village}"


def cycle_of(items: Sequence[_Item]) -> Iterator[_Item]:
    """Go through the items again and again."""
    while True:
        yield from items
