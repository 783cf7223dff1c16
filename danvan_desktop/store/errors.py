"""Faults of the store that an officer can meet, told apart by type from bugs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _

_SQLITE_BUSY, _SQLITE_LOCKED, _SQLITE_READONLY, _SQLITE_IOERR = 5, 6, 8, 10
_SQLITE_CORRUPT, _SQLITE_FULL, _SQLITE_CANTOPEN, _SQLITE_NOTADB = 11, 13, 14, 26


class StoreError(DanvanError):
    """The store cannot do what was asked; nothing was changed."""


class StoreMissing(StoreError):
    """There is no file at the path."""


class NotAStore(StoreError):
    """The file is something else, or its key is wrong."""


class StoreTooNew(StoreError):
    """A newer version of the program made the file."""


class MergeError(StoreError):
    """Changes from elsewhere do not fit together; none was applied."""


class UnknownRecord(StoreError):
    """No record has that uid."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn SQLite's known faults (disk full, busy, damaged, read-only) into a StoreError; leave bugs as they are."""
    try:
        yield
    except dbapi2.Error as error:
        message = _fault_message(error)
        if message is None:
            raise
        raise StoreError(message) from error


def _fault_message(error: Exception) -> Message | None:
    return {
        _SQLITE_BUSY: _("Kho dữ liệu đang bận vì một chương trình khác đang ghi. Hãy chờ một lát rồi làm lại."),
        _SQLITE_LOCKED: _("Kho dữ liệu đang bận vì một chương trình khác đang ghi. Hãy chờ một lát rồi làm lại."),
        _SQLITE_READONLY: _("Không được phép ghi vào kho dữ liệu. Hãy kiểm tra quyền ghi của thư mục."),
        _SQLITE_IOERR: _("Ổ đĩa báo lỗi khi đọc hoặc ghi. Dữ liệu đã lưu trước đó vẫn còn; hãy kiểm tra ổ đĩa."),
        _SQLITE_CORRUPT: _("Tệp kho dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất."),
        _SQLITE_FULL: _("Ổ đĩa đã đầy nên chưa lưu được. Hãy dọn bớt tệp rồi lưu lại."),
        _SQLITE_CANTOPEN: _("Không mở được tệp kho dữ liệu. Hãy kiểm tra đường dẫn và quyền truy cập."),
        _SQLITE_NOTADB: _("Tệp này không phải kho dữ liệu dân vận."),
    }.get(_result_code(error))


_TEXT_OF_CODE = (
    ("database or disk is full", _SQLITE_FULL),
    ("disk I/O error", _SQLITE_IOERR),
    ("database is locked", _SQLITE_BUSY),
    ("database table is locked", _SQLITE_LOCKED),
    ("attempt to write a readonly database", _SQLITE_READONLY),
    ("database disk image is malformed", _SQLITE_CORRUPT),
    ("unable to open database file", _SQLITE_CANTOPEN),
    ("file is not a database", _SQLITE_NOTADB),
)


def _result_code(error: Exception) -> int:
    """Return SQLite's primary result code; the driver gives only its text, which SQLite keeps stable."""
    text = str(error)
    return next((code for start, code in _TEXT_OF_CODE if start in text), 0)
