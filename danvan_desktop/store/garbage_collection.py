"""Python's cyclic garbage collector, kept out of work that makes many objects and no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collector_off() -> Iterator[None]:
    """Run the block without it: of entries that come and go by the thousand it took a twelfth of an import.

    What no cycle holds goes at once all the same, so that memory stays flat.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
