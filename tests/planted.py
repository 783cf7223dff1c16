"""Looks for planted names in every file of a folder, however they may be written there."""

from __future__ import annotations

import base64
import bz2
import json
import lzma
import os
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from danvan_desktop.domain.text import fold
from tests.secret_files import words_of

NAMES = [f"Nguyễn Thị Mười{n:03}" for n in range(200)]
COMMON = "Nguyễn Thị Mười"
"""How all of them begin."""


@cache
def forms() -> tuple[bytes, ...]:
    """Return how the beginning of a name may stand in a file: letters as they are, apart, bare, escaped, in base64."""
    found: set[bytes] = set()
    for text in (COMMON, unicodedata.normalize("NFD", COMMON), COMMON.upper(), COMMON.casefold()):
        found |= {text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
        escaped = json.dumps(text)[1:-1]
        found |= {escaped.encode(), escaped.replace("\\u", "\\x").encode(), quote(text).encode()}
        found |= {text.encode("ascii", "xmlcharrefreplace"), _in_hex(text)}
        found |= set(_in_base64(text.encode()))
    bare = fold(COMMON)
    found |= {text.encode(code) for text in (bare, bare.title()) for code in ("utf-8", "utf-16-le")}
    return tuple(found)


def _in_hex(text: str) -> bytes:
    """Write it as XML that counts in sixteens."""
    return "".join(letter if letter.isascii() else f"&#x{ord(letter):x};" for letter in text).encode()


def _in_base64(data: bytes) -> Iterator[bytes]:
    """Give what of it stands in any base64 of a text in which it is, wherever it begins there."""
    for before in range(3):
        coded = base64.b64encode(b"x" * before + data)
        yield coded[4 if before else 0 : len(coded) - 4]


def holds(data: bytes) -> bool:
    """Tell whether bytes hold a planted name, also inside a PDF or a package, or packed as a stream."""
    return any(form in plain for plain in _read(data) for form in forms())


def _read(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith((b"PK\x03\x04", b"%PDF")):
        yield from (" ".join(text.split()).encode() for text in words_of(data))
    for unpack in (bz2.decompress, lzma.decompress, lambda packed: zlib.decompressobj(47).decompress(packed)):
        with suppress(OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
            yield unpack(data)


def planted_in(folder: Path, without: frozenset[str] = frozenset()) -> list[str]:
    """Tell which files hold a planted name, in themselves, in their names or in where they lead.

    Those of suffixes that are left out are not looked at.
    """
    found = []
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(root, name)
            led = str(path.readlink()) if path.is_symlink() else ""
            if path.suffix in without:
                continue
            if holds(name.encode("utf-8", "surrogateescape")) or (led and holds(os.fsencode(led))):
                found.append(f"name of {path.relative_to(folder)}")
            if path.is_file() and holds(path.read_bytes()):
                found.append(str(path.relative_to(folder)))
    return found
