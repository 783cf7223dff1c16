"""A reader of bundles written from docs/bundle-format.md alone: it imports nothing of the program.

    python tests/sync/independent_reader.py FILE [AGE-SECRET-KEY-…]

prints the manifest's summary and every entry as a line of JSON. Section numbers are those of the document.
"""

import json
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256, shake_256
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MIB = 1024 * 1024
OPENING = b'{"format":"danvan-bundle","version":"'
AGE = b"age-encryption.org/v1\n"
LOCAL, CENTRAL, END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
REPLICA, STREAM, DIGEST, SALT = "[0-9a-f]{24}", "[a-z]{1,32}", "[0-9a-f]{64}", "[0-9a-f]{32}"
ENTRY = f"{REPLICA}:{STREAM}:[1-9][0-9]{{0,11}}:[0-9a-f]{{16}}"
NAME, UID = "[a-z][a-z0-9_]{0,63}", "[0-9A-Za-z_.-]{1,64}"
LINE = re.compile(
    r'\{"l":(?P<l>0|[1-9][0-9]*),"n":(?P<n>[1-9][0-9]{0,11}),"t":"(?P<t>(?:[0-3][0-9]|40)[0-9]{11}-[0-9a-f]{4})",'
    rf'"k":"(?P<k>{NAME})","u":"(?P<u>{UID})","p":"(?P<p>{UID})"(,"o":"(?P<o>{UID})")?'
    rf'(,"b":"(?P<b>{ENTRY}( {ENTRY})*)")?,"s":(?P<s>"{SALT}"|\{{("{NAME}":"{SALT}"(,"{NAME}":"{SALT}")*)?\}})'
    rf',"v":(?P<rest>\{{[^\x00-\x1f]*\}})\}}'
)
GONE = re.compile(rf'\{{"{NAME}":"{DIGEST}"(,"{NAME}":"{DIGEST}")*\}}')
REQUIRED = ["format", "version", "app", "number", "made_at", "sender", "unit", "logs", "changes", "kinds", "members"]
OPTIONAL = ["recipients", "held_back", "withheld", "earlier", "volume", "receipt"]
LOG = {"replica", "stream", "device", "after", "after_hash", "seq", "hash", "signature"}
MEMBER = {"name", "size", "sha256", "packed", "packed_sha256"}


class BadBundleError(Exception):
    """The file is no bundle, or not as the document says."""


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


@dataclass(frozen=True)
class Entry:
    """One entry with its id, its parts, what it had seen and its hash.

    ``values`` are JSON texts by field; ``erased`` and ``held_back`` name the fields of which only a digest is told.
    """

    id: tuple[str, str, int]
    timestamp: str
    kind: str
    uid: str
    place: str
    officer: str
    seen: tuple[str, ...]
    values: dict[str, str]
    erased: tuple[str, ...]
    held_back: tuple[str, ...]
    hash: str


@dataclass(frozen=True)
class Bundle:
    """A bundle found to be as the document says."""

    manifest: dict[str, Any]
    entries: list[Entry]
    attachments: dict[str, bytes]


def must(condition: object, what: str) -> None:
    """Refuse the file unless something holds."""
    if not condition:
        raise BadBundleError(what)


def read(data: bytes, identity: str | None = None, passphrase: str | None = None, device: str | None = None) -> Bundle:
    """Read a bundle, plain or encrypted, as ``device`` when it is told; raises BadBundleError."""
    must(len(data) <= 512 * MIB, "file too large")
    if data.startswith(AGE):
        data = decrypted(data, identity, passphrase)
    version = re.match(rb"([0-9]+)\.([0-9]+)\"", data[43 + len(OPENING) :])
    must(data[43:].startswith(OPENING) and version, "no manifest at its place")
    must(version and int(version[1]) == 2, "made by another version of the program")
    members = layout(data)
    contents = {member.name: member.content() for member in members}
    manifest_bytes, signature = contents["manifest.json"], contents["signature"]
    must(len(signature) == 96, "size of the signature")
    must(is_signed(signature[:32], signature[32:], manifest_bytes), "signature of the sender")
    manifest = checked_manifest(manifest_bytes)
    must(manifest["sender"]["device"] == signature[:32].hex(), "signed by another device than the sender")
    addressed = [*manifest.get("recipients", ()), manifest["sender"]["device"]]
    must(device is None or len(addressed) == 1 or device in addressed, "for another device")
    check_members(manifest["members"], members[1:-1], contents)
    entries = list(read_entries(contents["changes.jsonl"], manifest["logs"]))
    check_counts(manifest, entries)
    attachments = {member.name[12:]: contents[member.name] for member in members[2:-1]}
    return Bundle(manifest, entries, attachments)


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


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    """Verify an Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


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


def strict_json(text: bytes) -> Any:
    """Section 5: no key twice, whole numbers within the limits, no half characters."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        must(len(dict(pairs)) == len(pairs), "a key twice")
        return dict(pairs)

    def whole(number: str) -> int:
        must(len(number) <= 20 and abs(int(number)) < 2**53, "a number too large")
        return int(number)

    def refused(number: str) -> None:
        raise BadBundleError(f"the number {number}")

    try:
        value = json.loads(
            text.decode(), object_pairs_hook=unique, parse_int=whole, parse_float=refused, parse_constant=refused
        )
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadBundleError("not strict JSON") from error
    must(depth(value) <= 16, "nested too deeply")
    return value


