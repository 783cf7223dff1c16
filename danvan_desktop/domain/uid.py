"""Record identities: UUID version 7 (RFC 9562), so that uids sort by the time they were made."""

from __future__ import annotations

import os
import time
import uuid


def new_uid() -> str:
    """Return a new UUIDv7 in its usual text form."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & (2**48 - 1)) << 16 | 0x7000 | (random >> 68) & 0xFFF
    low = 0b10 << 62 | random & (2**62 - 1)
    return str(uuid.UUID(int=high << 64 | low))
