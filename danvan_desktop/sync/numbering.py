"""Numbers of bundles, and which earlier ones a receiver must have had for a later one to fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import Earlier, Log, Manifest, Range, local_moment, recall_manifest

_LONGEST_CHAIN = 50
"""Bundles named at most; who lacks more asks for everything."""


@dataclass(frozen=True)
class MissingBundle:
    """A bundle that was sent and did not come: its number, when it was made (local time), by which device."""

    number: int
    moment: dt.datetime
    device: str
    device_name: str


def next_number(store: Store) -> int:
    """Number the bundles of each replica from 1."""
    sent = (manifest for manifest in _sent(store) if manifest.sender.replica == store.replica)
    return 1 + max((manifest.number for manifest in sent), default=0)


def earlier_bundles(store: Store, logs: Sequence[Log]) -> tuple[Earlier, ...]:
    """Return the fewest earlier bundles of this device that together hold what these logs leave out as known."""
    sent = [manifest for manifest in _sent(store) if manifest.changes] if any(log.after for log in logs) else []
    ranges: dict[tuple[int, str], list[Range]] = {}
    for log in logs:
        position = log.after
        while position and (found := _reaching(sent, log, position)) is not None and len(ranges) < _LONGEST_CHAIN:
            manifest, held = found
            ranges.setdefault((manifest.number, manifest.made_at), []).append(held)
            position = held.after
    return tuple(Earlier(number, made_at, tuple(held)) for (number, made_at), held in sorted(ranges.items()))


def missing_bundles(store: Store) -> tuple[MissingBundle, ...]:
    """Return the bundles that those which came build upon and that never came, oldest first."""
    known = store.log.vector()
    came = [recall_manifest(note.manifest) for note in store.bundles() if note.direction == "in"]
    missing = {found for manifest in came for found in missing_before(manifest, known)}
    return tuple(sorted(missing, key=lambda bundle: (bundle.moment, bundle.device, bundle.number)))


def missing_before(manifest: Manifest, known: Mapping[tuple[str, str], int]) -> tuple[MissingBundle, ...]:
    """Return the earlier bundles without which the changes of this one must wait, in a store that knows ``known``."""
    gaps = {
        (log.replica, log.stream): (known.get((log.replica, log.stream), 0), log.after)
        for log in manifest.logs
        if log.after > known.get((log.replica, log.stream), 0)
    }
    sender = manifest.sender
    return tuple(
        MissingBundle(earlier.number, local_moment(earlier.made_at), sender.device, sender.name)
        for earlier in manifest.earlier
        if any(_fills(held, gaps.get((held.replica, held.stream))) for held in earlier.logs)
    )


def _fills(held: Range, gap: tuple[int, int] | None) -> bool:
    return gap is not None and held.seq > gap[0] and held.after < gap[1]


def _sent(store: Store) -> Iterable[Manifest]:
    return [recall_manifest(note.manifest) for note in store.bundles() if note.direction == "out"]


def _reaching(sent: Sequence[Manifest], log: Log, position: int) -> tuple[Manifest, Range] | None:
    """Return the bundle that holds change number ``position`` of a log and reaches back the furthest."""
    held = [
        (manifest, Range(one.replica, one.stream, one.after, one.seq))
        for manifest in sent
        for one in manifest.logs
        if (one.replica, one.stream) == (log.replica, log.stream) and one.after < position <= one.seq
    ]
    return min(held, key=lambda pair: pair[1].after, default=None)
