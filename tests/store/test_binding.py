"""Values reach the store as what they are, without the driver's questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from danvan_desktop.store.connection import connect


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (None, "null", None),
        (b"\x00\xff", "blob", b"\x00\xff"),
        (b"", "blob", b""),
        (True, "integer", 1),
        (False, "integer", 0),
        ("đ", "text", "đ"),
        (2**40, "integer", 2**40),
        (0.5, "real", 0.5),
    ],
)
def test_a_value_is_written_as_what_it_is(tmp_path: Path, value: object, kind: str, read: object) -> None:
    connection = connect(tmp_path / "file.db", create=True)
    assert connection.execute("SELECT typeof(?1), ?1", [value]).fetchone() == (kind, read)
    connection.close()


@pytest.mark.parametrize("value", [None, b"\x00\xff", True])
def test_the_driver_does_not_ask_a_value_whether_it_adapts_itself(value: object) -> None:
    assert dbapi2.adapters[type(value), dbapi2.PrepareProtocol](value) == value
