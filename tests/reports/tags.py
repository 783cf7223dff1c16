"""Reads the tags of a PDF: what validators of conformance let pass (a mark in no element, swapped parents)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import page as validation
import pikepdf

_PAINTS = frozenset(["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"])


STANDARDS = ("2a", "ua1")
"""PDF/A-2a and PDF/UA-1."""
OF_THE_LAST = "SIGNATURE-BYTERANGE"
"""The validator asks of an earlier signature, too, that it covers the whole file, which only the last one can."""
_ENDS_LIKE_A_LINE = re.compile(rb"[^\r]\r\nendstream")
"""ISO 19005-2, 6.1.7.1; the validator finds it in the last stream of a file alone."""
_UNLIMITED = validation.SafetyLimits.unlimited()


def refused_by_standards(data: bytes, signatures: int = 0) -> list[str]:
    """Name the rules of the standards that a file does not keep, and where."""
    if _ENDS_LIKE_A_LINE.search(data):
        return ["the data of a stream and the end of line behind it cannot be told apart"]
    reports = [validation.validate_pdf_bytes(data, profile=name, limits=_UNLIMITED) for name in STANDARDS]
    failures = [one for report in reports for one in report.failures]
    told = [str(one) for one in failures if signatures <= 1 or OF_THE_LAST not in one.rule_id]
    return told if failures else [str(report) for report in reports if not report.is_compliant]


def faults_of(pdf: pikepdf.Pdf) -> list[str]:
    """Tell where marks, elements and the tree of parents do not agree; empty for a file whose tags are whole."""
    root = pdf.Root.StructTreeRoot
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    by_key = {int(key): list(elements) for key, elements in zip(parents[::2], parents[1::2], strict=True)}
    claimed = {
        (page, number): element for element in _elements(root) for page, number in _marks(element, _numbers(pdf))
    }
    faults = [f"{element.S}: another parent" for element in _elements(root) if not _has_its_parent(element)]
    for index, page in enumerate(pdf.pages):
        marks, outside = _content(page)
        told = by_key.get(int(page.obj.get("/StructParents", -1)), [])
        faults += [f"page {index}: {one}" for one in outside]
        if [number for _tag, number in marks] != list(range(len(told))):
            faults.append(f"page {index}: {len(marks)} marks, {len(told)} parents")
            continue
        for (tag, number), parent in zip(marks, told, strict=True):
            element = claimed.pop((index, number), None)
            if element is None or element.objgen != parent.objgen or str(element.S) != tag:
                faults.append(f"page {index}: mark {number} ({tag}) is of no such element")
    return faults + [f"page {page}: no mark {number}" for page, number in claimed]


def tree_of(pdf: pikepdf.Pdf) -> Any:
    """Give the tree of tags below the document: a name for a leaf, else a name with a list."""
    (document,) = pdf.Root.StructTreeRoot.K
    return _branch(document)


def _branch(element: Any) -> Any:
    below = [_branch(kid) for kid in element.K if _is_element(kid)]
    name = str(element.S)[1:]
    return (name, below) if below else name


def _elements(above: Any) -> Iterator[Any]:
    for kid in above.K:
        if _is_element(kid):
            yield kid
            yield from _elements(kid)


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _has_its_parent(element: Any) -> bool:
    return any(_is_element(kid) and kid.objgen == element.objgen for kid in element.P.K)


def _numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: index for index, page in enumerate(pdf.pages)}


def _marks(element: Any, pages: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield pages[kid.Pg.objgen], int(kid.MCID)


def _content(page: pikepdf.Page) -> tuple[list[tuple[str, int]], list[str]]:
    """Go through a page: its marks in order, and what is wrong with them."""
    marks: list[tuple[str, int]] = []
    wrong: list[str] = []
    is_open = False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            if is_open:
                wrong.append("a mark within a mark")
            is_open = True
            if str(operands[0]) != "/Artifact":
                marks.append((str(operands[0]), int(operands[1].MCID)))
        elif name == "EMC":
            if not is_open:
                wrong.append("an end without a mark")
            is_open = False
        elif name in _PAINTS and not is_open:
            wrong.append(f"{name} outside a mark")
    return marks, [*wrong, *(["a mark without an end"] if is_open else [])]
