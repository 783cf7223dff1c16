"""Reads a bundle strictly: nothing is used before it is known to be what the sender signed.

First the layout, then the signature over the manifest, then each member's packed bytes, size and hash while it is
inflated under limits; only after that are changes and attachments handed out.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

from danvan_desktop.domain.entry import Entry
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead
from danvan_desktop.store.telling import Tell
from danvan_desktop.sync.archive import ATTACHMENTS, DEFLATED, Placed, local_header, read_layout
from danvan_desktop.sync.errors import ForgedBundle, damaged, ill_formed
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.lines import decode_lines, split_lines
from danvan_desktop.sync.manifest import OPENING, Manifest, Member, decode_manifest, refuse_newer
from danvan_desktop.sync.signing import KEY_SIZE, SIGNATURE_SIZE, is_signed

_RAW_DEFLATE = -15


class BundleReader:
    """A bundle found whole, signed by its sender, with every log's signature good."""

    def __init__(self, file: BinaryIO, size: int, tell: Tell = lambda _done, _total: None) -> None:
        """Verify everything but the changes themselves; raises a SyncError that says what is wrong.

        ``file`` must not change while the reader is used.
        """
        self._file = file
        self._refuse_newer()
        self._entries = read_layout(file, size)
        manifest, signature = self._content(self._entries[0]), self._content(self._entries[-1])
        self._check_sender(manifest, signature)
        self.manifest = decode_manifest(manifest)
        if bytes.fromhex(self.manifest.sender.device) != signature[:KEY_SIZE]:
            raise _forged()
        self.heads = _heads(self.manifest)
        self._check_members(tell)

    def changes(self) -> Iterator[Entry]:
        """Yield all entries in the order of the manifest's logs, one chunk in memory at a time.

        Raises DamagedBundle or ForgedBundle when a line is ill-formed or a log does not arrive at its signed hash.
        """
        changes = self._entries[1]
        return decode_lines(split_lines(self._inflated(changes)), self.manifest.logs)

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield digest and content of each attached file, one in memory at a time."""
        for entry in self._entries[2:-1]:
            yield entry.name.removeprefix(ATTACHMENTS), b"".join(self._inflated(entry))

    def _refuse_newer(self) -> None:
        """Look at the manifest's first bytes, where every version tells its number: later layouts may differ."""
        start = len(local_header("manifest.json", 0, 0, 0, 0))
        self._file.seek(start)
        refuse_newer(self._file.read(len(OPENING) + 16))

    def _content(self, entry: Placed) -> bytes:
        data = b"".join(self._inflated(entry))
        if len(data) != entry.size or zlib.crc32(data) != entry.crc:
            raise damaged()
        return data

    def _check_sender(self, manifest: bytes, signature: bytes) -> None:
        if len(signature) != KEY_SIZE + SIGNATURE_SIZE:
            raise damaged()
        if not is_signed(signature[:KEY_SIZE], signature[KEY_SIZE:], manifest):
            raise _forged()

    def _check_members(self, tell: Tell) -> None:
        entries, members = self._entries[1:-1], self.manifest.members
        if [entry.name for entry in entries] != [member.name for member in members]:
            raise ill_formed(_("thành phần không đúng bản kê"))
        total = sum(entry.packed for entry in entries)
        done = 0
        for entry, member in zip(entries, members, strict=True):
            if (entry.size, entry.packed) != (member.size, member.packed):
                raise damaged()
            if entry.name.startswith(ATTACHMENTS) and entry.name != ATTACHMENTS + member.sha256:
                raise ill_formed(_("tệp đính kèm mang sai mã kiểm tra"))
            self._check_member(entry, member)
            done += entry.packed
            tell(done, total)

    def _check_member(self, entry: Placed, member: Member) -> None:
        content, size, crc = sha256(), 0, 0
        packed = sha256()
        for chunk in self._inflated(entry, packed.update):
            content.update(chunk)
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
        found = (size, crc, content.hexdigest(), packed.hexdigest())
        if found != (entry.size, entry.crc, member.sha256, member.packed_sha256):
            raise damaged()

    def _inflated(self, entry: Placed, watch: Callable[[bytes], object] = bytes) -> Iterator[bytes]:
        """Yield a member's content in chunks, never a byte more than told; ``watch`` sees the packed bytes."""
        chunks = self._packed(entry, watch)
        return _inflate(chunks, entry.size) if entry.method == DEFLATED else chunks

    def _packed(self, entry: Placed, watch: Callable[[bytes], object]) -> Iterator[bytes]:
        position, left = entry.start, entry.packed
        while left:
            self._file.seek(position)
            chunk = self._file.read(min(left, CHUNK))
            if not chunk:
                raise damaged()
            watch(chunk)
            position += len(chunk)
            left -= len(chunk)
            yield chunk


def _inflate(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Inflate; raises DamagedBundle for anything but exactly one deflate stream of ``size`` bytes."""
    inflater = zlib.decompressobj(wbits=_RAW_DEFLATE)
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:
                raise damaged()
            inflated = _inflate_some(inflater, rest)
            size -= len(inflated)
            if size < 0 or inflater.unused_data:
                raise damaged()
            rest = inflater.unconsumed_tail
            yield inflated
    # Bytes may wait inside although all input is taken.
    while not inflater.eof:
        inflated = _inflate_some(inflater, b"")
        size -= len(inflated)
        if size < 0 or not (inflated or inflater.eof):
            raise damaged()
        yield inflated
    if size:
        raise damaged()


def _inflate_some(inflater: zlib._Decompress, data: bytes) -> bytes:
    try:
        return inflater.decompress(data, CHUNK)
    except zlib.error as error:
        raise damaged() from error


def _heads(manifest: Manifest) -> Sequence[LogHead]:
    """Return where the logs stand, each signature found good; raises ForgedBundle."""
    heads = [
        LogHead(log.replica, log.stream, log.seq, log.hash, log.device, bytes.fromhex(log.signature))
        for log in manifest.logs
    ]
    for head in heads:
        if head.signature is None or not is_signed(bytes.fromhex(head.device), head.signature, head.signed_text):
            raise _forged()
    return heads


def _forged() -> ForgedBundle:
    return ForgedBundle(
        _("Chữ ký của tệp không khớp nội dung: tệp bị hỏng hoặc bị sửa; chưa nhập gì. Hãy xin nơi gửi xuất lại.")
    )
