"""The work behind the wizards: it runs in the operations' thread and touches no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from danvan_desktop.localization import Message
from danvan_desktop.store import MergeResult, Store
from danvan_desktop.sync import Deletions, ImportResult, ImportStatus, describe_ack, describe_import, sender_card
from danvan_desktop.ui.operations import ChangeSummary, Progress, changes_in
from danvan_desktop.ui.sync.sources import Source, Taken


@dataclass(frozen=True)
class Preview:
    """What a bundle or an acknowledgement would do, and how much of what is here it would delete."""

    result: Taken
    deletions: Deletions

    @property
    def stranger(self) -> Message | None:
        """The card of a sender whom the officer must say yes to first, ``None`` when it is known."""
        is_new = isinstance(self.result, ImportResult) and self.result.first_use
        return sender_card(self.result.manifest) if isinstance(self.result, ImportResult) and is_new else None

    @property
    def waits(self) -> bool:
        """Whether the bundle would only be kept aside until a person decides."""
        return isinstance(self.result, ImportResult) and self.result.status is ImportStatus.QUARANTINED


def look_into(source: Source, passphrase: str | None) -> Callable[[Store, Progress], Preview]:
    """Return the work of telling what taking something in would do."""

    def work(store: Store, progress: Progress) -> Preview:
        result = source.take(store, passphrase, progress.stoppable, dry_run=True)
        if not isinstance(result, ImportResult):
            return Preview(result, Deletions.of(store, MergeResult()))
        return Preview(result, Deletions.of(store, result.merge, own_unit=result.loses_own_unit))

    return work


def take_in(
    source: Source, passphrase: str | None, deletions: int, *, accept_sender: bool = False
) -> Callable[[Store, Progress], Taken]:
    """Return the work of taking something in that deletes no more records than the officer was told."""

    def work(store: Store, progress: Progress) -> Taken:
        return source.take(
            store, passphrase, progress.stoppable, dry_run=False, deletions=deletions, accept_sender=accept_sender
        )

    return work


def brought(result: Taken) -> ChangeSummary:
    """Tell the window what was changed."""
    return changes_in(result.merge) if isinstance(result, ImportResult) else ChangeSummary()


def tell_taken(result: Taken, *, card_apart: bool = False) -> tuple[Message, ...]:
    """Tell in words what a bundle or an acknowledgement did, or would do; ``card_apart`` as ``describe_import``."""
    if isinstance(result, ImportResult):
        return describe_import(result, card_apart=card_apart)
    return describe_ack(result)
