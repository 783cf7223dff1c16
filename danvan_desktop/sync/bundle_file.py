"""One bundle as a file: assembled, signed, sealed, written whole, read back."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync.addressing import Address
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.files import spool_of, write_whole
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.manifest import Manifest, encode_manifest
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.sealing import Sealing
from danvan_desktop.sync.writer import BundleWriter


def write_file(store: Store, out: Path, manifest: Manifest, writer: BundleWriter, sealed: Address) -> tuple[int, str]:
    """Write a bundle, read it back, and return the size and SHA-256 of the file; raises SyncError in words."""
    data = encode_manifest(manifest)
    signature = bytes.fromhex(store.device_key) + store.sign(data)
    found: list[tuple[int, str]] = []

    def fill(file: BinaryIO) -> None:
        if sealed.sealing is Sealing.PLAIN:
            writer.assemble(data, signature, file)
            return
        with spool_of(store) as inner:
            writer.assemble(data, signature, inner)
            inner.seek(0)
            sealed.seal(store, inner, file)

    def verify(file: BinaryIO) -> None:
        if sealed.sealing is Sealing.PLAIN:
            _read_back(file, manifest)
        else:
            with spool_of(store) as inner:
                sealed.unseal(store, file, inner)
                _read_back(inner, manifest)
        found.append(measure(file))

    write_whole(out, fill, verify)
    return found[0]


def measure(file: BinaryIO) -> tuple[int, str]:
    """Return the size of a file and its SHA-256."""
    digest = sha256()
    size = file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _read_back(file: BinaryIO, manifest: Manifest) -> None:
    try:
        is_same = BundleReader(file, file.seek(0, os.SEEK_END)).manifest == manifest
    except SyncError as error:
        raise _unreliable() from error
    if not is_same:
        raise _unreliable()


def _unreliable() -> SyncError:
    return SyncError(_("Tệp vừa ghi đọc lại không đúng: ổ đĩa hoặc USB có thể hỏng. Hãy xuất ra ổ đĩa khác."))