def depth(value: Any) -> int:
    """Count how far lists and objects nest."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth, inner), default=0)
    return 0


def checked_manifest(text: bytes) -> dict[str, Any]:
    """Section 5."""
    manifest = strict_json(text)
    must(isinstance(manifest, dict) and set(REQUIRED) <= set(manifest), "entries of the manifest")
    if manifest["version"] == "2.0":
        must(set(manifest) <= {*REQUIRED, *OPTIONAL}, "unknown entries")
        must(all(manifest.get(name, True) for name in OPTIONAL), "an optional entry that is empty")
    check_words(manifest)
    check_optional(manifest)
    check_volume(manifest)
    check_receipt(manifest.get("receipt"))
    logs = manifest["logs"]
    must(isinstance(logs, list) and len(logs) <= 20_000, "logs")
    for log in logs:
        check_log(log)
    keys = [(log["replica"], log["stream"]) for log in logs]
    must(all(former < later for former, later in pairwise(keys)), "order of logs")
    must(sum(log["seq"] - log["after"] for log in logs) == manifest["changes"], "number of changes")
    return manifest


def check_words(manifest: dict[str, Any]) -> None:
    """Section 5: texts, uids, moments and counts outside the logs."""
    sender, unit, kinds = manifest["sender"], manifest["unit"], manifest["kinds"]
    must(all(isinstance(part, dict) for part in (sender, unit, kinds)), "objects of the manifest")
    must({"device", "name", "replica"} <= set(sender) and {"uid", "name", "code"} <= set(unit), "sender and unit")
    for text in (manifest["app"], sender["name"], unit["name"], unit["code"], unit.get("kind", "")):
        must(isinstance(text, str) and re.fullmatch("[^\x00-\x1f\x7f-\x9f]{0,500}", text), "a text")
    must(isinstance(sender["replica"], str) and re.fullmatch(REPLICA, sender["replica"]), "the sender's replica")
    check_owner(sender)
    must(isinstance(unit["uid"], str) and re.fullmatch(UID, unit["uid"]), "the unit's uid")
    counts = [manifest["number"], manifest["changes"], manifest.get("withheld", 0), *kinds.values()]
    must(all(type(count) is int and 0 <= count < 10**15 for count in counts), "a count")
    must(all(re.fullmatch(NAME, kind) for kind in kinds), "a kind")
    check_moment(manifest["made_at"])


def check_owner(owned: dict[str, Any]) -> None:
    """Section 1: the name of a replica tells whose it is."""
    proof = sha256(f"danvan-replica\n{owned['device']}".encode()).hexdigest()[:16]
    must(owned["replica"].startswith(proof), "a replica of another device")


def check_volume(manifest: dict[str, Any]) -> None:
    """Section 11."""
    volume = manifest.get("volume")
    if volume is None:
        return
    must(isinstance(volume, dict) and set(volume) == {"part", "of", "first", "last"}, "entries of a volume")
    part, of, first, last = (volume[name] for name in ("part", "of", "first", "last"))
    must(type(part) is int and type(of) is int and 2 <= of <= 1_000, "size of a set")
    must(1 <= part <= of and part <= manifest["number"], "place in a set")
    must(all(isinstance(one, str) and re.fullmatch(f"({DIGEST})?", one) for one in (first, last)), "a digest")
    must((first == "") == (last == "") and first <= last, "attached files of a volume")
    members = manifest["members"]
    must(isinstance(members, list) and all(isinstance(one, dict) for one in members), "members")
    must(all(first <= str(one.get("sha256")) <= last for one in members[1:]), "an attached file of another volume")


def check_receipt(receipt: Any) -> None:
    """Sections 5 and 8."""
    if receipt is None:
        return
    must(isinstance(receipt, dict) and {"logs"} <= set(receipt) <= {"logs", "bundles", "missing"}, "a receipt")
    must(all(isinstance(part, list) for part in receipt.values()), "lists of a receipt")
    must(all(receipt[name] for name in ("bundles", "missing") if name in receipt), "an empty list of a receipt")
    for log in receipt["logs"]:
        must(isinstance(log, dict) and set(log) == {"replica", "stream", "seq", "hash", "whole"}, "a log of a receipt")
        words = (("replica", REPLICA), ("stream", STREAM), ("hash", DIGEST))
        must(all(isinstance(log[one], str) and re.fullmatch(form, log[one]) for one, form in words), "a log's words")
        counts = (log["seq"], log["whole"])
        must(all(type(count) is int and 0 <= count < 10**15 for count in counts), "a log's counts")
    for bundle in receipt.get("bundles", ()):
        must(isinstance(bundle, dict) and set(bundle) == {"sha256", "state"}, "a bundle of a receipt")
        must(bundle["state"] in ("accepted", "quarantined", "refused"), "the state of a bundle")
    for missing in receipt.get("missing", ()):
        must(isinstance(missing, dict) and set(missing) == {"number", "made_at", "sender"}, "a missing bundle")
        check_moment(missing["made_at"])


def check_moment(text: Any) -> None:
    """Refuse what is no moment with its offset."""
    try:
        moment = datetime.fromisoformat(text)
        must(moment.tzinfo is not None and moment.astimezone(UTC).year > 1, "the moment's offset")
    except (TypeError, ValueError, OverflowError) as error:
        raise BadBundleError("the moment") from error


def check_optional(manifest: dict[str, Any]) -> None:
    """Section 5: receivers, logs held back, earlier bundles."""
    for device in manifest.get("recipients", ()):
        must(isinstance(device, str) and re.fullmatch(DIGEST, device), "a receiver")
    for log in manifest.get("held_back", ()):
        must({"replica", "stream", "seq"} <= set(log) and type(log["seq"]) is int, "a log held back")
    for earlier in manifest.get("earlier", ()):
        must({"number", "made_at", "logs"} <= set(earlier), "an earlier bundle")
        check_moment(earlier["made_at"])


def check_log(log: Any) -> None:
    """Section 5: one log with its owner's signature."""
    must(isinstance(log, dict) and set(log) >= LOG, "entries of a log")
    for name, form in (("replica", REPLICA), ("stream", STREAM), ("device", DIGEST), ("hash", DIGEST)):
        must(isinstance(log[name], str) and re.fullmatch(form, log[name]), f"{name} of a log")
    check_owner(log)
    after, seq = log["after"], log["seq"]
    must(type(after) is int and type(seq) is int and 0 <= after <= seq and seq >= 1, "numbers of a log")
    must(re.fullmatch(f"({DIGEST})?", log["after_hash"]) and (after == 0) == (log["after_hash"] == ""), "after_hash")
    must(after < seq or log["after_hash"] == log["hash"], "hashes of a log without changes")
    text = f"danvan-log\n{log['replica']}\n{log['stream']}\n{seq}\n{log['hash']}\n{log['device']}"
    signature = bytes.fromhex(log["signature"]) if re.fullmatch("[0-9a-f]{128}", log["signature"]) else b""
    must(is_signed(bytes.fromhex(log["device"]), signature, text.encode()), "signature of a log")


