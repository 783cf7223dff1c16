"""Sections 2 and 3: what is encrypted, and the strict form of ZIP."""

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

from .strict import DIGEST, MIB, BadBundleError, must

AGE = b"age-encryption.org/v1\n"
LOCAL, CENTRAL, END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class Member:
    """One member of the ZIP."""

    name: str
    method: int
    crc: int
    packed: bytes
    size: int
    offset: int

    def content(self) -> bytes:
        """Inflate, never beyond the told size."""
        data = self.packed
        if self.method == 8:
            inflater = zlib.decompressobj(wbits=-15)
            try:
                data = inflater.decompress(self.packed, self.size + 1)
            except zlib.error as error:
                raise BadBundleError("no deflate stream") from error
            must(len(data) <= self.size and not inflater.unconsumed_tail, "inflates beyond its size")
            must(inflater.eof and not inflater.unused_data, "not exactly one deflate stream")
        must(len(data) == self.size and zlib.crc32(data) == self.crc, "size or CRC-32")
        return data


def decrypted(data: bytes, identity: str | None, passphrase: str | None) -> bytes:
    """Section 2: an age file whose content is a plain bundle."""
    import pyrage

    try:
        if data.startswith(AGE + b"-> scrypt "):
            work = re.match(rb"[0-9A-Za-z+/]{22} ([1-9][0-9]?)\n", data[len(AGE) + 10 :])
            must(work and int(work[1]) <= 20, "work of opening")
            return pyrage.passphrase.decrypt(data, passphrase or "")
        return pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity or "")])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError) as error:
        raise BadBundleError("cannot be decrypted") from error


def layout(data: bytes) -> list[Member]:
    """Section 3: members one behind the other, then the directory that follows from them, and nothing else."""
    members: list[Member] = []
    place = 0
    while data[place : place + 4] == b"PK\x03\x04":
        members.append(member_at(data, place))
        place += LOCAL.size + len(members[-1].name) + len(members[-1].packed)
        must(len(members) <= 10_000, "too many members")
    must(data[place:] == directory(members, place), "the directory")
    names = [member.name for member in members]
    must(names[:2] == ["manifest.json", "changes.jsonl"] and names[-1] == "signature", "members")
    must(all(re.fullmatch(f"attachments/{DIGEST}", name) for name in names[2:-1]), "names of members")
    must(all(former < later for former, later in pairwise(names[2:-1])), "order of attachments")
    must(members[0].method == members[-1].method == 0, "manifest and signature are stored")
    must(members[0].size <= 8 * MIB, "manifest too large")
    must(all(member.size <= 64 * MIB for member in members[2:]), "attachment too large")
    must(sum(member.size for member in members) <= 512 * MIB, "members too large")
    return members


def member_at(data: bytes, place: int) -> Member:
    """Read a local header and what follows it."""
    must(len(data) >= place + LOCAL.size, "cut short")
    fields = LOCAL.unpack_from(data, place)
    _mark, needed, flags, method, time, date, crc, packed, size, name_length, extra = fields
    must((needed, flags, time, date, extra) == (20, 0, 0, 33, 0) and method in (0, 8), "a member's header")
    must(method == 8 or packed == size, "sizes of a stored member")
    must(size <= MIB or size <= 100 * packed, "suspiciously small")
    start = place + LOCAL.size + name_length
    must(len(data) >= start + packed, "cut short")
    name = data[place + LOCAL.size : start]
    must(name.isascii(), "name of a member")
    return Member(name.decode("ascii"), method, crc, data[start : start + packed], size, place)


def directory(members: list[Member], offset: int) -> bytes:
    """Write the directory and the end record as they must be."""
    entries = b"".join(
        CENTRAL.pack(
            b"PK\x01\x02", 20, 20, 0, member.method, 0, 33, member.crc, len(member.packed), member.size,
            len(member.name), 0, 0, 0, 0, 0, member.offset,
        ) + member.name.encode("ascii")
        for member in members
    )  # fmt: skip
    return entries + END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(entries), offset, 0)
