"""The parts of a spreadsheet that is a zip archive, found by their names however a program wrote them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import normpath
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse


class Parts:
    """Opens parts by name: letters large or small, backslashes for slashes are all the same."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Take an open archive."""
        self._archive = archive
        self._names = {_plain(info.filename): info for info in archive.infolist()}

    def has(self, name: str) -> bool:
        """Tell whether a part is there."""
        return _plain(name) in self._names

    def open(self, name: str) -> IO[bytes]:
        """Open a part; raises KeyError when it is not there."""
        return self._archive.open(self._names[_plain(name)])

    def elements(self, name: str) -> Iterator[tuple[str, str, Element]]:
        """Go through a part: ``start`` or ``end``, the local name, the element; entities raise.

        An element is emptied by whoever is done with it.
        """
        with self.open(name) as source:
            events: Any = iterparse(source, ("start", "end"), forbid_dtd=True)
            for event, element in events:
                yield event, local(element.tag), element

    def relations(self, name: str) -> dict[str, str]:
        """Return the targets of a part's relations by their id, as names of parts."""
        folder, _slash, file = name.rpartition("/")
        place = f"{folder}/_rels/{file}.rels"
        if not self.has(place):
            return {}
        found: dict[str, str] = {}
        for event, tag, element in self.elements(place):
            if event == "end" and tag == "Relationship":
                target = element.get("Target", "").replace("\\", "/")
                found[element.get("Id", "")] = target if target.startswith("/") else f"{folder}/{target}"
        return found


@contextmanager
def opened_parts(path: Path) -> Iterator[Parts]:
    """Open a file as an archive of parts."""
    with zipfile.ZipFile(path) as archive:
        yield Parts(archive)


def local(name: str) -> str:
    """Return a name of XML without its namespace: strict and transitional workbooks differ in nothing else."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute whatever its namespace."""
    return next((value for key, value in element.items() if local(key) == name), None)


def _plain(name: str) -> str:
    return normpath(name.replace("\\", "/").lstrip("/")).lower()
