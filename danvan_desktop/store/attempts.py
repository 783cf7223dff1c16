"""Wrong passphrases of a store, counted on this machine, so that who sits before it has to wait for each further try.

The count lies in the platform's folder for a program's state, by the name of the data key, and outlasts the program. It
holds nobody back who took the files elsewhere: there the cost of each guess does. Waits go by the time since the start
of the machine, which nobody can set: a clock put forward shortens none, one put back locks nobody out.
"""

from __future__ import annotations

import json
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


class Attempts:
    """The wrong tries since the last right one, at the store whose data key has this name."""

    def __init__(self, key_id: str, clock: Callable[[], float] = uptime, folder: Path | None = None) -> None:
        """Count by the machine's ``uptime``, in a folder of this machine."""
        self._file = (folder or state_folder() / _FOLDER) / f"{key_id}.json"
        self._clock = clock

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
        """Count one more; a machine that keeps nothing counts nothing, and still opens its stores."""
        content = json.dumps({"wrong": self.wrong + 1, "last": self._clock()}).encode()
        with suppress(OSError):
            make_private_folder(self._file.parent)
            if not self._file.exists():
                make_private(self._file)
            self._file.write_bytes(content)

    def succeeded(self) -> None:
        """Forget all."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float]:
        try:
            content = json.loads(self._file.read_bytes())
            return max(0, int(content["wrong"])), float(content["last"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return 0, 0.0
