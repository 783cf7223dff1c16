"""Where on a page somebody signs: told in the page's private data (ISO 32000-1, 14.5), shown by no reader.

What signs a file digitally reads it there, so that the signature stands between the signer's position and name.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

PROGRAM = "DanVan"
"""The name under which the program keeps its private data of a page."""
WHO, BOX = "Who", "Box"
"""The keys of a place: whose it is, in words; left, bottom, right, top in points."""

Box = tuple[float, float, float, float]


def written_places(places: Iterable[tuple[str, Box]], moment: str) -> dict[str, PDFDictionary]:
    """Write the places of a page as they stand in its dictionary; ``moment`` is a date of PDF."""
    told = [
        PDFDictionary({WHO: PDFString(who), BOX: PDFArray([round(edge, 2) for edge in box])}) for who, box in places
    ]
    return {PROGRAM: PDFDictionary({"LastModified": PDFString(moment), "Private": PDFArray(told)})}
