"""Which units were one before there were rights, as long as their owners have not said it themselves.

Two laptops of an office that were set up apart founded a unit each, and were one by its level and code. Until the own
entries of whoever founded the other come, its unit stands here for what it stood for: otherwise each would hold back
what it wrote about the other's records, and of a laptop that will never come again for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.facts import Founding, Link
from danvan_desktop.store.connection import Connection

Label = tuple[str, str]
"""The kind and the code of a unit."""


def assumed_links(connection: Connection, foundings: Sequence[Founding], labels: Mapping[str, Label]) -> Iterator[Link]:
    """Yield the links that the founders of such units have not written yet: to this store's own, or to the eldest."""
    migrated = set(connection.execute("SELECT replica, stream FROM log WHERE migrated IS NOT NULL").fetchall())
    apart = [one for one in foundings if one.by.entry.log in migrated and not one.is_below]
    if not apart:
        return
    row = connection.execute("SELECT value FROM setting WHERE name = 'unit.uid'").fetchone()
    home = "" if row is None else str(row[0])
    authorities = [one.unit for one in foundings if one.is_authority and not one.is_below]
    for one in apart:
        into = _standing_for(one.unit, home, authorities, labels)
        if into is not None:
            yield Link(one.unit, into, one.by, is_same=True)


def _standing_for(unit: str, home: str, authorities: Iterable[str], labels: Mapping[str, Label]) -> str | None:
    label = labels.get(unit, ("", ""))
    if not all(label) or unit == home:
        return None
    if labels.get(home) == label:
        return home
    # Uids of before begin with the time when they were made.
    eldest = min((other for other in authorities if labels.get(other) == label), default=unit)
    return None if eldest == unit else eldest
