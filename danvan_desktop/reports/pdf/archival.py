"""A PDF file that archives and readers for the blind take: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

reportlab draws; this writes. Objects without a stream go together into compressed streams (ISO 32000-1, 7.5.7), which
makes up for what the structure adds.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterator, Sequence

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
)
from reportlab.pdfbase.pdfdoc import format as written

from danvan_desktop.assets import resource_path
from danvan_desktop.reports.pdf.places import written_places
from danvan_desktop.reports.pdf.tagging import Structure
from danvan_desktop.reports.pdf.xmp import xmp_packet

VERSION = (1, 7)
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROOT = "StructTreeRoot"
_PACKED = 200
"""Objects in one stream: a reader that wants one of them unpacks them all."""
_ENTRY = 7
"""Bytes of an entry of the cross-reference stream: kind 1, place 4, place within 2."""
_MOST_CHARACTERS = 100
"""Entries of one block of a font's table of characters (Adobe Technical Note 5411, 1.4.1)."""
_CHARACTER = re.compile(r"^<([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)


class ArchivalDocument(PDFDocument):
    """The objects of a file; those of the structure are written as soon as they are complete."""

    def __init__(self, language: str, made_on: dt.date) -> None:
        """Begin an empty file whose text is in ``language`` (BCP 47)."""
        super().__init__(compression=1, invariant=1, lang=language, pdfVersion=VERSION)
        self._language, self._made_on = language, made_on
        self.setDateFormatter(lambda *_now: f"D:{made_on:%Y%m%d}000000+07'00'")
        self._packer = _Packer(self)
        self._structure = Structure(self)
        self._places_to_sign: list[tuple[str, tuple[float, float, float, float]]] = []
        catalog = self.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]

    @property
    def structure(self) -> Structure:
        """The tree of its elements."""
        return self._structure

    # Objects

    def reserve(self) -> int:
        """Give the number of an object that is written later."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def write(self, number: int, content: str) -> None:
        """Write an object that is no stream."""
        self._packer.add(number, content.encode("latin-1"))

    def add(self, content: str) -> int:
        """Write an object that is no stream, and give its number."""
        number = self.reserve()
        self.write(number, content)
        return number

    def note_place_to_sign(self, who: str, box: tuple[float, float, float, float]) -> None:
        """Note where somebody signs on the page that is drawn: left, bottom, right, top in points."""
        self._places_to_sign.append((who, box))

    # PDFDocument

    def addPage(self, page: PDFPage) -> None:
        """Tie a page to the elements drawn on it, and tell of the places to sign there."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs", "PieceInfo", "LastModified"]
        page.StructParents, page.Tabs = self._structure.pages, PDFName("S")
        if self._places_to_sign:
            moment = f"D:{self._made_on:%Y%m%d}000000+07'00'"
            page.PieceInfo = PDFDictionary(written_places(self._places_to_sign, moment))
            page.LastModified = PDFString(moment)
            self._places_to_sign = []
        name = self.thisPageName()
        super().addPage(page)
        number, _generation = self.idToObjectNumberAndVersion[name]
        self._structure.end_page(number)

    def format(self) -> bytes:
        """Give the bytes of the whole file."""
        self._structure.close()
        self._describe()
        streams = dict(self._drain())
        streams |= self._packer.finish()
        return _file(streams, self._packer.places, self._trailer())

    def _describe(self) -> None:
        catalog = self.Catalog
        self.idToObjectNumberAndVersion[_ROOT] = (self._structure.root, 0)
        catalog.StructTreeRoot = PDFObjectReference(_ROOT)  # anything else would become an object of its own
        profile = PDFStream(PDFDictionary({"N": 3}), resource_path("colour", "sRGB.icc").read_bytes(), _COMPRESSED)
        intent = {
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": self.Reference(profile),
        }
        catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
        kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
        catalog.Metadata = self.Reference(PDFStream(kind, xmp_packet(self.info, self._language, self._made_on)))

    def _drain(self) -> Iterator[tuple[int, bytes]]:
        """Format all objects, those that are asked for meanwhile too; gives those that are streams."""
        number = 0
        while number < self.objectcounter:
            number += 1
            name = self.numberToId.get(number)
            if name is None:
                continue
            found = self.idToObject[name]
            if isinstance(found, PDFStream) and name.startswith("toUnicodeCMap:"):
                found.content = _known_characters(found.content)
            content: bytes = written(found, self, toplevel=1)
            if isinstance(found, PDFStream):
                yield number, _with_line_end(content)
            else:
                self._packer.add(number, content)

    def _trailer(self) -> bytes:
        root, info = (self.Reference(one).format(self) for one in (self.Catalog, self.info))
        digest = self.signature.hexdigest().encode()
        return b"/Root %s/Info %s/ID[<%s><%s>]" % (root, info, digest, digest)


