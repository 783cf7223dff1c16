"""Files that somebody names to be read: only what is a file, and no more of it than can be used."""

from __future__ import annotations

import stat
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError

_MB = 1024 * 1024


def refuse_special(path: Path) -> None:
    """Raise StoreError for a folder, a device or a pipe, which might be read for ever; a missing file passes."""
    if stat.S_ISDIR(_mode(path)):
        raise StoreError(_("“{path}” là thư mục, không phải tệp. Hãy chọn một tệp.", path=str(path)))
    refuse_device(path)


def refuse_device(path: Path) -> None:
    """Raise StoreError for a device or a pipe: an administrator's right would let a file take its place."""
    mode = _mode(path)
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise StoreError(_("“{path}” là thiết bị hoặc đường ống, không phải tệp. Hãy chọn một tệp.", path=str(path)))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def read_input(path: Path, largest: int) -> bytes:
    """Return a file's bytes; raises StoreError for what is no file or has more than ``largest``, else OSError."""
    refuse_special(path)
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except ValueError as error:
        raise StoreError(_("Đường dẫn “{path}” không dùng được ở đây.", path=str(path)[:200])) from error
    if len(data) > largest:
        if largest < _MB:
            raise StoreError(_("Tệp “{name}” lớn quá {size} KB.", name=path.name, size=largest // 1024))
        raise StoreError(_("Tệp “{name}” lớn quá {size} MB.", name=path.name, size=largest // _MB))
    return data