def check_members(listed: Any, members: list[Member], contents: dict[str, bytes]) -> None:
    """Section 5: every member but the manifest and the signature is listed, with the digests that it has."""
    must([entry["name"] for entry in listed] == [member.name for member in members], "list of members")
    for entry, member in zip(listed, members, strict=True):
        found = (member.name, member.size, sha256(contents[member.name]).hexdigest(), len(member.packed))
        must(set(entry) >= MEMBER, "entries of a member")
        must(found == (entry["name"], entry["size"], entry["sha256"], entry["packed"]), "digest of a member")
        must(sha256(member.packed).hexdigest() == entry["packed_sha256"], "digest of a packed member")
        must(member.name in ("changes.jsonl", f"attachments/{entry['sha256']}"), "name of an attachment")


def read_entries(text: bytes, logs: list[dict[str, Any]]) -> Iterator[Entry]:
    """Section 6: the lines in the order of the logs, each log arriving at the hash that its owner signed."""
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        raise BadBundleError("a line that is no UTF-8") from error
    must(lines.pop() == "", "the last line feed")
    place = 0
    for index, log in enumerate(logs):
        previous = log["after_hash"]
        for seq in range(log["after"] + 1, log["seq"] + 1):
            must(place < len(lines), "an entry is missing")
            entry = read_line(lines[place], index, log, seq, previous)
            previous = entry.hash
            place += 1
            yield entry
        must(previous == log["hash"], "the hash that the owner signed")
    must(place == len(lines), "an entry too many")


