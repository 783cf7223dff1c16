"""What went wrong on this machine, in a file of few lines that holds nothing that was recorded.

The file is opened for each line and closed again: it never stands in the way of a copy, an update or another window.
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.patterns import pattern
from danvan_desktop.places import state_folder

_LARGEST = 500_000
"""Bytes after which a new file is begun."""
_KEPT = 3
"""Earlier files that are kept, the newest with number 1."""
_QUOTED = pattern(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’")
_PATH = pattern(r"(?:[A-Za-z]:)?[\w.~%-]*[/\\]\S.*")
"""From the beginning of a path to the end of its line: names of files have blanks in them."""


def error_log_path() -> Path:
    """Return where the newest lines stand."""
    return state_folder() / "errors.log"


class ErrorLog(io.TextIOBase):
    """Written to like stderr, whose place it takes where a window has no console; never raises."""

    def __init__(self, path: Path | None = None) -> None:
        """Write to the file of the machine, or another."""
        super().__init__()
        self.path = path or error_log_path()

    def writable(self) -> bool:
        """Be written to."""
        return True

    def write(self, text: str) -> int:
        """Append a text as it is; returns its length."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._make_room()
            with self.path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
        return len(text)

    def note(self, what: str, details: str = "") -> None:
        """Append a line with the moment, and more lines below it."""
        moment = Clock().now().isoformat(timespec="seconds")
        self.write(f"{moment} {what}\n" + "".join(f"    {line}\n" for line in details.splitlines()))

    def tail(self, most: int = 300) -> str:
        """Return the newest lines."""
        lines: list[str] = []
        for path in (self._earlier(1), self.path):
            with suppress(OSError):
                lines += path.read_text("utf-8", errors="replace").splitlines()
        return "".join(f"{line}\n" for line in lines[-most:])

    def _make_room(self) -> None:
        if not self.path.is_file() or self.path.stat().st_size < _LARGEST:
            return
        # A file that somebody reads keeps its name on Windows: the line is written all the same.
        with suppress(OSError):
            for number in range(_KEPT, 1, -1):
                if self._earlier(number - 1).is_file():
                    self._earlier(number - 1).replace(self._earlier(number))
            self.path.replace(self._earlier(1))

    def _earlier(self, number: int) -> Path:
        return self.path.with_suffix(f".{number}.log")


def without_names(text: str) -> str:
    """Leave out of a message what stands in quotes, and paths: values of records come there, and names of files."""
    return "\n".join(_PATH.sub("…", line) for line in _QUOTED.sub("…", text).splitlines())


def without_home(text: str) -> str:
    """Write the folder of the account, which has the name of a person, as ``~``."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
