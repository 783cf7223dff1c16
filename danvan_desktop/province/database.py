"""The open database of the level above: one loader writes at a time, whoever else comes waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from danvan_desktop.localization import _
from danvan_desktop.province.errors import ProvinceError, told_in_words
from danvan_desktop.province.schema import Schema

_APPLICATION = "danvan"
_SCHEMES = ("postgresql://", "postgres://")


@contextmanager
def opened_database(url: str) -> Iterator[Any]:
    """Connect, with tables made; raises ProvinceError in words, also for what the driver raises meanwhile."""
    with told_in_words(), connected(url, autocommit=True) as connection:
        Schema(connection).prepare()
        yield connection


def connected(url: str, *, autocommit: bool = False) -> Any:
    """Connect; raises ProvinceError for an address of something else, and what the driver raises."""
    if not url.startswith(_SCHEMES):
        raise ProvinceError(_("Địa chỉ phải có dạng postgresql://máy-chủ/cơ-sở-dữ-liệu."))
    import psycopg

    return psycopg.connect(url, autocommit=autocommit, application_name=_APPLICATION)


@contextmanager
def alone(connection: Any) -> Iterator[None]:
    """Hold all other loaders off; PostgreSQL lets go by itself when this one is killed."""
    connection.execute("SELECT pg_advisory_lock(hashtext('danvan.load'))")
    try:
        yield
    finally:
        if not connection.closed and not connection.broken:
            connection.execute("SELECT pg_advisory_unlock(hashtext('danvan.load'))")
