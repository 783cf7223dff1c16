"""A store that has a second name: whoever opens it by the other writes into a log that nobody here knows of.

SQLite keeps that log beside the name by which a file is opened (https://www.sqlite.org/howtocorrupt.html, section 2.5).
Two programs that save by two names write over each other's pages, and what was told to be saved is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreReadOnly
from danvan_desktop.store.leftovers import BACKUPS


def fault_of_second_name(path: Path) -> StoreReadOnly | None:
    """Return why a file may only be read, when it has a second name that is not one which a kill left."""
    try:
        names = path.stat().st_nlink
        if names < 2 or names == 1 + sum(1 for _name in _left_by_kills(path)):
            return None
    except OSError:
        return None  # opening it tells why
    return StoreReadOnly(
        _(
            "Tệp dữ liệu “{name}” còn mang tên khác (liên kết cứng): ghi bằng hai tên thì mất dữ liệu, nên chỉ xem"
            " được. Hãy chép tệp ra một tệp mới, mở tệp mới đó, rồi xóa các tên cũ.",
            name=path.name,
        )
    )


def _left_by_kills(path: Path) -> Iterator[Path]:
    """Yield the second names that a killed restoration or founding left, by which nobody opens a store."""
    for folder in (path.parent, path.parent / BACKUPS):
        for other in folder.iterdir() if folder.is_dir() else ():
            is_ours = folder.name == BACKUPS or other.name.startswith(f"{path.name}.")
            if is_ours and other.name.endswith((".db", ".tmp")) and other.samefile(path):
                yield other
