"""How many records a merge brought, changed, deleted and emptied, as far as people are shown that."""

from __future__ import annotations

from danvan_desktop.store.connection import Connection
from danvan_desktop.store.schema import HELD

_SEVERAL = 3
"""So many fields emptied at once are as much as a deletion."""


_DIFFERS = (
    "(r.no NOT IN (SELECT record FROM temp.rejudged) OR r.changed IS NOT p.changed OR r.deleted IS NOT p.deleted"
    " OR EXISTS (SELECT 1 FROM entry e WHERE e.record = r.no AND e.id IN (SELECT entry FROM temp.arrived))"
    " OR EXISTS (SELECT 1 FROM cell c WHERE c.record = r.no AND coalesce(c.state, 1) != 1))"
)
"""A record that was only judged anew, since its unit came to lie below another, is as it was unless cells are held."""
_ONLY_HELD = (
    "EXISTS (SELECT 1 FROM entry e WHERE e.record = r.no AND e.id IN (SELECT entry FROM temp.arrived))"
    " AND NOT EXISTS (SELECT 1 FROM entry e CROSS JOIN json_each(e.body) f WHERE e.record = r.no"
    " AND e.id IN (SELECT entry FROM temp.arrived) AND NOT EXISTS (SELECT 1 FROM shadow h"
    f" WHERE h.entry = e.id AND h.field = f.key AND h.state = {HELD}))"
)
"""A record of which nothing that came counts: nobody is shown anything new of it."""


def count_touched(connection: Connection, *, may_hold: bool) -> tuple[int, int, int]:
    """Count the records that are new, deleted and changed otherwise; where some is held, only what counts."""
    counts = f"NOT ({_ONLY_HELD})" if may_hold else "TRUE"
    new, deleted, changed = connection.execute(
        f"SELECT count(*) FILTER (WHERE p.uid IS NULL AND {counts}),"
        " count(*) FILTER (WHERE p.uid IS NOT NULL AND r.deleted IS 1 AND p.deleted IS NOT 1),"
        " count(*) FILTER (WHERE p.uid IS NOT NULL AND NOT (r.deleted IS 1 AND p.deleted IS NOT 1)"
        f" AND {_DIFFERS} AND {counts})"
        " FROM temp.touched t CROSS JOIN record r ON r.no = t.record LEFT JOIN temp.present p ON p.uid = t.uid"
    ).fetchone()
    return int(new), int(deleted), int(changed)


def count_emptied(connection: Connection, required: str) -> int:
    """Count the records of before that the arrived entries emptied: a ``required`` field (JSON), or several."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT c.uid FROM temp.present p"
        " CROSS JOIN record r ON r.no = p.record AND r.deleted IS NOT 1"
        " CROSS JOIN cell c ON c.record = p.record"
        " WHERE p.deleted IS NOT 1 AND c.entry IN (SELECT entry FROM temp.arrived)"
        " AND c.spent IS NULL AND coalesce(c.state, 1) = 1 AND c.field NOT IN ('deleted', 'seen')"
        " AND c.gone IS NULL AND trim(coalesce(c.value ->> '$', '')) = ''"
        " AND EXISTS (SELECT 1 FROM cell b WHERE b.record = c.record AND b.field = c.field"
        " AND b.entry NOT IN (SELECT entry FROM temp.arrived) AND trim(coalesce(b.value ->> '$', '')) != '')"
        " GROUP BY c.uid HAVING count(DISTINCT c.field) >= ? OR max(EXISTS (SELECT 1 FROM json_each(?) r"
        " WHERE r.value ->> 0 = c.kind AND r.value ->> 1 = c.field)))",
        [_SEVERAL, required],
    ).fetchone()
    return int(row[0])
