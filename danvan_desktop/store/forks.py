"""Numbers of a log that were used twice: which of the entries stand, once their author wrote the others again.

A disk that is put back whole lets a laptop use numbers twice. Who got the entries of before keeps these, who got those
of since keeps those: what comes second is set aside. The author takes the ones of before and writes the others again,
under another replica (``healing``). Wherever all entries that stand were written again, and these count, nothing is
lost when they give way to what was set aside: from then on everybody has the same.

Nobody can take back so what he once wrote. Nor can anybody with stolen keys write anew under numbers that a withdrawal
accepts: the log of who was put out stays as it is, and what gave way before comes back as soon as what was written in
its place counts no more. Which of two histories that were signed on purpose stands is said by those who withdraw the
device (``histories``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, LogKey, digests_of, is_intact
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_json import entry_from_json, entry_to_json
from danvan_desktop.store.histories import Histories, OtherHistory
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.rights import OF_RIGHTS
from danvan_desktop.store.schema import HELD
from danvan_desktop.store.settings import UNDECIDED

_LEFT = "forks.left."
"""The settings that keep, one a log, this log and the hash of the first entry that gave way."""

_END = "forks.end."
"""The settings that keep, one a history that was set aside, its owner's signature."""


@dataclass(frozen=True)
class Turn:
    """The entries that were set aside and take their numbers in a log, in place of all that stand from there on."""

    key: LogKey
    come: Sequence[Entry]
    is_back: bool = False
    is_meant: bool = False
    """Whether it takes its place by the word of those who withdrew the device."""


