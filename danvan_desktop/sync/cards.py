"""Device cards: what one installation gives another, once, to be known by it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync.documents import (
    check_signature,
    open_document,
    opening,
    read_document,
    sign_document,
    write_document,
)
from danvan_desktop.sync.errors import NotABundle, SyncError
from danvan_desktop.sync.fingerprint import Fingerprint, fingerprint_of
from danvan_desktop.sync.manifest import Key, Recipient, Text, Uid

FORMAT = "danvan-card"
MAJOR, VERSION = 1, "1.0"
LONGEST_NAME = 60


class CardUnit(msgspec.Struct, frozen=True):
    """The unit that a device works for; ``kind`` is a kind of unit: commune, village, province ..."""

    uid: Uid
    name: Text
    code: Text
    kind: Text


class CardContent(msgspec.Struct, frozen=True):
    """What the card file holds; ``made_at`` is ISO 8601 with its offset."""

    format: str
    version: str
    device: Key
    recipient: Recipient
    name: Text
    unit: CardUnit
    made_at: Annotated[str, msgspec.Meta(max_length=40)]


class Card:
    """A card whose signature was found good: the device holds the key that the card names."""

    def __init__(self, content: CardContent, data: bytes) -> None:
        """Keep content and file."""
        self.device = content.device
        self.recipient = content.recipient
        self.name = content.name
        self.unit = content.unit
        self.made_at = content.made_at
        self.data = data

    @property
    def text(self) -> str:
        """The content of the card's file, for a QR code."""
        return self.data.decode()

    @property
    def fingerprint(self) -> Fingerprint:
        """What people compare."""
        return fingerprint_of(self.device, self.recipient)


def own_card(store: Store) -> Card:
    """Make the card of this device."""
    unit = store.unit
    content = CardContent(
        FORMAT,
        VERSION,
        store.device_key,
        store.identity.keys.recipient,
        store.device_name,
        CardUnit(unit.uid, unit.text("name"), unit.text("code"), unit.text("kind")),
        store.clock.now().isoformat(timespec="seconds"),
    )
    return Card(content, sign_document(store, content))


def name_device(store: Store, name: str) -> None:
    """Call this device by a name that tells it apart; raises SyncError for one that no card can carry."""
    store.officers.require_writer()
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST_NAME or not wanted.isprintable():
        raise SyncError(_("Tên máy phải có từ 1 đến {limit} ký tự.", limit=LONGEST_NAME))
    store.identity.keys.rename(wanted)


def write_card(store: Store, out: Path) -> Card:
    """Write the card of this device; raises SyncError in words."""
    card = own_card(store)
    write_document(out, card.data)
    return card


def read_card(path: Path) -> Card:
    """Read a card and check its signature; raises NotABundle, DamagedBundle, ForgedBundle or BundleTooNew in words."""
    return parse_card(read_document(path))


def parse_card(data: bytes) -> Card:
    """Read a card from the content of its file or QR code."""
    if not data.startswith(opening(FORMAT)):
        raise NotABundle(_("Đây không phải thẻ máy. Hãy chọn tệp máy kia tạo bằng nút “Lưu thẻ ra tệp…”."))
    content, signed, signature = open_document(data, FORMAT, MAJOR, CardContent)
    check_signature(content.device, signature, signed)
    return Card(content, data)
