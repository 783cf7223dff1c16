"""Files that go out never take the place of a store, nor of what is no file."""

from __future__ import annotations

import os
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.inputs import refuse_device
from danvan_desktop.store.locked import KEYS, is_locked, is_plain
from danvan_desktop.store.private import SIDE_FILES


def refuse_store(out: Path) -> None:
    """Raise StoreError when a store stands at ``out``: a bundle, a paper or a list written there would destroy it.

    A store that is open is known by its log beside it, whatever it begins with. Devices and pipes are refused, too.
    """
    refuse_device(out)
    refuse_beside_a_store(out)
    if _is_open(out) or _begins_like_a_store(out):
        raise StoreError(_("“{path}” là một tệp dữ liệu nên không ghi đè. Hãy đặt tên khác cho tệp.", path=str(out)))


def refuse_open_store(out: Path) -> None:
    """Raise StoreError when ``out`` is a store that is open: a copy written there would take its place under it.

    Devices and pipes are refused, too.
    """
    refuse_device(out)
    refuse_beside_a_store(out)
    if _is_open(out):
        raise StoreError(_("“{path}” là tệp dữ liệu đang mở. Hãy lưu bản sao vào tệp khác.", path=str(out)))


def refuse_beside_a_store(out: Path) -> None:
    """Raise StoreError for the name of a key file that is there, or of what SQLite keeps beside a store."""
    real = Path(os.path.realpath(out))
    for ending in (*SIDE_FILES, KEYS):
        name = real.name.removesuffix(ending)
        if name == real.name or not name:
            continue
        store = real.with_name(name)
        if (ending == KEYS and real.exists()) or _is_open(store) or _begins_like_a_store(store):
            told = _("“{path}” thuộc về một tệp dữ liệu nên không ghi đè. Hãy đặt tên khác cho tệp.", path=str(out))
            raise StoreError(told)


def _is_open(path: Path) -> bool:
    try:
        # The name may be a link; SQLite keeps the log beside the file itself.
        return Path(f"{os.path.realpath(path)}-wal").exists()
    except OSError:
        return False


def _begins_like_a_store(path: Path) -> bool:
    return is_locked(path) or is_plain(path)
