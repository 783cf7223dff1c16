"""An office goes to another laptop with all its records."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync.cards import Card
from danvan_desktop.sync.device_changes import hand_over
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.export import export_bundle
from danvan_desktop.sync.files import check_place
from danvan_desktop.sync.wish import ExportWish


def hand_over_all(store: Store, card: Card, out: Path) -> Peer:
    """Hand over (``hand_over``) and write all that is here for the successor to ``out``, a file that is not there yet.

    Raises SyncError; where the file could not be written after all, its words say that the office was handed over.
    """
    refuse_place(out)
    peer = hand_over(store, card)
    try:
        export_bundle(store, out, ExportWish(to=(peer.device,)))
    except DanvanError as error:
        raise SyncError(
            _(
                "Đã bàn giao cho {device} nhưng chưa ghi được tệp: {reason} Hãy xuất lại cho máy ấy.",
                device=device_called(peer.name, quoted=True),
                reason=error.message,
            )
        ) from error
    return peer


def refuse_place(out: Path) -> None:
    """Raise SyncError for a file that is there already or cannot be made."""
    check_place(out)
    if out.exists():
        raise SyncError(_("“{path}” đã có. Hãy ghi vào tệp khác.", path=str(out)))
