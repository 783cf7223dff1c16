"""Record identities: UUID version 7 (RFC 9562), so that uids sort by the time they were made."""

from __future__ import annotations

import os
import re
import time
import uuid

UID_FORM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""How the uid of every record that is made here is written: any UUID in small letters."""

_REPLACED = uuid.UUID("6b0a6c1e-3f0e-5d0c-9a53-8d1b5f0f7a11")
"""The namespace of uids that take the place of ones that no bundle can carry."""


def is_uid(text: str) -> bool:
    """Tell whether a new record may have this uid."""
    return UID_FORM.fullmatch(text) is not None


def replacement_uid(text: str) -> str:
    """Return the uid that takes the place of one that no bundle can carry: the same on every copy of a store."""
    return str(uuid.uuid5(_REPLACED, text.encode("utf-8", "backslashreplace").decode()))


def new_uid() -> str:
    """Return a new UUIDv7 in its usual text form."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & (2**48 - 1)) << 16 | 0x7000 | (random >> 68) & 0xFFF
    low = 0b10 << 62 | random & (2**62 - 1)
    return str(uuid.UUID(int=high << 64 | low))
