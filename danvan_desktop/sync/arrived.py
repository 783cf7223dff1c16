"""Tells whether a file of just the same came to its addressee, by what he said himself.

A receipt tells of each log how far it is there, and how far with all its content: what stands behind content that is
held back from both would go to him in each round for good. He names the files that he took in, too. When he did one
that began and ended in each log where the next one would, and brought as much, that next one brings nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from danvan_desktop.store import Store
from danvan_desktop.sync.export import ExportSize
from danvan_desktop.sync.manifest import Log, Manifest

_ACCEPTED = "accepted"


def files_told(store: Store) -> Mapping[str, Collection[str]]:
    """Return the files of ours, by their digests, that each device named in what it told last."""
    last = {peer.device: peer.acked_at for peer in store.peers.all()}
    told: dict[str, set[str]] = {}
    for note in store.peers.receipts():
        if note.state == _ACCEPTED and note.moment == last.get(note.device):
            told.setdefault(note.device, set()).add(note.sha256)
    return told


def brings_nothing(size: ExportSize, sent: Manifest) -> bool:
    """Tell whether what would be written is what was ``sent`` in one file and arrived.

    Which attached files went is not kept: with some it may be other ones.
    """
    if sent.volume is not None or size.attachments:
        return False
    is_as_much = (sent.changes, sent.withheld) == (size.changes, size.held_back)
    return is_as_much and _ways(sent.logs) == _ways(size.logs)


def _ways(logs: Sequence[Log]) -> Collection[tuple[str, str, int, int]]:
    return {(log.replica, log.stream, log.after, log.seq) for log in logs if log.seq > log.after}
