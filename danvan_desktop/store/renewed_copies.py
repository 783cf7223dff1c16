"""Takes one copy in the place of all that still hold what was erased."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path

from danvan_desktop.store.attachment_pool import drop_pools
from danvan_desktop.store.backup import copies_of
from danvan_desktop.store.connection import connect_immutable
from danvan_desktop.store.errors import StoreError, told_in_words
from danvan_desktop.store.locked import key_for, remove_keys
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.process_lock import COPIES, process_lock


def renew_copies(store: Path, keep: Callable[[], Path]) -> Path:
    """Let ``keep`` make a copy, and remove those that lie beside the store by then; raises StoreError, OSError.

    Copies of another window wait meanwhile: the files that they have in the pool go with it.
    """
    with process_lock(COPIES):
        former = copies_of(store)
        copy = keep()
        for one in former:
            if one != copy:
                remove_with_side_files(one)
                remove_keys(one)
        drop_pools(copy.parent, store.stem)
    return copy


def lacks_any(copy: Path, key: bytes | None, redactions: Collection[str]) -> bool:
    """Tell whether a copy holds what one of these redactions erased since; of one that cannot be read nobody knows."""
    try:
        with closing(connect_immutable(copy, key_for(copy, key))) as connection, told_in_words(copy):
            rows = connection.execute("SELECT uid FROM record WHERE kind = 'redaction'").fetchall()
    except StoreError:
        return True
    return not set(redactions) <= {uid for (uid,) in rows}
