"""The statements that hold cells back which their author had no right to write, once places and rights are known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD

_COVERS = (
    f"s.log = e.id >> {SEQ_BITS} AND e.id & {SEQ_MASK} > s.after AND (s.until IS NULL OR e.id & {SEQ_MASK} <= s.until)"
)
_MOVED = "(SELECT record FROM moved)"
_AT_ITS_UNIT = f"""
    ({{among}}) a CROSS JOIN entry e ON e.id = a.entry
    CROSS JOIN record r ON r.no = e.record AND r.no NOT IN {_MOVED}
    LEFT JOIN standing s ON s.place = r.place AND {_COVERS}
"""
_WHERE_IT_WAS = f"""
    (SELECT e.id, e.body, e.record, (
        SELECT max(s.standing) FROM moved m CROSS JOIN standing s ON s.place = m.place AND {_COVERS}
        WHERE m.record = e.record AND m.since >= coalesce((SELECT w.stay FROM knew_move w WHERE w.entry = e.id), 0)
        ) AS standing FROM ({{among}}) a CROSS JOIN entry e ON e.id = a.entry AND e.record IN {_MOVED} LIMIT -1) e
    CROSS JOIN record r ON r.no = e.record
"""
"""Of records that came to another unit: by what the author may write where it was as far as he knew, or since."""


@lru_cache
def holding(kinds: Kinds) -> Sequence[str]:
    """Return what holds, ``{among}`` some entries, cells without a right; from above only answers are written."""
    answers = [(kind.name, one.name) for kind in kinds for one in kind.fields if kind.is_answer(one.name)]
    named = ", ".join(f"('{kind}', '{name}')" for kind, name in answers) or "('', '')"
    statement = f"""
        INSERT OR REPLACE INTO shadow
        SELECT e.id, f.key, {HELD} FROM {{source}}
        LEFT JOIN other_kind k ON k.entry = e.id
        CROSS JOIN json_each(e.body) f
        WHERE (standing IS NOT {int(Standing.OWN)} OR k.kind IS NOT NULL)
        AND (standing IS NULL OR k.kind IS NOT NULL
            OR f.key != '{SEEN}' AND (r.kind, f.key) NOT IN (VALUES {named}))
    """
    return [statement.format(source=source) for source in (_AT_ITS_UNIT, _WHERE_IT_WAS)]


HOLD_PARENTS = f"""
    INSERT OR REPLACE INTO shadow
    SELECT e.id, 'parent', {HELD} FROM temp.touched t CROSS JOIN record r ON r.no = t.record
    CROSS JOIN parent_in_force p ON p.unit = r.place CROSS JOIN unit above ON above.no = p.above
    CROSS JOIN entry e ON e.record = r.no
    LEFT JOIN unit named ON named.uid = e.body ->> '$.parent'
    WHERE r.kind = 'unit' AND json_type(e.body, '$.parent') IS NOT NULL AND named.no IS NOT above.no
    AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.place IN (above.no, named.no) AND {_COVERS})
    AND NOT EXISTS (SELECT 1 FROM former_word w WHERE w.entry = e.id)
"""
