"""Takes bundles apart and puts them together again with whatever a hostile hand would change."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, digest_entry, digest_value, salts_of
from danvan_desktop.domain.replica import renamed_replica
from tests.copies import replace

DATE = 1 << 5 | 1


@dataclass(frozen=True)
class Member:
    """One member as written: any header field can lie."""

    name: str
    data: bytes
    method: int = 8
    flags: int = 0
    extra: bytes = b""
    size: int | None = None
    attributes: int = 0
    packed_data: bytes | None = None

    @property
    def packed(self) -> bytes:
        if self.packed_data is not None:
            return self.packed_data
        if self.method != 8:
            return self.data
        compressor = zlib.compressobj(9, wbits=-15)
        return compressor.compress(self.data) + compressor.flush()


def zip_of(members: Sequence[Member], comment: bytes = b"", shift: int = 0) -> bytes:
    """Lay members out as the format does; ``shift`` moves the offsets that the directory tells."""
    local, central = b"", b""
    for member in members:
        packed = member.packed
        size = len(member.data) if member.size is None else member.size
        offset = len(local) + shift
        sizes = (zlib.crc32(member.data), len(packed), size, len(member.name.encode()), len(member.extra))
        local += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, member.flags, member.method, 0, DATE, *sizes)
        local += member.name.encode() + member.extra + packed
        central += struct.pack("<4s6H3L2H", b"PK\x01\x02", 20, 20, member.flags, member.method, 0, DATE, *sizes)
        central += struct.pack("<3H2L", 0, 0, 0, member.attributes, offset) + member.name.encode() + member.extra
    end = (b"PK\x05\x06", 0, 0, len(members), len(members), len(central), len(local), len(comment))
    return local + central + struct.pack("<4s4H2LH", *end) + comment


@dataclass(frozen=True)
class Parts:
    """A bundle's content; ``build`` signs it anew with ``key``, as a sender with a key of its own can."""

    manifest: dict[str, Any]
    changes: bytes
    attachments: dict[str, bytes] = field(default_factory=dict)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @classmethod
    def of(cls, bundle: bytes) -> Parts:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        attachments = {
            name.removeprefix("attachments/"): data for name, data in files.items() if name.startswith("attachments/")
        }
        return cls(json.loads(files["manifest.json"]), files["changes.jsonl"], attachments)

    def members(self) -> list[Member]:
        attachments = [Member(f"attachments/{name}", data) for name, data in sorted(self.attachments.items())]
        return [Member("changes.jsonl", self.changes), *attachments]

    def build(self) -> bytes:
        members = self.members()
        listed = [
            {
                "name": member.name,
                "size": len(member.data),
                "sha256": sha256(member.data).hexdigest(),
                "packed": len(member.packed),
                "packed_sha256": sha256(member.packed).hexdigest(),
            }
            for member in members
        ]
        return self.around(members, self.manifest | {"members": listed})

    def around(self, members: Sequence[Member], manifest: dict[str, Any] | None = None) -> bytes:
        """Sign a manifest and lay it before these members."""
        manifest = self.manifest if manifest is None else manifest
        manifest = manifest | {"sender": manifest["sender"] | {"device": self.public, "replica": self.replica}}
        return zip_of(self.sealed(json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode(), members))

    def sealed(self, manifest: bytes, members: Sequence[Member]) -> list[Member]:
        signature = bytes.fromhex(self.public) + self.key.sign(manifest)
        return [Member("manifest.json", manifest, 0), *members, Member("signature", signature, 0)]

    @property
    def public(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def replica(self) -> str:
        """A replica of this key, the same at each call."""
        return renamed_replica("forged", self.public)

    def with_manifest(self, **values: object) -> Parts:
        return replace(self, manifest=self.manifest | values)


def owned_log(parts: Parts, values: Sequence[str], **line: str) -> Parts:
    """Replace the entries by those of a log that the forger owns, chained and signed as they should be.

    ``values`` are the JSON texts of one field, an entry each; ``line`` replaces other parts of every line.
    """
    made = {"t": "1786500000000-0000", "k": "petition", "u": "0190a000-0000-7000-8000-000000000001", "f": "content"}
    made |= {"p": "0190a000-0000-7000-8000-0000000000aa"}
    made |= line
    replica, previous, lines = parts.replica, "", b""
    for seq, value in enumerate(values, 1):
        salt = f"{seq:032x}"
        lines += (
            f'{{"l":0,"n":{seq},"t":"{made["t"]}","k":"{made["k"]}","u":"{made["u"]}","p":"{made["p"]}",'
            f'"s":"{salt}","v":{{"{made["f"]}":{value}}}}}\n'
        ).encode("utf-8", "surrogatepass")
        digest, entry_id = _digest(value, salts_of(salt, [made["f"]])[made["f"]]), EntryId(replica, "upward", seq)
        previous = digest_entry(entry_id, *(made[part] for part in "tkup"), "", "", made["f"], digest, previous)
    return owned_lines(parts, lines, previous, len(values), made["k"])


def _digest(value: str, salt: str) -> str:
    """Digest even what is no text that a file can hold."""
    try:
        return digest_value(value, salt)
    except UnicodeEncodeError:
        return "0" * 64


def owned_lines(parts: Parts, lines: bytes, newest: str, count: int, kind: str = "petition") -> Parts:
    """Replace the changes by these lines of the forger's own log, whose newest change has the hash ``newest``."""
    replica = parts.replica
    signed = f"danvan-log\n{replica}\nupward\n{count}\n{newest}\n{parts.public}".encode()
    log = {
        "replica": replica, "stream": "upward", "device": parts.public, "after": 0, "after_hash": "",
        "seq": count, "hash": newest, "signature": parts.key.sign(signed).hex(),
    }  # fmt: skip
    manifest = parts.manifest | {"logs": [log], "changes": count, "kinds": {kind: count}}
    return replace(parts, manifest=manifest, changes=lines, attachments={})
