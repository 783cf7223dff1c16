"""Sections 5, 8 and 11: the manifest, what it says of logs, of what was received, and of a set of files."""

import re
from hashlib import sha256
from itertools import pairwise
from typing import Any

from .container import Member
from .strict import (
    DIGEST,
    NAME,
    REPLICA,
    STREAM,
    UID,
    check_moment,
    check_owner,
    is_signed,
    must,
    strict_json,
)

REQUIRED = ["format", "version", "app", "number", "made_at", "sender", "unit", "logs", "changes", "kinds", "members"]
OPTIONAL = ["recipients", "held_back", "withheld", "earlier", "volume", "receipt"]
LOG = {"replica", "stream", "device", "after", "after_hash", "seq", "hash", "signature"}
MEMBER = {"name", "size", "sha256", "packed", "packed_sha256"}


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
