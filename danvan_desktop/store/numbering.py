"""How an entry's row is numbered: by its log, then by its place in it, so that each log lies together and in order."""

from __future__ import annotations

SEQ_BITS = 40
"""Bits of an entry's row number that hold its place in its log; those above hold the number of the log."""
SEQ_MASK = (1 << SEQ_BITS) - 1
