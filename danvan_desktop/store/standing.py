"""Keeps where each log may write, of which unit each record is, and holds back what its author had no right to write.

All of it follows from the log, as heads do (``domain/authority.py`` says how rights follow):

- ``standing``: from which to which entry a log may write at a unit, as its own or only as the level above;
- ``record.place``: the number of the unit that a record is of, by the word of the device that made it; 0 as long as
  nothing of that device is here. ``moved`` tells of the few records that came to another unit, stay by stay, and
  ``knew_move`` which of their entries knew of which stay: who had not heard of a move could write where it was before;
  ``claimed`` of those that somebody else put elsewhere, too;
- ``record.kind``: by the word of the device that made it, as well; ``other_kind`` keeps what other entries say;
- ``shadow`` with the state ``HELD``: cells that their author had no right to write. They are kept, are shown nowhere
  and supersede nothing, until somebody who has the right adopts them or the right itself arrives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.causality import ReachedNumbers, in_order
from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.uid import may_have_made
from danvan_desktop.store.arrivals import Arrival
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.held_cells import HOLD_PARENTS, holding
from danvan_desktop.store.misplaced import Misplaced
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.officer_rules import OfficerRules
from danvan_desktop.store.placing import naming_field
from danvan_desktop.store.rights import SEEN_HERE, read_facts, read_reach
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.temporary import clear

_REMEMBERED = 1_024
"""Answers on who may have made a record: the entries of a save ask alike for each stream."""
UNPLACED = 0
"""The place of a record of which nothing is here that its maker wrote."""


class _Said(NamedTuple):
    """Of which unit an entry says that its record is; ``moves`` when it sets what tells that.

    ``seen`` is what its author had seen of other logs.
    """

    clock: int
    row: int
    device: bytes
    place: int
    unit: str
    moves: bool
    id: EntryId
    seen: Mapping[LogKey, int]


class Standings:
    """Works in the transaction in which entries arrived, on the records in ``temp.touched``."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._misplaced = Misplaced(connection, kinds)
        self._officers = OfficerRules(connection, kinds)
        self.same: Mapping[str, str] | None = None
        """The units that are another, where the last ``refresh`` derived rights anew."""
        self.is_any_held = False
        """Whether anything that arrived may be held, after the last ``refresh``."""
        remembered = lru_cache(_REMEMBERED)(lambda uid, device, unit: may_have_made(uid, device.hex(), unit))
        connection.create_function("may_have_made", 3, remembered, deterministic=True)

    def refresh(self, news: Arrival, *, just_made: bool = False) -> bool:
        """Take in what arrived; records whose standing changed join those that are touched.

        Returns whether there are such: then entries of before were judged anew, too. What was ``just_made`` here is of
        the unit that it names, and nothing is here that names a record which it makes.
        """
        self.same = None
        is_well_placed = just_made and news.is_of_known_standing
        bears_on_rights = not (just_made and news.is_of_known_standing and not news.unplaced)
        is_rejudged = bears_on_rights and self._take_in(news, just_made)
        is_plain = is_well_placed and not news.unplaced
        is_held = self._hold("SELECT entry FROM temp.arrived", is_well_placed=is_well_placed, is_plain=is_plain)
        self.is_any_held = is_held or not is_plain
        return is_rejudged

    def _take_in(self, news: Arrival, just_made: bool) -> bool:
        """Take in what bears on rights, kinds and places; returns whether entries of before were judged anew, too."""
        execute = self._connection.execute
        clear(self._connection, "rejudged")
        if not just_made:
            self._misplaced.gather_parts(_TO_BE_PLACED)
        is_elsewhere = news.unplaced and self._place_new()
        if news.is_of_known_standing and not is_elsewhere and not self._has_rejudged():
            return False
        is_of_rights = (news.other_kinds and self._settle_kinds()) or news.rights
        if is_of_rights:
            self._refresh_rights()
        self._place(news)
        self._misplaced.gather_parts("SELECT r.uid FROM temp.rejudged j CROSS JOIN record r ON r.no = j.record")
        self._misplaced.gather_held()
        is_rejudged = self._rejudge()
        if is_of_rights or is_rejudged:
            execute(HOLD_PARENTS)
        return is_rejudged

    def forget(self) -> None:
        """Forget all of it: it is about to be derived anew."""
        for table in ("standing", "moved", "knew_move", "claimed", "parent_in_force", "former_word"):
            self._connection.execute(f"DELETE FROM {table}")
        self._officers.forget()
        self._connection.execute(
            "UPDATE record SET place = NULL WHERE place IS NOT NULL AND no NOT IN (SELECT record FROM archived_record)"
        )
        self._connection.execute("UPDATE log SET judged = NULL WHERE judged IS NOT NULL")

    # Of which kind records are

    def _settle_kinds(self) -> bool:
        """Let records be of the kind that their maker, else their oldest entry, says; tells whether any is another."""
        rows = self._connection.execute(
            "SELECT DISTINCT e.record FROM temp.arrived a JOIN other_kind k ON k.entry = a.entry"
            " JOIN entry e ON e.id = k.entry"
        ).fetchall()
        settled = [self._settle_kind(record) for (record,) in rows]
        return any(settled)

    def _settle_kind(self, record: int) -> bool:
        execute = self._connection.execute
        former = execute("SELECT kind FROM record WHERE no = ?", [record]).fetchone()[0]
        (kind,) = execute(
            "SELECT coalesce(k.kind, r.kind) FROM entry e JOIN record r ON r.no = e.record"
            " JOIN unit p ON p.no = e.place"
            f" JOIN log l ON l.no = e.id >> {SEQ_BITS} LEFT JOIN other_kind k ON k.entry = e.id"
            " WHERE e.record = ? ORDER BY may_have_made(r.uid, l.device,"
            f" iif(coalesce(k.kind, r.kind) = 'unit', '', p.uid)) DESC, {_TIME} LIMIT 1",
            [record],
        ).fetchone()
        if kind == former:
            return False
        execute(
            "INSERT INTO other_kind SELECT id, ? FROM entry WHERE record = ?"
            " AND id NOT IN (SELECT entry FROM other_kind)",
            [former, record],
        )
        execute(
            "DELETE FROM other_kind WHERE kind = ? AND entry IN (SELECT id FROM entry WHERE record = ?)",
            [kind, record],
        )
        execute(
            f"UPDATE record SET kind = ?, place = {UNPLACED}, deleted = NULL, changed = NULL WHERE no = ?",
            [kind, record],
        )
        if former in self._kinds:
            execute(f"DELETE FROM {table_of(former)} WHERE no = ?", [record])
        execute("INSERT OR IGNORE INTO temp.rejudged VALUES (?)", [record])
        return True

    # Rights

    def _refresh_rights(self) -> None:
        """Derive the rights of all logs anew; the records of units where they changed are judged anew."""
        execute = self._connection.execute
        rows = execute("SELECT no, replica, stream, lower(hex(device)) FROM log WHERE seq > 0").fetchall()
        numbers = {(replica, stream): no for no, replica, stream, _device in rows}
        execute(
            "INSERT OR IGNORE INTO unit (uid) SELECT r.uid FROM temp.touched t CROSS JOIN record r"
            " ON r.no = t.record AND r.kind = 'unit'"
        )
        units = dict(execute("SELECT uid, no FROM unit").fetchall())
        authority = Authority(facts := read_facts(self._connection))
        now = {
            (units[one.place], numbers[one.log], one.after, one.until, int(one.standing))
            for one in authority.rights({(r, s): device for _no, r, s, device in rows})
            if one.place in units
        }
        before = {tuple(row) for row in execute("SELECT place, log, after, until, standing FROM standing")}
        execute("UPDATE log SET judged = 1 WHERE judged IS NULL AND seq > 0")
        if now != before:
            self._connection.executemany(
                "DELETE FROM standing WHERE place = ? AND log = ? AND after = ?", [one[:3] for one in before - now]
            )
            self._connection.executemany("INSERT INTO standing VALUES (?, ?, ?, ?, ?)", now - before)
        parents = {units[unit]: units[above] for unit, above in authority.parents().items() if above in units}
        self.same = authority.same()
        moved = self._refresh_parents(parents) | self._refresh_former(authority, numbers, units)
        self._rejudge_at(moved)
        self._rejudge_where_rights_changed(now ^ before)
        self._officers.refresh(facts.officers, authority, {(r, s): (no, device) for no, r, s, device in rows})

    def _refresh_parents(self, now: dict[int, int]) -> set[int]:
        """Keep the tree in force; returns the units that lie elsewhere than before."""
        before = dict(self._connection.execute("SELECT unit, above FROM parent_in_force").fetchall())
        changed = {unit for unit in {*now, *before} if now.get(unit) != before.get(unit)}
        for unit in changed:
            self._connection.execute("DELETE FROM parent_in_force WHERE unit = ?", [unit])
            if unit in now:
                self._connection.execute("INSERT INTO parent_in_force VALUES (?, ?)", [unit, now[unit]])
        return changed

    def _refresh_former(self, authority: Authority, logs: Mapping[LogKey, int], units: Mapping[str, int]) -> set[int]:
        """Keep the words by which units lay elsewhere before; returns the units of which that is another now."""
        words = {
            logs[entry.log] << SEQ_BITS | entry.seq: units[unit]
            for unit, entry in authority.former_words()
            if entry.log in logs and unit in units
        }
        before = {row for (row,) in self._connection.execute("SELECT entry FROM former_word")}
        self._connection.executemany(
            "DELETE FROM former_word WHERE entry = ?", [(row,) for row in before - words.keys()]
        )
        self._connection.executemany("INSERT INTO former_word VALUES (?)", [(row,) for row in words.keys() - before])
        return {words[row] for row in words.keys() - before}

    def _rejudge_where_rights_changed(self, rights: Iterable[tuple[int, int, int, int | None, int]]) -> None:
        """Let be judged anew what is recorded at these places, or what their logs wrote there: whichever is less.

        Rights of a log at a place decide on entries of this log alone, of whatever record.
        """
        by_place: dict[int, set[tuple[int, int]]] = {}
        ends: dict[int, int] = dict(self._connection.execute("SELECT no, seq FROM log").fetchall())
        for place, log, after, until, _standing in rights:
            last = ends.get(log, 0) if until is None else min(until, ends.get(log, 0))
            by_place.setdefault(place, set()).add((log << SEQ_BITS | max(after, 0), log << SEQ_BITS | max(last, 0)))
        entries: set[tuple[int, int]] = set()
        places = []
        for place, ranges in by_place.items():
            if self._has_as_many(place, sum(max(last - after, 0) for after, last in ranges)):
                entries |= ranges
            else:
                places.append(place)
        self._rejudge_at(places)
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.rejudged SELECT record FROM entry WHERE id > ? AND id <= ?", sorted(entries)
        )

    def _has_as_many(self, place: int, count: int) -> bool:
        """Tell whether as many records or more are at a place."""
        found = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM record WHERE place = ? LIMIT ?)", [place, count]
        ).fetchone()
        return bool(found[0] >= count)

    def _rejudge_at(self, places: Iterable[int]) -> None:
        named = json.dumps(list(places))
        for column, table in (("no", "record"), ("record", "moved"), ("record", "claimed")):
            self._connection.execute(
                f"INSERT OR IGNORE INTO temp.rejudged SELECT {column} FROM {table}"
                " WHERE place IN (SELECT value FROM json_each(?))",
                [named],
            )

    # Of which unit records are

    def _place_new(self) -> bool:
        """Place the touched records that have no place yet; returns whether an entry names another than its record."""
        execute = self._connection.execute
        execute(
            "UPDATE record SET place = CASE WHEN kind = 'unit' THEN (SELECT u.no FROM unit u WHERE u.uid = record.uid)"
            f" ELSE coalesce((SELECT e.place FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}"
            " JOIN unit p ON p.no = e.place WHERE e.record = record.no"
            f" AND may_have_made(record.uid, l.device, p.uid) AND {_OF_ITS_KIND} ORDER BY {_TIME}"
            f" LIMIT 1), {UNPLACED}) END"
            f" WHERE no IN (SELECT record FROM temp.touched) AND ifnull(place, {UNPLACED}) = {UNPLACED}"
        )
        elsewhere = execute(
            "SELECT 1 FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry CROSS JOIN record r ON r.no = e.record"
            " WHERE e.place IS NOT r.place AND r.kind != 'unit' LIMIT 1"
        )
        return elsewhere.fetchone() is not None

    def _place(self, news: Arrival) -> None:
        """Place the touched records that have no place yet, and look closer at those that name several."""
        execute = self._connection.execute
        if not news.is_of_known_standing:
            execute(
                "INSERT OR IGNORE INTO temp.rejudged SELECT t.record FROM temp.touched t"
                f" CROSS JOIN record r ON r.no = t.record WHERE r.place = {UNPLACED}"
            )
            self._place_new()
        execute(
            "INSERT OR IGNORE INTO claimed SELECT e.place, e.record FROM temp.arrived a CROSS JOIN entry e"
            " ON e.id = a.entry CROSS JOIN record r ON r.no = e.record WHERE e.place != r.place AND r.kind != 'unit'"
        )
        several = execute(
            "SELECT DISTINCT e.record FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry CROSS JOIN record r"
            f" ON r.no = e.record WHERE e.place != r.place AND r.place != {UNPLACED} AND r.kind != 'unit'"
            " UNION SELECT e.record FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN moved m ON m.record = e.record"
            " UNION SELECT j.record FROM temp.rejudged j WHERE EXISTS (SELECT 1 FROM moved m WHERE m.record = j.record)"
            " OR EXISTS (SELECT 1 FROM claimed c WHERE c.record = j.record)"
        ).fetchall()
        for (record,) in several:
            self._place_by_history(record)

    def _place_by_history(self, record: int) -> None:
        """Follow a record from the unit where it was made to those it came to, by authors who stand at both."""
        execute = self._connection.execute
        uid, kind, before = execute("SELECT uid, kind, place FROM record WHERE no = ?", [record]).fetchone()
        said = self._said_of(record, naming_field(self._kinds, kind))
        made = next((one for one in said if may_have_made(uid, one.device.hex(), one.unit)), None)
        if made is None or kind == "unit":
            return
        stays, knew = self._stays(made, said)
        known = execute("SELECT place FROM moved WHERE record = ? ORDER BY since", [record]).fetchall()
        now = [(place,) for place in stays] if len(stays) > 1 else []
        execute("DELETE FROM moved WHERE record = ?", [record])
        self._connection.executemany(
            "INSERT INTO moved VALUES (?, ?, ?)", [(record, stay, place) for stay, (place,) in enumerate(now)]
        )
        is_new_knowledge = self._note_knowledge(record, knew)
        self._note_claims(record, {one.place for one in said}, made.place if stays[-1] == made.place else None)
        if stays[-1] != before:
            execute("UPDATE record SET place = ? WHERE no = ?", [stays[-1], record])
        if stays[-1] != before or now != known or is_new_knowledge:
            execute("INSERT OR IGNORE INTO temp.rejudged VALUES (?)", [record])

    def _note_claims(self, record: int, places: set[int], where_it_stayed: int | None) -> None:
        """Keep at which units entries put a record, but for the one where it was made, if it is there now.

        That goes by where it was made, whatever came first: so all that have the same keep the same.
        """
        execute = self._connection.execute
        execute("DELETE FROM claimed WHERE record = ? AND place = ?", [record, where_it_stayed])
        self._connection.executemany(
            "INSERT OR IGNORE INTO claimed VALUES (?, ?)", [(one, record) for one in places - {where_it_stayed}]
        )

    def _stays(self, made: _Said, said: Sequence[_Said]) -> tuple[list[int], dict[int, int]]:
        """Return where a record was, one after another, and of its entries which stay each knew of, beyond the first.

        Who knows an entry that knew of a move knows of the move.
        """
        stays, knew = [made.place], ReachedNumbers()
        found: dict[int, int] = {}
        for one in said:
            stay = knew.by(one.id, one.seen)
            if one.moves and one.place != stays[-1] and one is not made and self._may_move(one, stays[-1]):
                stays.append(one.place)
                stay = len(stays) - 1
            knew.note(one.id, stay)
            found[one.row] = stay
        return stays, {row: stay for row, stay in found.items() if stay}

    def _note_knowledge(self, record: int, knew: Mapping[int, int]) -> bool:
        """Keep which entries of a record knew of which stay; returns whether that is otherwise than it was."""
        of_record = "entry IN (SELECT id FROM entry WHERE record = ?)"
        before = self._connection.execute(f"SELECT entry, stay FROM knew_move WHERE {of_record}", [record]).fetchall()
        self._connection.execute(f"DELETE FROM knew_move WHERE {of_record}", [record])
        self._connection.executemany("INSERT INTO knew_move VALUES (?, ?)", knew.items())
        return dict(before) != knew

    def _said_of(self, record: int, name: str | None) -> list[_Said]:
        rows = self._connection.execute(
            f"SELECT e.clock, e.id, l.device, e.place, p.uid, json_type(e.body, '$.\"' || ? || '\"') IS NOT NULL,"
            f" l.replica, l.stream, {SEEN_HERE} FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}"
            f" JOIN unit p ON p.no = e.place WHERE e.record = ? AND {_OF_ITS_KIND}",
            [name or "", record],
        )
        said = [
            _Said(clock, row, bytes(device), place, unit, bool(moves), EntryId(r, s, row & SEQ_MASK), read_reach(seen))
            for clock, row, device, place, unit, moves, r, s, seen in rows
        ]
        return in_order(said, lambda one: one.id, lambda one: one.seen, lambda one: (one.clock, one.id))

    def _may_move(self, said: _Said, place: int) -> bool:
        """Tell whether its author may write at both units as its own."""
        found = self._connection.execute(
            f"SELECT count(DISTINCT place) FROM standing WHERE place IN (?1, ?2) AND log = ?3 >> {SEQ_BITS}"
            f" AND ?3 & {SEQ_MASK} > after AND (until IS NULL OR ?3 & {SEQ_MASK} <= until)"
            f" AND standing = {int(Standing.OWN)}",
            [place, said.place, said.row],
        ).fetchone()
        return bool(found[0] == 2)

    # What is held

    def _rejudge(self) -> bool:
        """Let the records whose standing changed be judged as if all their entries had just arrived."""
        execute = self._connection.execute
        execute("DELETE FROM temp.rejudged WHERE record IN (SELECT record FROM archived_record)")
        # Of what arrived only now everything is judged anyway.
        execute(
            "DELETE FROM temp.rejudged WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.record = rejudged.record"
            " AND e.id NOT IN (SELECT entry FROM temp.arrived))"
        )
        if not self._has_rejudged():
            return False
        entries = "SELECT e.id AS entry FROM temp.rejudged j CROSS JOIN entry e ON e.record = j.record"
        execute(f"DELETE FROM shadow WHERE entry IN ({entries})")
        execute(f"UPDATE entry SET spent = NULL WHERE spent IS NOT NULL AND id IN ({entries})")
        execute(
            "INSERT OR IGNORE INTO temp.touched SELECT r.uid, r.no FROM temp.rejudged j"
            " CROSS JOIN record r ON r.no = j.record"
        )
        self._hold(entries)
        return True

    def _has_rejudged(self) -> bool:
        return self._connection.execute("SELECT 1 FROM temp.rejudged LIMIT 1").fetchone() is not None

    def _hold(self, among: str, *, is_well_placed: bool = False, is_plain: bool = False) -> bool:
        """Tell whether any is held; what ``is_plain`` is of records that never moved, and no word on rights."""
        statements = holding(self._kinds)[:1] if is_plain else holding(self._kinds)
        held = sum(self._connection.execute(one.format(among=among)).rowcount for one in statements)
        held += self._officers.hold(among, are_words_among=not is_plain)
        if not is_well_placed:
            self._misplaced.hold(among)
        return bool(held)


_TIME = "e.clock, l.replica, l.stream, e.id"
_OF_ITS_KIND = "NOT EXISTS (SELECT 1 FROM other_kind k WHERE k.entry = e.id)"
_TO_BE_PLACED = (
    "SELECT t.uid FROM temp.touched t CROSS JOIN record r ON r.no = t.record"
    f" WHERE ifnull(r.place, {UNPLACED}) = {UNPLACED} OR t.uid NOT IN (SELECT uid FROM temp.present)"
)
"""Those, too, that were placed as they arrived: nothing of them was shown before."""
