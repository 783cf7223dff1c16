"""Keeps drafts in a small file beside a store that is damaged: nothing is written into that any more.

They come back into the store at its next opening, whether it was mended, restored or rescued meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from danvan_desktop.store.durable_files import replace_durably
from danvan_desktop.store.errors import StoreError, not_written
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.leftovers import partial_beside
from danvan_desktop.store.private import make_private
from danvan_desktop.store.process_lock import process_lock

_PURPOSE = b"danvan drafts"
_LARGEST = 64 * 1024 * 1024
"""Bytes: what officers type is a small part of it; a pipe in its place, or what has no end, is nobody's here."""


class KeptDraft(Struct, frozen=True):
    """The state of one form: whose record it is, since when it is kept (ISO 8601, local), and JSON of its content."""

    uid: str
    kind: str
    moment: str
    content: str


class SpareDrafts:
    """The file of the store at one path; there is none unless something is kept in it."""

    def __init__(self, store: Path, key: bytes | None = None) -> None:
        """Name it; beside an encrypted store it is sealed with the same key."""
        self._key = key
        self._path = store.with_name(f"{store.name}.ban-nhap.json")

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft in place of an earlier one of the same record; raises StoreError."""
        with self.locked():
            self._write([*(kept for kept in self.all() if kept.uid != draft.uid), draft])

    def drop(self, uid: str) -> None:
        """Forget the draft of a record; raises StoreError."""
        if not self._path.exists():
            return
        with self.locked():
            kept = self.all()
            if any(draft.uid == uid for draft in kept):
                self._write(draft for draft in kept if draft.uid != uid)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other window change the file while the block does."""
        with process_lock("drafts"):
            yield

    def all(self) -> list[KeptDraft]:
        """Return all of them; a file that nobody here wrote holds none."""
        try:
            content = json.loads(self._opened(read_input(self._path, _LARGEST)))
            return [_read(item) for item in content]
        except (OSError, StoreError, ValueError, TypeError, KeyError, RecursionError):
            return []

    def clear(self) -> None:
        """Remove the file: its drafts are in the store."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _write(self, drafts: Iterable[KeptDraft]) -> None:
        partial = partial_beside(self._path)
        try:
            partial.unlink(missing_ok=True)
            make_private(partial)
            partial.write_bytes(
                self._sealed(json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False).encode())
            )
            replace_durably(partial, self._path)
        except OSError as error:
            raise not_written(error, self._path) from error

    def _sealed(self, content: bytes) -> bytes:
        if self._key is None:
            return content
        from danvan_desktop.store.key_slots import seal  # loads a library that a start does without

        return seal(self._key, content, _PURPOSE)

    def _opened(self, content: bytes) -> bytes:
        """Read what was kept; drafts of before the store was encrypted are plain. Raises ValueError."""
        if self._key is None or content[:1] == b"[":
            return content
        from danvan_desktop.store.key_slots import unseal

        return unseal(self._key, content, _PURPOSE)


def _read(item: Mapping[str, object]) -> KeptDraft:
    return KeptDraft(*(str(item[name]) for name in ("uid", "kind", "moment", "content")))
