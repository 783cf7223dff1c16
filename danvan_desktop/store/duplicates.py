"""Finds records that may be one, and numbers that an office gave twice.

Every kind declares by what (``domain/likeness.py``). Records are put into groups by what is compared, so that the work
grows with their number and not with its square.
"""

from __future__ import annotations

import itertools
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import newest_by_log, split_ids
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.likeness import Alike, Numbered, Objection, Trait
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.localization import Message, _, enumerated
from danvan_desktop.store.compared_rows import ComparedRows, Grouping, Remembered, Row
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.selection import Selection
from danvan_desktop.store.sharing import Sharing

_MOST_NARROWED = 1_000
"""Records in question up to which others are chosen by what they share with them: beyond, most share something."""
_BATCH = 500
"""Records whose texts are in memory at a time."""
_LEADING_NUMBER = re.compile("[0-9]{1,15}(?![0-9])")
_TWICE = "twice"
"""Stands for a number until it is read how it was written."""
_MOST_COMPARED = 20
"""Of many that are alike each is held against so many earlier ones at most."""


@dataclass(frozen=True)
class LikelyPair:
    """Two records of a kind that may be one; ``first`` is the one that would be kept: the fuller, or the elder.

    ``why`` tells by what they are alike. ``number`` is the number that was given to both. ``is_late`` says that they
    are joined, and that the joined one was written on by somebody who did not know.
    """

    kind: str
    first: str
    second: str
    why: tuple[Message, ...]
    number: str = ""
    is_late: bool = False

    @property
    def told(self) -> Message:
        """Why they may be one, or have one number, in words."""
        return enumerated(self._reasons)

    @property
    def first_reason(self) -> Message:
        """The weightiest of them."""
        return self._reasons[0]

    @property
    def _reasons(self) -> Sequence[Message]:
        numbered = [_("Số {number} cấp hai lần", number=self.number)] if self.number else []
        return [*numbered, *self.why]


@dataclass
class _Found:
    why: list[Message]
    number: str = ""


_Pairs = dict[tuple[str, str], _Found]
_Key = tuple[str, ...]
_Involved = frozenset[str] | None
_Member = tuple[str, _Key]
"""A record of a group, with what may speak against its being one with another."""


@dataclass(frozen=True)
class _Likeness:
    """What records of a group share, and what is then ``looked_at`` of each; ``with_secrets`` among secret ones, too.

    What is hidden of secret records tells nobody whom they are like.
    """

    traits: tuple[Trait, ...]
    looked_at: tuple[Trait, ...]
    with_secrets: bool

    @classmethod
    def of(cls, kind: Kind, alike: Alike) -> _Likeness:
        objecting = tuple(one.trait for one in alike.against)
        return cls(alike.traits, objecting, not _hides_any(kind, _fields_of([*alike.traits, *objecting])))

    @classmethod
    def of_number(cls, numbered: Numbered) -> _Likeness:
        days = (Trait(one.field, str) for one in numbered.within if numbered.is_of_office)
        return cls((numbered.number, *numbered.within), (Trait(numbered.unit, str), *days), with_secrets=True)


