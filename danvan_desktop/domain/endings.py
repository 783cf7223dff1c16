"""What whoever ends a record had seen of it: the value of the field ``domain.entry.SEEN``, a text of ``Seen``.

Each names an entry with the beginning of its hash, as entries themselves do: nobody has seen what is still to be made,
and no clock takes part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from danvan_desktop.domain.entry import SEEN, Entry, LogKey, Seen, encode_value, join_seen, split_seen


def read_seen(value: str | None) -> tuple[Seen, ...]:
    """Read the JSON text of the field; what comes from elsewhere may be anything and then tells nothing."""
    try:
        text = json.loads(value or "null")
        return split_seen(text) if isinstance(text, str) else ()
    except ValueError:
        return ()


def newest_seen(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return of each log the newest of these."""
    newest: dict[LogKey, Seen] = {}
    for one in seen:
        if one.log not in newest or newest[one.log].seq < one.seq:
            newest[one.log] = one
    return tuple(sorted(newest.values()))


def seen_text(seen: Iterable[Seen]) -> str | None:
    """Write the field: of each log the newest, ``None`` when there is none."""
    return join_seen(newest_seen(seen)) or None


def seen_value(seen: Iterable[Seen]) -> str:
    """Write the field as the JSON text that logs keep."""
    return encode_value(seen_text(seen))


def all_seen(entry: Entry) -> tuple[Seen, ...]:
    """Return all that an entry says its author had seen: of its fields, and of the record that it ends."""
    return *entry.seen, *read_seen(entry.values.get(SEEN))


def seen_anew(entry: Entry, now: Callable[[Seen], Iterable[Seen]]) -> Entry:
    """Return an entry that names what it had seen as that is called ``now``; its hash is still the former one."""
    told = read_seen(entry.values.get(SEEN))
    values = {**entry.values, SEEN: seen_value(new for one in told for new in now(one))} if told else entry.values
    return replace(entry, seen=newest_seen(new for one in entry.seen for new in now(one)), values=values)
