"""How a document is written: the official system whose page format it follows, and the kind of file."""

from __future__ import annotations

from enum import StrEnum

OFFICE_STYLE = "report.style"
"""The setting that holds how an office's papers look, empty: each form as it usually does."""


class Style(StrEnum):
    """A page format of ``resources/formats``, by its name."""

    STATE = "state"
    PARTY = "party"


class FileFormat(StrEnum):
    """What kind of file a document is written to; also the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
