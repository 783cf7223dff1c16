"""Mutations of bundles: of their bytes, and of what a sender with a key of its own signs."""

from __future__ import annotations

import copy
import json
import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hostile_base import Good

from tests.sync.forging import Member, Parts, owned_log, zip_of

Mutation = Callable[[Good, random.Random], bytes]

_NUMBERS = (0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**31, 2**53, 2**64, 10**30, 0.5, "", "a" * 70, "../../x", "\0", "\x1b[2J", "\u202e", [], {},
    [[]] * 3, {"a": {"b": {}}}, "0" * 64, "0" * 16, "2026-02-30", "9" * 13 + "-0000",
)  # fmt: skip
_FRAGMENTS = (
    b"", b"{", b"}", b"[" * 50, b'"', b"\\u0000", b"\\ud800", b"\n", b"\r\n", b"NaN", b"1e999", b"-0", b"\xff",
    b"null", b"PK\x03\x04", b"PK\x05\x06", b"../", b"CON", b"\xef\xbb\xbf", b"9" * 40, b'"x":1,', b" ",
)  # fmt: skip
_NAMES = (
    "changes.jsonl", "manifest.json", "signature", "attachments/" + "0" * 64, "attachments/..", "CON", "NUL", "", "/",
    "..\\x", "a" * 120, "đ", "attachments/" + "f" * 64,
)  # fmt: skip
_JSON_VALUES = (
    "null", "true", "0", "-1", "1.5", "1e9", "NaN", '""', '"\\u0000"', '"\\ud800"', "[]", "{}", '{"a":1,"a":2}',
    "[" * 40 + "]" * 40, str(2**60), '"' + "đ" * 3000 + '"', '"2026-02-30"', '"2026-08-13"', '"Mương"', "abc", '"a',
)  # fmt: skip


def spoil_bytes(good: Good, rng: random.Random) -> bytes:
    """Flip, overwrite, cut, insert, repeat or take out some bytes."""
    data = bytearray(_any(good, rng))
    for _turn in range(rng.choice((1, 1, 1, 2, 4, 16))):
        place = rng.randrange(len(data) + 1)
        length = rng.choice((1, 1, 2, 4, 30, 300))
        match rng.randrange(6):
            case 0 if place < len(data):
                data[place] ^= 1 << rng.randrange(8)
            case 1:
                data[place : place + length] = rng.randbytes(length)
            case 2:
                del data[place:]
            case 3:
                data[place:place] = rng.choice(_FRAGMENTS)
            case 4:
                data[place:place] = data[place : place + length]
            case _:
                del data[place : place + length]
    return bytes(data)


def spoil_header(good: Good, rng: random.Random) -> bytes:
    """Write a number into one of ZIP's headers."""
    data = bytearray(rng.choice((good.small, good.full)))
    marks = [place for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for place in _places(bytes(data), mark)]
    place = rng.choice(marks) + rng.randrange(46)
    number = struct.pack("<L", rng.choice(_NUMBERS))[: rng.choice((1, 2, 4))]
    data[place : place + len(number)] = number
    return bytes(data)


def splice(good: Good, rng: random.Random) -> bytes:
    """Put the beginning of one bundle before the end of another."""
    first, second = rng.sample((good.small, good.full), 2)
    return first[: rng.randrange(len(first))] + second[rng.randrange(len(second)) :]


def spoil_members(good: Good, rng: random.Random) -> bytes:
    """Rename, repeat, drop, reorder or relabel members; the sender signs a manifest that lists the true ones."""
    parts = _parts(good, rng)
    members = parts.members()
    place = rng.randrange(len(members))
    match rng.randrange(6):
        case 0:
            members[place] = replace(members[place], name=rng.choice(_NAMES))
        case 1:
            members.insert(place, rng.choice(members))
        case 2:
            del members[place]
        case 3:
            rng.shuffle(members)
        case 4:
            members.append(Member(rng.choice(_NAMES), rng.randbytes(20), rng.choice((0, 8))))
        case _:
            members[place] = _relabelled(members[place], rng)
    return parts.around(members, Parts.of(parts.build()).manifest)