class Duplicates:
    """Looks through an open store."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        reader: Reader,
        tree: UnitTree,
        awaited: Collection[str],
        beat: Callable[[], object] = lambda: None,
    ) -> None:
        """Look by the tree of units in force; ``reader`` masks what is secret.

        Nobody is asked about the units that are ``awaited`` to be joined to another. ``beat`` is called every few
        milliseconds of a long look: what it raises ends it.
        """
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._tree = tree
        self._awaited = awaited
        self._beat = beat
        self._distinct = self._read_distinct()
        self._turns = tree.days_of_change
        self._trees: dict[int, UnitTree] = {}

    def likely(self, kind: str | None = None, involving: Collection[str] | None = None) -> Sequence[LikelyPair]:
        """Return the pairs of a kind, or of all kinds in their order, that nobody said are two.

        With ``involving`` only those in which one of these records is.
        """
        return [pair for one, involved in self._compared_kinds(kind, involving) for pair in self._pairs(one, involved)]

    def count(self, involving: Collection[str] | None = None) -> int:
        """Count them, which reads none of them whole."""
        return sum(
            len(self._found(one, involved)) + len(list(self._late(one, involved)))
            for one, involved in self._compared_kinds(None, involving)
        )

    def _compared_kinds(
        self, kind: str | None, involving: Collection[str] | None
    ) -> Iterator[tuple[Kind, frozenset[str] | None]]:
        involved = None if involving is None else self._by_kind(involving)
        for one in self._kinds:
            if one.can_be_joined and kind in (None, one.name) and (involved is None or one.name in involved):
                yield one, None if involved is None else frozenset(involved[one.name])

    def _found(self, kind: Kind, involved: _Involved) -> _Pairs:
        pairs: _Pairs = {}
        alikes = [_Likeness.of(kind, alike) for alike in kind.alike]
        numbers = [_Likeness.of_number(one) for one in (kind.numbered,) if one is not None]
        groups = self._groups(kind, [*alikes, *numbers], involved)
        for alike, likeness, found in zip(kind.alike, alikes, groups, strict=False):
            for first, second in self._compared(self._members(kind, likeness, found), alike.against):
                pairs.setdefault((first, second), _Found([])).why.append(alike.why)
        for likeness, found in zip(numbers, groups[len(alikes) :], strict=True):
            # Within one group are those of one office; a record of no unit is of none, as others are.
            for members in self._members(kind, likeness, found):
                for pair in self._compared(_by_giver(members, self._giver)):
                    pairs.setdefault(pair, _Found([])).number = _TWICE
        return {pair: found for pair, found in pairs.items() if involved is None or not involved.isdisjoint(pair)}

    def _giver(self, told: _Key) -> str:
        """Return the office that gave a number: of the unit, that below which it lay on the day, if one is told."""
        unit, *days = told
        if not days:
            return unit
        turn = bisect_right(self._turns, days[0][:10])
        if turn not in self._trees:
            self._trees[turn] = self._tree.on(self._turns[turn - 1]) if turn else self._tree.on("")
        return self._trees[turn].office_of(unit)

    def _pairs(self, kind: Kind, involved: _Involved) -> Iterator[LikelyPair]:
        pairs = self._found(kind, involved)
        self._name_numbers(kind, pairs)
        records = self._reader.get_many((uid for pair in pairs for uid in pair), kind.name)
        for (elder, other), found in pairs.items():
            filled = [sum(value is not None for value in records[uid].values.values()) for uid in (elder, other)]
            first, second = (other, elder) if found.why and filled[1] > filled[0] else (elder, other)
            yield LikelyPair(kind.name, first, second, tuple(found.why), found.number)
        yield from self._late(kind, involved)

    # Alike

    def _groups(
        self, kind: Kind, likenesses: Sequence[_Likeness], involved: _Involved
    ) -> Sequence[Sequence[Sequence[str]]]:
        """Return of each likeness the groups of the records that share it and that somebody asks for, eldest first."""
        groupings = [Grouping(one.traits) for one in likenesses]
        if involved is not None and len(involved) <= _MOST_NARROWED:
            for one, grouping in zip(likenesses, groupings, strict=True):
                sharing = self._shared(kind, one, involved)
                if sharing is not None:
                    self._gather(kind, [grouping], sharing, with_secrets=one.with_secrets)
        else:
            for with_secrets in (False, True):
                asked = [g for one, g in zip(likenesses, groupings, strict=True) if one.with_secrets is with_secrets]
                self._gather(kind, asked, (), with_secrets=with_secrets)
        return [
            [group for group in grouping.several() if involved is None or not involved.isdisjoint(group)]
            for grouping in groupings
        ]

    def _gather(
        self, kind: Kind, groupings: Sequence[Grouping], sharing: Iterable[Sharing], *, with_secrets: bool
    ) -> None:
        """Group records batch by batch: memory holds the texts of one batch, however many there are."""
        names = _fields_of(trait for grouping in groupings for trait in grouping.traits)
        remembered: Remembered = {}
        for rows in self._batches(kind, names, sharing, with_secrets) if names else ():
            compared = ComparedRows(names, rows, remembered)
            for grouping in groupings:
                grouping.take(compared)

    def _batches(
        self, kind: Kind, names: Sequence[str], sharing: Iterable[Sharing], with_secrets: bool
    ) -> Iterator[list[Row]]:
        left = self._reader.columns(kind.name, names, sharing, with_secrets=with_secrets)
        while rows := list(itertools.islice(left, _BATCH)):
            self._beat()
            yield [row for row in rows if row[0] not in self._awaited] if self._awaited else rows

    def _shared(self, kind: Kind, likeness: _Likeness, involved: Collection[str]) -> Sequence[Sharing] | None:
        """Return what all have in common that can be in a pair with these records, ``None`` if there can be none."""
        names = _fields_of(likeness.traits)
        sharing = [Sharing.value("uid", involved)]
        batches = self._batches(kind, names, sharing, likeness.with_secrets)
        own = ComparedRows(names, list(itertools.chain.from_iterable(batches)))
        told = [place for place, key in enumerate(own.keys(likeness.traits)) if all(key)]
        if not told:
            return None
        # A day, by which most kinds are ordered, parts them finer than a unit does.
        order = kind.order.lstrip("-")
        day = next((trait for trait in likeness.traits if trait.is_exact and trait.field == order), None)
        return [
            one
            for trait in likeness.traits
            if (one := _sharing(kind, trait, own.values(trait.field, told), is_sought=day in (None, trait))) is not None
        ]

    def _members(self, kind: Kind, likeness: _Likeness, groups: Sequence[Sequence[str]]) -> Iterator[Sequence[_Member]]:
        """Return groups with what is looked at of each record, some hundreds of records at a time."""
        if not likeness.looked_at:
            yield from ([(uid, ()) for uid in group] for group in groups)
            return
        names, remembered = _fields_of(likeness.looked_at), Remembered()
        for some in _in_parts(groups):
            sharing = [Sharing.value("uid", [uid for group in some for uid in group])]
            keys: dict[str, _Key] = {}
            for rows in self._batches(kind, names, sharing, likeness.with_secrets):
                compared = ComparedRows(names, rows, remembered)
                keys.update(zip(compared.uids(), compared.keys(likeness.looked_at), strict=True))
            yield from ([(uid, keys[uid]) for uid in group if uid in keys] for group in some)

    def _compared(
        self, groups: Iterable[Sequence[_Member]], objections: Sequence[Objection] = ()
    ) -> Iterator[tuple[str, str]]:
        """Yield each record with the first before it that nothing speaks against being one with."""
        for group in groups:
            self._beat()
            for place, (uid, against) in enumerate(group):
                for earlier, others in group[max(0, place - _MOST_COMPARED) : place]:
                    if not _speak_against(objections, against, others) and not self._are_distinct(earlier, uid):
                        yield earlier, uid
                        break

    # Numbers

    def _name_numbers(self, kind: Kind, pairs: _Pairs) -> None:
        given = {pair: found for pair, found in pairs.items() if found.number}
        if kind.numbered is None or not given:
            return
        among = Selection(among=[first for first, _second in given])
        values = self._reader.valued(kind.name, kind.numbered.number.field, selection=among)
        numbers = {uid: str(value) for uid, value in values}
        for (first, _second), found in given.items():
            found.number = numbers.get(first, "")

    # Written on after they were joined

    def _late(self, kind: Kind, involved: _Involved) -> Iterator[LikelyPair]:
        rows = self._connection.execute(
            "SELECT s.record, g.shown, s.knew FROM record_same_as s JOIN shown_as g ON g.uid = s.record"
            " JOIN record r ON r.uid = s.record AND r.kind = ? WHERE s.deleted IS NOT 1 AND s.knew IS NOT NULL"
            " ORDER BY s.uid",
            [kind.name],
        ).fetchall()
        knew: dict[tuple[str, str], list[str]] = {}
        for uid, shown, text in rows:
            knew.setdefault((shown, uid), []).append(text)
        for (shown, uid), texts in knew.items():
            is_asked = involved is None or uid in involved or shown in involved
            if is_asked and self._has_more(uid, " ".join(texts)):
                yield LikelyPair(kind.name, shown, uid, (_("Bản đã gộp có nội dung mới ghi ở máy khác"),), is_late=True)

    def _has_more(self, uid: str, knew: str) -> bool:
        known = newest_by_log(split_ids(knew))
        rows = self._connection.execute(
            f"SELECT l.replica, l.stream, max(e.id & {SEQ_MASK}) FROM record r JOIN entry e ON e.record = r.no"
            f" JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE r.uid = ? GROUP BY l.no",
            [uid],
        )
        return any(seq > known.get((replica, stream), 0) for replica, stream, seq in rows)

    # What was said before

    def _read_distinct(self) -> frozenset[frozenset[str]]:
        rows = self._connection.execute(
            "SELECT d.record, d.other, coalesce(a.shown, d.record), coalesce(b.shown, d.other) FROM record_distinct d"
            " LEFT JOIN shown_as a ON a.uid = d.record LEFT JOIN shown_as b ON b.uid = d.other"
            " WHERE d.deleted IS NOT 1"
        ).fetchall()
        return frozenset(frozenset(pair) for row in rows for pair in (row[:2], row[2:]))

    def _are_distinct(self, uid: str, other: str) -> bool:
        return bool(self._distinct) and frozenset((uid, other)) in self._distinct

    def _by_kind(self, uids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return records by their kind; of those that are joined the ones that are shown for them, too."""
        found: dict[str, list[str]] = {}
        rows = self._connection.execute(
            "SELECT r.kind, r.uid, s.shown FROM json_each(?) u CROSS JOIN record r ON r.uid = u.value"
            " LEFT JOIN shown_as s ON s.uid = r.uid",
            [json.dumps(list(uids))],
        )
        for kind, uid, shown in rows:
            found.setdefault(kind, []).extend([uid, shown] if shown else [uid])
        return found


