"""Takes in what other loaders brought into the database: the union of logs, verified like a bundle."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from danvan_desktop.domain.entry import Entry, LogKey, split_seen
from danvan_desktop.localization import _
from danvan_desktop.province.errors import ProvinceError
from danvan_desktop.province.publishing import logs_that_differ
from danvan_desktop.store import LogHead, Store
from danvan_desktop.store.entry_rows import entry_of
from danvan_desktop.store.outflow import Outflow
from danvan_desktop.sync.signing import is_signed


class Puller:
    """Brings a store to where the database stands."""

    def __init__(self, connection: Any, store: Store) -> None:
        """Work on an open connection of psycopg and an open store."""
        self._connection = connection
        self._store = store

    def pull(self) -> Collection[str]:
        """Take in what is in the database and not here; returns the records that it touched.

        Raises ProvinceError for a log whose owner did not sign it, MergeError for entries that do not fit.
        """
        outflow: Outflow = self._store.outflow
        known, gapped = self._store.log.vector(), outflow.gapped()
        whole = {*gapped, *logs_that_differ(self._connection, self._store)}
        heads = [head for head in self._heads() if head.seq > known.get(head.key, 0) or head.key in whole]
        if not heads:
            return ()
        ranges = [(head.key, 0 if head.key in whole else known.get(head.key, 0)) for head in heads]
        merge = self._store.merge(self._entries(ranges), heads)
        return merge.uids

    def _heads(self) -> Sequence[LogHead]:
        rows = self._connection.execute("SELECT replica, stream, seq, hash, device, signature FROM danvan.log")
        heads = [LogHead(r, s, seq, bytes(h).hex(), device, sig and bytes(sig)) for r, s, seq, h, device, sig in rows]
        for head in heads:
            if head.signature is not None and not is_signed(
                bytes.fromhex(head.device), head.signature, head.signed_text
            ):
                raise ProvinceError(
                    _("Cơ sở dữ liệu cấp trên có nhật ký với chữ ký không khớp; chưa lấy gì. Hãy báo người quản trị.")
                )
        return sorted(heads, key=lambda head: head.key)

    def _entries(self, ranges: Sequence[tuple[LogKey, int]]) -> Iterator[Entry]:
        for key, after in ranges:
            previous = self._store.log.hash_at(key, after)
            for row in self._connection.execute(
                "SELECT replica, stream, seq, clock, kind, uid, unit, officer, seen, gone, salt, hash, body"
                " FROM danvan.entry WHERE replica = %s AND stream = %s AND seq > %s ORDER BY seq",
                [*key, after],
            ):
                entry = _entry(row, previous)
                previous = entry.hash
                yield entry


def _entry(row: Sequence[Any], previous: str) -> Entry:
    told = dict(enumerate(split_seen(row[8])))
    seen = json.dumps({str(no): [one.seq, one.hash] for no, one in told.items()})
    return entry_of([*row[:8], seen, *row[9:]], {no: one.log for no, one in told.items()}, previous)