class Forks:
    """Looks at the logs of others of which entries were set aside, in the transaction of a merge."""

    def __init__(self, connection: Connection, log: EntryLog) -> None:
        """Work on an open store."""
        self._connection = connection
        self._log = log
        self._histories = Histories(connection, log)
        self._decided: frozenset[LogKey] = frozenset()
        self.were_asked = False
        """Whether the last ``turns`` looked at all that was set aside."""

    def told_of(self, own: Collection[str], forked: Collection[LogKey]) -> Mapping[LogKey, str]:
        """Return those of devices that something came of, ``forked`` logs and other ones, each with its device.

        Logs of ``own`` devices are left out: they were mended when the other entries came.
        """
        if not (contradicted := self._log.contradicted()):
            return {}
        devices = self._log.owners()
        rows = self._connection.execute(
            f"SELECT DISTINCT lower(hex(l.device)) FROM temp.arrived a CROSS JOIN log l ON l.no = a.entry >> {SEQ_BITS}"
        )
        came = {device for (device,) in rows} | {devices[key] for key in forked if key in devices}
        found = {key: devices[key] for key in sorted(contradicted & devices.keys())}
        return {key: device for key, device in found.items() if device in came and device not in own}

    def turns(self, logs: Mapping[LogKey, str], *, may_be_decided: bool) -> Sequence[Turn]:
        """Return what is to give way to what: in these logs, and back in any whose device was put out since.

        Of a log of which somebody with the right said which history is meant nothing else is asked (``histories``).
        Whether somebody did is read where something came on which that ``may`` depend: it costs a reading of all that
        was set aside.
        """
        self.were_asked = may_be_decided or bool(logs) or self._bears_on_rights()
        decided = self._histories.decided() if self.were_asked else {}
        if self.were_asked:
            self._decided = frozenset(decided)
        meant = (Turn(key, one.other, is_meant=True) for key, one in decided.items() if one.other)
        back = self._turns_back() if logs or self._log.contradicted() else ()
        forth = (key for key, device in logs.items() if not self._was_put_out(device))
        mended = [*back, *(turn for key in forth for turn in self._turn(key, logs[key]))]
        return [*meant, *(turn for turn in mended if turn.key not in decided)]

    def forget_rewritten(self, logs: Mapping[LogKey, str]) -> int:
        """Forget what was set aside of these logs and stands again elsewhere; returns how many entries those were.

        What gave way stays: it may have to come back; so do histories of which somebody decides.
        """
        left = self._left()
        found = [
            one
            for key, device in logs.items()
            if key not in left and key not in self._decided
            for one in self._aside(key)
            if self._is_written_again(one, device)
        ]
        for one in found:
            self._forget(one)
        return len(found)

    def take(self, turn: Turn, devices: Mapping[LogKey, str]) -> Sequence[str]:
        """Let the entries that were set aside stand; the caller sets the log's head and derives everything anew.

        Returns the records of what gave way.
        """
        key, first = turn.key, turn.come[0].id.seq
        leave = list(self._log.entries_of([(key, first - 1, self._log.vector()[key])]))
        self._connection.executemany(
            "INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)",
            [(*one.id, bytes.fromhex(one.hash), entry_to_json(one)) for one in leave],
        )
        if turn.is_back:
            self._connection.execute("DELETE FROM setting WHERE name = ?", [_name_of(key)])
        elif not turn.is_meant:
            self._connection.execute(
                "INSERT OR IGNORE INTO setting VALUES (?, ?)", [_name_of(key), json.dumps([*key, leave[0].hash])]
            )
        self._note_end(key)
        self._log.forget(key, first)
        for one in turn.come:
            self._forget(one)
        self._log.append(turn.come, devices=devices)
        return [one.uid for one in leave]

    def note_ends(self, heads: Iterable[LogHead]) -> None:
        """Keep the signatures of histories that were set aside, in case they come to stand and are to be passed on."""
        for head in heads:
            if head.signature is not None and self._log.hash_at(head.key, head.seq) != head.hash:
                self._keep_end(head)

    def signature_of(self, key: LogKey, digest: str) -> bytes | None:
        """Return the signature of its owner that covers an entry, if it came."""
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", [_end_name(key, digest)]).fetchone()
        return None if row is None else bytes.fromhex(row[0])

    def _note_end(self, key: LogKey) -> None:
        for head in self._log.logs_of(key[0]):
            if head.key == key and head.signature is not None:
                self._keep_end(head)

    def _keep_end(self, head: LogHead) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO setting VALUES (?, ?)",
            [_end_name(head.key, head.hash), (head.signature or b"").hex()],
        )

    def open_histories(self, own: Collection[str]) -> Sequence[OtherHistory]:
        """Return what was set aside and stands nowhere else, of logs that are not of ``own`` devices.

        These wrote theirs again themselves (``healing``).
        """
        return [one for one in self._histories.others() if one.device not in own and not self._is_mended(one)]

    def note_undecided(self, own: Collection[str]) -> None:
        """Keep of how many logs nobody decided: to ask what was set aside would take long while a window is used."""
        open_ones = self.open_histories(own) if self._log.contradicted() else ()
        count = str(len({one.key for one in open_ones if not one.is_decided}))
        self._connection.execute(
            "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2 WHERE value != ?2",
            [UNDECIDED, count],
        )

    def _is_mended(self, one: OtherHistory) -> bool:
        return all(self._is_written_again(entry, one.device) for entry in one.other)

    def _bears_on_rights(self) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry CROSS JOIN record r ON r.no = e.record"
            f" WHERE r.{OF_RIGHTS} LIMIT 1"
        ).fetchone()
        return row is not None

    def _turns_back(self) -> Iterator[Turn]:
        """Yield the entries that gave way, of devices that were put out, and that do not count elsewhere any more."""
        devices = self._log.owners()
        for key, first in self._left().items():
            aside = self._aside(key)
            begins = next((one for one in aside if one.hash == first), None)
            if begins is None or not self._was_put_out(devices[key]):
                continue
            come = _following(begins, aside)
            if not all(self._is_written_again(one, devices[key]) for one in come):
                yield Turn(key, come, is_back=True)

    def _left(self) -> Mapping[LogKey, str]:
        """Return of each log of which entries gave way the hash of the first of those that stood before all others."""
        rows = self._connection.execute("SELECT value FROM setting WHERE name GLOB ?", [f"{_LEFT}*"])
        return {(replica, stream): first for replica, stream, first in (json.loads(value) for (value,) in rows)}

    def _forget(self, entry: Entry) -> None:
        for table in ("quarantine", "parked"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE replica = ? AND stream = ? AND seq = ? AND hash = ?",
                [*entry.id, bytes.fromhex(entry.hash)],
            )

    def _turn(self, key: LogKey, device: str) -> Iterator[Turn]:
        aside = self._aside(key)
        first = next((one for one in aside if self._parts_from_what_stands(one)), None)
        if first is None:
            return
        stand = list(self._log.entries_of([(key, first.id.seq - 1, self._log.vector()[key])]))
        if not all(self._is_written_again(one, device) for one in stand):
            return
        come = _following(first, aside)
        if not all(map(is_intact, come)):
            return
        # Where both were written again, as somebody with a program of his own can, all choose the same.
        if stand[0].hash > first.hash or not all(self._is_written_again(one, device) for one in come):
            yield Turn(key, come)

    def _aside(self, key: LogKey) -> Sequence[Entry]:
        rows = self._connection.execute(
            "SELECT entry FROM quarantine WHERE replica = ? AND stream = ? ORDER BY seq, hash", key
        )
        return [entry_from_json(text) for (text,) in rows]

    def _parts_from_what_stands(self, one: Entry) -> bool:
        key, seq = one.id.log, one.id.seq
        follows = one.previous == self._log.hash_at(key, seq - 1)
        return follows and self._log.hash_at(key, seq) not in (NO_HASH, one.hash)

    def _was_put_out(self, device: str) -> bool:
        row = self._connection.execute(
            'SELECT 1 FROM record_withdrawal WHERE "of" = ? AND deleted IS NOT 1', [device]
        ).fetchone()
        return row is not None

    def _is_written_again(self, entry: Entry, device: str) -> bool:
        """Tell whether an entry that counts, in another log of the device, says the same of the same record."""
        wanted = digests_of(entry)
        return any(
            (one.timestamp, one.salt, digests_of(one)) == (entry.timestamp, entry.salt, wanted)
            for one in self._counting(entry, device)
        )

    def _counting(self, entry: Entry, device: str) -> Iterator[Entry]:
        rows = self._connection.execute(
            f"SELECT l.replica, l.stream, e.id & {SEQ_MASK} FROM record r CROSS JOIN entry e ON e.record = r.no"
            f" CROSS JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE r.uid = ? AND l.device = ? AND l.replica != ?"
            f" AND NOT EXISTS (SELECT 1 FROM shadow h WHERE h.entry = e.id AND h.state = {HELD})",
            [entry.uid, bytes.fromhex(device), entry.id.replica],
        ).fetchall()
        found = (self._log.find(EntryId(*row)) for row in rows)
        return (one for one in found if one is not None)


def _end_name(key: LogKey, digest: str) -> str:
    return f"{_END}{'.'.join(key)}.{digest}"


def _name_of(key: LogKey) -> str:
    return f"{_LEFT}{'.'.join(key)}"


def _following(first: Entry, aside: Sequence[Entry]) -> Sequence[Entry]:
    """Return an entry that was set aside with those that follow it there, one after the other."""
    after = {(one.id.seq, one.previous): one for one in aside}
    found = [first]
    while (following := after.get((found[-1].id.seq + 1, found[-1].hash))) is not None:
        found.append(following)
    return found
