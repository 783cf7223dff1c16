"""Commands and the window where the world around them is amiss: read-only media, clocks, locales, paths, fonts, memory.

Each trial does one thing with a fresh copy of one store. Nothing that is there may change unless that was told to be
saved, what was written must be whole, and what cannot be done is told in words.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from torture_disk import PETITION, READING, WINDOW, WRITING
from torture_patience import ENDLESS, Patience

from danvan_desktop.store import Store

_LAUNCH = Path(__file__).with_name("torture_launch.py")
_CHANGES = "add"
_MAGIC = {".pdf": b"%PDF-", ".danvan": b"PK", ".db": b"SQLite format 3\0", ".csv": b""}
_DAC_CAPABILITIES = "-dac_override,-dac_read_search,-fowner"


@dataclass(frozen=True)
class World:
    """What is amiss: where the store lies, how a command is started, what the environment says."""

    way: str
    detail: str
    name: str = "du-lieu/commune.db"
    """The store below the folder of the trial."""
    start: Sequence[str] = ()
    """What stands before the arguments of a command, in place of the program's own module."""
    environment: Mapping[str, str | None] = field(default_factory=dict)
    amiss: Callable[[Path], AbstractContextManager[None]] = lambda _store: nullcontext()
    """Makes the store or its folder so while the command runs."""
    may_refuse: bool = False
    """Whether what writes may be refused."""
    leaves_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Trial:
    """One command in one world, and what was wrong, if anything."""

    way: str
    command: str
    done: bool
    fault: str


# Read-only


@contextmanager
def _modes(modes: Mapping[Path, int]) -> Iterator[None]:
    before = {path: path.stat().st_mode for path in modes}
    for path, mode in modes.items():
        path.chmod(mode)
    try:
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


@contextmanager
def _read_only_medium(store: Path) -> Iterator[None]:
    """Mount the store's folder upon itself, for reading alone."""
    folder = str(store.parent)
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _read_only() -> Iterator[World]:
    way, is_root = "read-only", hasattr(os, "geteuid") and os.geteuid() == 0
    # An administrator may write everywhere: the commands give that right up.
    drop = ("setpriv", f"--bounding-set={_DAC_CAPABILITIES}", f"--inh-caps={_DAC_CAPABILITIES}") if is_root else ()
    if os.name == "posix" and (not is_root or shutil.which("setpriv")):
        start = (*drop, sys.executable)
        yield World(way, "file", start=start, amiss=lambda store: _modes({store: 0o444}), may_refuse=True)
        yield World(way, "folder", start=start, amiss=lambda store: _modes({store.parent: 0o555}), may_refuse=True)
        both = lambda store: _modes({store: 0o444, store.parent: 0o555})  # noqa: E731
        yield World(way, "both", start=start, amiss=both, may_refuse=True)
    if is_root and sys.platform == "linux" and shutil.which("mount"):
        yield World(way, "medium", amiss=_read_only_medium, may_refuse=True)


# The others


def _clocks() -> Iterator[World]:
    for days in ("-3650,1000000,0", "3650,1000000,0", "0,3,-1", "0,6,-3650", "3650,5,0", "-3650,4,3650"):
        yield World("wrong clock", days, start=(sys.executable, str(_LAUNCH), "clock", days))


def _locales() -> Iterator[World]:
    clear: dict[str, str | None] = dict.fromkeys(("LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE", "PYTHONUTF8"))
    for name in (
        "C",
        "POSIX",
        "tr_TR.UTF-8",
        "tr_TR.ISO-8859-9",
        "vi_VN.UTF-8",
        "vi_VN",
        "xx_YY.bad",
        "",
        "@;%",
        "C.UTF-8",
    ):
        yield World("locale", f"LC_ALL={name}", environment={**clear, "LC_ALL": name})
        yield World("locale", f"LANG={name}", environment={**clear, "LANG": name})


_COMPOSED, _PARTED = "Xã Đông Sơn – dữ liệu", "Xa\u0303 Đo\u0302ng So\u031bn"
_NAMES = (
    f"{_COMPOSED}/sổ dân vận.db",
    f"{_PARTED}/so\u0302\u0309.db",
    "a b  c/d e.db",
    "100%/%41%zz.db",
    "#1/a#b.db",
    "co gi?/a?mode=memory.db",
    "😀🇻🇳/🌾.db",
    "server;share/&a=b.db",
    "'\"`$HOME/$(x).db",
    "-rf/--store.db",
    f"{'d' * 200}/{'e' * 60}/{'t' * 180}.db",
    "\u202edb.exe/\u200b.db",
    "a.db/a.db/a.db-wal.db",
    "..../. .db",
    "\\\\server\\share/c.db",
)
_NAMES_OF_WINDOWS = tuple(
    # Windows takes away dots and spaces at the end of a name, and then looks for another.
    name
    for name in _NAMES
    if not set(name) & set('?"\\') and not any(part.endswith((".", " ")) for part in name.split("/"))
)


def _paths() -> Iterator[World]:
    for name in _NAMES if os.name == "posix" else _NAMES_OF_WINDOWS:
        yield World("path", ascii(name)[:60], name=name)


def _fonts() -> Iterator[World]:
    for number in range(4):
        start = (sys.executable, str(_LAUNCH), "fonts", f"{number},{{work}}")
        yield World("missing fonts", str(number), start=start, may_refuse=True, leaves_out=frozenset({"window"}))


