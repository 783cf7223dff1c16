"""Keeps a process that dies from leaving its memory on the disk, with the key of an encrypted store and all texts."""

from __future__ import annotations

import sys
from contextlib import suppress

_REFUSED = 1
"""Bytes of a core file: Linux writes none of so few, and gives none to a program that collects them, as 0 would."""
_NO_HEAP = 1
"""Windows: its report of a fault takes no memory along."""


def leave_none() -> None:
    """Have the system write nothing of this process's memory when it dies."""
    if sys.platform == "win32":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    most = _REFUSED if hard == resource.RLIM_INFINITY else min(_REFUSED, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (most, hard))
