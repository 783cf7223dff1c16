"""Faults of tables that come in or go out, told to the officer in words."""

from __future__ import annotations

from danvan_desktop.domain.errors import DanvanError


class TableError(DanvanError):
    """A file cannot be read or written as a table; nothing was changed."""
