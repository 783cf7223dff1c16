"""Entries as JSON, as those are kept that are set aside: they wait for earlier ones, or contradict what is known."""

from __future__ import annotations

from danvan_desktop.domain.entry import Entry


def entry_to_json(entry: Entry) -> str:
    """Write an entry. The module is loaded here, when one is set aside: the window opens without it."""
    import msgspec

    return msgspec.json.encode(entry).decode()


def entry_from_json(text: str) -> Entry:
    """Read what ``entry_to_json`` wrote."""
    import msgspec

    return msgspec.json.decode(text, type=Entry)
