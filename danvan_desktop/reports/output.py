"""Writing a file so that it is whole or not there at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import refuse_store
from danvan_desktop.store.durable_files import fsync_folder, replace_with_retries
from danvan_desktop.store.errors import fault_of_system, reason_of
from danvan_desktop.store.leftovers import mark_of_process, sweep_papers
from danvan_desktop.store.system_faults import cause_of


class OutputError(DanvanError):
    """A file cannot be written where the officer wants it."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of ``path`` when the block ends well.

    Nobody but the officer's own account may read the file: papers and files name people.

    Raises:
        OutputError: the folder is missing, is read-only or full, or the file is open elsewhere.
        StoreError: ``path`` is a store.
    """
    refuse_store(path)
    try:
        prefix = f".{path.name[:40]}.{mark_of_process()}"
        descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputError(cannot_write(path, error)) from error
    temporary = Path(name)
    sweep_papers(temporary)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace_with_retries(temporary, path)
        fsync_folder(path.parent)
    except OSError as error:
        raise OutputError(cannot_write(path, error)) from error
    finally:
        with suppress(OSError):  # a stick that was pulled out takes it along
            temporary.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> Message:
    """Say in words why ``path`` could not be written, and what to do."""
    full = fault_of_system(error, path)
    if full is not None:
        return full.message
    cause = cause_of(error)
    if cause == errno.ENAMETOOLONG:
        return _("Không ghi được “{path}”: tên tệp quá dài. Hãy đặt tên ngắn hơn.", path=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _("Không ghi được “{path}”: thư mục không tồn tại. Hãy chọn thư mục khác.", path=path)
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return _("Không ghi được “{path}”: đó là một thư mục. Hãy đặt tên tệp.", path=path)
    if isinstance(error, PermissionError) and cause != errno.EROFS:
        return _(
            "Không ghi được “{path}”: không có quyền ghi, hoặc tệp đang mở ở phần mềm khác."
            " Hãy đóng tệp hoặc chọn nơi khác.",
            path=path,
        )
    return _(
        "Không ghi được “{path}”: {reason}. Hãy kiểm tra ổ đĩa hoặc chọn nơi khác.",
        path=path,
        reason=reason_of(error),
    )
