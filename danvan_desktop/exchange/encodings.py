"""The single-byte Vietnamese encodings of older files, turned into Unicode (NFC).

All of them are met as text whose letters are the bytes seen through the western code page: bytes of a CSV file, but
also cells of Excel that were typed under a font such as .VnTime. “Nguyễn” is then “NguyÔn” (TCVN3) or “Nguyeãn”
(VNI). The tables are data in ``resources/encodings``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from danvan_desktop.assets import read_resource


class Encoding(StrEnum):
    """How the letters of a text are written down."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    WINDOWS_1258 = "windows-1258"
    DOUBLE_UTF8 = "double-utf8"
    """UTF-8 that a program took for western text and saved again."""


LEGACY = tuple(encoding for encoding in Encoding if encoding is not Encoding.UNICODE)


@dataclass(frozen=True)
class FontRule:
    """What a font's name says: the encoding of the text under it, and whether it shows small letters as capitals."""

    encoding: Encoding
    capitals: bool


@dataclass(frozen=True)
class _Table:
    """One encoding as data; ``pattern`` finds every sequence of ``letters``, the longest first."""

    letters: dict[str, str]
    pattern: re.Pattern[str]
    font_beginning: str
    capitals_ending: str


def to_unicode(text: str, encoding: Encoding) -> str | None:
    """Return western-looking text of an encoding as Unicode in NFC, ``None`` when it cannot be of that encoding."""
    converted = _CONVERTERS[encoding](text)
    return None if converted is None else unicodedata.normalize("NFC", converted)


def font_rule(font: str) -> FontRule | None:
    """Tell the encoding by a font's name, ``None`` for a font that says nothing."""
    name = font.strip()
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        table = _table(encoding)
        if name.casefold().startswith(table.font_beginning):
            return FontRule(encoding, bool(table.capitals_ending) and name.endswith(table.capitals_ending))
    return None


def western_view(data: bytes) -> str:
    """Return bytes as the western code page shows them; the five that it lacks stay control characters."""
    return "".join(_WESTERN[byte] for byte in data)


@cache
def _table(encoding: Encoding) -> _Table:
    return read_resource(_made_table, "encodings", f"{encoding.value}.json")


def _made_table(content: bytes) -> _Table:
    data = json.loads(content)
    letters: dict[str, str] = data["letters"]
    longest_first = sorted(letters, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return _Table(letters, pattern, data["font_beginning"], data["capitals_ending"])


def _by_table(encoding: Encoding) -> Callable[[str], str | None]:
    def convert(text: str) -> str | None:
        table = _table(encoding)
        return table.pattern.sub(lambda match: table.letters[match[0]], text)

    return convert


def _windows_1258(text: str) -> str | None:
    """Read the bytes anew: western õ is ơ there, and ì is a combining acute accent."""
    data = _bytes(text)
    return None if data is None else data.decode("cp1258", "replace")


def _double_utf8(text: str) -> str | None:
    data = _bytes(text)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _bytes(text: str) -> bytes | None:
    """Return the bytes behind a western view, ``None`` when it is none."""
    try:
        return bytes(_BYTES[letter] for letter in text)
    except KeyError:
        return None


def _western() -> tuple[str, ...]:
    return tuple(bytes([byte]).decode("cp1252" if _is_western(byte) else "latin-1") for byte in range(256))


def _is_western(byte: int) -> bool:
    return byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)


_WESTERN = _western()
_BYTES = {chr(byte): byte for byte in range(256)} | {letter: byte for byte, letter in enumerate(_WESTERN)}
"""Programs differ in what they show for the bytes from 80 to 9F: signs, or control characters."""
_CONVERTERS: dict[Encoding, Callable[[str], str | None]] = {
    Encoding.UNICODE: lambda text: text,
    Encoding.TCVN3: _by_table(Encoding.TCVN3),
    Encoding.VNI: _by_table(Encoding.VNI),
    Encoding.WINDOWS_1258: _windows_1258,
    Encoding.DOUBLE_UTF8: _double_utf8,
}