def _fields_of(traits: Iterable[Trait]) -> list[str]:
    return list(dict.fromkeys(trait.field for trait in traits))


def _in_parts(groups: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Part groups into lists of at least so many records as a batch has, but for the last."""
    part: list[Sequence[str]] = []
    for group in groups:
        part.append(group)
        if sum(map(len, part)) >= _BATCH:
            yield part
            part = []
    if part:
        yield part


def _hides_any(kind: Kind, names: Iterable[str]) -> bool:
    return any(hides(kind.field(name)) for name in names)


def _sharing(kind: Kind, trait: Trait, values: Collection[Value], *, is_sought: bool) -> Sharing | None:
    """Return what all that has one of these values in a trait has in common, as far as SQLite can tell."""
    if trait.is_exact:
        return Sharing.value(trait.field, values, is_sought=is_sought)
    if trait.beginning:
        return Sharing.beginning(trait.field, {str(value)[: trait.beginning] for value in values})
    if kind.numbered is not None and trait == kind.numbered.number:
        found = [_LEADING_NUMBER.match(str(value)) for value in values]
        return Sharing.number(trait.field, [int(one[0]) for one in found if one]) if all(found) else None
    return None


def _by_giver(group: Sequence[_Member], giver: Callable[[_Key], str]) -> Iterable[Sequence[_Member]]:
    """Part records of one number by the office that gave it."""
    parted: dict[str, list[_Member]] = {}
    for uid, told in group:
        parted.setdefault(giver(told), []).append((uid, ()))
    return parted.values()


def _speak_against(objections: Sequence[Objection], one: _Key, other: _Key) -> bool:
    return one != other and any(objection.speaks(a, b) for objection, a, b in zip(objections, one, other, strict=True))
