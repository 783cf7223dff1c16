"""Temporary files in memory: the tests make thousands of stores, and each waits for the disk at every save."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_ROOM = 2 << 30
"""Bytes; one run of the suite keeps much less at a time."""


def quick_folder() -> str:
    """Name a folder in memory where there is room, or that of temporary files."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if has_room else tempfile.gettempdir()


def keep_temporary_files_in_memory() -> None:
    """Let this process and those that it starts make them there, unless ``TMPDIR`` says where."""
    os.environ.setdefault("TMPDIR", quick_folder())
    tempfile.tempdir = None
