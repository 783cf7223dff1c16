"""All words in a file of any kind that the program writes: pages, parts of a package, properties, names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2


def words_in(path: Path) -> Iterator[str]:
    """Yield the name of a file and every text that can be read in it."""
    yield path.name
    yield from words_of(path.read_bytes())


def words_of(data: bytes) -> Iterator[str]:
    """Yield every text that can be read in the bytes of a file."""
    if data.startswith(b"%PDF"):
        yield from _pdf(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                yield from words_of(package.read(name))
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "replace")


def _pdf(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield " ".join(page.get_textpage().get_text_range().split())
    yield str(document.get_metadata_dict())
    yield str([item.get_title() for item in document.get_toc()])
    document.close()
