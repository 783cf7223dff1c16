"""The manifest: what a bundle says of itself, signed by its sender."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Annotated

import msgspec

from danvan_desktop.localization import _
from danvan_desktop.sync.errors import BundleTooNew, ill_formed
from danvan_desktop.sync.limits import MOST_MEMBERS
from danvan_desktop.sync.strict_json import StrictJsonError, read_json

FORMAT = "danvan-bundle"
MAJOR, MINOR = 1, 0
VERSION = f"{MAJOR}.{MINOR}"

OPENING = f'{{"format":"{FORMAT}","version":"'.encode()
"""How the manifest of every version begins; the version follows, then a quotation mark."""

_VERSION = re.compile(rb"([0-9]{1,4})\.([0-9]{1,4})\"")

Text = Annotated[str, msgspec.Meta(max_length=500, pattern=r"\A[^\x00-\x1f\x7f-\x9f]*\Z")]
Key = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
HashOrNone = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
Replica = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{16}\Z")]
StreamName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{1,32}\Z")]
KindName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_]{0,63}\Z")]
Uid = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z_.-]{1,64}\Z")]
Count = Annotated[int, msgspec.Meta(ge=0, le=10**15 - 1)]


class Sender(msgspec.Struct, frozen=True):
    """The device that made the bundle: its Ed25519 public key, its name, the replica that it writes."""

    device: Key
    name: Text
    replica: Replica


class Unit(msgspec.Struct, frozen=True):
    """The unit whose store the bundle comes from."""

    uid: Uid
    name: Text
    code: Text


class Log(msgspec.Struct, frozen=True):
    """One log: the bundle holds its changes beyond ``after`` up to ``seq``.

    ``after_hash`` and ``hash`` are the hashes of those two changes, empty for 0; ``signature`` is that of the owning
    ``device`` over ``hash``, in hexadecimal.
    """

    replica: Replica
    stream: StreamName
    device: Key
    after: Count
    after_hash: HashOrNone
    seq: Annotated[int, msgspec.Meta(ge=1, le=10**15 - 1)]
    hash: Hash
    signature: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class Member(msgspec.Struct, frozen=True):
    """One other member: its size and SHA-256, and those of its bytes as packed in the ZIP."""

    name: Annotated[str, msgspec.Meta(max_length=100)]
    size: Count
    sha256: Hash
    packed: Count
    packed_sha256: Hash


class Manifest(msgspec.Struct, frozen=True):
    """All of it; ``kinds`` counts changes by the kind of their records, ``made_at`` is ISO 8601 with its offset."""

    format: str
    version: str
    app: Text
    number: Count
    made_at: Annotated[str, msgspec.Meta(max_length=40)]
    sender: Sender
    unit: Unit
    logs: Annotated[tuple[Log, ...], msgspec.Meta(max_length=20_000)]
    changes: Count
    kinds: dict[KindName, Count]
    members: Annotated[tuple[Member, ...], msgspec.Meta(max_length=MOST_MEMBERS)]

    @property
    def moment(self) -> dt.datetime:
        """When the bundle was made, in this machine's local time without zone."""
        return dt.datetime.fromisoformat(self.made_at).astimezone().replace(tzinfo=None)

    @property
    def attachments(self) -> int:
        """How many attached files it holds."""
        return len(self.members) - 1


def encode_manifest(manifest: Manifest) -> bytes:
    """Write a manifest."""
    return msgspec.json.encode(manifest)


def without_members(manifest: Manifest) -> str:
    """Write what is worth keeping of a manifest once the bundle itself is gone."""
    return msgspec.json.encode(msgspec.structs.replace(manifest, members=())).decode()


def recall_manifest(text: str) -> Manifest:
    """Read what ``without_members`` wrote."""
    return msgspec.json.decode(text, type=Manifest)


def refuse_newer(opening: bytes) -> None:
    """Raise BundleTooNew when the first bytes of a manifest tell a major version beyond this one."""
    found = _VERSION.match(opening, len(OPENING)) if opening.startswith(OPENING) else None
    if found is not None and int(found[1]) > MAJOR:
        raise BundleTooNew(
            _("Tệp được tạo bởi phiên bản phần mềm mới hơn. Hãy cập nhật phần mềm trên máy này rồi nhập lại.")
        )


def decode_manifest(data: bytes) -> Manifest:
    """Read a manifest whose signature was found good; raises DamagedBundle for any that is not well-formed.

    Members of objects that this version does not know are taken from later minor versions only.
    """
    try:
        raw = read_json(data.decode())
        manifest = msgspec.convert(raw, Manifest)
        has_zone = dt.datetime.fromisoformat(manifest.made_at).tzinfo is not None and manifest.moment.year > 1
    except (StrictJsonError, UnicodeDecodeError, msgspec.ValidationError, ValueError, OverflowError) as error:
        raise ill_formed(_("bản kê không đọc được")) from error
    if not has_zone or not data.startswith(OPENING) or not manifest.version.startswith(f"{MAJOR}."):
        raise ill_formed(_("bản kê không đọc được"))
    if manifest.version == VERSION and read_json(encode_manifest(manifest).decode()) != raw:
        raise ill_formed(_("bản kê có mục lạ"))
    _check_logs(manifest)
    return manifest


def _check_logs(manifest: Manifest) -> None:
    keys = [(log.replica, log.stream) for log in manifest.logs]
    if any(former >= later for former, later in pairwise(keys)):
        raise ill_formed(_("nhật ký lặp lại hoặc sai thứ tự"))
    for log in manifest.logs:
        if log.after > log.seq or (log.after == 0) != (log.after_hash == ""):
            raise ill_formed(_("nhật ký không liền mạch"))
        if log.after == log.seq and log.after_hash != log.hash:
            raise ill_formed(_("nhật ký không liền mạch"))
    if sum(log.seq - log.after for log in manifest.logs) != manifest.changes:
        raise ill_formed(_("số thay đổi không khớp"))
    if sum(manifest.kinds.values()) != manifest.changes:
        raise ill_formed(_("số thay đổi không khớp"))
