"""Holds entries that bring a record to a unit, or into a whole, where their author has no right to write.

By its own word an entry is of some unit (``entry.place``), and rights are judged there. The field that names the unit,
or the whole that a record is part of, must lead to the same: otherwise somebody could write at his own unit what is
shown, counted and printed as another's. Such an entry is held as a whole, like any other that its author had no right
to. A whole that came to another unit counts where it was as far as the author knew, or came to since.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.placing import naming_field
from danvan_desktop.store.rights import IS_NAMED
from danvan_desktop.store.schema import HELD, table_of

_MAY_WRITE = (
    f"EXISTS (SELECT 1 FROM standing s WHERE s.place = {{place}} AND s.log = e.id >> {SEQ_BITS}"
    f" AND e.id & {SEQ_MASK} > s.after AND (s.until IS NULL OR e.id & {SEQ_MASK} <= s.until)"
    f" AND (s.standing = {int(Standing.OWN)} OR r.kind IN ({{answers}})))"
)
_KNOWN_STAY = f"""max(
    ifnull((SELECT max(k.stay) FROM entry x CROSS JOIN knew_move k ON k.entry = x.id
        WHERE x.record = w.no AND x.id < e.id AND x.id >> {SEQ_BITS} = e.id >> {SEQ_BITS}), 0),
    ifnull((SELECT max(k.stay) FROM json_each(e.seen) s CROSS JOIN entry n ON {IS_NAMED}
        CROSS JOIN knew_move k ON k.entry = n.id WHERE n.record = w.no), 0))
"""
"""The last stay of a whole ``w`` that the author of an entry ``e`` knew of: by one of it that it names, or follows."""


def names_of_units(kinds: Kinds) -> Mapping[str, str]:
    """Return the kinds whose records name their unit, each with the field that does."""
    return {kind.name: kind.unit for kind in kinds if kind.unit is not None}


def names_of_wholes(kinds: Kinds) -> Mapping[str, str]:
    """Return the kinds of parts and of notes about records, each with the field that names the whole."""
    named = {kind.name: naming_field(kinds, kind.name) for kind in kinds if kind.unit is None}
    return {kind: name for kind, name in named.items() if name is not None}


def answers_of(kinds: Kinds) -> Collection[str]:
    """Return the kinds whose records the level above makes at the unit that they are about."""
    named = {**names_of_units(kinds), **names_of_wholes(kinds)}
    return {kind for kind, name in named.items() if kinds[kind].is_answer(name)}


class Misplaced:
    """Works in the transaction in which entries arrived, once records are placed and rights derived."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._wholes = names_of_wholes(kinds)
        self._holding = _holding(names_of_units(kinds), self._wholes, answers_of(kinds))

    def hold(self, among: str) -> None:
        """Hold those of some entries, given as a query of their numbers."""
        self._connection.execute(self._holding.format(among=among))

    def gather_parts(self, wholes: str) -> None:
        """Let the parts of records, given as a query of their uids, be judged anew: these were placed, or moved."""
        execute = self._connection.execute
        for kind, name in self._wholes.items():
            table = table_of(kind)
            if execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
                execute(
                    f"INSERT OR IGNORE INTO temp.rejudged SELECT p.no FROM ({wholes}) w CROSS JOIN {table} p"
                    f' ON p."{name}" IN (w.uid, (SELECT g.shown FROM shown_as g WHERE g.uid = w.uid))'
                )

    def gather_held(self) -> None:
        """Let the held parts be judged anew, where anything is: what they name may be elsewhere now."""
        names = ", ".join(f"'{name}'" for name in sorted(set(self._wholes.values())))
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.rejudged SELECT e.record FROM shadow s CROSS JOIN entry e ON e.id = s.entry"
            f" WHERE s.state = {HELD} AND s.field IN ({names}) AND EXISTS (SELECT 1 FROM temp.rejudged)"
        )


def _holding(units: Mapping[str, str], wholes: Mapping[str, str], answers: Collection[str]) -> str:
    named = ", ".join(f"'{kind}'" for kind in sorted(answers)) or "''"
    at_unit = _MAY_WRITE.format(place="e.place", answers=named)
    at_whole = _MAY_WRITE.format(place="w.place", answers=named)
    where_it_was = _MAY_WRITE.format(place="m.place", answers=named)
    return f"""
        INSERT OR REPLACE INTO shadow
        SELECT n.entry, f.key, {HELD} FROM (
            SELECT e.id AS entry FROM ({{among}}) a CROSS JOIN entry e ON e.id = a.entry
            CROSS JOIN record r ON r.no = e.record CROSS JOIN unit u ON u.no = e.place
            WHERE {_named(units)} IS NOT NULL AND ({_named(units)} != u.uid OR NOT {at_unit})
            UNION ALL
            SELECT e.id FROM ({{among}}) a CROSS JOIN entry e ON e.id = a.entry
            CROSS JOIN record r ON r.no = e.record CROSS JOIN record w ON w.uid = {_named(wholes)}
            WHERE w.place > 0 AND NOT {at_whole} AND NOT EXISTS (
                SELECT 1 FROM moved m WHERE m.record = w.no AND m.since >= {_KNOWN_STAY} AND {where_it_was})
        ) n CROSS JOIN entry e ON e.id = n.entry CROSS JOIN json_each(e.body) f
    """


def _named(fields: Mapping[str, str]) -> str:
    """Return the expression for what an entry ``e`` of a record ``r`` names by the field of its kind."""
    cases = " ".join(f"WHEN '{kind}' THEN e.body ->> '$.{name}'" for kind, name in fields.items())
    return f"CASE r.kind {cases} END"
