"""The home of a replica: what this machine, and no copy of the store, knows of the numbers that were written here.

Copies, snapshots and backups of a store take everything along that lies in it. The home lies in the platform's folder
for a program's state instead, one small file for each store by its path, and tells up to which number the store's
replica may have written. A store whose log is behind that is an older one, put back; a store without a home came from
elsewhere: both must not go on under their replica (docs/decisions/0012-the-home-of-a-replica.md).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from danvan_desktop.store.private import make_private, make_private_folder

_SLOT = 512
"""Bytes, what a disk writes whole."""
_RESERVED, _SAVED = 0, _SLOT
_CHECK = 16

Numbers = Mapping[str, int]
"""The highest number by stream."""


class Home(Struct, frozen=True):
    """A replica with the numbers that it may have used, and those that were surely saved."""

    replica: str
    reserved: Numbers = field(default_factory=dict)
    saved: Numbers = field(default_factory=dict)


def mark_of(home: Home | None) -> str:
    """Return a text that tells what was surely saved by the one home from what was by any other, empty for none."""
    return "" if home is None else f"{home.replica} {json.dumps(dict(sorted(home.saved.items())))}"


class _Slot(NamedTuple):
    """What one half of the file says, and its bytes there."""

    data: bytes
    replica: str
    numbers: Numbers


class HomeFile:
    """The home of the store at one path.

    Two slots are written each in place, so that a full disk has room for them and that a process which notes what was
    saved never takes back what another has reserved. What was last read or written of each is remembered: who writes
    alone, as most do, finds the same bytes again and need not take them apart.
    """

    def __init__(self, folder: Path, store: Path) -> None:
        """Name the file; ``folder`` need not be there."""
        name = os.path.normcase(os.path.realpath(store))
        self.path = folder / f"{sha256(name.encode()).hexdigest()[:32]}.home"
        self._known: dict[int, _Slot] = {}

    def read(self) -> Home | None:
        """Return the home, ``None`` when there is none or it cannot be read."""
        return self._read(os.O_RDONLY)

    def read_to_write(self) -> Home | None:
        """Return the home if it can be read and written."""
        return self._read(os.O_RDWR)

    def _read(self, flags: int) -> Home | None:
        try:
            file = _open(self.path, flags)
            try:
                data = os.read(file, _SAVED + _SLOT)
            finally:
                os.close(file)
        except OSError:
            return None
        reserved, saved = (self._slot(place, data[place : place + _SLOT]) for place in (_RESERVED, _SAVED))
        if reserved is None:
            return None
        known = saved.numbers if saved is not None and saved.replica == reserved.replica else {}
        return Home(reserved.replica, reserved.numbers, known)

    def _slot(self, place: int, data: bytes) -> _Slot | None:
        known = self._known.get(place)
        if known is None or known.data != data:
            known = _parse(data)
        if known is not None:
            self._known[place] = known
        return known

    def can_be_written(self) -> bool:
        """Tell whether a home can be kept; makes an empty file when there is none."""
        try:
            if not self.path.exists():
                make_private_folder(self.path.parent)
                with suppress(FileExistsError):  # another thread or window opens the store at this moment
                    make_private(self.path)
            os.close(_open(self.path, os.O_RDWR))
            return True
        except OSError:
            return False

    def reserve(self, replica: str, numbers: Numbers) -> None:
        """Note, before they are used, the numbers that a replica uses; raises OSError.

        It survives whatever ends the process. What the power takes along tells less than the log, which is forced to
        the disk: such a log is ahead of its home, and goes on.
        """
        self._write(_RESERVED, replica, numbers)

    def note_saved(self, replica: str, numbers: Numbers) -> None:
        """Note what was surely saved; raises OSError. Lost with the power, it only tells less."""
        self._write(_SAVED, replica, numbers)

    def _write(self, place: int, replica: str, numbers: Numbers) -> None:
        last = self._known.get(_RESERVED)
        is_same = last is not None and (last.replica, last.numbers) == (replica, numbers)
        slot = last if last is not None and is_same else _Slot(_written(replica, numbers), replica, dict(numbers))
        file = _open(self.path, os.O_RDWR)
        try:
            os.lseek(file, place, os.SEEK_SET)
            os.write(file, slot.data)
        finally:
            os.close(file)
        self._known[place] = slot


def _written(replica: str, numbers: Numbers) -> bytes:
    body = json.dumps({"replica": replica, "numbers": dict(numbers)})
    return f"{sha256(body.encode()).hexdigest()[:_CHECK]} {body}".encode().ljust(_SLOT)


def _open(path: Path, flags: int) -> int:
    """Open a file as the system does: Python's own objects would take longer than reading or writing a slot."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0))


def _parse(data: bytes) -> _Slot | None:
    """Read one slot; what was torn, garbled or written by somebody else is none."""
    check, _blank, body = data.decode("utf-8", "replace").strip("\0 ").partition(" ")
    if not body or sha256(body.encode()).hexdigest()[:_CHECK] != check:
        return None
    content = json.loads(body)
    return _Slot(data, str(content["replica"]), {str(name): int(number) for name, number in content["numbers"].items()})
