"""How many records a merge emptied, which harms as much as to delete them."""

from __future__ import annotations

from danvan_desktop.store.connection import Connection

_SEVERAL = 3
"""So many fields emptied at once are as much as a deletion."""


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
