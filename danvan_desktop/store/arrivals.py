"""One look at the entries that arrived: which of all that may follow from entries can follow from these.

Each part of the derivation is asked only for what concerns it, so that a save of what bears on no right, names no other
unit and joins nothing takes few statements. What is told may be more than is so, never less.
"""

from __future__ import annotations

from msgspec import Struct

from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.rights import OF_RIGHTS

_LOOK = f"""
    SELECT min(r.kind), max(r.kind),
    coalesce(max(k.entry IS NOT NULL), 0),
    coalesce(max(r.{OF_RIGHTS}), 0) OR EXISTS (SELECT 1 FROM log WHERE seq > 0 AND judged IS NULL),
    coalesce(max(e.place != r.place OR r.no IN (SELECT record FROM moved)), 0),
    coalesce(max(r.place IS NULL), 0),
    coalesce(max(e.seen IS NOT NULL), 0),
    coalesce(max(r.kind = '{REDACTION.name}' OR e.gone IS NOT NULL), 0) OR EXISTS (SELECT 1 FROM erasure),
    EXISTS (SELECT 1 FROM archived_record),
    coalesce(max(r.kind = 'same_as'), 0) OR EXISTS (SELECT 1 FROM record_same_as)
        OR EXISTS (SELECT 1 FROM joined) OR EXISTS (SELECT 1 FROM shown_as)
    FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry CROSS JOIN record r ON r.no = e.record
    LEFT JOIN other_kind k ON k.entry = e.id
"""


class Arrival(Struct, frozen=True):
    """What the entries in ``temp.arrived`` may bear on, besides the records that they are of.

    ``kinds`` are those of the records; ``other_kinds`` tells that an entry says another one, ``rights`` that rights
    follow from some, ``places`` that one names another unit than is known or is
    of a record that came to another, ``unplaced`` that of a record none is known
    yet, ``seen`` that one names what its author knew of other logs. ``erasures``, ``archives`` and ``joins`` tell that
    there are such, in what arrived or in the store.
    """

    kinds: frozenset[str]
    other_kinds: bool
    rights: bool
    places: bool
    unplaced: bool
    seen: bool
    erasures: bool
    archives: bool
    joins: bool

    @property
    def is_of_known_standing(self) -> bool:
        """Whether kinds, rights and units of the records that were known before stay as they are."""
        return not (self.other_kinds or self.rights or self.places)


def look_at_arrived(connection: Connection) -> Arrival:
    """Look at the entries that arrived (``EntryLog.begin``), inside the transaction that wrote them."""
    first, last, *told = connection.execute(_LOOK).fetchone()
    kinds = {first, last} - {None} if first == last else _kinds(connection)
    return Arrival(frozenset(kinds), *map(bool, told))


def _kinds(connection: Connection) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT r.kind FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
        " CROSS JOIN record r ON r.no = e.record"
    )
    return {kind for (kind,) in rows}
