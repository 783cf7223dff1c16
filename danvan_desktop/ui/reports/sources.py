"""Where figures and papers are read from: the store of the window, or the database of the level above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store

T = TypeVar("T")

_LEVELS = frozenset({"province", "district"})
"""Units of these kinds may have a database of their own; others are offered none."""
DATABASE = "province.address"
"""The setting that holds the address of the database that was read last: never with a password."""


@contextmanager
def reading(store: Store, database: str) -> Iterator[Records]:
    """Give the records of the database at that address, of the store itself for none; raises DanvanError in words."""
    if not database:
        yield store
        return
    from danvan_desktop.province.reading import opened_records

    with opened_records(database, store.clock) as records:
        yield records


def read_from(database: str, store: Store, read: Callable[[Records], T]) -> T:
    """Read from the database at that address, from the store itself for none; raises DanvanError in words."""
    with reading(store, database) as records:
        return read(records)


def may_read_above(store: Store) -> bool:
    """Tell whether an office is offered the database of the level above."""
    return store.unit.text("kind") in _LEVELS or bool(store.settings.get(DATABASE))


def fault_of_address(address: str) -> Message | None:
    """Tell why an address cannot be kept, ``None`` where it can: it is one of PostgreSQL, and tells no password."""
    try:
        told = urlsplit(address)
        is_database = told.scheme in ("postgresql", "postgres") and bool(told.hostname) and len(told.path) > 1
        has_password = told.password is not None or "password" in parse_qs(told.query)
    except ValueError:
        is_database = has_password = False
    if has_password:
        return _("Không ghi mật khẩu vào địa chỉ: hãy để mật khẩu trong tệp .pgpass của tài khoản máy tính.")
    return None if is_database else _("Địa chỉ phải có dạng postgresql://tên@máy-chủ/cơ-sở-dữ-liệu.")


def shown_address(address: str) -> str:
    """Say an address in short: the database and its server."""
    told = urlsplit(address)
    return f"{told.path.lstrip('/')} ({told.hostname})"
