"""Heads: the entries of a cell (a field of a record) that no known entry supersedes, and what follows from them.

All of it is set-based SQL over the log: merging 200,000 changes and rebuilding a whole store run through the same
statements as saving one record. What is *not* a shown value is kept, since that is little:

- ``shadow``: the cells of an entry that are superseded (state 0), a head beside the shown one (1), or held (2,
  ``standing.py``);
- ``entry.spent``: all its cells are superseded, so that nothing need be kept of it and nobody looks at it again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.states import States
from danvan_desktop.store.arrivals import Arrival, look_at_arrived
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.derived_columns import columns_of
from danvan_desktop.store.erasures import Erasures
from danvan_desktop.store.joins import Joins
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.rows import Rows
from danvan_desktop.store.schema import DECIDED, HELD, table_of
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.standing import Standings
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.temporary import clear
from danvan_desktop.store.unseen_edits import UnseenEdits

_ARCHIVED_RECORDS = "(SELECT record FROM archived_record)"
_LOG = f"e.id >> {SEQ_BITS}"
_SEQ = f"e.id & {SEQ_MASK}"
_RANK = "p.clock DESC, l.replica DESC, l.stream DESC, p.seq DESC"


class Heads:
    """Keeps heads, conflicts and record tables in step with the log."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._knowledge = UnseenEdits(connection, kinds)
        self._said = _said(kinds)
        self._rows = Rows(connection, kinds)
        self._secrets = Secrets(connection, kinds)
        self._standings = Standings(connection, kinds)
        self._erasures = Erasures(connection, kinds)
        self._joins = Joins(connection, kinds)
        self._are_ranked = False
        self.left_in_archives: Mapping[int, int] = {}
        """How many entries of the last ``absorb`` are for records in archive files, by the year of these."""

    def absorb(
        self, filled: Collection[str] = (), tell: Tell = tell_nobody, *, just_made: bool = False, are_new: bool = False
    ) -> None:
        """Take in the entries that arrived (``EntryLog.begin``), then refresh every record that they touch.

        ``filled`` are the records of earlier entries whose content came only now. Entries that were ``just_made`` here
        are known to no other entry, which spares a look at the long past of a record; where the records themselves
        ``are_new``, each with one entry a stream, nothing is superseded. ``tell`` is told (done, total) of the records.
        """
        news = look_at_arrived(self._connection)
        self._touch(filled, news)
        if not just_made:
            self._remember_present()
        is_rejudged = self._standings.refresh(news, just_made=just_made)
        is_erased = self._erasures.refresh(news, is_rejudged=is_rejudged)
        if is_rejudged or is_erased:
            self._remember_present()
        is_all_new = just_made and not is_rejudged and not is_erased
        are_new = are_new and is_all_new
        is_grown = not are_new and self._supersede(news, is_all_new)
        if is_grown or not is_all_new:
            self._refresh_conflicts("touched", may_be_new=self._are_ranked or not is_all_new)
        derived = self._rows.derive("touched", tell, are_new=are_new)
        is_regrouped = self._joins.refresh(self._standings.same, may_concern=news.joins or not is_all_new)
        if is_regrouped:
            derived = self._rows.derive("pointing", after=derived)
        self._joins.point()
        is_all_arrived = not (filled or is_rejudged or is_erased)
        self._secrets.refresh(news, just_made=is_all_new, is_all_arrived=is_all_arrived)
        if derived.ended:
            self._knowledge.note_conflicts("touched")
        if derived.wholes and self._find_ended_wholes(is_regrouped):
            self._refresh_conflicts("whole")
            self._knowledge.note_conflicts("whole")

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Derive everything anew from the log."""
        execute = self._connection.execute
        for table in ("shadow", "conflict"):
            execute(f"DELETE FROM {table}")
        execute(f"UPDATE entry SET spent = NULL WHERE spent IS NOT NULL AND record NOT IN {_ARCHIVED_RECORDS}")
        execute("UPDATE record SET deleted = NULL, changed = NULL")
        for kind in self._kinds:
            execute(f"DELETE FROM {table_of(kind.name)}")
        self._secrets.forget()
        self._standings.forget()
        self._erasures.forget()
        self._joins.forget()
        clear(self._connection, "arrived")
        execute(f"INSERT INTO temp.arrived SELECT id FROM entry WHERE record NOT IN {_ARCHIVED_RECORDS}")
        self.absorb(tell=tell)

    def clear_aside(self) -> None:
        """Take what redactions name out of entries that were set aside."""
        self._erasures.clear_aside()

    def derived_conflicts(self) -> frozenset[tuple[str, str]]:
        """Return the cells that a person must look at, by uid and field, as the log alone tells them.

        It goes its own way to what is kept of them: over all records, by ``find_true_heads``, which is called before.
        What a cell says is read only where several heads of it stand.
        """
        rows = self._connection.execute(
            "WITH several AS (SELECT e.record, t.field FROM temp.true_head t CROSS JOIN entry e ON e.id = t.entry"
            " WHERE t.field != ? GROUP BY e.record, t.field HAVING count(*) > 1)"
            " SELECT h.uid, h.field FROM (SELECT r.uid, r.kind, t.field, e.body -> ('$.' || t.field) AS value,"
            " e.gone ->> ('$.' || t.field || '[0]') AS gone FROM several s CROSS JOIN record r ON r.no = s.record"
            " CROSS JOIN entry e ON e.record = s.record"
            " CROSS JOIN temp.true_head t ON t.entry = e.id AND t.field = s.field) h GROUP BY h.uid, h.field"
            f" HAVING count(DISTINCT {self._said}) FILTER (WHERE h.gone IS NOT 'h') > 1",
            [SEEN],
        )
        return frozenset(rows.fetchall()) | frozenset(self._knowledge.contested())

    def has_flipped(self) -> bool:
        """Tell whether the last ``absorb`` hid or showed what is secret."""
        return self._secrets.has_flipped

    def may_hold(self) -> bool:
        """Tell whether some of what arrived last may be held."""
        return self._standings.is_any_held

    def touched(self) -> Sequence[str]:
        """Return the uids of the records that the last ``absorb`` refreshed, hid, showed or joined."""
        rows = self._connection.execute(
            "SELECT uid FROM temp.touched UNION SELECT uid FROM temp.flipped UNION SELECT uid FROM temp.regrouped"
        )
        return [uid for (uid,) in rows]

    def _find_ended_wholes(self, is_regrouped: bool) -> bool:
        """Keep the wholes that were ended and not touched themselves; returns whether there are any.

        Parts are those of the record that is shown for their own: where that changed, they are no more another's.
        """
        execute = self._connection.execute
        if is_regrouped:
            execute(
                "INSERT OR IGNORE INTO temp.whole SELECT r.uid, r.no FROM temp.regrouped g"
                " CROSS JOIN record r ON r.uid = g.uid"
            )
        execute(
            "INSERT OR IGNORE INTO temp.whole SELECT r.uid, r.no FROM temp.whole w CROSS JOIN shown_as s"
            " ON s.uid = w.uid CROSS JOIN record r ON r.uid = s.shown"
        )
        execute(
            "DELETE FROM temp.whole WHERE uid IN (SELECT uid FROM temp.touched)"
            " OR NOT EXISTS (SELECT 1 FROM head h WHERE h.record = whole.record AND h.field = ?)",
            [SEEN],
        )
        return execute("SELECT 1 FROM temp.whole LIMIT 1").fetchone() is not None

    def _touch(self, filled: Collection[str], news: Arrival) -> None:
        clear(self._connection, "touched")
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.touched SELECT r.uid, r.no FROM temp.arrived a CROSS JOIN entry e"
            " ON e.id = a.entry CROSS JOIN record r ON r.no = e.record"
        )
        if filled:
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.touched SELECT uid, no FROM record WHERE uid = ?",
                [(uid,) for uid in filled],
            )
        self.left_in_archives = self._leave_archived() if news.archives else {}

    def _remember_present(self) -> None:
        """Keep which of the touched records are shown, and which deleted, before they are derived anew."""
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.present SELECT t.uid, t.record, r.deleted, r.changed FROM temp.touched t"
            " CROSS JOIN record r ON r.no = t.record WHERE r.changed IS NOT NULL"
        )

    def _leave_archived(self) -> Mapping[int, int]:
        """Let what came for archived records wait in the log until these are taken back; returns how many, by year."""
        execute = self._connection.execute
        left = execute(
            "SELECT y.year, count(*) FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN archived_record r ON r.record = e.record JOIN archive y ON y.no = r.archive GROUP BY y.year"
        ).fetchall()
        execute(f"DELETE FROM temp.touched WHERE record IN {_ARCHIVED_RECORDS}")
        execute(
            f"UPDATE entry SET spent = 1 WHERE id IN (SELECT entry FROM temp.arrived) AND record IN {_ARCHIVED_RECORDS}"
        )
        execute(
            "DELETE FROM temp.arrived WHERE entry IN (SELECT e.id FROM temp.arrived a"
            " CROSS JOIN entry e ON e.id = a.entry"
            f" WHERE e.record IN {_ARCHIVED_RECORDS})"
        )
        return dict(left)

    # Superseding

    def _supersede(self, news: Arrival, just_made: bool) -> bool:
        """Find what is superseded; returns whether any touched record had more than one save."""
        if not self._find_several():
            return False
        source = "temp.arrived a CROSS JOIN entry e ON e.id = a.entry" if just_made else _ALL_OF_SEVERAL
        self._find_known(source)
        if news.seen or not just_made:
            self._find_seen(source)
        self._find_places()
        execute = self._connection.execute
        execute(
            "INSERT OR REPLACE INTO shadow SELECT p.entry, p.field, 0 FROM temp.place p CROSS JOIN temp.known k"
            " ON k.record = p.record AND k.field = p.field AND k.log = p.log WHERE p.seq <= k.upto"
        )
        self._are_ranked = execute(_SEVERAL_HEADS).fetchone() is not None
        if self._are_ranked:
            self._rank()
        self._spend()
        return True

    def _find_several(self) -> bool:
        """Gather the touched records in which something may supersede something: not those written at one go.

        Returns whether there are any.
        """
        clear(self._connection, "several")
        found = self._connection.execute(
            "INSERT INTO temp.several SELECT t.record FROM temp.touched t WHERE EXISTS (SELECT 1 FROM entry e"
            f" CROSS JOIN log l ON l.no = {_LOG} CROSS JOIN entry f ON f.record = e.record AND f.id > e.id"
            f" CROSS JOIN log m ON m.no = f.id >> {SEQ_BITS} AND m.stream = l.stream WHERE e.record = t.record)"
        )
        return bool(found.rowcount)

    def _find_known(self, source: str) -> None:
        """Find up to where each log is superseded by what follows in it, in each cell."""
        clear(self._connection, "known")
        self._connection.execute(
            f"INSERT INTO temp.known SELECT e.record, f.key, {_LOG},"
            f" coalesce(min(e.seen ->> ('$.\"' || ({_LOG}) || '\"[0]'), ({_SEQ}) - 1), ({_SEQ}) - 1)"
            f" FROM {source} CROSS JOIN json_each(e.body) f WHERE e.record IN (SELECT record FROM temp.several)"
            f" AND {_COUNTS} {_MERGED}"
        )

    def _find_seen(self, source: str) -> None:
        """Find up to where other logs are superseded, as far as they were seen.

        Nobody knows the hash of an entry that is still to be made: whoever names such a place supersedes nothing by it.
        """
        self._connection.execute(
            "INSERT INTO temp.known SELECT e.record, f.key, CAST(s.key AS INTEGER), s.value ->> 0"
            f" FROM {source} CROSS JOIN json_each(e.body) f CROSS JOIN json_each(e.seen) s"
            f" CROSS JOIN entry n ON n.id = CAST(s.key AS INTEGER) << {SEQ_BITS} | (s.value ->> 0)"
            " AND lower(hex(substr(n.hash, 1, 8))) = s.value ->> 1"
            f" WHERE e.seen IS NOT NULL AND (s.value ->> 0) <= {SEQ_MASK} AND CAST(s.key AS INTEGER) != {_LOG}"
            f" AND e.record IN (SELECT record FROM temp.several) AND {_COUNTS} {_MERGED}"
        )

    def _find_places(self) -> None:
        """Gather the cells of these records that are not superseded yet, of the fields that something knew."""
        clear(self._connection, "place")
        self._connection.execute(
            f"INSERT INTO temp.place SELECT e.id, f.key, e.record, {_LOG}, {_SEQ}, e.clock FROM temp.several t"
            " CROSS JOIN entry e ON e.record = t.record AND e.spent IS NULL CROSS JOIN json_each(e.body) f"
            " WHERE EXISTS (SELECT 1 FROM temp.known k WHERE k.record = e.record AND k.field = f.key)"
            " AND NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = e.id AND s.field = f.key AND s.state != 1)"
        )

    def _rank(self) -> None:
        """Of several heads of a cell the newest is shown; the others are noted."""
        execute = self._connection.execute
        execute("DELETE FROM shadow WHERE state = 1 AND (entry, field) IN (SELECT entry, field FROM temp.place)")
        execute(
            "INSERT INTO shadow SELECT entry, field, 1 FROM (SELECT p.entry, p.field,"
            f" row_number() OVER (PARTITION BY p.record, p.field ORDER BY {_RANK}) AS place"
            " FROM temp.place p CROSS JOIN log l ON l.no = p.log"
            " WHERE NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = p.entry AND s.field = p.field)) WHERE place > 1"
        )

    def _spend(self) -> None:
        """Note the entries of which nothing is left, and forget what was noted of their cells."""
        execute = self._connection.execute
        spent = execute(
            "UPDATE entry SET spent = 1 WHERE id IN (SELECT DISTINCT entry FROM temp.place) AND spent IS NULL"
            " AND (SELECT count(*) FROM shadow s WHERE s.entry = id AND s.state = 0)"
            " = (SELECT count(*) FROM json_each(body))"
        )
        if not spent.rowcount:
            return
        execute(
            "DELETE FROM shadow WHERE entry IN (SELECT DISTINCT p.entry FROM temp.place p"
            " CROSS JOIN entry e ON e.id = p.entry WHERE e.spent = 1)"
        )

    # Conflicts

    def _refresh_conflicts(self, among: str, *, may_be_new: bool = True) -> None:
        """Find the conflicts of records anew; where none ``may_be_new``, only of those that had any."""
        execute = self._connection.execute
        gone = execute(f"DELETE FROM conflict WHERE uid IN (SELECT uid FROM temp.{among})").rowcount
        if not (gone or may_be_new):
            return
        execute(
            f"INSERT INTO conflict SELECT t.uid, h.field FROM (SELECT DISTINCT t.uid, t.record FROM temp.{among} t"
            " CROSS JOIN entry e ON e.record = t.record AND e.spent IS NULL"
            " CROSS JOIN shadow s ON s.entry = e.id AND s.state = 1) t CROSS JOIN head h ON h.record = t.record"
            " WHERE h.field != ? AND EXISTS (SELECT 1 FROM entry e CROSS JOIN shadow s ON s.entry = e.id"
            " WHERE e.record = t.record AND e.spent IS NULL AND s.field = h.field AND s.state = 1)"
            f" GROUP BY t.uid, h.field HAVING count(DISTINCT {self._said}) FILTER (WHERE h.gone IS NULL"
            " OR h.gone ->> 0 != 'h') > 1",
            [SEEN],
        )


_MERGED = "ON CONFLICT DO UPDATE SET upto = max(upto, excluded.upto)"
_COUNTS = f"NOT EXISTS (SELECT 1 FROM shadow h WHERE h.entry = e.id AND h.field = f.key AND h.state = {HELD})"
_SEVERAL_HEADS = """
    SELECT 1 FROM temp.place p LEFT JOIN shadow s ON s.entry = p.entry AND s.field = p.field
    WHERE s.state IS NULL OR s.state = 1 GROUP BY p.record, p.field HAVING count(*) > 1 OR count(s.state) LIMIT 1
