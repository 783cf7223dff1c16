"""Files that come whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from danvan_desktop.localization import _
from danvan_desktop.store import Store, refuse_store
from danvan_desktop.store.durable_files import fsync_folder, replace_with_retries
from danvan_desktop.store.errors import StoreError, fault_of_system
from danvan_desktop.store.inputs import refuse_special
from danvan_desktop.store.private import make_private
from danvan_desktop.sync.errors import BundleTooLarge, NotABundle, SyncError, reason
from danvan_desktop.sync.limits import CHUNK, LARGEST_FILE
from danvan_desktop.sync.sealed_spool import sealed


@contextmanager
def private_file(folder: Path, *, is_sealed: bool = False) -> Iterator[BinaryIO]:
    """Give a file that nobody else can open and that is gone with the process, however it ends.

    When it ``is_sealed``, what is written is hidden even from who reads the bare disk.
    Raises StoreFull when the disk has no room for what is written, SyncError when it fails otherwise, within the block
    or when it ends.
    """
    try:
        bare = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed below, where faults of writing are told apart
        file = sealed(bare) if is_sealed else cast("BinaryIO", bare)
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        with file:
            yield file
    except OSError as error:
        if error.filename is not None:
            raise  # of another file
        raise fault_of_system(error, folder) or _not_written(folder, error) from error


def spool_of(store: Store) -> AbstractContextManager[BinaryIO]:
    """Give such a file beside a store, sealed where the store is."""
    return private_file(store.path.parent, is_sealed=store.key is not None)


def refuse_what_is_no_file(path: Path) -> None:
    """Raise SyncError for a folder, a device or a pipe."""
    try:
        refuse_special(path)
    except StoreError as error:
        raise SyncError(error.message) from error


def copy_in(path: Path, target: BinaryIO, tell: Callable[[int, int], None]) -> tuple[int, str]:
    """Copy a file from a stick, which may be pulled out at any moment; returns its size and SHA-256.

    Raises SyncError in words when it cannot be read, is empty or beyond the limit.
    """
    digest = sha256()
    size = 0
    refuse_what_is_no_file(path)
    try:
        with path.open("rb") as source:
            total = path.stat().st_size
            while total <= LARGEST_FILE and (chunk := source.read(min(CHUNK, LARGEST_FILE + 1 - size))):
                size += len(chunk)
                digest.update(chunk)
                target.write(chunk)
                tell(size, total)
        target.flush()
    except OSError as error:
        raise SyncError(_("Không đọc được tệp “{path}”: {reason}.", path=str(path), reason=reason(error))) from error
    if max(size, total) > LARGEST_FILE:
        raise BundleTooLarge(
            _("Tệp “{name}” quá lớn nên không phải tệp trao đổi. Hãy chọn đúng tệp .danvan.", name=path.name)
        )
    if size == 0:
        raise NotABundle(_("Tệp “{name}” rỗng. Hãy chép lại tệp từ máy gửi.", name=path.name))
    return size, digest.hexdigest()


def check_place(out: Path) -> None:
    """Raise SyncError when ``out`` can be no file and StoreError when it is a store, before any work is done."""
    refuse_store(out)
    try:
        has_folder, is_folder = out.parent.is_dir(), out.is_dir()
    except OSError as error:
        raise _not_written(out, error) from error
    if not has_folder:
        raise SyncError(_("Không thấy thư mục “{path}”. Hãy cắm USB hoặc chọn thư mục khác.", path=str(out.parent)))
    if is_folder:
        raise SyncError(_("“{path}” là một thư mục. Hãy đặt tên cho tệp sẽ tạo.", path=str(out)))


def write_whole(out: Path, fill: Callable[[BinaryIO], None], verify: Callable[[BinaryIO], None]) -> None:
    """Let ``fill`` write a file beside ``out`` and ``verify`` read it back from the medium, then put it in its place.

    Until then ``out`` is as it was; on any fault it stays so and nothing is left behind. Raises SyncError in words when
    the place cannot be written, StoreError when it holds a store.
    """
    refuse_store(out)
    partial = out.with_name(f".{out.name}.part")
    try:
        partial.unlink(missing_ok=True)
        make_private(partial)
        with partial.open("r+b") as file:
            fill(file)
            _to_disk(file)
            file.seek(0)
            verify(file)
        replace_with_retries(partial, out)
    except OSError as error:
        raise _not_written(out, error) from error
    finally:
        # A stick that was pulled out takes the unfinished file with it.
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    fsync_folder(out.parent)


def _to_disk(file: BinaryIO) -> None:
    """Wait until a file is on the medium, and let the system forget it, so that reading asks the medium again."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _not_written(path: Path, error: OSError) -> SyncError:
    return SyncError(
        _(
            "Không ghi được “{path}”: {reason}. Hãy kiểm tra ổ đĩa hoặc chọn nơi khác.",
            path=str(path),
            reason=reason(error),
        )
    )
