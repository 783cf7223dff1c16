"""Tells whether a file of just the same came to its addressee, by what he said himself.

A receipt tells of each log how far it is there, and how far with all its content: what stands behind content that is
held back from both would go to him in each round for good, with the files attached there. He names the files that he
took in, too. When he did one, or all volumes of a set, that began and ended in each log where the next one would, and
brought as much and the same attached files, that next one brings nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from danvan_desktop.store import Store
from danvan_desktop.sync.export import ExportSize
from danvan_desktop.sync.manifest import Log, Manifest
from danvan_desktop.sync.noted_manifests import NotedManifest

_ACCEPTED = "accepted"


def files_told(store: Store) -> Mapping[str, Collection[str]]:
    """Return the files of ours, by their digests, that each device named in what it told last."""
    last = {peer.device: peer.acked_at for peer in store.peers.all()}
    told: dict[str, set[str]] = {}
    for note in store.peers.receipts():
        if note.state == _ACCEPTED and note.moment == last.get(note.device):
            told.setdefault(note.device, set()).add(note.sha256)
    return told


def sendings(files: Iterable[NotedManifest]) -> Iterator[Sequence[NotedManifest]]:
    """Yield what was written at once, of these files: one alone, or the volumes of a set that are all among them."""
    sets: dict[tuple[str, int], list[NotedManifest]] = {}
    for file in files:
        if file.volume is None:
            yield [file]
        else:
            sets.setdefault((file.sender.replica, file.number - file.volume.part), []).append(file)
    yield from (parts for parts in sets.values() if len(parts) == _volumes(parts[0]))


def _volumes(file: Manifest) -> int:
    return file.volume.of if file.volume is not None else 1


def brings_nothing(size: ExportSize, sent: Sequence[NotedManifest]) -> bool:
    """Tell whether what would be written is what was ``sent``, in one file or several, and arrived."""
    there = (sum(one.changes for one in sent), sum(one.withheld for one in sent), sent[0].attached)
    if there != (size.changes, size.held_back, size.attached):
        return False
    return _ways(log for one in sent for log in one.logs) == _ways(size.logs)


def _ways(logs: Iterable[Log]) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return from and up to which entry these go in each log, of which several may be pieces."""
    ways: dict[tuple[str, str], tuple[int, int]] = {}
    for log in logs:
        if log.seq > log.after:
            first, last = ways.get((log.replica, log.stream), (log.after, log.seq))
            ways[log.replica, log.stream] = min(first, log.after), max(last, log.seq)
    return ways
