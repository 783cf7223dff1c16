"""Runs commands and the window where the disk has next to no room: nothing is lost, and the reason is told in words.

As root on Linux a small file system of its own is mounted, filled up to what shall be free; elsewhere the system limits
the size to which any file may be written (RLIMIT_FSIZE). ``Trial.way`` says which.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.store import Store

KB = 1024
SIZES = (0, 4, 8, 16, 20, 32, 48, 64, 100, 150, 200, 300, 400, 600, 800, 1024, 1536, 2048, 3072, 4096, 5120)
"""KB that are free."""
READING = (("list", "petition"), ("check",), ("digest",), ("search", "mương"), ("conflicts",), ("logs",))
WRITING = (
    ("add", "petition", "--json-file", "-"),
    ("export", "--plain", "--out", "{folder}/out.danvan"),
    ("dump", "--kind", "petition", "--out", "{folder}/out.csv"),
    ("report", "petition-register", "--period", "2026-Q3", "--out", "{folder}/out.pdf"),
    ("backup", "--out", "{folder}/copy.db"),
    ("init", "--plain", "--unit-name", "Xã Mới", "--unit-code", "M", "--store", "{folder}/new.db"),
    ("window",),
)
PETITION = '{"number": "999/2026", "received_on": "2026-08-13", "unit": "%s", "content": "Mương bị tắc"}'
_MADE = ("out.danvan", "out.csv", "out.pdf", "copy.db", "new.db")
_DISK = 64 * 1024 * KB
WINDOW = Path(__file__).with_name("torture_window.py")


@dataclass(frozen=True)
class Trial:
    """One command at one size, and what was wrong, if anything."""

    way: str
    free: int
    command: str
    done: bool
    fault: str


class SmallDisk:
    """A folder in which only so much can be written."""

    def __init__(self, folder: Path, *, mounts: bool = True) -> None:
        """Take a folder; it is mounted over when the system lets us, unless that is not wanted."""
        self.folder = folder
        self._mounts = mounts
        self.is_mounted = False

    @property
    def way(self) -> str:
        """How the room is limited."""
        return "tmpfs" if self.is_mounted else "RLIMIT_FSIZE"

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Mount it, where that is allowed, for a while."""
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "danvan-torture", str(self.folder)]
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None
        self.is_mounted = self._mounts and is_root and subprocess.run(mount, capture_output=True).returncode == 0
        try:
            yield
        finally:
            if self.is_mounted:
                subprocess.run(["umount", str(self.folder)], check=True)

    def leave(self, free: int) -> None:
        """Fill the disk up to that many bytes."""
        filler = self.folder / "filler"
        filler.unlink(missing_ok=True)
        if not self.is_mounted:
            return
        with filler.open("wb") as file, suppress(OSError):  # what runs beside this takes room, too
            usage = shutil.disk_usage(self.folder)
            if not self.folder.is_mount() or usage.total > _DISK:
                raise RuntimeError("the small disk is gone; the machine's own is not to be filled")
            os.posix_fallocate(file.fileno(), 0, max(usage.free - free, 1))

    def make_room(self) -> None:
        """Take the filling away."""
        (self.folder / "filler").unlink(missing_ok=True)

    def run(self, arguments: list[str], stdin: str, free: int) -> subprocess.CompletedProcess[str]:
        """Run a program whose home and temporary files are on this disk."""
        environment = os.environ | {
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            environment.pop(name, None)
        limit = None if self.is_mounted or sys.platform == "win32" else (lambda: _limit_files(free))
        return subprocess.run(
            arguments, input=stdin, capture_output=True, text=True, env=environment, preexec_fn=limit, timeout=120
        )


def _limit_files(size: int) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@dataclass(frozen=True)
class Ground:
    """A store on a small disk, and what it held at the beginning."""

    disk: SmallDisk
    store: Path
    unit: str
    template: Path
    """Beside the disk: what the store is set back to before each trial."""


def try_sizes(ground: Ground, sizes: tuple[int, ...] = SIZES, seed: int = 0) -> Iterator[Trial]:
    """Run every command at every size, given in KB; in any order, so that who stops early tried some of each."""
    _set_back(ground)
    before = _digest(ground)
    trials = [(command, free) for free in sizes for command in (*READING, *WRITING)]
    random.Random(seed).shuffle(trials)  # noqa: S311 - an order, the same in every run
    for command, free in trials:
        yield _try(ground, command, free, before)


def _digest(ground: Ground) -> str:
    """Return the digest of the store; raises StoreError for one that does not open."""
    with Store.open(ground.store) as store:
        return store.digest()


def _try(ground: Ground, command: tuple[str, ...], free: int, before: str) -> Trial:
    disk = ground.disk
    _set_back(ground)
    _danvan(ground, ("digest",), 10**7)  # the store is at home on this disk, as one in daily use
    disk.leave(free * KB)
    result = _danvan(ground, command, free * KB)
    disk.make_room()
    fault = _fault(ground, command, result, before)
    return Trial(disk.way, free, command[0], result.returncode == 0, fault)


def _set_back(ground: Ground) -> None:
    for file in ground.disk.folder.iterdir():
        if file.is_file():
            file.unlink()
    shutil.copyfile(ground.template, ground.store)
    shutil.rmtree(ground.store.parent / "backups", ignore_errors=True)


def _danvan(ground: Ground, command: tuple[str, ...], free: int) -> subprocess.CompletedProcess[str]:
    if command == ("window",):
        return ground.disk.run([sys.executable, str(WINDOW), str(ground.store)], "", free)
    filled = [part.format(folder=ground.disk.folder) for part in command]
    named = [] if "--store" in filled else ["--store", str(ground.store)]
    program = [sys.executable, "-m", "danvan_desktop", *filled, *named]
    return ground.disk.run(program, PETITION % ground.unit, free)


def _fault(ground: Ground, command: tuple[str, ...], result: subprocess.CompletedProcess[str], before: str) -> str:
    """Say what is wrong with how a command ended and with what it left."""
    if "Traceback" in result.stderr:
        return "traceback: " + result.stderr.strip().splitlines()[-1]
    if result.returncode not in (0, 1) or (result.returncode and command in READING):
        return f"status {result.returncode}: {result.stderr.strip()[-200:]}"
    told = "đầy" if ground.disk.is_mounted else "Ổ đĩa"  # a limit is no full disk: the system names it otherwise
    if result.returncode and told not in result.stderr + result.stdout:
        return f"the reason is not told: {result.stderr.strip()[-200:]}"
    left = _fault_of_files(ground, result.returncode == 0)
    with Store.open(ground.store) as store:
        if not store.check().ok:
            return "the store is not whole"
        changed = store.digest() != before
    if changed != (command[0] == "add" and result.returncode == 0):
        return "what was told to be saved is not there" if not changed else "what was refused is there"
    return left


def _fault_of_files(ground: Ground, done: bool) -> str:
    """Say what is wrong with the files that a command made; a start sweeps what is unfinished."""
    new = ground.disk.folder / "new.db"
    if new.exists() and _danvan(ground, ("check", "--store", str(new)), 10**7).returncode:
        return "a store that is not whole was left"
    known = {"commune.db", *_MADE}
    left = [file.name for file in ground.disk.folder.iterdir() if file.is_file() and file.name not in known]
    unfinished = [name for name in left if not name.endswith(("-wal", "-shm"))]
    made = [name for name in _MADE if (ground.disk.folder / name).exists()]
    if unfinished:
        return f"left behind: {unfinished}"
    return f"made though refused: {made}" if made and not done else ""
