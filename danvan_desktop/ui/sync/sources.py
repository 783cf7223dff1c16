"""Where a bundle is taken in from: a file, or the place where it waited for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from danvan_desktop.store import Store
from danvan_desktop.store.telling import Tell
from danvan_desktop.sync import AckResult, ImportResult, accept_waiting, import_file, with_likely_pairs

Taken = ImportResult | AckResult
"""What came of it: of a bundle, or of another side's acknowledgement."""


class Source(Protocol):
    """Something that can be looked into, then taken in."""

    def take(
        self,
        store: Store,
        passphrase: str | None,
        tell: Tell,
        *,
        dry_run: bool,
        deletions: int | None = None,
        accept_sender: bool = False,
    ) -> Taken:
        """Take it in, or tell what that would do; raises SyncError in words, DeletesMuch beyond ``deletions``.

        ``accept_sender`` says that the officer saw the card of a sender not enrolled and said yes.
        """


@dataclass(frozen=True)
class FileSource:
    """A file on a stick or elsewhere."""

    path: Path

    def take(
        self,
        store: Store,
        passphrase: str | None,
        tell: Tell,
        *,
        dry_run: bool,
        deletions: int | None = None,
        accept_sender: bool = False,
    ) -> Taken:
        """See the protocol."""
        taken = import_file(
            store,
            self.path,
            dry_run=dry_run,
            passphrase=passphrase,
            progress=tell,
            deletions=deletions,
            accept_sender=accept_sender,
        )
        return with_likely_pairs(store, taken)


@dataclass(frozen=True)
class WaitingSource:
    """A bundle that was kept aside."""

    waiting_id: int

    def take(
        self,
        store: Store,
        passphrase: str | None,
        tell: Tell,
        *,
        dry_run: bool,
        deletions: int | None = None,
        accept_sender: bool = False,
    ) -> Taken:
        """See the protocol; what was kept aside is no longer encrypted."""
        taken = accept_waiting(store, self.waiting_id, dry_run=dry_run, progress=tell, deletions=deletions)
        return with_likely_pairs(store, taken)
