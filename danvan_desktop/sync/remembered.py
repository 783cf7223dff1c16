"""What the exchange remembers on this laptop beside the log: JSON in the settings of the store."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from danvan_desktop.store import Store

T = TypeVar("T")


def remembered(store: Store, setting: str, as_type: type[T]) -> T:
    """Return what was kept under a setting; an empty value of its type where there is none or it cannot be read."""
    text = store.settings.get(setting)
    try:
        return msgspec.json.decode(text, type=as_type) if text else as_type()
    except (msgspec.DecodeError, RecursionError):
        return as_type()


def remember(store: Store, setting: str, value: object) -> None:
    """Keep a value under a setting."""
    store.settings.set(setting, msgspec.json.encode(value).decode())
