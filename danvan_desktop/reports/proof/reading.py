"""Finds the proof in a file: of a PDF its own word for every value, else the code that is printed on its pages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.reports.proof.code import LONGEST, SHORTEST, ProofCode, ProofError
from danvan_desktop.reports.proof.seal import read_payload

_SIGN = "[0-9A-HJKMNP-TV-Z]"
_RUN = re.compile(rf"(?<![0-9A-Za-z])(?:{_SIGN}{{4}}[-\s\x02\ufffe]{{1,3}})+{_SIGN}{{4}}(?![0-9A-Za-z])")
"""Groups of four, one behind the other: a code and what happens to stand before it, such as a year.

PDFium gives a hyphen at the end of a line as another character."""
_SEPARATORS = re.compile(r"[-\s\x02\ufffe]+")
_TAGS, _PARAGRAPH = re.compile(r"<[^>]*>"), re.compile(r"</w:p>")
_MOST_XML = 64 * 1024 * 1024


def proof_in(path: Path) -> str:
    """Return the proof that a paper's file carries: the content of its QR code, else the code that is printed.

    Raises ProofError for a file that is neither PDF nor Word, cannot be read or carries none.
    """
    texts, keywords = _word(path) if zipfile.is_zipfile(path) else _pdf(path)
    printed = [str(code) for text in texts for code in codes_in(text)]
    payload = _payload(keywords)
    if payload is not None and (not printed or str(payload) in printed):
        return keywords
    if printed:
        return printed[0]
    raise ProofError(_("Tệp “{path}” không có mã kiểm chứng.", path=path.name))


def codes_in(text: str) -> Iterator[ProofCode]:
    """Find the codes in a text, wherever lines are broken and whatever groups of four stand beside them."""
    for run in _RUN.finditer(text):
        groups = _SEPARATORS.split(run.group())
        start = 0
        while start < len(groups):
            found = _code_at(groups, start)
            if found is not None:
                yield found[0]
            start = found[1] if found is not None else start + 1


def _code_at(groups: list[str], start: int) -> tuple[ProofCode, int] | None:
    """Return the longest code that begins with a group, and where it ends."""
    for end in range(min(len(groups), start + LONGEST // 4), start + SHORTEST // 4 - 1, -1):
        try:
            return ProofCode.parse("".join(groups[start:end])), end
        except DanvanError:
            continue
    return None


def _payload(keywords: str) -> ProofCode | None:
    try:
        read = read_payload(keywords)
    except ProofError:
        return None
    return read[0] if read is not None else None


def _pdf(path: Path) -> tuple[list[str], str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise ProofError(_("Không đọc được tệp PDF “{path}”.", path=str(path))) from error
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        return texts, str(document.get_metadata_value("Keywords") or "")
    finally:
        document.close()


def _word(path: Path) -> tuple[list[str], str]:
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > _MOST_XML:
                raise ProofError(_("Tệp “{path}” không có mã kiểm chứng.", path=path.name))
            xml = archive.read(part).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ProofError(_("Tệp “{path}” không có mã kiểm chứng.", path=path.name)) from error
    return [_TAGS.sub("", _PARAGRAPH.sub("\n", xml))], ""
