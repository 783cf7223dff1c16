"""Saves a workbook so that a disk that is full or fails is told once."""

from __future__ import annotations

from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile


def save_workbook(book: Any, stream: BinaryIO) -> None:
    """Write a workbook of openpyxl into a stream; raises OSError.

    Its own way leaves the package open when that fails, which Python then tells on the terminal, after our own words.
    """
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        ExcelWriter(book, package).save()
