"""What a disk holds after the power failed: what was synced, and of the rest whatever it happened to write.

Of the calls that were recorded, those up to one moment were made. A file's writes since its last fsync are kept, lost,
or torn by sectors, in any choice; names that were made, changed or removed since their folder's last fsync are kept in
any choice as well, as POSIX allows; or in their order, as journalling file systems do.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("=ciqIII")
_SECTOR = 512
_SIDE = "-shm"
"""SQLite's index of the log lies in memory, and is made anew after a failure."""
_TRUNCATES, _CREATES = 0o1000, 0o100


@dataclass(frozen=True)
class Call:
    """One call: open, close, write, truncate, sync, rename, link or unlink, by its letter."""

    what: str
    file: int
    place: int
    first: str
    second: str
    data: bytes


@dataclass
class Node:
    """A file apart from its names: what is surely on the disk, what was written since."""

    disk: bytearray = field(default_factory=bytearray)
    written: list[Call] = field(default_factory=list)


def read_calls(recorded: bytes, folder: Path) -> Sequence[Call]:
    """Read what torture_shim.c wrote; paths become relative to the folder, those elsewhere are left out."""
    calls, place = [], 0
    while place < len(recorded):
        what, file, offset, *lengths = _HEAD.unpack_from(recorded, place)
        place += _HEAD.size
        parts = []
        for length in lengths:
            parts.append(recorded[place : place + length])
            place += length
        first, second = (part.decode().removeprefix(str(folder)).strip("/") for part in parts[:2])
        calls.append(Call(what.decode(), file, offset, first, second, parts[2]))
    return calls


@dataclass(frozen=True)
class Crash:
    """A moment at which the power fails, and what the disk holds then, by name; ``None`` is a file that is gone."""

    place: int
    is_at_end: bool
    files: dict[str, bytes | None]

    def put(self, folder: Path) -> None:
        """Write it over what the deed began with."""
        for name, content in self.files.items():
            path = folder / name
            if path.is_dir():
                continue
            path.unlink(missing_ok=True)
            if content is not None and not name.endswith(_SIDE):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                shutil.copymode(folder, path)
                path.chmod(0o600)


def crashes(template: Path, calls: Sequence[Call], times: int, rng: random.Random) -> Iterator[Crash]:
    """Yield so many moments, the end among them, each with a choice of what reached the disk."""
    for turn in range(times):
        place = len(calls) if turn < times // 8 + 1 else rng.randrange(len(calls) + 1)
        disk = Disk(template, rng)
        for call in calls[:place]:
            disk.take(call)
        yield Crash(place, place == len(calls), disk.fails())


class Disk:
    """A file system that forgets what was not synced."""

    def __init__(self, template: Path, rng: random.Random) -> None:
        """Begin with the files of a folder, all of them on the disk."""
        self._rng = rng
        self._names: dict[str, Node] = {
            path.relative_to(template).as_posix(): Node(bytearray(path.read_bytes()))
            for path in template.rglob("*")
            if path.is_file()
        }
        self._sure = dict(self._names)
        self._unsure: list[dict[str, Node | None]] = []
        self._open: dict[int, Node | str] = {}

    def take(self, call: Call) -> None:
        """Take one call in."""
        match call.what:
            case "o":
                self._opened(call)
            case "c":
                self._open.pop(call.file, None)
            case "s":
                self._synced(self._open.get(call.file))
            case "w" | "t":
                self._written(call)
            case _name:
                self._named(call)

    def fails(self) -> dict[str, bytes | None]:
        """Return what is there once the power is back."""
        names: dict[str, Node | None] = dict(self._sure)
        in_order = self._rng.random() < 0.5
        kept = self._rng.randrange(len(self._unsure) + 1)
        for number, change in enumerate(self._unsure):
            if number < kept if in_order else self._rng.random() < 0.5:
                names.update(change)
        gone = dict.fromkeys((*self._names, *(name for change in self._unsure for name in change)))
        luck = self._rng.choice((0.0, 0.5, 1.0))
        left = {name: None if node is None else self._left_of(node, luck) for name, node in names.items()}
        return gone | left

    def _opened(self, call: Call) -> None:
        node = self._names.get(call.first)
        if node is None:
            if not call.place & _CREATES:
                self._open[call.file] = call.first  # a folder, or what is not there
                return
            node = Node()
            self._name({call.first: node})
        if call.place & _TRUNCATES:
            node.written.append(Call("t", call.file, 0, "", "", b""))
        self._open[call.file] = node

    def _synced(self, node: Node | str | None) -> None:
        if isinstance(node, Node):
            node.disk = bytearray(_applied(node.disk, node.written))
            node.written = []
        elif isinstance(node, str):
            self._folder_synced(node)

    def _folder_synced(self, folder: str) -> None:
        left = []
        for change in self._unsure:
            if all(_folder_of(name) == folder for name in change):
                self._settle(change)
            else:
                left.append(change)
        self._unsure = left

    def _settle(self, change: dict[str, Node | None]) -> None:
        for name, node in change.items():
            if node is None:
                self._sure.pop(name, None)
            else:
                self._sure[name] = node

    def _written(self, call: Call) -> None:
        node = self._open.get(call.file)
        if isinstance(node, Node):
            node.written.append(call)

    def _named(self, call: Call) -> None:
        node = self._names.get(call.first)
        if call.what == "u":
            self._name({call.first: None})
        elif node is not None:
            self._name({call.first: None, call.second: node} if call.what == "r" else {call.second: node})

    def _name(self, change: dict[str, Node | None]) -> None:
        self._unsure.append(change)
        for name, node in change.items():
            if node is None:
                self._names.pop(name, None)
            else:
                self._names[name] = node

    def _left_of(self, node: Node, luck: float) -> bytes:
        written = [part for call in node.written for part in _sectors(call)]
        return bytes(_applied(node.disk, [part for part in written if self._rng.random() < luck]))


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _sectors(call: Call) -> Iterator[Call]:
    """Part a write where sectors end: each of them is written whole or not at all."""
    if call.what != "w":
        yield call
        return
    begin = 0
    while begin < len(call.data):
        size = _SECTOR - (call.place + begin) % _SECTOR
        yield Call("w", call.file, call.place + begin, "", "", call.data[begin : begin + size])
        begin += size


def _applied(content: bytearray, calls: Sequence[Call]) -> bytearray:
    result = bytearray(content)
    for call in calls:
        if call.what == "t":
            del result[call.place :]
            result.extend(bytes(call.place - len(result)))
            continue
        result.extend(bytes(max(0, call.place - len(result))))
        result[call.place : call.place + len(call.data)] = call.data
    return result
