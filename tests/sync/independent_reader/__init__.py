"""A reader of bundles written from docs/bundle-format.md alone: it imports nothing of the program.

    python -m tests.sync.independent_reader FILE [AGE-SECRET-KEY-…]

prints the manifest's summary, every entry as a line of JSON and what is due to be erased. Section numbers are those of
the document.
"""

import re
from dataclasses import dataclass
from typing import Any

from .container import AGE, decrypted, layout
from .lines import Entry, read_entries
from .manifest import check_members, checked_manifest
from .redactions import due_cells
from .strict import MIB, BadBundleError, is_signed, must

__all__ = ["BadBundleError", "Bundle", "Entry", "due_cells", "read"]

OPENING = b'{"format":"danvan-bundle","version":"'


@dataclass(frozen=True)
class Bundle:
    """A bundle found to be as the document says."""

    manifest: dict[str, Any]
    entries: list[Entry]
    attachments: dict[str, bytes]

    @property
    def devices(self) -> dict[tuple[str, str], str]:
        """The key of the device that owns each log."""
        return {(log["replica"], log["stream"]): log["device"] for log in self.manifest["logs"]}


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


def check_counts(manifest: dict[str, Any], entries: list[Entry]) -> None:
    """Section 5: what the manifest counts is there."""
    kinds: dict[str, int] = {}
    for entry in entries:
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    must(kinds == manifest["kinds"], "counts of kinds")
    must(sum(bool(entry.held_back) for entry in entries) >= manifest.get("withheld", 0), "count of withheld entries")
