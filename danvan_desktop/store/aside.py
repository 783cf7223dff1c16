"""How entries are written that are set aside: those that wait for earlier ones, those that contradict what is known."""

from __future__ import annotations

from danvan_desktop.domain.entry import Entry


def written_aside(entry: Entry) -> str:
    """Write an entry. The module is loaded here, when one is set aside: the window opens without it."""
    import msgspec

    return msgspec.json.encode(entry).decode()


def read_aside(text: str) -> Entry:
    """Read what ``written_aside`` wrote."""
    import msgspec

    return msgspec.json.decode(text, type=Entry)
