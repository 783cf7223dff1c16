"""The passphrase of a bundle, read from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from danvan_desktop.cli.language import option
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.localization import _
from danvan_desktop.store.inputs import read_input
from danvan_desktop.sync import SyncError

_LONGEST_PASSPHRASE = 1024 * 1024
"""Bytes of the file, of which the first line counts."""


def bundle_passphrase_option(command: Any) -> Any:
    """Add ``--bundle-passphrase-file``."""
    return option(
        "--bundle-passphrase-file",
        type=FilePath(),
        told=_("Tệp chứa mật khẩu khóa tệp gửi (khi chưa trao đổi thẻ máy)."),
    )(command)


def read_passphrase(path: Path | None) -> str | None:
    """Read the first line of a passphrase file; raises SyncError when there is none."""
    if path is None:
        return None
    try:
        lines = read_input(path, _LONGEST_PASSPHRASE).decode().splitlines()
    except UnicodeDecodeError as error:
        raise SyncError(_("Tệp mật khẩu phải là văn bản UTF-8.")) from error
    if not lines or not lines[0]:
        raise SyncError(_("Tệp mật khẩu rỗng."))
    return lines[0]
