"""Opens files from a stick: told by their first bytes, copied in, decrypted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync import acks, cards
from danvan_desktop.sync.archive import MANIFEST
from danvan_desktop.sync.documents import opening
from danvan_desktop.sync.errors import SyncError, reason
from danvan_desktop.sync.files import refuse_what_is_no_file, spool_of
from danvan_desktop.sync.sealing import Sealing, sealing_of, unseal, unseal_by_passphrase

_ZIP_MARK = b"PK\x03\x04"
_LONGEST_OPENING = 64


class FileKind(Enum):
    """What a file is, by its first bytes."""

    BUNDLE = "bundle"
    ENCRYPTED = "encrypted"
    ENCRYPTED_BY_PASSPHRASE = "encrypted_by_passphrase"  # noqa: S105 - a name, no secret
    ACK = "ack"
    CARD = "card"
    OTHER = "other"


_BY_SEALING = {
    Sealing.RECIPIENTS: FileKind.ENCRYPTED,
    Sealing.PASSPHRASE: FileKind.ENCRYPTED_BY_PASSPHRASE,
}


def what_is(path: Path) -> FileKind:
    """Tell what a file is without reading it whole; raises SyncError when it cannot be read."""
    refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(_LONGEST_OPENING)
    except OSError as error:
        raise SyncError(_("Không đọc được tệp “{path}”: {reason}.", path=str(path), reason=reason(error))) from error
    if start.startswith(opening(cards.FORMAT)):
        return FileKind.CARD
    if start.startswith(opening(acks.FORMAT)):
        return FileKind.ACK
    if start.startswith(_ZIP_MARK) and MANIFEST.encode() in start:
        return FileKind.BUNDLE
    return _BY_SEALING.get(sealing_of(start), FileKind.OTHER)


@dataclass(frozen=True)
class Opened:
    """A bundle's ZIP, decrypted when it had to be: the file, its size, how it was sealed."""

    file: BinaryIO
    size: int
    sealing: Sealing


@contextmanager
def opened_bundle(store: Store, file: BinaryIO, size: int, passphrase: str | None) -> Iterator[Opened]:
    """Give the ZIP inside a file that was copied in.

    Raises WrongRecipient, NeedsPassphrase, WrongPassphrase or DamagedBundle; a file that is not encrypted is given as
    it is.
    """
    file.seek(0)
    sealing = sealing_of(file.read(_LONGEST_OPENING))
    file.seek(0)
    if sealing is Sealing.PLAIN:
        yield Opened(file, size, sealing)
        return
    with spool_of(store) as inner:
        if sealing is Sealing.PASSPHRASE:
            unseal_by_passphrase(passphrase, file, inner)
        else:
            unseal(store.identity.keys.age_keys, file, inner)
        inner.flush()
        yield Opened(inner, inner.tell(), sealing)
