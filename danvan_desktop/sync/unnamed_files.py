"""Attached files of a volume that came before the entries which name them: kept until all of the set is here.

What no entry names then goes: its content was erased, and does not come back by an old file.
"""

from __future__ import annotations

from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import Manifest, Volume
from danvan_desktop.sync.numbering import missing_of_set
from danvan_desktop.sync.remembered import remember, remembered

_SETTING = "volumes.waiting"


def settle_files(store: Store, manifest: Manifest, volume: Volume) -> None:
    """Note the attached files of a volume that was taken in; with the last of its set, drop those that nobody names.

    Each set for itself: the entries of another one may still come.
    """
    waiting = waiting_files(store)
    key = f"{manifest.sender.replica}:{manifest.number - volume.part}"
    of_set = {*waiting.pop(key, []), *(member.sha256 for member in manifest.members[1:])}
    if missing_of_set(store, manifest):
        waiting[key] = sorted(of_set)
    else:
        store.blobs.drop_unnamed(of_set.difference(*waiting.values()))
    remember(store, _SETTING, waiting)


def waiting_files(store: Store) -> dict[str, list[str]]:
    """Return the files of sets that have not come as a whole; none where that cannot be read: they then stay."""
    return remembered(store, _SETTING, dict[str, list[str]])
