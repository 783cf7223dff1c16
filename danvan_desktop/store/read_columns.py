"""What is selected of a kind's table: it follows from the declarations, and is put together once for all stores."""

from __future__ import annotations

from functools import lru_cache

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.store.schema import DECIDED
from danvan_desktop.store.secrecy import HERE, shown_column

_KEPT = 1_024
"""Some for each kind: shown or not, and closed to whom."""


def condition_of_hidden(kinds: Kinds, kind: Kind, closed: str) -> str:
    """Return the condition that a row is hidden, where it is closed under the condition ``closed``, empty for never."""
    secret = HERE if kinds.may_be_secret(kind.name) else "0"
    return f"({secret} OR {closed})" if closed else secret


@lru_cache(_KEPT)
def columns_read(kinds: Kinds, name: str, closed: str, *, shows_secrets: bool) -> str:
    """Return the columns that make a record: the decision, uid, deleted, changed, whether it is hidden, the fields."""
    kind = kinds[name]
    values = [_read(kinds, kind, field.name, closed, shows_secrets) for field in kind.fields]
    decided = f'"{DECIDED}"' if kind.follows_facts else "NULL"
    return ", ".join([decided, "uid, deleted, changed", condition_of_hidden(kinds, kind, closed), *values])


@lru_cache(_KEPT)
def texts_read(kinds: Kinds, name: str, *, shows_secrets: bool) -> str:
    """Return the expression for all texts of a record by which it is found, a line each."""
    kind = kinds[name]
    texts = [_read(kinds, kind, field.name, "", shows_secrets) for field in kind.fields if field.searched]
    return f"concat_ws(char(10), {', '.join(texts) or 'NULL'})"


@lru_cache(_KEPT)
def columns_written(kinds: Kinds, name: str, closed: str = "") -> str:
    """Return the columns of a record that is handed on: uid, decision, changed, whether it is hidden, parent, fields.

    The fields are one JSON object, in UTF-8, of those that leave the device and are not empty: SQLite writes it in half
    the time. ``closed`` is the condition that a row is hidden from whoever reads there, empty for never.
    """
    kind = kinds[name]
    decided = f'"{DECIDED}"' if kind.follows_facts else "NULL"
    parent = "NULL" if kind.parent is None else f'"{kind.parent}"'
    members = [
        f"""iif({shown} IS NULL, '', ',"{field.name}":' || {_json(shown, is_flag=field.name in kind.flags)})"""
        for field in kind.fields
        if not field.stays_here and (shown := _read(kinds, kind, field.name, closed, False))
    ]
    fields = f"'{{' || substr(concat('', {', '.join(members)}), 2) || '}}'" if members else "'{}'"
    return f"uid, {decided}, changed, {condition_of_hidden(kinds, kind, closed)}, {parent}, CAST({fields} AS BLOB)"


def _json(shown: str, *, is_flag: bool) -> str:
    return f"iif({shown}, 'true', 'false')" if is_flag else f"json_quote({shown})"


def _read(kinds: Kinds, kind: Kind, name: str, closed: str, shows_secrets: bool) -> str:
    return f'"{name}"' if shows_secrets else shown_column(kinds, kind, name, closed)
