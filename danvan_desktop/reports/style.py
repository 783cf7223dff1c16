"""How a document is written: the official system whose page format it follows, and the kind of file."""

from __future__ import annotations

from enum import StrEnum

OFFICE_STYLE = "report.style"
"""The setting for papers that several bodies may issue: in which page format; empty: of the usual body."""


class Style(StrEnum):
    """A page format of ``resources/formats``, by its name."""

    STATE = "state"
    PARTY = "party"


class FileFormat(StrEnum):
    """What kind of file a document is written to; also the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