def read_line(line: str, index: int, log: dict[str, Any], seq: int, previous: str) -> Entry:
    """Section 6: one line and its hash."""
    must(len(line.encode()) <= MIB, "a line too long")
    found = LINE.fullmatch(line)
    must(found, "form of a line")
    assert found is not None
    must((int(found["l"]), int(found["n"])) == (index, seq), "order of entries")
    values, place = members(found["rest"])
    erased, held_back = gone(found["rest"][place:])
    names = sorted([*values, *erased, *held_back])
    must(names and len(set(names)) == len(names), "a field twice, or none")
    digests = erased | held_back
    digests |= {name: digest_of(values[name], salt) for name, salt in salts(found["s"], values, names)}
    seen = tuple((found["b"] or "").split())
    ids = [(replica, stream, int(number)) for replica, stream, number, _hash in (one.split(":") for one in seen)]
    must(all(former[:2] < later[:2] for former, later in pairwise(ids)), "order of what was seen")
    parts = (
        previous, log["replica"], log["stream"], str(seq), found["t"], found["k"], found["u"], found["p"],
        found["o"] or "", found["b"] or "", " ".join(names), "".join(digests[name] for name in names),
    )  # fmt: skip
    own = sha256("\n".join(parts).encode()).hexdigest()
    entry_id = (log["replica"], log["stream"], seq)
    return Entry(
        entry_id, found["t"], found["k"], found["u"], found["p"], found["o"] or "", seen, values, tuple(erased),
        tuple(held_back), own,
    )  # fmt: skip


def members(text: str) -> tuple[dict[str, str], int]:
    """Take an object at the beginning of a text apart into its members' texts; return them and where it ends."""
    values: dict[str, str] = {}
    place = 1
    while text[place] != "}":
        name = re.compile(f'"({NAME})":').match(text, place)
        must(name, "name of a field")
        assert name is not None
        try:
            _value, end = json.JSONDecoder().raw_decode(text, name.end())
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadBundleError("a value") from error
        value = text[name.end() : end]
        strict_json(value.encode("utf-8", "surrogatepass"))
        must(not values or name[1] > max(values), "order of fields")
        values[name[1]] = value
        must(text[end : end + 1] in (",", "}"), "what stands between values")
        place = end + (text[end] == ",")
        must(text[end] == "}" or text[place] == '"', "a value is missing")
    return values, place + 1


def gone(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read what stands behind the values: the digests of those erased, then of those held back."""
    found: dict[str, dict[str, str]] = {"x": {}, "h": {}}
    place = 0
    for key in found:
        if text.startswith(f',"{key}":', place):
            object_ = GONE.match(text, place + 5)
            must(object_, "what is gone")
            assert object_ is not None
            found[key] = json.loads(object_[0])
            must(list(found[key]) == sorted(found[key]) and len(found[key]) == object_[0].count(":"), "order of fields")
            place = object_.end()
    must(place == len(text), "something behind the values")
    return found["x"], found["h"]


def salts(text: str, values: dict[str, str], names: list[str]) -> list[tuple[str, str]]:
    """Return the salt of each value: drawn from the entry's, or, when something is gone, told one by one."""
    told = json.loads(text)
    if isinstance(told, str):
        must(len(names) == len(values), "one salt though something is gone")
        drawn = shake_256(bytes.fromhex(told)).hexdigest(16 * len(names))
        return [(name, drawn[32 * at : 32 * (at + 1)]) for at, name in enumerate(names)]
    must(list(told) == list(values) and len(told) == text.count(":"), "salts of the values")
    return list(told.items())


def digest_of(value: str, salt: str) -> str:
    """Section 6: the digest of a value."""
    return sha256(bytes.fromhex(salt) + value.encode()).hexdigest()


def check_counts(manifest: dict[str, Any], entries: list[Entry]) -> None:
    """Section 5: what the manifest counts is there."""
    kinds: dict[str, int] = {}
    for entry in entries:
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    must(kinds == manifest["kinds"], "counts of kinds")
    must(sum(bool(entry.held_back) for entry in entries) >= manifest.get("withheld", 0), "count of withheld entries")


def main() -> None:
    """Print what a bundle holds."""
    bundle = read(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3])
    manifest = bundle.manifest
    tell = sys.stdout.write
    tell(f"bundle {manifest['number']} of {manifest['unit']['name']}, {manifest['made_at']}\n")
    for entry in bundle.entries:
        line = [*entry.id, entry.kind, entry.uid, entry.values]
        tell(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
