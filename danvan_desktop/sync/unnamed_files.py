"""Attached files of a volume that came before the entries which name them: kept until all of the set is here.

What no entry names then goes: its content was erased, and does not come back by an old file.
"""

from __future__ import annotations

import json

from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import Manifest
from danvan_desktop.sync.numbering import missing_of_set

_SETTING = "volumes.files"


def settle_files(store: Store, manifest: Manifest) -> None:
    """Note the attached files of a volume that was taken in; with the last of its set, drop those that nobody names."""
    waiting = set(json.loads(store.settings.get(_SETTING) or "[]"))
    waiting |= {member.sha256 for member in manifest.members[1:]}
    if not missing_of_set(store, manifest):
        store.blobs.drop_unnamed(waiting)
        waiting = set()
    store.settings.set(_SETTING, json.dumps(sorted(waiting)))