def _memory() -> Iterator[World]:
    for room in (0, 200_000, 1_000_000, 3_000_000, 8_000_000, 20_000_000, 50_000_000, 100_000_000):
        start = (sys.executable, str(_LAUNCH), "memory", str(room))
        # Qt ends the process where memory ends; what a command tells, a window cannot.
        yield World(
            "little memory", f"{room // 1000} KB", start=start, may_refuse=True, leaves_out=frozenset({"window"})
        )


def worlds() -> Sequence[World]:
    """Return all of them that this machine can make."""
    found = [*_read_only(), *_clocks(), *_locales(), *_paths(), *_fonts()]
    return [*found, *(_memory() if sys.platform == "linux" else ())]


def try_worlds(
    template: Path, times: int, seed: int, folder: Path, patience: Patience = ENDLESS, only: Sequence[str] = ()
) -> Iterator[Trial]:
    """Do so many things in each kind of world, drawn by the seed; the other ways get what one leaves of the time."""
    ways = list(only or dict.fromkeys(world.way for world in worlds()))
    with Store.open(template) as store:
        before, unit = store.digest(), store.unit.uid
    for number, way in enumerate(ways):
        pairs = [
            (world, command)
            for world in worlds()
            if world.way == way
            for command in (*READING, *WRITING)
            if command[0] not in world.leaves_out
        ]
        random.Random(f"{way}{seed}").shuffle(pairs)  # noqa: S311 - an order, the same in every run
        for turn in patience.share(len(ways) - number).turns(min(times, len(pairs))):
            world, command = pairs[turn]
            yield _try(world, command, (template, before, unit), folder / f"{number}-{turn}")


def _try(world: World, command: tuple[str, ...], known: tuple[Path, str, str], work: Path) -> Trial:
    template, before, unit = known
    store, home = work / world.name, work / "home"
    store.parent.mkdir(parents=True)
    home.mkdir()
    (work / "ra").mkdir()
    shutil.copyfile(template, store)
    try:
        with world.amiss(store):
            result = _run(world, command, store, work, unit)
        fault = _fault(world, command, result, store, before) or _fault_of_files(work / "ra", result.returncode == 0)
    except subprocess.TimeoutExpired:
        return Trial(world.way, command[0], done=False, fault=f"{world.detail}: did not end")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Trial(world.way, command[0], result.returncode == 0, f"{world.detail}: {fault}" if fault else "")


def _run(
    world: World, command: tuple[str, ...], store: Path, work: Path, unit: str
) -> subprocess.CompletedProcess[bytes]:
    is_window = command == ("window",)
    filled = [part.format(folder=work / "ra") for part in command]
    named = [str(store)] if is_window else [] if "--store" in filled else ["--store", str(store)]
    start = [part.format(work=work) for part in world.start] or [sys.executable]
    if str(_LAUNCH) not in start:
        filled = [str(WINDOW)] if is_window else ["-m", "danvan_desktop", *filled]
    environment = os.environ | {"HOME": str(work / "home"), "QT_QPA_PLATFORM": "offscreen", "LANG": "vi_VN.UTF-8"}
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", *world.environment):
        environment.pop(name, None)
    environment |= {name: value for name, value in world.environment.items() if value is not None}
    return subprocess.run(
        [*start, *filled, *named],
        input=(PETITION % unit).encode() if command[0] == _CHANGES else b"",
        capture_output=True, env=environment, timeout=180, cwd=Path(__file__).parent.parent,
    )  # fmt: skip


def _fault(
    world: World, command: tuple[str, ...], result: subprocess.CompletedProcess[bytes], store: Path, before: str
) -> str:
    """Say what is wrong with how a command ended and with what it left of the store."""
    told = result.stderr.decode("utf-8", "replace").strip()
    if "Traceback" in told:
        return f"traceback: {told.splitlines()[-1]}"
    if result.returncode not in (0, 1) or (result.returncode and not _may_end(world, command)):
        return f"status {result.returncode}: {told[-200:]}"
    if result.returncode and not told:
        return "refused without a word"
    with Store.open(store) as opened:
        if not opened.check().ok:
            return "the store is not whole"
        changed = opened.digest() != before
    if changed != (command[0] == _CHANGES and result.returncode == 0):
        return "what was told to be saved is not there" if not changed else "what was refused is there"
    return ""


def _may_end(world: World, command: tuple[str, ...]) -> bool:
    """Tell whether a refusal may be true: a clock of ten years ago has not come to the day of the petition."""
    if world.way == "wrong clock":
        return command[0] == _CHANGES
    return world.may_refuse and (command in WRITING or world.way == "little memory")


def _fault_of_files(folder: Path, done: bool) -> str:
    """Say what is wrong with what a command made elsewhere: it has its name only when it is whole."""
    for file in folder.iterdir():
        if file.name.endswith(("-wal", "-shm")):
            continue
        if file.suffix not in _MAGIC or not file.read_bytes().startswith(_MAGIC[file.suffix]):
            return f"left behind: {file.name}"
        if not done:
            return f"made though refused: {file.name}"
        if file.suffix == ".db":
            with Store.open(file) as made:
                if not made.check().ok:
                    return f"{file.name} is not whole"
    return ""
