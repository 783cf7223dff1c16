"""What a save has to know of its store that seldom changes: read at one go, and remembered while nothing changed it.

What was read holds as long as SQLite says that nobody wrote: ``PRAGMA data_version`` counts what other connections
committed, ``total_changes`` what this one wrote, and ``undone`` what it took back. In a transaction that may write
nobody else can, so that it asks for the first once. A save that knows what it changes of it (``Known.keep``) lets the
next one go on from there; whatever else writes makes it be read anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection, data_version
from danvan_desktop.store.numbering import SEQ_BITS

REMEMBERED = ("unit.uid", "officer.uid", "replica.id", "device.private_key", "erasure.unswept")
"""The settings that every save asks for."""

_MOST_RECORDS = 256
"""Records whose kind, and which is shown for them, is remembered: those that many others refer to are few."""


class LogEnd(NamedTuple):
    """Where a log ends, with its number, and the clock of its newest entry; ``is_judged`` by the rights in force."""

    no: int
    seq: int
    hash: str
    device: str
    is_judged: bool
    clock: int


class Facts(Struct, kw_only=True):
    """What is known of a store at one moment.

    ``joins``, ``moves``, ``rules``, ``erasures``, ``notes`` and ``secrets`` tell whether there is any of them: records
    that are one, that came to another unit, words on officers' rights, erasures, notes on who opened what, and secret
    records. ``rightful`` are the (place, log, number of entry) after which a log of this laptop may write at a unit as
    its own without end. As far as somebody asked: ``units`` and ``officers`` are their numbers, ``kinds`` those of
    records, ``shown`` the records that are shown for others, ``written_at`` the units with whether this laptop may
    write there.
    """

    settings: Mapping[str, str]
    joins: bool
    moves: bool
    rules: bool
    erasures: bool
    notes: bool
    secrets: bool
    due: int
    logs: dict[LogKey, LogEnd]
    rightful: Sequence[tuple[int, int, int]]
    units: dict[str, int] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    written_at: dict[str, bool] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """The greatest clock at the end of any log."""
        return max([end.clock for end in self.logs.values()], default=0)

    def may_write(self, place: int, log: int, seq: int) -> bool:
        """Tell whether an entry of a log of this laptop is surely of a unit at which it writes as its own."""
        return any((place, log) == (unit, own) and seq > after for unit, own, after in self.rightful)


class Known:
    """Reads them, and remembers them while they hold."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._statement = _statement(kinds)
        self._facts: Facts | None = None
        self._written = (-1, -1)
        self._version = -1
        self._turn: object = None

    def facts(self) -> Facts:
        """Return what is known now."""
        found = self.remembered()
        if found is None:
            written = self._own_state()
            self._version = self._version_of_others()  # before what is read: what comes between only tells less
            found = self._facts = self._read()
            self._written, self._turn = written, self._connection.turn
        return found

    def remembered(self) -> Facts | None:
        """Return what is known if it still holds."""
        connection = self._connection
        if self._facts is None or self._written != (connection.total_changes, connection.undone):
            return None
        turn = connection.turn
        if turn is None or turn is not self._turn:
            if self._version != self._version_of_others():
                return None
            self._turn = turn
        return self._facts

    def kind_of(self, uid: str) -> str | None:
        """Return the kind of a record, deleted or not, known to this version or not."""
        facts = self.remembered()
        if facts is not None and uid in facts.kinds:
            return facts.kinds[uid]
        row = self._connection.execute("SELECT kind FROM record WHERE uid = ?", [uid]).fetchone()
        if row is None:
            return None
        if facts is not None:
            if len(facts.kinds) >= _MOST_RECORDS:
                facts.kinds.clear()
            facts.kinds[uid] = row[0]
        return str(row[0])

    def shown_as(self, uid: str) -> str:
        """Return the record that is shown for another that it was joined with, or that one itself."""
        facts = self.remembered()
        if facts is not None and not facts.joins:
            return uid
        if facts is not None and uid in facts.shown:
            return facts.shown[uid]
        row = self._connection.execute("SELECT shown FROM shown_as WHERE uid = ?", [uid]).fetchone()
        shown = uid if row is None else str(row[0])
        if facts is not None:
            if len(facts.shown) >= _MOST_RECORDS:
                facts.shown.clear()
            facts.shown[uid] = shown
        return shown

    def remembering(self, asked: Callable[[str], bool]) -> Callable[[str], bool]:
        """Return what asks of a unit whether this laptop may write there, once while nothing may have changed it."""

        def writes_at(unit: str) -> bool:
            facts = self.remembered()
            if facts is None:
                return asked(unit)
            if unit not in facts.written_at:
                facts.written_at[unit] = asked(unit)
            return facts.written_at[unit]

        return writes_at

    def keep(self) -> None:
        """Take it that facts, as they were brought up to date, are all that this connection's writing changed."""
        self._written = self._own_state()

    def _own_state(self) -> tuple[int, int]:
        return self._connection.total_changes, self._connection.undone

    def _version_of_others(self) -> int:
        connection = self._connection
        return data_version(connection) if connection.turn is None else int(connection.version)

    def _read(self) -> Facts:
        settings, joins, moves, rules, erasures, notes, secrets, due, logs, rightful = self._connection.execute(
            self._statement
        ).fetchone()
        return Facts(
            settings=json.loads(settings),
            joins=bool(joins),
            moves=bool(moves),
            rules=bool(rules),
            erasures=bool(erasures),
            notes=bool(notes),
            secrets=bool(secrets),
            due=due,
            logs={
                (replica, stream): LogEnd(no, seq, digest, device, bool(is_judged), clock or 0)
                for no, replica, stream, seq, digest, device, is_judged, clock in json.loads(logs)
            },
            rightful=[(place, log, after) for place, log, after in json.loads(rightful)],
        )


def _statement(kinds: Kinds) -> str:
    """Return the one look at all of it."""
    names = ", ".join(f"'{name}'" for name in REMEMBERED)
    noted = "EXISTS (SELECT 1 FROM record_disclosure)" if "disclosure" in kinds else "0"
    joined = ["joined", "shown_as", *(["record_same_as"] if "same_as" in kinds else [])]
    any_join = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in joined)
    return f"""
        SELECT (SELECT json_group_object(name, value) FROM setting WHERE name IN ({names})), {any_join},
        EXISTS (SELECT 1 FROM moved), EXISTS (SELECT 1 FROM officer_rule), EXISTS (SELECT 1 FROM erasure), {noted},
        EXISTS (SELECT 1 FROM secret), (SELECT count(*) FROM word_due),
        (SELECT json_group_array(json_array(no, replica, stream, seq, lower(hex(hash)), lower(hex(device)),
            judged IS NOT NULL, (SELECT clock FROM entry WHERE id = no << {SEQ_BITS} | seq))) FROM log),
        (SELECT json_group_array(json_array(place, log, after)) FROM standing
            WHERE until IS NULL AND standing = {int(Standing.OWN)} AND log IN (SELECT no FROM log
            WHERE replica = (SELECT value FROM setting WHERE name = 'replica.id')))
    """