def spoil_packed(good: Good, rng: random.Random) -> bytes:
    """Spoil a deflate stream; the sender signs its new length."""
    parts = _parts(good, rng)
    manifest = Parts.of(parts.build()).manifest
    members = parts.members()
    place = rng.randrange(len(members))
    packed = bytearray(members[place].packed)
    for _turn in range(rng.choice((1, 2, 8))):
        packed[rng.randrange(len(packed))] = rng.randrange(256)
    members[place] = replace(members[place], packed_data=bytes(packed[: rng.choice((len(packed), len(packed) // 2))]))
    manifest["members"][place]["packed"] = len(members[place].packed)
    return parts.around(members, manifest)


def spoil_manifest_values(good: Good, rng: random.Random) -> bytes:
    """Replace, add or take out values anywhere in the manifest, which is then signed."""
    parts = _parts(good, rng)
    manifest = Parts.of(parts.build()).manifest
    for _turn in range(rng.choice((1, 1, 2))):
        holder, key = rng.choice(list(_slots(manifest)))
        if rng.random() < 0.15:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(rng.choice(_VALUES))
    manifest = manifest if isinstance(manifest.get("sender"), dict) else manifest | {"sender": {}}
    return parts.around(parts.members(), manifest)


def spoil_manifest_text(good: Good, rng: random.Random) -> bytes:
    """Spoil the text of the manifest, which is then signed."""
    parts = _parts(good, rng)
    manifest = Parts.of(parts.build()).manifest
    manifest = manifest | {"sender": manifest["sender"] | {"device": parts.public}}
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
    return zip_of(parts.sealed(_spoiled_text(text, rng), parts.members()))


def spoil_lines(good: Good, rng: random.Random) -> bytes:
    """Spoil the text of the changes; the sender signs its digest."""
    parts = _parts(good, rng)
    return replace(parts, changes=_spoiled_text(parts.changes, rng)).build()


def write_values(good: Good, rng: random.Random) -> bytes:
    """Chain and sign changes of a log of the sender's own, with whatever in them; some are good."""
    parts = replace(Parts.of(good.small))
    values = [rng.choice(_JSON_VALUES) for _turn in range(rng.choice((1, 1, 3)))]
    field = rng.choice(("content", "received_on", "group_size", "complicated", "unit", "state", "deleted", "x_later"))
    return owned_log(parts, values, f=field, k=rng.choice(("petition", "petition", "unit", "x_later"))).build()


def spoil_owned_log(good: Good, rng: random.Random) -> bytes:
    """Spoil the lines or the manifest of a well-chained log of the sender's own."""
    parts = owned_log(Parts.of(good.small), ['"Mương bị tắc"', '"Đường hỏng"'])
    if rng.random() < 0.5:
        return replace(parts, changes=_spoiled_text(parts.changes, rng)).build()
    holder, key = rng.choice(list(_slots(parts.manifest)))
    holder[key] = copy.deepcopy(rng.choice(_VALUES))
    if not isinstance(parts.manifest.get("sender"), dict):
        parts.manifest["sender"] = {}
    return parts.build()


MUTATIONS: Sequence[Mutation] = (
    spoil_bytes,
    spoil_header,
    splice,
    spoil_members,
    spoil_packed,
    spoil_manifest_values,
    spoil_manifest_text,
    spoil_lines,
    write_values,
    spoil_owned_log,
)


def _any(good: Good, rng: random.Random) -> bytes:
    return rng.choice((good.small, good.full, good.sealed or good.full))


def _parts(good: Good, rng: random.Random) -> Parts:
    return rng.choice((good.parts, good.full_parts))


def _places(data: bytes, mark: bytes) -> list[int]:
    places = []
    place = data.find(mark)
    while place >= 0:
        places.append(place)
        place = data.find(mark, place + 1)
    return places


def _relabelled(member: Member, rng: random.Random) -> Member:
    label = rng.choice(("method", "flags", "size", "attributes"))
    changed: dict[str, Any] = {label: rng.choice(_NUMBERS) & 0xFFFF}
    return replace(member, **changed)


def _slots(value: Any) -> list[tuple[Any, Any]]:
    """Give every place in nested lists and objects that holds a value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    found: list[tuple[Any, Any]] = []
    for key in keys:
        found.append((value, key))
        found += _slots(value[key])
    return found


def _spoiled_text(text: bytes, rng: random.Random) -> bytes:
    data = bytearray(text)
    for _turn in range(rng.choice((1, 1, 2, 5))):
        place = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data[place : place + 1] = rng.choice(_FRAGMENTS)
            case 1:
                data[place : place + 1] = bytes([rng.randrange(256)])
            case 2:
                del data[place : place + rng.choice((1, 1, 10, 100))]
            case _:
                start = rng.randrange(len(data) + 1)
                data[place:place] = data[start : start + rng.choice((1, 20, 200))]
    return bytes(data)
