"""Writes a bundle: members are packed one after another into a private file, then laid behind the manifest."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.sync.archive import (
    CHANGES,
    DEFLATED,
    MANIFEST,
    SIGNATURE,
    STORED,
    Placed,
    attachment_name,
    directory,
    local_header,
)
from danvan_desktop.sync.errors import BundleTooLarge
from danvan_desktop.sync.limits import CHUNK, LARGEST_MANIFEST, LARGEST_VOLUME, MOST_MEMBERS, inflates_too_much
from danvan_desktop.sync.manifest import Member

_RAW_DEFLATE = -15


@dataclass(frozen=True)
class Packed:
    """A member packed into the private file: what the manifest and the ZIP headers say of it."""

    member: Member
    method: int
    crc: int


class BundleWriter:
    """Packs members in their order; ``spool`` holds them until the manifest, which comes first, can be written."""

    def __init__(self, spool: BinaryIO) -> None:
        """Start with an empty private file."""
        self._spool = spool
        self._packed: list[Packed] = []
        self._size = 0

    @property
    def members(self) -> tuple[Member, ...]:
        """What was packed so far, for the manifest."""
        return tuple(packed.member for packed in self._packed)

    def add_changes(self, lines: Iterable[str]) -> None:
        """Pack the changes; raises BundleTooLarge."""
        start = self._spool.tell()
        packer = _Packer(self._spool, self._size)
        block: list[str] = []
        held = 0
        for line in lines:
            block.append(line)
            held += len(line)
            if held >= CHUNK:
                packer.add("".join(block).encode())
                block.clear()
                held = 0
        packer.add("".join(block).encode())
        packed = packer.finish(CHANGES)
        if inflates_too_much(packed.member.size, packed.member.packed):
            packed = self._store_instead(packed, start)
        self._keep(packed)

    def add_attachment(self, digest: str, data: bytes) -> None:
        """Pack one attached file, in ascending order of their digests; raises BundleTooLarge.

        What deflate hardly shrinks, or shrinks so much that a reader must think of a trap, is stored as it is.
        """
        if len(self._packed) + 3 > MOST_MEMBERS:
            raise _too_large()
        name = attachment_name(digest)
        compressor = zlib.compressobj(wbits=_RAW_DEFLATE)
        deflated = compressor.compress(data) + compressor.flush()
        is_worth_it = len(deflated) < len(data) * 9 // 10 and not inflates_too_much(len(data), len(deflated))
        packed = deflated if is_worth_it else data
        packed_digest = sha256(packed).hexdigest()
        self._spool.write(packed)
        member = Member(name, len(data), digest, len(packed), packed_digest)
        self._keep(Packed(member, DEFLATED if is_worth_it else STORED, zlib.crc32(data)))

    def assemble(self, manifest: bytes, signature: bytes, target: BinaryIO) -> None:
        """Write the whole bundle; raises BundleTooLarge."""
        if len(manifest) > LARGEST_MANIFEST:
            raise _too_large()
        self._spool.flush()
        self._spool.seek(0)
        entries = [_write_stored(MANIFEST, manifest, target)]
        for packed in self._packed:
            entries.append(_write_header(packed, target))
            _copy(self._spool, target, packed.member.packed)
        entries.append(_write_stored(SIGNATURE, signature, target))
        target.write(directory(entries))

    def _store_instead(self, packed: Packed, start: int) -> Packed:
        """Replace what a reader must take for a trap: deflate made it so small that it can be held."""
        self._spool.seek(start)
        inflater = zlib.decompressobj(wbits=_RAW_DEFLATE)
        rest = self._spool.read()
        self._spool.seek(start)
        while rest:
            self._spool.write(inflater.decompress(rest, CHUNK))
            rest = inflater.unconsumed_tail
        self._spool.write(inflater.flush())
        member = packed.member
        stored = Member(member.name, member.size, member.sha256, member.size, member.sha256)
        return Packed(stored, STORED, packed.crc)

    def _keep(self, packed: Packed) -> None:
        self._packed.append(packed)
        self._size += packed.member.size
        _refuse_beyond(self._size)


class _Packer:
    """Deflates a member that is too large to be held."""

    def __init__(self, spool: BinaryIO, before: int) -> None:
        self._spool = spool
        self._before = before
        self._compressor = zlib.compressobj(wbits=_RAW_DEFLATE)
        self._content, self._deflated = sha256(), sha256()
        self._size = self._packed = self._crc = 0

    def add(self, data: bytes) -> None:
        self._size += len(data)
        _refuse_beyond(self._before + self._size)
        self._crc = zlib.crc32(data, self._crc)
        self._content.update(data)
        self._write(self._compressor.compress(data))

    def finish(self, name: str) -> Packed:
        self._write(self._compressor.flush())
        member = Member(name, self._size, self._content.hexdigest(), self._packed, self._deflated.hexdigest())
        return Packed(member, DEFLATED, self._crc)

    def _write(self, data: bytes) -> None:
        self._deflated.update(data)
        self._packed += len(data)
        self._spool.write(data)


def _write_header(packed: Packed, target: BinaryIO) -> Placed:
    member = packed.member
    target.write(local_header(member.name, packed.method, packed.crc, member.packed, member.size))
    return Placed(member.name, packed.method, packed.crc, member.packed, member.size, target.tell())


def _write_stored(name: str, data: bytes, target: BinaryIO) -> Placed:
    crc = zlib.crc32(data)
    target.write(local_header(name, STORED, crc, len(data), len(data)))
    entry = Placed(name, STORED, crc, len(data), len(data), target.tell())
    target.write(data)
    return entry


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    while size:
        chunk = source.read(min(size, CHUNK))
        target.write(chunk)
        size -= len(chunk)


def _refuse_beyond(size: int) -> None:
    if size > LARGEST_VOLUME:
        raise _too_large()


def _too_large() -> BundleTooLarge:
    return BundleTooLarge(
        _(
            "Dữ liệu cần xuất vượt giới hạn của một tệp: 512 MB hoặc 10.000 tệp đính kèm."
            " Hãy xuất phần mới thay vì toàn bộ."
        )
    )
