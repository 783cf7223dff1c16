"""What passes through the disk while a file of an encrypted office is made or read: under a key that no disk ever sees.

The file has no name and goes with the process, but its blocks stay on the disk until others are written there.
"""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_BLOCK, _BUFFER = 16, 256 * 1024


def sealed(bare: IO[bytes]) -> BinaryIO:
    """Return a file whose content only reaches the ``bare`` one hidden by a key of its own; it closes both."""
    return cast("BinaryIO", io.BufferedRandom(_Hidden(bare), _BUFFER))


class _Hidden(io.RawIOBase):
    """Hides what is written by AES-256 in counter mode, each place by its own part of the stream."""

    def __init__(self, bare: IO[bytes]) -> None:
        super().__init__()
        self._bare = bare
        self._key = AES256(os.urandom(32))

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._bare.seek(offset, whence)

    def tell(self) -> int:
        return self._bare.tell()

    def truncate(self, size: int | None = None, /) -> int:
        return self._bare.truncate(size)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        place = self._bare.tell()
        view = memoryview(buffer).cast("B")
        data = self._bare.read(len(view))
        view[: len(data)] = self._turned(place, data)
        return len(data)

    def write(self, data: ReadableBuffer, /) -> int:
        written = self._bare.write(self._turned(self._bare.tell(), bytes(data)))
        self._bare.flush()
        return written

    def close(self) -> None:
        self._bare.close()
        super().close()

    def _turned(self, place: int, data: bytes) -> bytes:
        before = place % _BLOCK
        stream = Cipher(self._key, CTR((place // _BLOCK).to_bytes(_BLOCK, "big"))).encryptor()
        stream.update(bytes(before))
        return stream.update(data)
