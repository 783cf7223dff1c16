"""Damages the pages of a store and runs every command, and the window's first page, on what is left.

Each try ends in words or is done, never in a traceback; what was readable before stays readable; a backup is made of a
whole store or not at all; a sound backup is restored over any damage.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.remains import Remains
from danvan_desktop.store.salvage import harm_of
from danvan_desktop.store.torn_logs import TornLogs

PAGE = 4096
_WINDOW = Path(__file__).with_name("torture_window.py")
_PERIOD = ("--period", "2026-Q3")
_BITS = 24
"""How many are flipped in one page."""


@dataclass(frozen=True)
class Ground:
    """A whole store with its digest, a backup of it, and the records that commands name."""

    store: Path
    backup: Path
    bundle: Path
    paper: Path
    """A printed register."""
    digest: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Trial:
    """One command on one damaged store, and what was wrong, if anything."""

    damage: str
    command: str
    done: bool
    fault: str


def make_ground(store: Path, bundle: Path) -> Ground:
    """Add to a store what commands need, and back it up."""
    with Store.open(store) as opened:
        petition = opened.list("petition")[0].uid
        attachment = opened.attach_data(petition, "anh.png", bytes(range(256)) * 100).uids[0]
        unit = opened.unit.uid
        values = {"number": "800/2026", "received_on": "2026-08-14", "unit": unit, "content": "Cầu yếu"}
        newest = opened.save(Draft("petition", values)).uids[0]
        names = {"petition": petition, "attachment": attachment, "unit": unit, "newest": newest}
        digest = opened.digest()
        backup = store.with_name("backup.db")
        opened.backup(backup)
    paper = store.with_name("paper.pdf")
    _run(store, ("report", "petition-register", *_PERIOD, "--out", str(paper)))
    return Ground(store, backup, bundle, paper, digest, names)


def commands_of(ground: Ground, folder: Path) -> Iterator[tuple[str, ...]]:
    """Name every command that opens a store."""
    petition, attachment, newest = (ground.names[name] for name in ("petition", "attachment", "newest"))
    yield from (("check",), ("check", "--repair"), ("digest",), ("list", "petition"), ("search", "mương"))
    yield from (
        ("get", petition, "--reveal"),
        ("history", petition),
        ("undo", newest),
        ("conflicts",),
        ("logs",),
    )
    yield ("add", "petition", "--json-file", str(folder / "new.json"))
    yield from (("set", petition, "content=Mương đã thông"), ("delete", petition, "--yes"))
    yield ("resolve", petition, "content", "--value", "Mương tắc")
    yield from (("attach", petition, str(folder / "new.json")), ("extract", attachment, "--out", str(folder / "x.png")))
    yield ("report", "petition-register", *_PERIOD, "--out", str(folder / "register.pdf"))
    yield from (("figures", *_PERIOD), ("number", "work-report", *_PERIOD))
    yield from (("narrative", "work-report"), ("verify", str(ground.paper)))
    yield ("export", "--plain", "--out", str(folder / "out.danvan"))
    yield from (("import", str(ground.bundle), "--yes"), ("ack", "--out", str(folder / "ack.danvan")))
    yield from (("card", "--out", str(folder / "card.danvan")), ("peers", "list"), ("waiting", "list"))
    yield ("load", str(folder / "list.csv"), "--kind", "petition")
    yield ("dump", "--kind", "petition", "--out", str(folder / "out.csv"))
    yield from (("backup", "--out", str(folder / "copy.db")), ("rescue", "--out", str(folder / "rescued.db")))
    yield ("restore", str(ground.backup))


def damages(store: Path, times: int, seed: int) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield ways to damage a store: bits flipped in a page, pages zeroed, the file cut."""
    rng = random.Random(seed)  # noqa: S311 - pages, the same in every run
    pages = store.stat().st_size // PAGE
    for turn in range(times):
        page, state = rng.randrange(pages), rng.getrandbits(32)
        match turn % 5:
            case 0:
                yield f"bits flipped in page {page + 1}", _flip(page, state)
            case 1:
                yield f"page {page + 1} zeroed", _zero([page])
            case 2:
                several = sorted(rng.sample(range(pages), 8))
                yield f"pages {[one + 1 for one in several]} zeroed", _zero(several)
            case 3:
                yield f"cut in page {page + 1}", _cut(page * PAGE + rng.randrange(PAGE))
            case _:
                inner = rng.randrange(min(pages, 150))
                yield f"bits flipped in page {inner + 1}", _flip(inner, state)


