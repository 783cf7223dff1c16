"""Whether a backup is of another laptop than the store that it is to take the place of.

Who restores it goes on under that laptop's key: two laptops that sign alike are one to everybody else, and whoever
stops trusting the one stops trusting both. A backup of before the key was changed brings back one that counts no more.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import connect_immutable
from danvan_desktop.store.device_keys import DeviceKeys
from danvan_desktop.store.errors import StoreError, told_in_words
from danvan_desktop.store.locked import key_for
from danvan_desktop.store.settings import Settings
from danvan_desktop.store.version import check_file, check_version


def told_of_other_keys(store: Path, backup: Path, key: bytes | None = None) -> tuple[Message, ...]:
    """Tell what it means that a backup has another key than the store, nothing where it has the same or none is read.

    ``key`` is that of an encrypted file. Nothing is written.
    """
    try:
        own, other = (_signing_key(path, key_for(path, key)) for path in (store, backup))
    except StoreError:
        return ()
    if not own[0] or not other[0] or own[0] == other[0]:
        return ()
    return (
        _(
            "Bản sao lưu này của máy khác (“{device}”), hoặc có từ trước khi đổi khóa. Khôi phục thì máy này ghi bằng"
            " khóa của máy ấy: chỉ làm khi máy ấy không còn dùng; nếu còn, hãy chọn bản của chính máy này, hoặc lập sổ"
            " mới rồi ghép nối.",
            device=other[1],
        ),
    )


def _signing_key(path: Path, key: bytes | None) -> tuple[str, str]:
    check_file(path)
    with told_in_words(path), closing(connect_immutable(path, key)) as connection:
        check_version(connection)
        keys = DeviceKeys(Settings(connection))
        return keys.device, keys.name
