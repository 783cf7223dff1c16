"""Copies of attachments for the system to open: only of documents, under names that do no harm, swept after a kill.

Attachments come from other offices too. What the system would run instead of showing is not opened but saved where the
officer wants it; what was opened, such as the papers of a denunciation, does not stay behind when the program ends.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from danvan_desktop.patterns import pattern
from danvan_desktop.reports.output import OutputError, cannot_write
from danvan_desktop.store.swept import SweptFolder, sweep, swept_root

_SHOWN = frozenset((
    "pdf", "txt", "csv", "rtf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
    "jpg", "jpeg", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif",
    "mp3", "m4a", "wav", "amr", "aac", "ogg", "wma", "mp4", "mov", "avi", "mkv", "wmv", "3gp",
))  # fmt: skip
"""Endings of files that programs show or play; all others the system might run."""
_FORBIDDEN = pattern(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = pattern(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60
"""Letters of a name before its ending: those of Vietnamese take three bytes each, of which a name has 255."""


def is_shown(name: str) -> bool:
    """Tell whether the system shows a file of this name instead of running it."""
    return Path(harmless(name)).suffix[1:].lower() in _SHOWN


def harmless(name: str) -> str:
    """Return a name under which a file can lie in any folder of any system, with the ending that the system goes by."""
    plain = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn"))
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", plain)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    short = f"{stem[:_LONGEST]}{dot}{ending[:10]}" if dot else plain[:_LONGEST]
    return f"_{short}" if not short or _DEVICES.fullmatch(short) else short


class OpenedFiles:
    """A folder of this process that goes with it."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder below this one, by default where the machine keeps what is not copied."""
        self._root = folder or swept_root()
        self._folder = SweptFolder(self._root)

    def put(self, name: str, data: bytes) -> Path:
        """Write a copy and return it; raises OutputError."""
        path = self._root
        try:
            path = self._folder.made() / harmless(name)
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(cannot_write(path, error)) from error
        return path


def sweep_opened() -> None:
    """Remove what processes left that were killed, or whose files were still shown when they ended."""
    sweep(swept_root())
