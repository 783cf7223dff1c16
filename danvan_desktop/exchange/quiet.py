"""Keeps what a library of another language writes straight to the error stream from the officer's terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ERRORS = 2


@contextmanager
def quiet_errors() -> Iterator[None]:
    """Let nothing through while it lasts: a panic of calamine writes its own account there before it is raised.

    A window without a console has no such stream, and nothing to keep quiet.
    """
    try:
        kept = os.dup(_ERRORS)
    except OSError:
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _ERRORS)
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, _ERRORS)
        os.close(kept)
