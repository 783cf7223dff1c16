"""What a bundle may hold at most; a reader counts, it does not believe."""

from __future__ import annotations

MIB = 1024 * 1024

LARGEST_FILE = 512 * MIB
LARGEST_TOTAL = 512 * MIB
"""Bytes of all members once inflated."""
LARGEST_ATTACHMENT = 64 * MIB
LARGEST_MANIFEST = 8 * MIB
LARGEST_VOLUME = LARGEST_TOTAL - LARGEST_MANIFEST - 4 * MIB
"""Bytes of content of one file, well below the 4 GB of FAT32: what is more becomes several files, called volumes."""
SMALLEST_VOLUME = MIB
MOST_VOLUMES = 1_000
LARGEST_WAITING = 1024 * MIB
"""Bytes of all bundles that wait in a store for a person: strangers must not fill the disk."""
MOST_MEMBERS = 10_000
MOST_LOGS = 20_000
"""Logs of a manifest or a receipt at most."""
MOST_LOGS_WRITTEN = 8_000
"""Logs of one file, and of its receipt, that this program writes, so that the manifest stays well within its size: a
laptop that begins more of them than offices do in a century costs further files, and keeps nobody from exporting."""
LARGEST_RATIO = 100
"""A member may inflate to so many times its packed size ..."""
FREE_SIZE = MIB
"""... once it is larger than this: small texts may repeat themselves."""

CHUNK = 256 * 1024
"""Bytes read or written at a time."""


def inflates_too_much(size: int, packed: int) -> bool:
    """Tell whether a member of ``size`` bytes is suspiciously small when packed."""
    return size > FREE_SIZE and size > LARGEST_RATIO * packed
