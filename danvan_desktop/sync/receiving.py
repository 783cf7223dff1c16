"""Takes in whatever a stick brings: a bundle or an acknowledgement, told by its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import overload

from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync.acks import AckResult, take_ack
from danvan_desktop.sync.errors import NotABundle
from danvan_desktop.sync.import_ import ImportResult, import_bundle
from danvan_desktop.sync.opening import FileKind, what_is
from danvan_desktop.sync.safety import BackupBeforehand


def import_file(
    store: Store,
    path: Path,
    *,
    dry_run: bool = False,
    passphrase: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    deletions: int | None = None,
    accept_sender: bool = False,
    way_back: BackupBeforehand | None = None,
) -> ImportResult | AckResult:
    """Take in a bundle or an acknowledgement; raises SyncError in words, for a device card with a hint.

    ``deletions``, ``accept_sender`` and ``way_back`` are as in ``import_bundle``.
    """
    kind = what_is(path)
    if kind is FileKind.CARD:
        raise NotABundle(
            _("“{name}” là thẻ máy. Hãy mở “Các máy…”, bấm “Ghép nối máy…” rồi chọn tệp này.", name=path.name)
        )
    if kind is FileKind.ACK:
        return take_ack(store, path, dry_run=dry_run)
    return import_bundle(
        store,
        path,
        dry_run=dry_run,
        passphrase=passphrase,
        progress=progress,
        deletions=deletions,
        accept_sender=accept_sender,
        way_back=way_back,
    )


@overload
def with_likely_pairs(store: Store, taken: ImportResult) -> ImportResult: ...
@overload
def with_likely_pairs(store: Store, taken: ImportResult | AckResult) -> ImportResult | AckResult: ...
def with_likely_pairs(store: Store, taken: ImportResult | AckResult) -> ImportResult | AckResult:
    """Return what an import brought with how many of its records may be one with others: for whoever tells a person.

    A fifth of an import's time would go into looking for them, and a round of files tells none.
    """
    if not isinstance(taken, ImportResult) or taken.dry_run or not taken.merge.added:
        return taken
    return replace(taken, duplicates=store.duplicate_count(involving=taken.merge.uids))
