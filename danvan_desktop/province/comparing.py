"""Compares what stands in the database with what a store holds, record by record, and names what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.localization.message import enumerated
from danvan_desktop.province.home import closed_in
from danvan_desktop.store import Store
from danvan_desktop.store.outflow import RecordRow

OWN_DIGEST = "CASE WHEN archived = '' THEN encode(sha256(convert_to(lines, 'UTF8')), 'hex') ELSE archived END"
"""The digest of a record of the database, computed from its row."""
_NAMED = 5
"""How many records a message names."""


class Fault(Enum):
    """What is wrong with a record of the database."""

    LACKING = "lacking"
    EXTRA = "extra"
    CONTENT = "content"
    """Its digest is another."""
    SHOWN = "shown"
    """Its digest is that of the store, but what readers are shown of it is not."""


_FAULTS = {
    Fault.LACKING: _("thiếu"),
    Fault.EXTRA: _("thừa"),
    Fault.CONTENT: _("khác nội dung"),
    Fault.SHOWN: _("khác phần cho xem"),
}


@dataclass(frozen=True)
class Differing:
    """A record that stands in the database otherwise than the store has it."""

    kind: str
    uid: str
    fault: Fault

    @property
    def told(self) -> Message:
        """Name the record and what is wrong."""
        label = ALL_KINDS[self.kind].label if self.kind in ALL_KINDS else self.kind
        return _("{kind} {uid}: {fault}", kind=label, uid=self.uid, fault=_FAULTS[self.fault])


def differing_content(connection: Any, store: Store) -> Iterator[Differing]:
    """Yield the records whose digest differs, by the store's own list and the database's own rows."""
    ours = ((kind, uid, True, digest) for kind, uid, digest in store.outflow.record_digests())
    rows = connection.execute(f"SELECT kind, uid, {OWN_DIGEST} FROM danvan.record ORDER BY kind, uid")
    theirs = ((kind, uid, False, digest) for kind, uid, digest in rows)
    for (kind, uid), found in groupby(merge(ours, theirs), key=itemgetter(0, 1)):
        digests = [(is_ours, digest) for _kind, _uid, is_ours, digest in found]
        if len(digests) == 1:
            yield Differing(kind, uid, Fault.LACKING if digests[0][0] else Fault.EXTRA)
        elif digests[0][1] != digests[1][1]:
            yield Differing(kind, uid, Fault.CONTENT)


def differing_rows(connection: Any, store: Store) -> Iterator[Differing]:
    """Yield the records of the store of which another row stands in the database, though of equal content."""
    in_utf8 = {"fields": "convert_to(fields::text, 'UTF8')", "lines": "convert_to(lines, 'UTF8')"}
    columns = ", ".join(in_utf8.get(name, name) for name in RecordRow._fields)
    outflow = store.outflow.hiding(closed_in(connection))
    for uids in outflow.uids():
        rows = connection.execute(f"SELECT {columns} FROM danvan.record WHERE uid = ANY(%s)", [list(uids)])
        there = {row.uid: row for row in map(RecordRow._make, rows)}
        for here in outflow.records(uids):
            other = there.get(here.uid)
            if other is not None and other.lines == here.lines and _read(other) != _read(here):
                yield Differing(here.kind, here.uid, Fault.SHOWN)


def _read(row: RecordRow) -> Sequence[Any]:
    return row._replace(fields=json.loads(row.fields))


def told_of(differing: Iterator[Differing]) -> Message:
    """Name the first of what differs; where no record does, it is what is held."""
    named = [one.told for one in islice(differing, _NAMED)]
    others = sum(1 for _one in differing)
    if not named:
        return _("các trường chờ duyệt khác nhau")
    told = enumerated(named)
    return _("{named} và {n} hồ sơ khác", named=told, n=others) if others else told
