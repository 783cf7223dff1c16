"""Hostile files by their outer form: other files, cut ones, ZIP tricks, names, bombs."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from hostile_base import ALIEN, CUT, DAMAGED, LARGE, Case, Good

from tests.sync.forging import Member, Parts, zip_of

_MIB = 1024 * 1024
_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"
_STRANGE = "có thành phần lạ"
_MISSING = "thiếu thành phần bắt buộc"
_ZEROS = "attachments/" + "0" * 64


def cases() -> Iterator[Case]:
    """Give all of them."""
    yield from _other_files()
    yield from _cut_and_padded()
    yield from _zip_features()
    yield from _directory_lies()
    yield from _names()
    yield from _arrangements()
    yield from _bombs()


def _fixed(content: bytes) -> Callable[[Good], bytes]:
    return lambda _good: content


def _archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "Báo cáo quý III")
    return file.getvalue()


def _other_files() -> Iterator[Case]:
    letter = "Kính gửi Đảng ủy xã, báo cáo quý III.\n".encode()
    yield Case("empty", "no byte at all", "rỗng", _fixed(b""))
    yield Case("one-byte", "the first letter of a ZIP", CUT, _fixed(b"P"))
    yield Case("letter", "a text file", ALIEN, _fixed(letter))
    yield Case("pdf", "a printed report renamed", ALIEN, _fixed(b"%PDF-1.7\n" + bytes(1000)))
    yield Case("zeros", "a file that a stick gave back as zeros", ALIEN, _fixed(bytes(5000)))
    yield Case("gzip", "another compression", ALIEN, _fixed(gzip.compress(letter, mtime=0)))
    yield Case("sqlite", "a store renamed", ALIEN, _fixed(b"SQLite format 3\0" + bytes(2000)))
    yield Case("foreign-zip", "a ZIP of something else", ALIEN, _fixed(_archive("bao-cao.txt")))
    yield Case("word", "a Word document renamed", ALIEN, _fixed(_archive("[Content_Types].xml")))
    yield Case("empty-zip", "a ZIP without members", ALIEN, _fixed(_END + bytes(18)))
    yield Case("repacked", "the same members packed by another tool", DAMAGED, lambda good: _repacked(good.small))


def _repacked(bundle: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bundle)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2026, 8, 13, 9, 0, 0)), source.read(name))
    return file.getvalue()


def _cut_and_padded() -> Iterator[Case]:
    yield Case("cut-in-half", "the stick was pulled out", CUT, lambda good: good.full[: len(good.full) // 2])
    yield Case("cut-by-one", "the last byte is missing", CUT, lambda good: good.small[:-1])
    yield Case("cut-in-directory", "ends in the directory", CUT, lambda good: good.small[:-60])
    yield Case("cut-in-name", "ends in a member's name", CUT, lambda good: good.small[: _second(good) + 35])
    yield Case("stub-before", "a program before the ZIP", ALIEN, lambda good: b"MZ" + bytes(510) + good.small)
    yield Case("bytes-behind", "one byte too many", DAMAGED, lambda good: good.small + b"\0")
    yield Case("twice", "two bundles in one file", DAMAGED, lambda good: good.small * 2)
    yield Case("half-zeros", "the second half came back as zeros", DAMAGED, _half_zeros)


def _second(good: Good) -> int:
    return good.small.index(b"PK\x03\x04", 4)


def _half_zeros(good: Good) -> bytes:
    half = len(good.full) // 2
    return good.full[:half] + bytes(len(good.full) - half)


def _zip_features() -> Iterator[Case]:
    """Every one is signed anew, so that nothing but the feature is wrong."""
    zip64 = struct.pack("<2H2Q", 1, 16, 400, 400)
    features: dict[str, tuple[str, dict[str, Any], str]] = {
        "encrypted": ("flag of ZIP's own encryption", {"flags": 1}, DAMAGED),
        "descriptor": ("sizes told behind the content", {"flags": 8}, DAMAGED),
        "utf8-flag": ("flag of UTF-8 names", {"flags": 1 << 11}, DAMAGED),
        "implode": ("method 6", {"method": 6}, DAMAGED),
        "bzip2": ("method 12", {"method": 12}, DAMAGED),
        "lzma": ("method 14", {"method": 14}, DAMAGED),
        "zstd": ("method 93", {"method": 93}, DAMAGED),
        "zip64-extra": ("a Zip64 extra field", {"extra": zip64}, DAMAGED),
        "zip64-sizes": ("a size of 0xFFFFFFFF", {"size": 0xFFFFFFFF}, LARGE),
        "size-smaller": ("tells fewer bytes than it holds", {"size": 10}, DAMAGED),
        "size-larger": ("tells more bytes than it holds", {"size": 100_000}, DAMAGED),
        "symlink": ("attributes of a symbolic link", {"attributes": 0o120777 << 16}, DAMAGED),
        "folder": ("attributes of a folder", {"attributes": 0x10}, DAMAGED),
        "setuid": ("attributes of a setuid program", {"attributes": 0o104755 << 16}, DAMAGED),
    }
    for name, (about, changed, says) in features.items():
        yield Case(f"zip-{name}", about, says, partial(_with_changed, changed))


def _with_changed(changed: dict[str, Any], good: Good) -> bytes:
    parts = good.parts
    (changes,) = parts.members()
    return parts.around([replace(changes, **changed)])


def _directory_lies() -> Iterator[Case]:
    def patched(at: bytes, offset: int, value: bytes) -> Callable[[Good], bytes]:
        def build(good: Good) -> bytes:
            place = good.small.index(at) + offset
            return good.small[:place] + value + good.small[place + len(value) :]

        return build

    yield Case("directory-offset", "a member told to begin elsewhere", DAMAGED, patched(_CENTRAL, 42, b"\x07"))
    yield Case("directory-name", "another name in the directory", DAMAGED, patched(_CENTRAL, 46, b"MANIFEST.json"))
    yield Case("directory-method", "another method in the directory", DAMAGED, patched(_CENTRAL, 10, b"\x08"))
    yield Case("directory-size", "another size in the directory", DAMAGED, patched(_CENTRAL, 24, b"\xff\xff"))
    yield Case("directory-crc", "another CRC in the directory", DAMAGED, patched(_CENTRAL, 16, b"\0\0\0\0"))
    yield Case("directory-fewer", "fewer members in the end record", DAMAGED, patched(_END, 8, b"\x02\0\x02\0"))
    yield Case("directory-more", "65,535 members in the end record", DAMAGED, patched(_END, 8, b"\xff\xff\xff\xff"))
    yield Case("directory-disks", "a second disk", DAMAGED, patched(_END, 4, b"\x01\0\x01\0"))
    yield Case("directory-comment", "a comment behind the end", DAMAGED, lambda good: good.small[:-2] + b"\1\0!")
    yield Case("directory-hidden", "a member that the directory leaves out", DAMAGED, _hidden)
    yield Case("zip64-end", "a Zip64 end record and locator", DAMAGED, _zip64_end)
    yield Case("version-needed", "needs ZIP 4.5", ALIEN, lambda good: b"PK\x03\x04\x2d" + good.small[4:])
    yield Case("dated", "a date in a member's header", DAMAGED, patched(b"PK\x03\x04", 10, b"\x12\x34"))
    yield Case("crc-lie", "another CRC in a member's header", DAMAGED, patched(b"PK\x03\x04", 14, b"\0\0\0\0"))


def _hidden(good: Good) -> bytes:
    """The local members hold one more attachment than the directory and its end record tell."""
    parts = good.parts
    hidden = Member(_ZEROS, b"x", 0)
    seen = parts.build()
    more = zip_of([*parts.sealed(b"{}", parts.members())[1:-1], hidden])
    local = more[more.index(_ZEROS.encode()) - 30 : more.index(_CENTRAL)]
    end = seen.index(b"PK\x03\x04", seen.index(b"changes.jsonl", seen.index(b"PK\x03\x04", 4)))
    return seen[:end] + local + seen[end:]


def _zip64_end(good: Good) -> bytes:
    end = good.small.index(_END)
    directory = good.small.index(_CENTRAL)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 3, 3, end - directory, directory)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return good.small[:end] + record + locator + good.small[end:]


def _names() -> Iterator[Case]:
    names = {
        "con": "CON",
        "nul": "NUL",
        "aux": "AUX.jsonl",
        "attached-con": "attachments/CON",
        "attached-com1": "attachments/COM1",
        "traversal": "../../../etc/passwd",
        "traversal-attached": "attachments/../../x",
        "traversal-backslash": "attachments\\..\\..\\x",
        "absolute": "/etc/passwd",
        "drive": "C:\\Windows\\System32\\x.dll",
        "share": "\\\\may-chu\\chung\\x",
        "stream": "changes.jsonl:an",
        "trailing-dot": "changes.jsonl.",
        "trailing-blank": "changes.jsonl ",
        "upper-case": "CHANGES.JSONL",
        "upper-digest": "attachments/" + "A" * 64,
        "short-digest": "attachments/" + "0" * 63,
        "folder-digest": _ZEROS + "/",
        "nul-byte": _ZEROS + "\0",
        "program": "cai-dat.exe",
        "page": "index.html",
        "nameless": "",
    }
    for name, written in names.items():
        member = Member(written, b"x", 0)
        yield Case(f"name-{name}", f"a member named {written!r}", _STRANGE, partial(Good.with_member, member=member))
    for name, written in {"vietnamese": "đính-kèm", "bidi": "x\u202egpj.exe", "long": "a" * 300}.items():
        member = Member(written, b"x", 0)
        about = f"a member named {written[:12]!r}"
        yield Case(f"name-{name}", about, DAMAGED, partial(Good.with_member, member=member))


def _arrangements() -> Iterator[Case]:
    twice = "thành phần lặp lại hoặc sai thứ tự"
    unlisted = Member(_ZEROS, b"x", 0)
    yield Case("unlisted", "an attachment that the manifest does not list", "không đúng bản kê", _adding(unlisted))
    yield Case("changes-twice", "two members of changes", _STRANGE, lambda good: _of(good, "cca"))
    yield Case("attachment-twice", "one attachment twice", twice, lambda good: _of(good, "caa"))
    yield Case("attachment-first", "members in another order", _MISSING, lambda good: _of(good, "ac"))
    yield Case("no-changes", "no member of changes", _MISSING, lambda good: _of(good, "a"))
    yield Case("attachment-missing", "a listed attachment is missing", "không đúng bản kê", _without_attachment)
    yield Case("attachment-swapped", "another content under the attachment's name", DAMAGED, _swapped)
    yield Case("attachment-misnamed", "an attachment named by another digest", "sai mã kiểm tra", _misnamed)
    yield Case("no-signature", "no signature", _MISSING, lambda good: zip_of(_sealed(good)[:-1]))
    yield Case("manifest-last", "the manifest behind the rest", ALIEN, lambda good: zip_of(_sealed(good)[::-1]))
    yield Case("manifest-twice", "two manifests", _MISSING, lambda good: zip_of([_sealed(good)[0], *_sealed(good)]))
    yield Case("nested", "a member inside another one", DAMAGED, _nested)
    yield Case("overlap", "two members share bytes", _STRANGE, _overlap)


def _adding(member: Member) -> Callable[[Good], bytes]:
    def build(good: Good) -> bytes:
        parts = good.parts
        return parts.around([*parts.members(), member], Parts.of(parts.build()).manifest)

    return build


def _of(good: Good, order: str) -> bytes:
    parts = good.full_parts
    changes, attachment = parts.members()
    return parts.around([{"c": changes, "a": attachment}[letter] for letter in order])


def _sealed(good: Good) -> list[Member]:
    parts = good.parts
    return parts.sealed(b'{"format":"danvan-bundle","version":"2.0"}', parts.members())


def _without_attachment(good: Good) -> bytes:
    parts = good.full_parts
    return parts.around(parts.members()[:1], Parts.of(parts.build()).manifest)


def _swapped(good: Good) -> bytes:
    parts = good.full_parts
    changes, attachment = parts.members()
    other = replace(attachment, data=attachment.data[::-1])
    return parts.around([changes, other], Parts.of(parts.build()).manifest)


def _misnamed(good: Good) -> bytes:
    parts = good.full_parts
    return replace(parts, attachments=dict.fromkeys(parts.attachments, b"khac")).build()


def _nested(good: Good) -> bytes:
    parts = good.full_parts
    changes, attachment = parts.members()
    inner = zip_of([attachment])[: -len(attachment.name) - 46 - 22]
    return parts.around([replace(changes, method=0, data=changes.data + inner, size=len(changes.data))])


def _overlap(good: Good) -> bytes:
    """The directory tells the second member to begin inside the first one."""
    parts = good.full_parts
    changes, attachment = parts.members()
    bundle = parts.around([replace(changes, method=0), replace(attachment, name="attachments/a", method=0)])
    place = bundle.rindex(_CENTRAL, 0, bundle.rindex(_CENTRAL)) + 42
    return bundle[:place] + struct.pack("<L", 100) + bundle[place + 4 :]


def _bombs() -> Iterator[Case]:
    yield Case("bomb", "30 MB of zeros in 30 kB", LARGE, _bomb)
    yield Case("bomb-lying", "tells 1,000 bytes and inflates to 30 MB", DAMAGED, _lying_bomb)
    yield Case("bomb-sizes", "attachments told to be 540 MB together", LARGE, _large_sizes)
    yield Case("bomb-attachment", "an attachment told to be 65 MB", LARGE, _large_attachment)
    yield Case("bomb-manifest", "a manifest told to be 9 MB", DAMAGED, _large_manifest)
    yield Case("deflate-cut", "a deflate stream without its end", DAMAGED, lambda good: _packed(good, lambda p: p[:-4]))
    yield Case("deflate-behind", "bytes behind a deflate stream", DAMAGED, lambda good: _packed(good, lambda p: p + p))
    yield Case("deflate-noise", "no deflate stream at all", DAMAGED, lambda good: _packed(good, _noise))
    yield Case("packed-beyond", "a member longer than the file", CUT, _beyond)


def _zeros_packed() -> bytes:
    compressor = zlib.compressobj(9, wbits=-15)
    return compressor.compress(bytes(30 * _MIB)) + compressor.flush()


def _bomb(good: Good) -> bytes:
    member = Member("changes.jsonl", b"", size=30 * _MIB, packed_data=_zeros_packed())
    return good.parts.around([member])


def _lying_bomb(good: Good) -> bytes:
    lying = Member("changes.jsonl", b"\0" * 1000, packed_data=_zeros_packed())
    parts = replace(good.parts, changes=lying.data)
    manifest = Parts.of(parts.build()).manifest
    manifest["members"][0]["packed"] = len(lying.packed)
    return parts.around([lying], manifest)


def _large_sizes(good: Good) -> bytes:
    packed = b"\0" * 6_000
    names = [f"attachments/{number:064x}" for number in range(900)]
    small = [Member(name, b"", size=600_000, packed_data=packed[:100]) for name in names]
    return good.parts.around([*good.parts.members(), *small])


def _large_attachment(good: Good) -> bytes:
    return good.with_member(Member(_ZEROS, b"", size=65 * _MIB, packed_data=b"\0" * 1000))


def _large_manifest(good: Good) -> bytes:
    parts = good.parts
    manifest, *others = parts.sealed(b"{}", parts.members())
    return zip_of([replace(manifest, size=9 * _MIB), *others])


def _packed(good: Good, spoil: Callable[[bytes], bytes]) -> bytes:
    """Spoil the packed bytes of the changes; the manifest tells their new digest, as a forger would."""
    parts = good.parts
    (changes,) = parts.members()
    spoiled = replace(changes, packed_data=spoil(changes.packed))
    manifest = Parts.of(parts.build()).manifest
    manifest["members"][0] |= {"packed": len(spoiled.packed)}
    return parts.around([spoiled], manifest)


def _noise(packed: bytes) -> bytes:
    return random.Random(7).randbytes(len(packed))  # noqa: S311 - noise, the same in every run


def _beyond(good: Good) -> bytes:
    place = good.small.index(b"PK\x03\x04", 4) + 18
    return good.small[:place] + struct.pack("<L", 0x7FFFFFFF) + good.small[place + 4 :]
