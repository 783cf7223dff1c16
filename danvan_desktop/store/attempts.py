"""Wrong passphrases of a store, counted on this machine, so that who sits before it has to wait for each further try.

The count lies in the platform's folder for a program's state, by the name of the data key, and outlasts the program. It
holds nobody back who took the files elsewhere: there the cost of each guess does. Waits go by the time since the start
of the machine, which nobody can set: a clock put forward shortens none, one put back locks nobody out.

Where that folder cannot be written the count is this object's own, and each wrong try takes longer, for who begins anew
for each.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from danvan_desktop.domain.clock import uptime
from danvan_desktop.localization import Message, _
from danvan_desktop.places import state_folder
from danvan_desktop.store.private import make_private, make_private_folder

_FREE_TRIES = 3
"""Wrong passphrases before the next try has to wait: hands slip."""
_LONGEST_WAIT = 60
"""Seconds."""
_MOST_DOUBLED = 10
_FOLDER = "attempts"
_PAUSE_UNKEPT = 2.0
"""Seconds that a wrong try takes where no file can tell the next program of it."""


class Attempts:
    """The wrong tries since the last right one, at the store whose data key has this name."""

    def __init__(
        self,
        key_id: str,
        clock: Callable[[], float] = uptime,
        folder: Path | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """Count by the machine's ``uptime``, in a folder of this machine; ``pause`` where it keeps nothing."""
        self._file = (folder or state_folder() / _FOLDER) / f"{key_id}.json"
        self._clock = clock
        self._pause = pause
        self._unkept = (0, 0.0)

    @property
    def wrong(self) -> int:
        """How many were wrong."""
        return self._read()[0]

    @property
    def wait(self) -> float:
        """Seconds until the next try is taken."""
        wrong, last = self._read()
        if wrong < _FREE_TRIES:
            return 0.0
        pause = float(min(_LONGEST_WAIT, 1 << min(_MOST_DOUBLED, wrong - _FREE_TRIES + 1)))
        now = self._clock()
        # A machine that was started since is at least as far from that try as from its start.
        passed = now - last if 0 <= last <= now else now
        return max(0.0, pause - passed)

    @property
    def told(self) -> Message:
        """Say how many were wrong, and how long the next try has to wait."""
        return _("Sai {n} lần: chờ {seconds} giây rồi thử lại.", n=self.wrong, seconds=int(self.wait) + 1)

    def failed(self) -> None:
        """Count one more; a machine that keeps nothing still opens its stores."""
        counted = self.wrong + 1, self._clock()
        try:
            self._write(json.dumps(dict(zip(("wrong", "last"), counted, strict=True))).encode())
        except OSError:
            self._unkept = counted
            self._pause(_PAUSE_UNKEPT)
        else:
            self._unkept = (0, 0.0)

    def succeeded(self) -> None:
        """Forget all."""
        self._unkept = (0, 0.0)
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        make_private_folder(self._file.parent)
        if not self._file.exists():
            make_private(self._file)
        self._file.write_bytes(content)

    def _read(self) -> tuple[int, float]:
        return max(self._kept(), self._unkept)

    def _kept(self) -> tuple[int, float]:
        try:
            content = json.loads(self._file.read_bytes())
            return max(0, int(content["wrong"])), float(content["last"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return 0, 0.0
