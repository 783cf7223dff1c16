"""The manifest: what a bundle says of itself, signed by its sender."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Annotated

import msgspec

from danvan_desktop.domain.entry import LAST_SEQ
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.domain.strict_json import StrictJsonError, read_json
from danvan_desktop.localization import _
from danvan_desktop.store.peers import ReceiptState
from danvan_desktop.sync.errors import BundleTooNew, BundleTooOld, ill_formed
from danvan_desktop.sync.limits import MOST_LOGS, MOST_MEMBERS, MOST_VOLUMES

FORMAT = "danvan-bundle"
MAJOR, MINOR = 2, 0
VERSION = f"{MAJOR}.{MINOR}"

OPENING = f'{{"format":"{FORMAT}","version":"'.encode()
"""How the manifest of every version begins; the version follows, then a quotation mark."""

_FIRST, _BEYOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_VERSION = re.compile(rb"([0-9]{1,4})\.([0-9]{1,4})\"")

Text = Annotated[str, msgspec.Meta(max_length=500, pattern=r"\A[^\x00-\x1f\x7f-\x9f]*\Z")]
Key = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Recipient = Annotated[str, msgspec.Meta(pattern=r"\Aage1[02-9ac-hj-np-z]{58}\Z")]
HashOrNone = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
Replica = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{16}(?:[0-9a-f]{8})?\Z")]
"""16 digits in what was noted of bundles before a replica told whose it is (``domain.replica``)."""
StreamName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{1,32}\Z")]
KindName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_]{0,63}\Z")]
Uid = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z_.-]{1,64}\Z")]
Moment = Annotated[str, msgspec.Meta(max_length=40)]
"""ISO 8601 with its offset."""
Count = Annotated[int, msgspec.Meta(ge=0, le=10**15 - 1)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=LAST_SEQ)]
"""A place in a log, 0 before the first."""


class Sender(msgspec.Struct, frozen=True, omit_defaults=True):
    """The device that made the bundle: its Ed25519 public key, its name, the replica that it writes.

    ``recipient`` is its age public key, since version 1.1.
    """

    device: Key
    name: Text
    replica: Replica
    recipient: Recipient | None = None


class Unit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The unit whose store the bundle comes from; ``kind`` (commune, village ...) since version 1.1."""

    uid: Uid
    name: Text
    code: Text
    kind: Text = ""


class Log(msgspec.Struct, frozen=True):
    """One log: the bundle holds its changes beyond ``after`` up to ``seq``.

    ``after_hash`` and ``hash`` are the hashes of those two changes, empty for 0; ``signature`` is that of the owning
    ``device`` over ``hash``, in hexadecimal.
    """

    replica: Replica
    stream: StreamName
    device: Key
    after: Seq
    after_hash: HashOrNone
    seq: Annotated[int, msgspec.Meta(ge=1, le=LAST_SEQ)]
    hash: Hash
    signature: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class Member(msgspec.Struct, frozen=True):
    """One other member: its size and SHA-256, and those of its bytes as packed in the ZIP."""

    name: Annotated[str, msgspec.Meta(max_length=100)]
    size: Count
    sha256: Hash
    packed: Count
    packed_sha256: Hash


class HeldLog(msgspec.Struct, frozen=True):
    """A log that the sender has up to ``seq`` and left out on purpose."""

    replica: Replica
    stream: StreamName
    seq: Seq


class Range(msgspec.Struct, frozen=True):
    """What a bundle held of a log: its changes beyond ``after`` up to ``seq``."""

    replica: Replica
    stream: StreamName
    after: Seq
    seq: Seq


class Earlier(msgspec.Struct, frozen=True):
    """An earlier bundle of the same sender, which a receiver must have had for this one to fit."""

    number: Count
    made_at: Moment
    logs: Annotated[tuple[Range, ...], msgspec.Meta(max_length=MOST_LOGS)]


class Volume(msgspec.Struct, frozen=True):
    """Which part of a set a bundle is: number ``part`` of ``of``; the bundles of a set are numbered one after another.

    Of the attached files of the set it holds those with digests from ``first`` to ``last``, both empty for none.
    """

    part: Annotated[int, msgspec.Meta(ge=1, le=MOST_VOLUMES)]
    of: Annotated[int, msgspec.Meta(ge=2, le=MOST_VOLUMES)]
    first: HashOrNone
    last: HashOrNone


class AckLog(msgspec.Struct, frozen=True):
    """How much of one log a device has: up to ``seq``, whose hash is told, with all content up to ``whole``."""

    replica: Replica
    stream: StreamName
    seq: Seq
    hash: Hash
    whole: Seq


class AckBundle(msgspec.Struct, frozen=True):
    """What became of a bundle, by the SHA-256 of its file."""

    sha256: Hash
    state: ReceiptState


class AckMissing(msgspec.Struct, frozen=True):
    """A bundle that others build upon and that never came: its number, moment and sending device."""

    number: Count
    made_at: Annotated[str, msgspec.Meta(max_length=40)]
    sender: Key


class Receipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a device has of each log, and what became of the bundles that it got."""

    logs: Annotated[tuple[AckLog, ...], msgspec.Meta(max_length=MOST_LOGS)]
    bundles: Annotated[tuple[AckBundle, ...], msgspec.Meta(max_length=1_000)] = ()
    missing: Annotated[tuple[AckMissing, ...], msgspec.Meta(max_length=1_000)] = ()


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of it; ``kinds`` counts changes by the kind of their records, ``made_at`` is ISO 8601 with its offset.

    ``recipients`` are the devices that the bundle is encrypted to; ``held_back`` are logs left out,
    ``withheld`` counts the changes without their content; ``earlier`` names the bundles that came before;
    ``volume`` is told by one of several files that were written as one; ``receipt`` is what the sender has itself.
    """

    format: str
    version: str
    app: Text
    number: Count
    made_at: Moment
    sender: Sender
    unit: Unit
    logs: Annotated[tuple[Log, ...], msgspec.Meta(max_length=MOST_LOGS)]
    changes: Count
    kinds: dict[KindName, Count]
    members: Annotated[tuple[Member, ...], msgspec.Meta(max_length=MOST_MEMBERS)]
    recipients: Annotated[tuple[Key, ...], msgspec.Meta(max_length=1_000)] = ()
    held_back: Annotated[tuple[HeldLog, ...], msgspec.Meta(max_length=MOST_LOGS)] = ()
    withheld: Count = 0
    earlier: Annotated[tuple[Earlier, ...], msgspec.Meta(max_length=1_000)] = ()
    volume: Volume | None = None
    receipt: Receipt | None = None

    @property
    def moment(self) -> dt.datetime:
        """When the bundle was made, in this machine's local time without zone."""
        return local_moment(self.made_at)

    @property
    def attachments(self) -> int:
        """How many attached files it holds."""
        return len(self.members) - 1


def local_moment(text: str) -> dt.datetime:
    """Read a moment with its offset as this machine's local time without zone.

    Raises ValueError for any other text, and for what lies outside the time of entries, 1970 to 2099, of which some
    systems cannot tell the local time.
    """
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None or not _FIRST <= moment < _BEYOND:
        raise ValueError(f"no moment of an entry: {text!r}")
    return moment.astimezone().replace(tzinfo=None)


def encode_manifest(manifest: Manifest) -> bytes:
    """Write a manifest."""
    return msgspec.json.encode(manifest)


def refuse_newer(opening: bytes) -> None:
    """Raise BundleTooNew when the first bytes of a manifest tell a major version beyond this one."""
    found = _VERSION.match(opening, len(OPENING)) if opening.startswith(OPENING) else None
    if found is None or int(found[1]) == MAJOR:
        return
    if int(found[1]) > MAJOR:
        raise BundleTooNew(
            _("Tệp được tạo bởi phiên bản phần mềm mới hơn. Hãy cập nhật phần mềm trên máy này rồi nhập lại.")
        )
    raise BundleTooOld(
        _("Tệp được tạo bởi phiên bản phần mềm cũ. Hãy cập nhật phần mềm trên máy gửi rồi xin gửi lại tệp đầy đủ.")
    )


def decode_manifest(data: bytes) -> Manifest:
    """Read a manifest whose signature was found good; raises DamagedBundle for any that is not well-formed.

    Members of objects that this version does not know are taken from later minor versions only.
    """
    try:
        raw = read_json(data.decode())
        manifest = msgspec.convert(raw, Manifest)
        lacking = manifest.receipt.missing if manifest.receipt is not None else ()
        earlier = [one.made_at for one in manifest.earlier]
        moments = (manifest.made_at, *earlier, *(one.made_at for one in lacking))
        for moment in moments:
            local_moment(moment)
    except (StrictJsonError, UnicodeDecodeError, msgspec.ValidationError, ValueError, OverflowError) as error:
        raise ill_formed(_("bản kê không đọc được")) from error
    if not data.startswith(OPENING) or not manifest.version.startswith(f"{MAJOR}."):
        raise ill_formed(_("bản kê không đọc được"))
    if _is_known(manifest.version) and read_json(encode_manifest(manifest).decode()) != raw:
        raise ill_formed(_("bản kê có mục lạ"))
    _check_owners(manifest)
    _check_logs(manifest)
    _check_volume(manifest)
    return manifest


def _is_known(version: str) -> bool:
    """Tell whether a version 1.x is this one or older: then nothing in the manifest may be unknown."""
    minor = version.partition(".")[2]
    return not minor.isdecimal() or int(minor) <= MINOR


def _check_owners(manifest: Manifest) -> None:
    """Refuse logs under a replica of another device: its name tells whose it is."""
    sender = manifest.sender
    owned = [(sender.replica, sender.device), *((log.replica, log.device) for log in manifest.logs)]
    if not all(is_replica_of(replica, device) for replica, device in owned):
        raise ill_formed(_("nhật ký mang tên của máy khác"))


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


def _check_volume(manifest: Manifest) -> None:
    """A part lies within its set, and holds no attached files but those of its stretch."""
    volume = manifest.volume
    if volume is None:
        return
    digests = [member.sha256 for member in manifest.members[1:]]
    is_within = all(volume.first <= digest <= volume.last for digest in digests)
    is_stretch = volume.first <= volume.last and (volume.first == "") == (volume.last == "")
    if volume.part > volume.of or volume.part > manifest.number or not (is_stretch and is_within):
        raise ill_formed(_("tập không đúng bộ của nó"))
