"""Finds the proofs in a file: of a PDF its own word for every value, else the codes that stand on its pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.reports.proof import pdf_text
from danvan_desktop.reports.proof.code import LONGEST, SHORTEST, ProofCode, ProofError
from danvan_desktop.reports.proof.seal import read_payload

_SIGN = "[0-9A-HJKMNP-TV-Z]"
_RUN = re.compile(rf"(?<![0-9A-Za-z])(?:{_SIGN}{{4}}[-\s\x02\ufffe]{{1,3}})+{_SIGN}{{4}}(?![0-9A-Za-z])")
"""Groups of four, one behind the other: a code and what happens to stand before it, such as a year.

PDFium gives a hyphen at the end of a line as another character."""
_SEPARATORS = re.compile(r"[-\s\x02\ufffe]+")
_TAGS, _PARAGRAPH = re.compile(r"<[^>]*>"), re.compile(r"</(?:w:p|si|is|text:p)>")
_TEXTS = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|content\.xml")
_MOST_XML = 64 * 1024 * 1024
PATIENCE = 60.0
"""Seconds for the text of one PDF."""


def proofs_in(path: Path) -> tuple[str, ...]:
    """Return the proofs of all papers in a file, as they follow: the content of a QR code, else the printed code.

    Raises ProofError for a file that is neither PDF, Word nor Excel, cannot be read or carries none.
    """
    texts, keywords = _package(path) if zipfile.is_zipfile(path) else _pdf(path)
    told = {str(code): payload for payload in keywords.split() if (code := _payload(payload)) is not None}
    printed = dict.fromkeys(str(code) for text in texts for code in codes_in(text))
    found = tuple(told.get(code, code) for code in printed or told)
    if not found:
        raise _no_proof(path)
    return found


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
    """Let a process of its own read the file, which may be hostile, and end it when it takes too long."""
    request = json.dumps({"paths": sys.path, "file": str(path)}).encode()
    # Python is a program of the console: Windows would open one beside the window.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    # Of modules of one name that of the library counts, not one beside the program.
    command = [sys.executable, "-P", pdf_text.__file__]
    try:
        told = subprocess.run(
            command,
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            creationflags=flags,
            check=True,
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise ProofError(
            _("Đọc tệp PDF “{path}” mất quá lâu, có thể là tệp độc hại nên đã dừng. Hãy hỏi người gửi.", path=path.name)
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise ProofError(_("Không đọc được tệp PDF “{path}”.", path=str(path))) from error
    read = json.loads(told)
    return read["texts"], read["keywords"]


def _package(path: Path) -> tuple[list[str], str]:
    """Read the parts of a package of Word, Excel or LibreOffice in which texts stand."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _TEXTS.fullmatch(part.filename)]
            if sum(part.file_size for part in parts) > _MOST_XML:
                raise _no_proof(path)
            texts = [archive.read(part).decode("utf-8", "replace") for part in parts]
    except (OSError, ValueError, NotImplementedError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        raise _no_proof(path) from error
    return [_TAGS.sub("", _PARAGRAPH.sub("\n", xml)) for xml in texts], ""


def _no_proof(path: Path) -> ProofError:
    return ProofError(_("Tệp “{path}” không có mã kiểm chứng. Chỉ báo cáo và sổ in theo kỳ mới có mã.", path=path.name))
