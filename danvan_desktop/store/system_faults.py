"""What the system says of files, as the same few numbers on every system."""

from __future__ import annotations

import errno
from collections.abc import Mapping

LONGEST_PATH_OF_WINDOWS = 259
"""Letters, where long paths are not allowed: https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation."""

_OF_WINDOWS: Mapping[int, int] = {
    19: errno.EROFS,  # write protect: the switch of a stick or card
    21: errno.ENODEV,  # not ready
    23: errno.EIO,  # checksum of the disk
    39: errno.ENOSPC,
    112: errno.ENOSPC,
    206: errno.ENAMETOOLONG,
    **dict.fromkeys((362, 386, 388, 389, 398, 404, 426), errno.ENETUNREACH),  # OneDrive keeps it and does not give it
    1006: errno.ENODEV,  # the volume was changed from outside
    1117: errno.EIO,
    1167: errno.ENODEV,
}
"""Faults of Windows of which Python makes a number that says less, or something else:
https://learn.microsoft.com/windows/win32/debug/system-error-codes."""


def cause_of(error: OSError) -> int:
    """Return the number of ``errno`` that fits best, 0 for none."""
    told: int = getattr(error, "winerror", None) or 0
    if told in _OF_WINDOWS:
        return _OF_WINDOWS[told]
    if told in (2, 3) and len(str(error.filename2 or error.filename or "")) > LONGEST_PATH_OF_WINDOWS:
        return errno.ENAMETOOLONG
    return error.errno or 0
