"""Room on the disk: how much there is, how much is needed, and the words for too little."""

from __future__ import annotations

import shutil
from pathlib import Path

from danvan_desktop.localization import Message, _

_KB, _MB = 1024, 1024 * 1024
ROOM_FOR_A_SAVE = 5 * _MB
"""Bytes: what SQLite writes ahead before it takes that into the file, side files and the record of the home."""


def free_bytes(path: Path) -> int | None:
    """Return the room on the drive of ``path``, which need not exist; ``None`` when the system does not tell."""
    for place in (path, *path.absolute().parents):
        try:
            usage = shutil.disk_usage(place)
            return usage.free if usage.total else None  # what is no disk has no size
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def full_message(path: Path | None, needed: int) -> Message:
    """Say that the disk is full, how much is needed and what to do; ``needed`` is bytes."""
    free = None if path is None else free_bytes(path)
    if path is None or free is None or free >= needed:
        return _(
            "Ổ đĩa đã đầy nên chưa ghi được: cần khoảng {needed} trống. Dữ liệu đã lưu vẫn còn nguyên;"
            " hãy xóa bớt tệp không dùng rồi làm lại.",
            needed=_size(needed),
        )
    return _(
        "Ổ đĩa đã đầy nên chưa ghi được vào “{folder}”: còn {free}, cần khoảng {needed}. Dữ liệu đã lưu vẫn còn nguyên;"
        " hãy xóa bớt tệp không dùng rồi làm lại.",
        folder=str(path.absolute().parent),
        free=_size(free),
        needed=_size(needed),
    )


def _size(size: int) -> Message:
    if size < _MB:
        return _("{n} KB", n=size // _KB)
    return _("{n} MB", n=-(-size // _MB))
