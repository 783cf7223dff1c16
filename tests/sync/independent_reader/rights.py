"""Section 10, *Rights* and *Withdrawals*: which entries may write at which unit."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .lines import Entry
from .records import Log, Records, text_of

NONE, ABOVE, OWN = 0, 1, 2
AUTHORITIES = {"province", "district", "commune"}
MOST_ROUNDS, MOST_LEVELS = 63, 16


@dataclass(frozen=True, eq=False)
class Fact:
    """A founding or grant (``to``: the device), a link (``to``: the unit above) or a withdrawal (``to``: whose)."""

    unit: str
    to: str
    by: Entry
    marks: Mapping[Log, int] = field(default_factory=dict)
    is_same: bool = False

    def limit(self, log: Log) -> int:
        """Return up to where a withdrawal lets a log count."""
        known = self.by.id[2] if log == self.by.id[:2] else 0
        return max(known, self.marks.get(log, 0))

    def counts(self, entry: Entry) -> bool:
        """Tell whether a withdrawal lets an entry count."""
        return entry.id[2] <= self.limit(entry.id[:2])


def read_marks(text: str) -> Mapping[Log, int] | None:
    """Read the text of ``after`` or ``accepted``; nothing for one of another form."""
    try:
        told = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or not all(type(seq) is int and seq >= 0 for seq in told.values()):
        return None
    if not all(log.count(":") == 1 for log in told):
        return None
    return {(log.split(":")[0], log.split(":")[1]): seq for log, seq in told.items()}


class Rights:
    """What follows from the foundings, grants, links and withdrawals of a log."""

    def __init__(self, records: Records) -> None:
        """Derive it."""
        self._records = records
        self._maker: dict[str, Entry] = {}
        self._founded: dict[str, Fact] = {}
        self._authorities: set[str] = set()
        for uid in records.uids():
            self._found(uid)
        self._facts = [*self._granted(), *self._linked()]
        self._is_grant = {fact: not fact.is_same and fact.by.kind == "grant" for fact in self._facts}
        self._heard: list[Fact] = []
        self._rank: dict[Fact, int] = {}
        self._settle()
        waiting = list(self._withdrawn())
        while able := [one for one in waiting if self.standing(one.by, self._place_of(one))]:
            ranks = [self._seniority(one) for one in able]
            heard = [one for one, rank in zip(able, ranks, strict=True) if rank == min(ranks)]
            self._heard += heard
            self._rank |= dict.fromkeys(heard, len(self._rank))
            waiting = [one for one in waiting if one not in heard]
            self._settle()

    def standing(self, entry: Entry, place: str) -> int:
        """Tell what the author of an entry may write at a unit."""
        best, waiting, met = NONE, [(place, OWN)], {(place, OWN)}
        while waiting:
            unit, standing = waiting.pop()
            if standing > best and self._hands(entry, unit) is not None:
                best = standing
            for link in self._links_of(unit):
                is_own = standing == OWN and (link.is_same or unit not in self._authorities)
                step = (link.to, OWN if is_own else ABOVE)
                if step not in met and self._carries(link, entry):
                    met.add(step)
                    waiting.append(step)
        return best

    def words_in_order(self) -> Sequence[Fact]:
        """Section 10, *Histories*: the withdrawals that were heard, those first whose word goes before the others'."""

        def place(one: Fact) -> tuple[bool, int, str, int, tuple[str, str, int]]:
            stands = self.standing(one.by, self._place_of(one)) > NONE
            return not stands, self._rank[one], self._records.device(one.by), -one.by.id[2], one.by.id

        return sorted(self._heard, key=place)

    # The facts

    def _found(self, uid: str) -> None:
        if self._records.kind(uid) != "unit":
            return
        claims = [entry for entry in self._records.said(uid) if text_of(entry, "kind")]
        made = next((entry for entry in claims if self._records.is_made_by(entry)), None)
        if made is None:
            return
        device = self._records.device(made)
        last = [entry for entry in claims if self._records.device(entry) == device][-1]
        self._maker[uid] = made
        if text_of(last, "kind") in AUTHORITIES:
            self._authorities.add(uid)
        if not text_of(made, "parent"):
            self._founded[uid] = Fact(uid, device, made)

    def _granted(self) -> Iterator[Fact]:
        for entry in self._records.of_kind("grant"):
            unit, device, after = (text_of(entry, name) for name in ("unit", "device", "after"))
            marks = read_marks(after)
            if unit and device and marks is not None:
                yield Fact(unit, device, entry, marks)

    def _linked(self) -> Iterator[Fact]:
        for entry in self._records.of_kind("unit"):
            if text_of(entry, "parent"):
                yield Fact(entry.uid, text_of(entry, "parent"), entry)
        for entry in self._records.of_kind("same_as"):
            unit, into = text_of(entry, "record"), text_of(entry, "into")
            if self._records.kind(unit) == self._records.kind(into) == "unit":
                yield Fact(unit, into, entry, is_same=True)

    def _withdrawn(self) -> Iterator[Fact]:
        for entry in self._records.of_kind("withdrawal"):
            unit, of, accepted = (text_of(entry, name) for name in ("unit", "of", "accepted"))
            marks = read_marks(accepted)
            if unit and of and accepted and marks is not None:
                yield Fact(unit, of, entry, marks)

    # What counts of them

    def _settle(self) -> None:
        """Let facts count whose authors stand where they are made: those who founded first, then round by round."""
        self._rounds: dict[Fact, int] = {}
        self._at: dict[tuple[str, bool], list[Fact]] = {}
        for number in range(1, MOST_ROUNDS + 1):
            new = [one for one in self._facts if one not in self._rounds and self._may_make(one)]
            if not new:
                return
            for one in new:
                self._rounds[one] = number
                self._at.setdefault((one.unit, self._is_grant[one]), []).append(one)

    def _may_make(self, fact: Fact) -> bool:
        is_birth = not self._is_grant[fact] and self._maker.get(fact.unit) is fact.by
        return is_birth or self.standing(fact.by, fact.unit) > NONE

    def _links_of(self, unit: str) -> Sequence[Fact]:
        return self._at.get((unit, False), ())

    def _ends(self, unit: str, of: str) -> Iterator[Fact]:
        return (one for one in self._heard if (one.unit, one.to) == (unit, of))

    def _carries(self, link: Fact, entry: Entry) -> bool:
        return all(one.counts(entry) for one in self._ends(link.unit, link.to) if one.counts(link.by))

    def _hands(self, entry: Entry, unit: str) -> int | None:
        """Return in which round the author of an entry came to hold a unit, 0 for who founded it."""
        founded = [self._founded[unit]] if unit in self._founded else []
        found = [
            self._rounds.get(one, 0)
            for one in (*founded, *self._at.get((unit, True), ()))
            if one.to == self._records.device(entry)
            and entry.id[2] > one.marks.get(entry.id[:2], 0)
            and all(end.counts(entry) for end in self._ends(unit, one.to) if one in founded or end.counts(one.by))
        ]
        return min(found, default=None)

    # Who is heard first

    def _place_of(self, withdrawal: Fact) -> str:
        return withdrawal.to if withdrawal.to in self._maker else withdrawal.unit

    def _seniority(self, withdrawal: Fact) -> tuple[int, int]:
        place, entry = self._place_of(withdrawal), withdrawal.by
        found, waiting, met = (MOST_LEVELS, sys.maxsize), [(place, place, 0)], {(place, place, 0)}
        while waiting:
            unit, highest, rounds = waiting.pop()
            held = self._hands(entry, unit)
            if held is not None:
                found = min(found, (self._depth(highest), max(rounds, held)))
            for link in self._links_of(unit):
                is_first = unit == highest and self._rounds[link] == 1
                step = (link.to, link.to if is_first else highest, max(rounds, self._rounds[link]))
                if step not in met and self._carries(link, entry):
                    met.add(step)
                    waiting.append(step)
        return found

    def _depth(self, unit: str) -> int:
        level = self._with_same({unit})
        for depth in range(MOST_LEVELS):
            level = self._with_same({link.to for one in level for link in self._first(one) if not link.is_same})
            if not level:
                return depth
        return MOST_LEVELS

    def _with_same(self, units: set[str]) -> set[str]:
        same = {link.to for one in units for link in self._first(one) if link.is_same}
        return units if same <= units else self._with_same(units | same)

    def _first(self, unit: str) -> Iterator[Fact]:
        return (link for link in self._links_of(unit) if self._rounds[link] == 1)
