"""What the reader that was made from the document of the format alone comes to, of the log of a store."""

from danvan_desktop.domain.entry import join_seen
from danvan_desktop.store import Store
from tests.sync.independent_reader import Entry, due_cells
from tests.sync.independent_reader.redactions import Cell


def due_by_document(store: Store) -> set[Cell]:
    """Return the values that must be erased by the document."""
    devices = {head.key: head.device for head in store.log.logs()}
    return due_cells([as_read(entry) for entry in store.log.entries_after({})], devices)


def erased_of(store: Store) -> set[Cell]:
    """Return the values that the store has erased."""
    return {
        (tuple(entry.id), name)
        for entry in store.log.entries_after({})
        for name, gone in entry.gone.items()
        if not gone.is_held_back
    }


def as_read(entry) -> Entry:
    """Return an entry as that reader has it."""
    held = tuple(name for name, gone in entry.gone.items() if gone.is_held_back)
    erased = tuple(name for name, gone in entry.gone.items() if not gone.is_held_back)
    seen = tuple(join_seen(entry.seen).split())
    return Entry(
        tuple(entry.id), entry.timestamp, entry.kind, entry.uid, entry.place, entry.officer, seen, dict(entry.values),
        erased, held, entry.hash,
    )  # fmt: skip
