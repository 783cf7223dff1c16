"""The local store: change log, derived tables, search, attachments and safety, over SQLite."""

from danvan_desktop.store.backup import LAST_BACKUP, restore_backup
from danvan_desktop.store.bin import BinEntry
from danvan_desktop.store.blobs import read_attachable
from danvan_desktop.store.bundles import BundleNote
from danvan_desktop.store.check import CheckReport
from danvan_desktop.store.drafts import KeptDraft
from danvan_desktop.store.errors import (
    MergeError,
    NotAStore,
    StoreError,
    StoreMissing,
    StoreTooNew,
    UnknownRecord,
)
from danvan_desktop.store.history import Conflict, ConflictReason, HistoryEntry
from danvan_desktop.store.log import LogHead
from danvan_desktop.store.merge import MergeResult, Review
from danvan_desktop.store.overwriting import refuse_store
from danvan_desktop.store.peers import Mark, Peer, PeerState, ReceiptNote, office_of
from danvan_desktop.store.search import SearchHit
from danvan_desktop.store.store import Store
from danvan_desktop.store.touches import Touch
from danvan_desktop.store.waiting import WaitingNote
from danvan_desktop.store.writing import SaveResult

__all__ = [
    "LAST_BACKUP",
    "BinEntry",
    "BundleNote",
    "CheckReport",
    "Conflict",
    "ConflictReason",
    "HistoryEntry",
    "KeptDraft",
    "LogHead",
    "Mark",
    "MergeError",
    "MergeResult",
    "NotAStore",
    "Peer",
    "PeerState",
    "ReceiptNote",
    "Review",
    "SaveResult",
    "SearchHit",
    "Store",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "Touch",
    "UnknownRecord",
    "WaitingNote",
    "office_of",
    "read_attachable",
    "refuse_store",
    "restore_backup",
]
