"""How Python's values reach a statement, at the price of binding them, and what statements ask Python for.

Of what is no text and no number the driver asks first whether it adapts itself, by attributes that are not there. That
takes longer than to write it: 0.6 µs for each ``None``, each blob and each truth value, half of what an entry took. Of
what has an adapter it asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from danvan_desktop.domain.order import dictionary_key, name_key

if TYPE_CHECKING:
    from danvan_desktop.store.connection import Connection


def register_adapters() -> None:
    """Tell the driver what it may take as it is; the functions are those of C, which cost next to nothing."""
    dbapi2.register_adapter(bytes, bytearray)  # a blob like any other, and one that the driver asks nothing of
    dbapi2.register_adapter(bool, int)
    dbapi2.register_adapter(type(None), {}.get)  # gives ``None`` back for ``None``


def create_sort_keys(connection: Connection) -> None:
    """Let statements of a connection order by the Vietnamese alphabet, and people by their names."""
    connection.create_function("vietnamese_key", 1, _key_by(dictionary_key), deterministic=True)
    connection.create_function("person_key", 1, _key_by(name_key), deterministic=True)


def _key_by(key: Callable[[str], str]) -> Callable[[object], str | None]:
    return lambda text: None if text is None else key(str(text))
