"""Whether a bundle carries what is hidden of secret records: to whom, and noted in their history.

Between the laptops of the unit it goes in files that only these can open. It leaves the unit only when that was chosen,
only to devices named of the unit itself or a unit above, which handles the file, and never in a file that others can
read (Luật Tố cáo 2018, Điều 9).
"""

from __future__ import annotations

from collections.abc import Collection

from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync.addressing import Address
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.levels import Levels
from danvan_desktop.sync.wish import ExportWish


def stays_inside(store: Store, sealed: Address) -> bool:
    """Tell whether only devices of this unit can open a bundle."""
    levels = Levels(store)
    return bool(sealed.peers) and all(levels.is_same(peer) for peer in sealed.peers)


def carries_secrets(store: Store, sealed: Address, wish: ExportWish) -> bool:
    """Tell whether hidden content goes; raises SyncError when it was wished and may not."""
    if wish.with_secrets:
        _check_entitled(store, sealed, without_personal=wish.without_personal)
    return not wish.without_personal and (wish.with_secrets or stays_inside(store, sealed))


def note_sending(store: Store, sealed: Address, uids: Collection[str]) -> None:
    """Note in the history of each record to whom its hidden content goes, before it does."""
    names = ", ".join(dict.fromkeys(peer.unit_name or peer.name for peer in sealed.peers))
    store.note_sending(sorted(uids), names)


def _check_entitled(store: Store, sealed: Address, *, without_personal: bool) -> None:
    if without_personal:
        raise SyncError(_("Không kèm dữ liệu cá nhân thì không gửi nội dung bí mật được. Hãy bỏ một trong hai."))
    if not sealed.peers:
        raise SyncError(
            _(
                "Nội dung bí mật chỉ được gửi trong tệp mã hóa cho máy có tên. Hãy ghép nối và chọn máy của"
                " nơi giải quyết."
            )
        )
    levels = Levels(store)
    for peer in sealed.peers:
        if not levels.is_same(peer) and not levels.is_above(peer):
            raise SyncError(
                _(
                    "Nội dung bí mật chỉ được gửi cho cấp trên giải quyết đơn; “{name}” không phải cấp trên. Hãy bỏ"
                    " máy này.",
                    name=peer.name,
                )
            )
