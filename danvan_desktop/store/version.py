"""Which version of the program made a file: told before anything else of the store is loaded."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import NotAStore, StoreMissing, StoreTooNew, not_a_store
from danvan_desktop.store.inputs import refuse_device

APPLICATION_ID = 0x44564454
"""Marks the SQLite file as a store of this program (“DVDT”)."""

SCHEMA_VERSION = 22
"""The number of the newest migration in ``migrations.py``."""


def check_file(path: Path) -> None:
    """Raise StoreMissing when there is no file, NotAStore for an empty one, which SQLite would take for a new store.

    StoreError for a pipe in the place of SQLite's journal, which it would wait for without end.
    """
    if not path.is_file():
        raise StoreMissing(_("Không thấy tệp dữ liệu “{path}”.", path=str(path)))
    if path.stat().st_size == 0:
        raise NotAStore(
            _(
                "Tệp “{path}” trống (0 byte), không phải tệp dữ liệu. Hãy khôi phục từ bản sao lưu,"
                " hoặc xóa tệp trống này rồi mở lại để lập sổ mới.",
                path=str(path),
            )
        )
    refuse_device(path.with_name(f"{path.name}-journal"))


def check_version(connection: Connection) -> int:
    """Return the schema version of a file, 0 for a new one; raises NotAStore or StoreTooNew."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and mark != APPLICATION_ID:
        raise not_a_store()
    if version > SCHEMA_VERSION:
        raise StoreTooNew(_("Tệp dữ liệu được tạo bởi phiên bản phần mềm mới hơn. Hãy cập nhật phần mềm rồi mở lại."))
    return version


def require_version(connection: Connection) -> None:
    """Raise NotAStore, StoreTooNew unless a file is a store, of this version or of one before."""
    if check_version(connection) == 0:
        raise not_a_store()
