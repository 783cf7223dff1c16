"""Notices that the file under an open store is no longer the one that was opened.

A store that goes on writing into a file that was deleted or replaced keeps nothing: what is saved is gone when the
program ends. It is looked at before every write, for the price of one call to the system. The file is not opened for
that: to close it again would let go of SQLite's locks (https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreReplaced


class _Look(Struct, frozen=True):
    """What a file was when it was last looked at."""

    device: int
    inode: int
    size: int


def place_of(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at a path from another one that takes its place, ``None`` where none is."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class FileWatch:
    """Knows the file of one open store."""

    def __init__(self, path: Path, opened: tuple[int, int] | None = None) -> None:
        """Take the file as it is now; raises StoreReplaced when there is none, or another than was ``opened``."""
        self._path = path
        self._last = self._look()
        if opened not in (None, (self._last.device, self._last.inode)):
            raise self._fault()

    def check(self, shortest: int | None = None) -> None:
        """Raise StoreReplaced when the file was deleted, replaced, or overwritten by a shorter one.

        SQLite makes a store shorter only when it is written anew (``store/sweeping.py``): then ``shortest`` tells how
        many bytes it comes to, maybe later, when what was written ahead is taken into the file.
        """
        now, last = self._look(), self._last
        if (now.device, now.inode) != (last.device, last.inode) or (shortest is None and now.size < last.size):
            raise self._fault()
        self._last = now if shortest is None else replace(now, size=min(now.size, shortest))

    def _look(self) -> _Look:
        try:
            status = self._path.stat()
        except OSError as error:
            raise self._fault() from error
        return _Look(status.st_dev, status.st_ino, status.st_size)

    def _fault(self) -> StoreReplaced:
        return StoreReplaced(
            _(
                "Tệp dữ liệu “{path}” đã bị xóa, đổi chỗ hoặc bị tệp khác thay trong lúc đang mở nên chưa lưu."
                " Hãy giữ cửa sổ này, đưa tệp trở lại chỗ cũ rồi lưu lại; hoặc sao lưu ra tệp khác rồi mở lại.",
                path=str(self._path),
            )
        )
