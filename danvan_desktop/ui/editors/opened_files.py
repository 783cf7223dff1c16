"""Copies of attachments for the system to open: only of documents, under names that do no harm, swept after a kill.

Attachments come from other offices too. What the system would run instead of showing is not opened but saved where the
officer wants it; what was opened, such as the papers of a denunciation, does not stay behind when the program ends.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
import weakref
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.patterns import pattern
from danvan_desktop.places import state_folder
from danvan_desktop.reports.output import OutputError, cannot_write
from danvan_desktop.store.leftovers import is_running
from danvan_desktop.store.private import make_private_folder

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
_LOCK = ".dang-mo"


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
        self._root = folder or _root()
        self._folder: Path | None = None

    def put(self, name: str, data: bytes) -> Path:
        """Write a copy and return it; raises OutputError."""
        path = self._root
        try:
            path = self.made() / harmless(name)
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(cannot_write(path, error)) from error
        return path

    def made(self) -> Path:
        """Return the folder, made when there is none yet; raises OSError."""
        if self._folder is None:
            make_private_folder(self._root)
            sweep(self._root)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._root))
            # Held open: Windows keeps it, and so the folder, from being swept by another window.
            lock = (self._folder / _LOCK).open("wb")
            weakref.finalize(self, _remove, self._folder, lock)
        return self._folder


def _remove(folder: Path, lock: BinaryIO) -> None:
    """Remove what can be; what a program still shows on Windows goes at the next start."""
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)


def sweep_opened() -> None:
    """Remove what processes left that were killed, or whose files were still shown when they ended."""
    sweep(_root())


def sweep(root: Path) -> None:
    """Remove the folders below ``root`` that no process uses any more."""
    with suppress(OSError):
        for folder in list(root.iterdir()):
            process = folder.name.partition("-")[0]
            if not process.isdecimal() or is_running(int(process)):
                continue
            with suppress(OSError):
                (folder / _LOCK).unlink(missing_ok=True)
                shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return state_folder() / "opened"
