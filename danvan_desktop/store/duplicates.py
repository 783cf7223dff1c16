"""Finds records that may be one, and numbers that an office gave twice.

Every kind declares by what (``domain/likeness.py``). Records are put into groups by what is compared, so that the work
grows with their number and not with its square.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import newest_by_log, split_ids
from danvan_desktop.domain.fields import FieldType, Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.likeness import Trait
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.localization import Message, _, enumerated
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.reading import Reader, Selection

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
_Row = tuple[str, Mapping[str, Value]]


class Duplicates:
    """Looks through an open store."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader, tree: UnitTree) -> None:
        """Look by the tree of units in force; ``reader`` masks what is secret."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._tree = tree
        self._distinct = self._read_distinct()

    def likely(self, kind: str | None = None, involving: Collection[str] | None = None) -> Sequence[LikelyPair]:
        """Return the pairs of a kind, or of all kinds in their order, that nobody said are two.

        With ``involving`` only those in which one of these records is.
        """
        involved = None if involving is None else self._by_kind(involving)
        return [
            pair
            for one in self._kinds
            if one.can_be_joined and kind in (None, one.name) and (involved is None or one.name in involved)
            for pair in self._pairs(one, None if involved is None else frozenset(involved[one.name]))
        ]

    def _pairs(self, kind: Kind, involved: Collection[str] | None) -> Iterator[LikelyPair]:
        pairs: _Pairs = {}
        for alike in kind.alike:
            groups = self._groups(kind, alike.traits, alike.against, involved)
            for first, second in self._compared(groups, alike.against):
                pairs.setdefault((first, second), _Found([])).why.append(alike.why)
        if kind.numbered is not None:
            self._find_numbers(kind, involved, pairs)
        records = self._reader.get_many((uid for pair in pairs for uid in pair), kind.name)
        for (elder, other), found in pairs.items():
            is_asked = involved is None or elder in involved or other in involved
            if is_asked and elder in records and other in records:
                filled = [sum(value is not None for value in records[uid].values.values()) for uid in (elder, other)]
                first, second = (other, elder) if found.why and filled[1] > filled[0] else (elder, other)
                yield LikelyPair(kind.name, first, second, tuple(found.why), found.number)
        yield from self._late(kind, involved)

    # Alike

    def _groups(
        self, kind: Kind, traits: Sequence[Trait], against: Sequence[Trait], involved: Collection[str] | None
    ) -> Iterable[Sequence[_Row]]:
        """Return the rows that are the same in all traits, group by group, the eldest first."""
        groups: dict[tuple[str, ...], list[_Row]] = {}
        for row in self._rows(kind, traits, against, involved):
            key = tuple(trait.of(row[1][trait.field]) for trait in traits)
            if all(key):
                groups.setdefault(key, []).append(row)
        return [group for group in groups.values() if len(group) > 1]

    def _rows(
        self, kind: Kind, traits: Sequence[Trait], against: Sequence[Trait], involved: Collection[str] | None
    ) -> Iterable[_Row]:
        """Read what is compared; what is hidden of secret records tells nobody whom they are like."""
        names = list(dict.fromkeys(trait.field for trait in (*traits, *against)))
        is_open = not any(hides(kind.field(name)) for name in names)
        narrowing = None if involved is None else self._narrowing(kind, traits, involved)
        return self._reader.columns(kind.name, names, narrowing, with_secrets=is_open)

    def _narrowing(
        self, kind: Kind, traits: Sequence[Trait], involved: Collection[str]
    ) -> tuple[str, Collection[Value]] | None:
        """Return an indexed field, and its values in the records in question, that all others in a pair share."""
        for trait in traits:
            field = kind.field(trait.field)
            is_indexed = field.type is FieldType.REFERENCE or field.looked_up or kind.order.lstrip("-") == field.name
            if trait.is_exact and is_indexed:
                values = self._reader.valued(kind.name, trait.field, selection=Selection(among=list(involved)))
                return trait.field, {value for _uid, value in values}
        return None

    def _compared(self, groups: Iterable[Sequence[_Row]], against: Sequence[Trait]) -> Iterator[tuple[str, str]]:
        """Yield each row with the first before it that nothing speaks against being one with."""
        for group in groups:
            for place, (uid, values) in enumerate(group):
                for earlier, others in group[max(0, place - _MOST_COMPARED) : place]:
                    if not _speak_against(against, values, others) and not self._are_distinct(earlier, uid):
                        yield earlier, uid
                        break

    # Numbers

    def _find_numbers(self, kind: Kind, involved: Collection[str] | None, pairs: _Pairs) -> None:
        numbered = kind.numbered
        if numbered is None:
            return
        groups: dict[tuple[str, ...], list[_Row]] = {}
        traits = (numbered.number, *numbered.within)
        names = list(dict.fromkeys([*(trait.field for trait in traits), numbered.unit]))
        for row in self._reader.columns(kind.name, names, None, with_secrets=True):
            key = tuple(trait.of(row[1][trait.field]) for trait in traits)
            if all(key):
                unit = str(row[1][numbered.unit] or "")
                place = self._tree.office_of(unit) if numbered.is_of_office else unit
                groups.setdefault((place, *key), []).append(row)
        for first, second in self._compared((group for group in groups.values() if len(group) > 1), ()):
            found = pairs.setdefault((first, second), _Found([]))
            found.number = "twice"
        self._name_numbers(kind, numbered.number.field, pairs)

    def _name_numbers(self, kind: Kind, name: str, pairs: _Pairs) -> None:
        given = {pair: found for pair, found in pairs.items() if found.number}
        values = self._reader.valued(kind.name, name, selection=Selection(among=[first for first, _second in given]))
        numbers = {uid: str(value) for uid, value in values}
        for (first, _second), found in given.items():
            found.number = numbers.get(first, "")

    # Written on after they were joined

    def _late(self, kind: Kind, involved: Collection[str] | None) -> Iterator[LikelyPair]:
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


def _speak_against(against: Sequence[Trait], values: Mapping[str, Value], others: Mapping[str, Value]) -> bool:
    pairs = ((trait.of(values[trait.field]), trait.of(others[trait.field])) for trait in against)
    return any(one and other and one != other for one, other in pairs)
