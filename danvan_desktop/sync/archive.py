"""The outer form of a bundle: a ZIP of which every byte is laid down, so that no byte can change unseen.

Any ZIP tool opens it, but a reader takes no other ZIP: members follow each other without gaps in one order, with
constant dates, versions and attributes, and the directory at the end must be the one that follows from them. What is
left, the members' packed bytes, is covered by the manifest's hashes or is the manifest and its signature.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.sync.errors import BundleTooLarge, NotABundle, damaged, ill_formed, truncated
from danvan_desktop.sync.limits import (
    LARGEST_ATTACHMENT,
    LARGEST_MANIFEST,
    LARGEST_TOTAL,
    MOST_MEMBERS,
    inflates_too_much,
)
from danvan_desktop.sync.sealing import OPENING

MANIFEST = "manifest.json"
CHANGES = "changes.jsonl"
SIGNATURE = "signature"
ATTACHMENTS = "attachments/"

STORED, DEFLATED = 0, 8

_VERSION = 20
"""ZIP 2.0: deflate, no Zip64."""
_DATE = 1 << 5 | 1
"""1 January 1980, the first day that ZIP knows: when a bundle was made stands in its manifest, which is signed."""
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LONGEST_NAME = 100
"""Bytes looked at of a name; no member has one that long."""
_ATTACHMENT = re.compile(r"attachments/[0-9a-f]{64}")


@dataclass(frozen=True)
class Placed:
    """One member: where its packed bytes begin in the file, its sizes and CRC-32."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


def attachment_name(digest: str) -> str:
    """Name the member that holds the content of this SHA-256."""
    return ATTACHMENTS + digest


def local_header(name: str, method: int, crc: int, packed: int, size: int) -> bytes:
    """Return what stands before a member's packed bytes."""
    fixed = _LOCAL.pack(_LOCAL_MARK, _VERSION, 0, method, 0, _DATE, crc, packed, size, len(name), 0)
    return fixed + name.encode("ascii")


def directory(entries: Sequence[Placed]) -> bytes:
    """Return what stands after the last member: the central directory and its end record."""
    central = b"".join(_central_header(entry) for entry in entries)
    offset = entries[-1].start + entries[-1].packed
    return central + _END.pack(_END_MARK, 0, 0, len(entries), len(entries), len(central), offset, 0)


def _central_header(entry: Placed) -> bytes:
    header = _CENTRAL.pack(
        _CENTRAL_MARK, _VERSION, _VERSION, 0, entry.method, 0, _DATE, entry.crc, entry.packed, entry.size,
        len(entry.name), 0, 0, 0, 0, 0, entry.start - _LOCAL.size - len(entry.name),
    )  # fmt: skip
    return header + entry.name.encode("ascii")


def read_layout(file: BinaryIO, size: int) -> list[Placed]:
    """Return the members of a bundle of ``size`` bytes, from the first byte to the last.

    Raises NotABundle for other files, DamagedBundle when any byte of the layout is not as it must be, BundleTooLarge
    when the sizes told are beyond the limits. Contents are not looked at.
    """
    entries: list[Placed] = []
    position = 0
    while (entry := _next_entry(file, position, not entries)) is not None:
        entries.append(entry)
        position = entry.start + entry.packed
        if position > size:
            raise truncated()
        if len(entries) > MOST_MEMBERS:
            raise _too_large()
    _check_names([entry.name for entry in entries])
    _check_sizes(entries)
    _check_directory(file, position, entries)
    return entries


def _next_entry(file: BinaryIO, position: int, is_first: bool) -> Placed | None:
    file.seek(position)
    fixed = file.read(_LOCAL.size)
    if not is_first and fixed[:4] == _CENTRAL_MARK:
        return None
    _check_beginning(fixed, is_first)
    _mark, version, flags, method, time, date, crc, packed, size, name_length, extra = _LOCAL.unpack(fixed)
    name = file.read(min(name_length, _LONGEST_NAME))
    is_cut = len(name) < min(name_length, _LONGEST_NAME)
    if is_first and name != MANIFEST.encode():
        raise truncated() if is_cut and MANIFEST.encode().startswith(name) else _alien()
    if is_cut:
        raise truncated()
    if (version, flags, time, date, extra) != (_VERSION, 0, 0, _DATE, 0) or method not in (STORED, DEFLATED):
        raise damaged()
    if len(name) != name_length or not name.isascii():
        raise damaged()
    return Placed(name.decode("ascii"), method, crc, packed, size, position + _LOCAL.size + name_length)


def _check_beginning(fixed: bytes, is_first: bool) -> None:
    """Raise NotABundle for a file that does not begin as a bundle does, DamagedBundle for a header cut or spoilt."""
    if is_first and not _LOCAL_MARK.startswith(fixed[:4]) and not OPENING.startswith(fixed):
        raise _alien()
    if len(fixed) < _LOCAL.size:
        raise truncated()
    if fixed[:4] != _LOCAL_MARK:
        raise damaged()


def _check_names(names: Sequence[str]) -> None:
    attachments = names[2:-1]
    if [*names[:2], *names[-1:]] != [MANIFEST, CHANGES, SIGNATURE]:
        raise ill_formed(_("thiếu thành phần bắt buộc"))
    if any(not _ATTACHMENT.fullmatch(name) for name in attachments):
        raise ill_formed(_("có thành phần lạ"))
    if any(former >= later for former, later in pairwise(attachments)):
        raise ill_formed(_("thành phần lặp lại hoặc sai thứ tự"))


def _check_sizes(entries: Sequence[Placed]) -> None:
    for entry in entries:
        must_be_stored = entry.name in (MANIFEST, SIGNATURE)
        if entry.method == DEFLATED and must_be_stored:
            raise damaged()
        if entry.method == STORED and entry.packed != entry.size:
            raise damaged()
        if entry.size > _largest(entry.name) or inflates_too_much(entry.size, entry.packed):
            raise _too_large()
    if sum(entry.size for entry in entries) > LARGEST_TOTAL:
        raise _too_large()


def _largest(name: str) -> int:
    if name == MANIFEST:
        return LARGEST_MANIFEST
    return LARGEST_TOTAL if name == CHANGES else LARGEST_ATTACHMENT


def _check_directory(file: BinaryIO, position: int, entries: Sequence[Placed]) -> None:
    expected = directory(entries)
    file.seek(position)
    found = file.read(len(expected) + 1)
    if found == expected:
        return
    raise truncated() if expected.startswith(found) else damaged()


def _alien() -> NotABundle:
    return NotABundle(
        _("Đây không phải tệp trao đổi .danvan của phần mềm. Hãy chọn tệp có đuôi .danvan do máy gửi xuất ra.")
    )


def _too_large() -> BundleTooLarge:
    return BundleTooLarge(_("Tệp vượt giới hạn dung lượng cho phép nên chưa nhập gì. Hãy báo cho nơi gửi."))