"""
"""Finds a cell of which several heads stand, or stood: these are to be ranked anew."""
_ALL_OF_SEVERAL = "temp.several a CROSS JOIN entry e ON e.record = a.record"


def _said(kinds: Kinds) -> str:
    """Return the expression for what a head says of its cell: of a state that follows from facts only a decision."""
    decisions = [
        f"WHEN h.kind = '{kind.name}' AND h.field = '{STATE}' AND h.value NOT IN ({_json_codes(kind.states)}) THEN ''"
        for kind in kinds
        if kind.follows_facts and kind.states is not None
    ]
    return f"CASE {' '.join(decisions)} ELSE h.value END" if decisions else "h.value"


def _json_codes(states: States) -> str:
    return ", ".join(f"'\"{code}\"'" for code in sorted(states.decided))


def derived_rows(kind: Kind) -> str:
    """Return the query that derives a kind's rows from the log, in the columns of its table.

    It takes the numbers of the first and the last record that are wanted. It goes its own way to what ``Heads`` keeps,
    so that comparing the two means something (``find_true_heads`` and ``JoinsCheck.put`` first).
    """
    says_something = f"max(given) AND max(body NOT GLOB '{{\"{SEEN}\":*')"
    cells = _CHECKED_CELLS.format(kind=kind.name)
    rows = f"{columns_of(kind)} FROM ({cells}) GROUP BY uid HAVING {says_something}"
    decided = [f'd."{DECIDED}"'] if kind.follows_facts else []
    columns = [_leading_to_shown(kind, field) for field in kind.fields]
    return f"SELECT d.no, d.uid, {', '.join([*columns, *decided])}, d.deleted, d.changed FROM ({rows}) d"


def _leading_to_shown(kind: Kind, field: Field) -> str:
    if field.type is not FieldType.REFERENCE or kind.append_only:
        return f'd."{field.name}"'
    shown = f'SELECT t.shown FROM temp.true_shown t WHERE t.uid = d."{field.name}"'
    return f'coalesce(({shown}), d."{field.name}") AS "{field.name}"'


_CHECKED_CELLS = f"""
    SELECT h.record, h.uid, h.clock, json_object(h.field, json(h.value)) AS body, h.given FROM (
        SELECT e.record, r.uid, e.clock, t.field, row_number() OVER (
            PARTITION BY e.record, t.field ORDER BY e.clock DESC, l.replica DESC, l.stream DESC, e.id DESC) AS place,
            coalesce(CASE WHEN e.gone ->> ('$.' || t.field || '[0]') IS 'h' THEN (
                SELECT c.value FROM cell c WHERE c.record = e.record AND c.field = t.field
                AND (c.gone IS NULL OR c.gone ->> 0 != 'h')
                ORDER BY c.clock DESC, c.replica DESC, c.stream DESC, c.seq DESC LIMIT 1)
            ELSE e.body -> ('$.' || t.field) END, 'null') AS value,
            e.gone ->> ('$.' || t.field || '[0]') IS NOT 'h' OR EXISTS (
                SELECT 1 FROM cell c WHERE c.record = e.record AND c.field = t.field
                AND (c.gone IS NULL OR c.gone ->> 0 != 'h')) AS given
        FROM record r CROSS JOIN entry e ON e.record = r.no CROSS JOIN temp.true_head t ON t.entry = e.id
        CROSS JOIN log l ON l.no = {_LOG} WHERE r.kind = '{{kind}}' AND r.no BETWEEN ? AND ?
    ) h WHERE h.place = 1
"""