class _Compressed:
    """reportlab's way of naming a filter."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: bytes) -> bytes:
        """Compress."""
        return zlib.compress(content)


_COMPRESSED = (_Compressed,)


class _Packer:
    """Puts objects together into compressed streams; ``places`` tells of each its stream and its place there."""

    def __init__(self, document: ArchivalDocument) -> None:
        self._document = document
        self._waiting: list[tuple[int, bytes]] = []
        self._streams: dict[int, bytes] = {}
        self.places: dict[int, tuple[int, int]] = {}

    def add(self, number: int, content: bytes) -> None:
        """Take one object."""
        self._waiting.append((number, content))
        if len(self._waiting) == _PACKED:
            self._pack()

    def finish(self) -> dict[int, bytes]:
        """Give all streams by their numbers."""
        if self._waiting:
            self._pack()
        return self._streams

    def _pack(self) -> None:
        stream = self._document.reserve()
        index, offset = [], 0
        for place, (number, content) in enumerate(self._waiting):
            self.places[number] = (stream, place)
            index.append(f"{number} {offset}")
            offset += len(content) + 1
        head = " ".join(index).encode() + b"\n"
        body = b"\n".join(content for _number, content in self._waiting)
        told = b"/Type/ObjStm/N %d/First %d" % (len(self._waiting), len(head))
        self._streams[stream] = _stream(told, head + body)
        self._waiting = []


def _stream(told: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s%sendstream\n" % (
        told,
        len(packed),
        packed,
        _line_end(packed),
    )


def _with_line_end(stream: bytes) -> bytes:
    """Put the end of line that ISO 19005-2, 6.1.7.1 asks for before ``endstream``."""
    content = stream.removesuffix(b"endstream\n")
    return b"%s%sendstream\n" % (content, _line_end(content))


def _line_end(content: bytes) -> bytes:
    """Give an end of line; after a carriage return one that no reader takes for half of it."""
    return b"\r\n" if content.endswith(b"\r") else b"\n"


def _file(streams: dict[int, bytes], places: dict[int, tuple[int, int]], trailer: bytes) -> bytes:
    """Write all streams one after another, and where each object stands."""
    parts, offset = [_HEADER], len(_HEADER)
    entries = {number: (2, stream, place) for number, (stream, place) in places.items()}
    for number, content in streams.items():
        entries[number] = (1, offset, 0)
        parts.append(b"%d 0 obj\n%sendobj\n" % (number, content))
        offset += len(parts[-1])
    last = max(entries) + 1
    entries[last] = (1, offset, 0)
    rows = b"".join(_entry(*entries.get(number, (0, 0, 0xFFFF))) for number in range(last + 1))
    told = b"/Type/XRef/W[1 4 2]/Size %d%s/DecodeParms<</Predictor 12/Columns %d>>" % (last + 1, trailer, _ENTRY)
    parts.append(b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (last, _stream(told, _differences(rows)), offset))
    return b"".join(parts)


def _entry(kind: int, place: int, within: int) -> bytes:
    return kind.to_bytes(1) + place.to_bytes(4) + within.to_bytes(2)


def _differences(rows: bytes) -> bytes:
    """Write each row as its difference from the one above (PNG's filter 2), which compresses well."""
    above = bytes(_ENTRY) + rows
    changed = bytes((now - before) & 0xFF for now, before in zip(rows, above, strict=False))
    return b"".join(b"\x02" + changed[start : start + _ENTRY] for start in range(0, len(changed), _ENTRY))


def _known_characters(table: str) -> str:
    """Drop codes that stand for no character from a font's table, and write the others in blocks."""
    head, end, rest = table.partition("endcodespacerange\n")
    characters, _end, tail = rest.partition("endbfchar\n")
    known = [match[0] for match in _CHARACTER.finditer(characters) if int(match[2], 16)]
    return head + end + "".join(_blocks(known)) + tail


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(lines), _MOST_CHARACTERS):
        block = lines[start : start + _MOST_CHARACTERS]
        yield f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
