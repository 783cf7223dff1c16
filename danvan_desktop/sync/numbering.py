"""Numbers of bundles, and which earlier ones a receiver must have had for a later one to fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import Earlier, Log, Manifest, Range, local_moment
from danvan_desktop.sync.noted_manifests import recall_manifest

_LAST = "acknowledgement.last"
"""The setting that keeps replica and number of the acknowledgement or bundle that was begun last."""
_LONGEST_CHAIN = 50
"""Bundles named at most; who lacks more asks for everything."""


@dataclass(frozen=True)
class MissingBundle:
    """A bundle that was sent and did not come: its number, when it was made (local time), by which device."""

    number: int
    moment: dt.datetime
    device: str
    device_name: str


def next_number(store: Store, reserved: int = 0) -> int:
    """Number the bundles and acknowledgements of each replica from 1.

    Those up to ``reserved`` belong to volumes that are still to be written.
    """
    sent = [manifest.number for manifest in _sent(store) if manifest.sender.replica == store.replica]
    return 1 + max([reserved, _last_noted(store), *sent])


def use_number(store: Store, reserved: int = 0) -> int:
    """Use the next number up, before the file that bears it takes its name: no other is to have it after a kill.

    Found and used up by one transaction: of two windows or commands that write at once each gets a number of its own.
    """
    with store.all_or_nothing():
        number = next_number(store, reserved)
        store.settings.set(_LAST, f"{store.replica} {number}")
    return number


def _last_noted(store: Store) -> int:
    replica, _blank, number = store.settings.get(_LAST).partition(" ")
    return int(number) if replica == store.replica and number else 0


def earlier_bundles(store: Store, logs: Sequence[Log]) -> tuple[Earlier, ...]:
    """Return the fewest earlier bundles of this device that together hold what these logs leave out as known."""
    sent = _ranges_sent(store) if any(log.after for log in logs) else {}
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
    missing = _missing_volumes(came, lacks_files=store.blobs.lacks())
    for manifest in came:
        # A piece that is missed for both reasons is one; only the later ones that build upon it tell when it was made.
        missing |= {(manifest.sender.replica, one.number): one for one in missing_before(manifest, known)}
    return tuple(sorted(missing.values(), key=lambda bundle: (bundle.moment, bundle.device, bundle.number)))


def missing_around(store: Store, manifest: Manifest, known: Mapping[tuple[str, str], int]) -> tuple[MissingBundle, ...]:
    """Return those that this one builds upon, and the other volumes of its set, each once."""
    missing = {one.number: one for one in (*missing_of_set(store, manifest), *missing_before(manifest, known))}
    return tuple(missing[number] for number in sorted(missing))


def _missing_volumes(came: Sequence[Manifest], *, lacks_files: bool) -> dict[tuple[str, int], MissingBundle]:
    """Return the volumes that never came of sets of which some did.

    Once a later bundle of their sender came, only attached files that are still not here make them missed.
    """
    numbers: dict[str, set[int]] = {}
    for manifest in came:
        numbers.setdefault(manifest.sender.replica, set()).add(manifest.number)
    missing: dict[tuple[str, int], MissingBundle] = {}
    for manifest in came:
        replica = manifest.sender.replica
        for number in missing_volumes(manifest, numbers[replica]):
            if lacks_files or max(numbers[replica]) <= _last_of_set(manifest):
                missing.setdefault((replica, number), _missing(manifest, number))
    return missing


def _last_of_set(manifest: Manifest) -> int:
    volume = manifest.volume
    return manifest.number if volume is None else manifest.number + volume.of - volume.part


def missing_of_set(store: Store, manifest: Manifest) -> tuple[MissingBundle, ...]:
    """Return the other volumes of a bundle's set that did not come yet."""
    if manifest.volume is None:
        return ()
    came = (recall_manifest(note.manifest) for note in store.bundles() if note.direction == "in")
    known = {one.number for one in came if one.sender.replica == manifest.sender.replica}
    return tuple(_missing(manifest, number) for number in missing_volumes(manifest, known))


def missing_volumes(manifest: Manifest, known: Collection[int]) -> Sequence[int]:
    """Return the numbers of the other volumes of a bundle's set that are not among those ``known`` of its sender."""
    volume = manifest.volume
    if volume is None:
        return ()
    first = manifest.number - volume.part + 1
    return [number for number in range(first, first + volume.of) if number not in {*known, manifest.number}]


def _missing(manifest: Manifest, number: int) -> MissingBundle:
    return MissingBundle(number, local_moment(manifest.made_at), manifest.sender.device, manifest.sender.name)


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


def _ranges_sent(store: Store) -> Mapping[LogKey, Sequence[tuple[Manifest, Range]]]:
    """Return of each log what the bundles of this device held of it, with the bundle."""
    held: dict[LogKey, list[tuple[Manifest, Range]]] = {}
    for manifest in _sent(store):
        for one in manifest.logs if manifest.changes else ():
            key = one.replica, one.stream
            held.setdefault(key, []).append((manifest, Range(*key, one.after, one.seq)))
    return held


def _reaching(
    sent: Mapping[LogKey, Sequence[tuple[Manifest, Range]]], log: Log, position: int
) -> tuple[Manifest, Range] | None:
    """Return the bundle that holds change number ``position`` of a log and reaches back the furthest."""
    held = [one for one in sent.get((log.replica, log.stream), ()) if one[1].after < position <= one[1].seq]
    return min(held, key=lambda pair: pair[1].after, default=None)
