"""What a device has, told to those who sent it: in an acknowledgement of its own, or inside a bundle that goes back.

Which of two was written later goes by their numbers, never by the clock of whoever wrote them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.store import LogProgress, Peer, ReceiptNote, Store
from danvan_desktop.sync.copied_laptops import common_marks
from danvan_desktop.sync.limits import MOST_LOGS_WRITTEN
from danvan_desktop.sync.manifest import AckBundle, AckLog, AckMissing, Receipt
from danvan_desktop.sync.numbering import missing_bundles
from danvan_desktop.sync.quarantine import waiting_bundles
from danvan_desktop.sync.units_told import believe_units

_MOST_BUNDLES = 500
"""Bundles named in a receipt, the newest; so many that are missing, the oldest."""


@dataclass(frozen=True)
class SignedReceipt:
    """A receipt with who wrote it: under which replica, numbered how, when by the writer's clock."""

    replica: str
    number: int
    made_at: str
    receipt: Receipt


@dataclass(frozen=True)
class NewlyConfirmed:
    """For how many entries a receipt told newly that they arrived, and how many are still on the way.

    ``is_old`` says that a later one was here before, so that nothing was changed.
    """

    moved: int
    lagging: int
    is_old: bool


def own_receipt(store: Store) -> Receipt:
    """Return what this store has; of more logs than a receipt holds those that were begun last are not told of."""
    whole = store.extents.whole()
    return Receipt(
        tuple(AckLog(h.replica, h.stream, h.seq, h.hash, whole[h.key]) for h in store.log.logs()[:MOST_LOGS_WRITTEN]),
        _bundles(store),
        tuple(
            AckMissing(m.number, m.moment.astimezone().isoformat(timespec="seconds"), m.device)
            for m in missing_bundles(store)[:_MOST_BUNDLES]
        ),
    )


def accept_receipt(store: Store, peer: Peer, told: SignedReceipt, *, dry_run: bool = False) -> NewlyConfirmed:
    """Keep what a known device told to have, unless it told something later before."""
    earlier = store.peers.marks(peer.device)
    numbers = store.peers.numbers_told(peer.device)
    if _is_old(numbers, told) and not _is_written_since(peer, told):
        return NewlyConfirmed(0, _lagging(store, earlier), is_old=True)
    marks = _marks(store, told.receipt)
    if not dry_run:
        if any(replica != told.replica for replica, _number in numbers):
            marks = dict(common_marks(store, peer.device, told.replica, marks))
        moment = _not_after_now(store, told.made_at)
        notes = [ReceiptNote(one.sha256, peer.device, one.state, moment) for one in told.receipt.bundles]
        number = max(told.number, dict(numbers).get(told.replica, -1))
        store.peers.acknowledge(peer, moment, marks, notes, (told.replica, number))
        believe_units(store, peer.device, told.receipt)
    own = store.log.vector()
    moved = sum(
        max(0, min(mark.seq, own.get(key, 0)) - (earlier[key].seq if key in earlier else 0))
        for key, mark in marks.items()
    )
    return NewlyConfirmed(moved, _lagging(store, marks), is_old=False)


def _is_old(numbers: Sequence[tuple[str, int]], told: SignedReceipt) -> bool:
    """Tell whether a later receipt of the replica was here.

    A device whose store was restored goes on under a new replica and counts from 1; that of before may go on as well,
    on the laptop that was copied.
    """
    return told.number <= dict(numbers).get(told.replica, -1)


def _is_written_since(peer: Peer, told: SignedReceipt) -> bool:
    """Tell whether a receipt was written after the last one that counts, by the clock of its writer.

    A disk that was put back whole gives numbers out again. Where a clock was ahead meanwhile it is passed over, as an
    old one is; one that is taken for newer than it is lets more be sent than is needed.
    """
    last = peer.acked_at
    return last is not None and dt.datetime.fromisoformat(told.made_at) > dt.datetime.fromisoformat(last)


def _not_after_now(store: Store, made_at: str) -> str:
    """Return when a receipt was written, at most now: a clock that is ahead there tells nothing here."""
    now = store.clock.now()
    return min(dt.datetime.fromisoformat(made_at), now).isoformat(timespec="milliseconds")


def _marks(store: Store, receipt: Receipt) -> dict[tuple[str, str], LogProgress]:
    """Return the marks of logs that go the same way there as here.

    One that is longer there does so, as far as anybody knows, unless other entries of it came here.
    """
    own, contradicted = store.log.vector(), store.log.contradicted()
    marks: dict[tuple[str, str], LogProgress] = {}
    for log in receipt.logs:
        key = log.replica, log.stream
        is_ahead = log.seq > own.get(key, 0) and key not in contradicted
        if is_ahead or store.log.hash_at(key, log.seq) == log.hash:
            marks[key] = LogProgress(log.seq, min(log.whole, log.seq))
    return marks


def _lagging(store: Store, marks: Mapping[tuple[str, str], LogProgress]) -> int:
    return sum(max(0, seq - (marks[key].seq if key in marks else 0)) for key, seq in store.log.vector().items())


def _bundles(store: Store) -> tuple[AckBundle, ...]:
    waiting = [
        AckBundle(bundle.sha256, "quarantined" if bundle.can_be_accepted else "refused")
        for bundle in waiting_bundles(store)
    ]
    here = (note for note in store.bundles() if note.direction == "in" and not note.taken_back)
    accepted = [AckBundle(note.sha256, "accepted") for note in here]
    return tuple([*waiting, *accepted][:_MOST_BUNDLES])