def _flip(page: int, seed: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        rng = random.Random(seed)  # noqa: S311
        content = bytearray(path.read_bytes())
        for _bit in range(_BITS):
            content[page * PAGE + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
        path.write_bytes(content)

    return damage


def _zero(pages: list[int]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            for page in pages:
                file.seek(page * PAGE)
                file.write(bytes(PAGE))

    return damage


def _cut(size: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(size)

    return damage


def try_damages(ground: Ground, folder: Path, times: int, seed: int, *, window: bool = True) -> Iterator[Trial]:
    """Damage a copy of the store so many times, and run every command and the window on it."""
    new = {"number": "999/2026", "received_on": "2026-08-13", "unit": ground.names["unit"], "content": "Mương"}
    (folder / "new.json").write_text(json.dumps(new), encoding="utf-8")
    (folder / "list.csv").write_text(
        "Số,Ngày tiếp nhận,Thôn,Nguồn,Nội dung\n998/2026,13/08/2026,Xã Đông Sơn,Đơn thư,Đường hỏng\n", encoding="utf-8"
    )
    for name, damage in damages(ground.store, times, seed):
        damaged = Path(shutil.copy(ground.store, folder / "damaged.db"))
        damage(damaged)
        readable = _readable(damaged)
        for command in (*commands_of(ground, folder), *((("window",),) if window else ())):
            yield _try(ground, folder, name, damaged, readable, command)


def _try(
    ground: Ground, folder: Path, name: str, damaged: Path, readable: frozenset[object], command: tuple[str, ...]
) -> Trial:
    work = folder / "work"
    work.mkdir()
    path = Path(shutil.copy(damaged, work / "commune.db"))
    try:
        result = _window(path) if command == ("window",) else _run(path, command)
        fault = _fault(ground, folder, path, readable, command, result)
    finally:
        shutil.rmtree(work)
        for made in ("copy.db", "rescued.db", "x.png", "register.pdf", "out.danvan", "ack.danvan", "out.csv"):
            (folder / made).unlink(missing_ok=True)
    return Trial(
        name, " ".join(command[:2] if command[0] in ("peers", "waiting") else command[:1]), result[0] == 0, fault
    )


def _run(path: Path, command: tuple[str, ...]) -> tuple[int, str]:
    result: Result = CliRunner().invoke(make_command_line(lambda _store: 0), ["--store", str(path), *command])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return 3, f"Traceback: {result.exception!r}"
    return result.exit_code, result.stderr


def _window(path: Path) -> tuple[int, str]:
    screenless = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, str(_WINDOW), str(path)], capture_output=True, text=True, timeout=120, env=screenless
    )
    return ended.returncode, ended.stderr


def _fault(
    ground: Ground,
    folder: Path,
    path: Path,
    readable: frozenset[object],
    command: tuple[str, ...],
    result: tuple[int, str],
) -> str:
    """Say what is wrong with how a command ended and with what it left."""
    status, told = result
    if "Traceback" in told or status not in (0, 1):
        return f"traceback: status {status}: {told.strip()[-300:]}"
    if status == 1 and not told.strip():
        return "refused without a word"
    made = folder / {"backup": "copy.db", "rescue": "rescued.db"}.get(command[0], "none")
    if status == 0 and made.is_file() and harm_of(made):
        return "lost: what was made is not whole"
    if command[0] == "restore":
        with Store.open(path) as store:
            return "" if status == 0 and store.digest() == ground.digest else f"lost: not restored: {told.strip()}"
    left = frozenset().union(*(_readable(file) for file in (path, *path.parent.glob("backups/*bi-hong*.db"))))
    return "" if readable <= left else f"lost: {len(readable - left)} changes that were readable"


def _readable(path: Path) -> frozenset[object]:
    """Return what can be told of a file's changes, whatever SQLite makes of it."""
    if not path.stat().st_size:
        return frozenset()
    logs = TornLogs(Remains(path, None, ALL_KINDS), ALL_KINDS)
    return logs.identities()
