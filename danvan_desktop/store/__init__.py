"""The local store: change log, derived tables, search, attachments and safety, over SQLite.

What is named here is loaded from its module when it is first asked for: the window is painted before it needs more than
a preview of the store.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.store.archive_plan import ArchivePlan
    from danvan_desktop.store.archives import ArchiveNote
    from danvan_desktop.store.arrived_changes import ArrivedChange
    from danvan_desktop.store.bin import BinEntry
    from danvan_desktop.store.blobs import read_attachable
    from danvan_desktop.store.bundles import BundleNote
    from danvan_desktop.store.drafts import KeptDraft
    from danvan_desktop.store.duplicates import LikelyPair
    from danvan_desktop.store.errors import (
        MergeError,
        NotAStore,
        StoreError,
        StoreMissing,
        StoreTooNew,
        UnknownRecord,
    )
    from danvan_desktop.store.held import HeldEntry
    from danvan_desktop.store.histories import OtherHistory
    from danvan_desktop.store.history import Change, Conflict, ConflictReason, HistoryEntry
    from danvan_desktop.store.log import LogHead
    from danvan_desktop.store.merge_result import MergeResult, Review
    from danvan_desktop.store.overwriting import refuse_store
    from danvan_desktop.store.peers import LogProgress, Peer, PeerState, ReceiptNote
    from danvan_desktop.store.reappeared import Reappeared
    from danvan_desktop.store.redacting import RedactionNote
    from danvan_desktop.store.referrers import ReferredTo
    from danvan_desktop.store.restoring import restore_backup
    from danvan_desktop.store.save_result import SaveResult
    from danvan_desktop.store.settings import LAST_BACKUP
    from danvan_desktop.store.stale_drafts import Clash, ShownHeads, StaleDraft
    from danvan_desktop.store.store import Store
    from danvan_desktop.store.waiting import WaitingNote

__all__ = [
    "LAST_BACKUP",
    "ArchiveNote",
    "ArchivePlan",
    "ArrivedChange",
    "BinEntry",
    "BundleNote",
    "Change",
    "Clash",
    "Conflict",
    "ConflictReason",
    "HeldEntry",
    "HistoryEntry",
    "KeptDraft",
    "LikelyPair",
    "LogHead",
    "LogProgress",
    "MergeError",
    "MergeResult",
    "NotAStore",
    "OtherHistory",
    "Peer",
    "PeerState",
    "Reappeared",
    "ReceiptNote",
    "RedactionNote",
    "ReferredTo",
    "Review",
    "SaveResult",
    "ShownHeads",
    "StaleDraft",
    "Store",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "UnknownRecord",
    "WaitingNote",
    "read_attachable",
    "refuse_store",
    "restore_backup",
]

_HOMES = {
    "ArchiveNote": "archives",
    "ArchivePlan": "archive_plan",
    "LAST_BACKUP": "settings",
    "BinEntry": "bin",
    "BundleNote": "bundles",
    "Clash": "stale_drafts",
    "Conflict": "history",
    "ConflictReason": "history",
    "Change": "history",
    "HeldEntry": "held",
    "LikelyPair": "duplicates",
    "HistoryEntry": "history",
    "KeptDraft": "drafts",
    "LogHead": "log",
    "LogProgress": "peers",
    "MergeError": "errors",
    "MergeResult": "merge_result",
    "NotAStore": "errors",
    "OtherHistory": "histories",
    "StaleDraft": "stale_drafts",
    "Peer": "peers",
    "PeerState": "peers",
    "Reappeared": "reappeared",
    "ReceiptNote": "peers",
    "RedactionNote": "redacting",
    "ReferredTo": "referrers",
    "Review": "merge_result",
    "SaveResult": "save_result",
    "ShownHeads": "stale_drafts",
    "Store": "store",
    "StoreError": "errors",
    "StoreMissing": "errors",
    "StoreTooNew": "errors",
    "ArrivedChange": "arrived_changes",
    "UnknownRecord": "errors",
    "WaitingNote": "waiting",
    "read_attachable": "blobs",
    "refuse_store": "overwriting",
    "restore_backup": "restoring",
}
"""The module of each name."""


def __getattr__(name: str) -> object:
    """Load what is asked for; Python calls this for a name that is not here yet."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
