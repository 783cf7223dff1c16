"""Uids for records that no store here made."""

from __future__ import annotations

import uuid


def new_uid() -> str:
    """Return a uid that does not tell who made it, as lists from elsewhere bring them."""
    return str(uuid.uuid4())
