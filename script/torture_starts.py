"""Starts a store that was made for other declarations, and ends the start by a kill or by a disk without room.

The store must then be as it was, or whole under the new declarations: never empty, never half filled.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from torture_disk import KB, SmallDisk
from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.store import Store
from danvan_desktop.store.errors import StoreOutdated

BEFORE, AFTER, LOST, TRACEBACK = "as before", "ready", "lost", "traceback"
_OLD = Kinds(kind for kind in ALL_KINDS if kind.name != "petition")
_LOADING = 0.6
"""Seconds, about what a process takes to load the program."""
_START = """
import sys
from pathlib import Path
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.store import Store
print("ready", flush=True)
try:
    Store.open(Path(sys.argv[1])).close()
except DanvanError as error:
    sys.exit(str(error))
"""


@dataclass(frozen=True)
class Outdated:
    """A store prepared for other declarations, what it holds, and how long its start takes undisturbed."""

    template: Path
    digest: str
    petitions: int
    seconds: float


def outdate(store: Path, folder: Path) -> Outdated:
    """Let an earlier set of declarations prepare a copy of a store, and measure a start."""
    template = Path(shutil.copy(store, folder / "outdated.db"))
    with Store.open(store) as opened:
        digest, petitions = opened.digest(), opened.count("petition")
    Store.open(template, kinds=_OLD).close()
    measured = Path(shutil.copy(template, folder / "measured.db"))
    with _starting(measured) as child:
        begin = time.perf_counter()
        child.wait()
    return Outdated(template, digest, petitions, time.perf_counter() - begin)


def kill_starts(outdated: Outdated, times: int, seed: int, folder: Path, patience: Patience = ENDLESS) -> Counter[str]:
    """Kill so many starts at random moments; count what was found afterwards."""
    rng = random.Random(seed)  # noqa: S311 - moments, the same in every run
    found: Counter[str] = Counter()
    for turn in patience.turns(times):
        work = folder / f"kill-{turn}"
        work.mkdir()
        path = Path(shutil.copy(outdated.template, work / "commune.db"))
        with _starting(path) as child:
            time.sleep(rng.uniform(0, outdated.seconds * 1.05))
            child.kill()
        found[_state(path, outdated)] += 1
        shutil.rmtree(work)
    return found


def starve_starts(
    outdated: Outdated, times: int, seed: int, disk: SmallDisk, patience: Patience = ENDLESS
) -> Counter[str]:
    """Start so many times on a disk that has too little room, or that fills up meanwhile; count what was found."""
    rng = random.Random(seed)  # noqa: S311
    found: Counter[str] = Counter()
    for _turn in patience.turns(times):
        path = Path(shutil.copy(outdated.template, disk.folder / "commune.db"))
        free = rng.randrange(0, 16 * 1024) * KB
        disk.leave(free)
        filling = threading.Timer(_LOADING + rng.uniform(0, outdated.seconds), disk.leave, [0])
        filling.start()
        result = disk.run([sys.executable, "-c", _START, str(path)], "", free)
        filling.cancel()
        filling.join()
        disk.make_room()
        state = TRACEBACK if "Traceback" in result.stderr else _state(path, outdated)
        if state is BEFORE and "đầy" not in result.stderr:
            state = TRACEBACK
        found[state] += 1
        shutil.rmtree(disk.folder / "backups", ignore_errors=True)
        for file in disk.folder.glob("commune.db*"):
            file.unlink()
    return found


def _starting(path: Path) -> subprocess.Popen[str]:
    """Start a process that has loaded the program and opens the store now."""
    child = subprocess.Popen([sys.executable, "-c", _START, str(path)], stdout=subprocess.PIPE, text=True)
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise RuntimeError("the start did not begin")
    return child


def _state(path: Path, outdated: Outdated) -> str:
    try:
        with Store.open(path, tell=None) as store:
            return AFTER if _is_whole(store, outdated) and store.count("petition") == outdated.petitions else LOST
    except StoreOutdated:
        with Store.open(path, kinds=_OLD, tell=None) as store:
            if not _is_whole(store, outdated):
                return LOST
    with Store.open(path) as store:
        whole = _is_whole(store, outdated) and store.count("petition") == outdated.petitions
        return BEFORE if whole else LOST


def _is_whole(store: Store, outdated: Outdated) -> bool:
    return store.digest() == outdated.digest and store.check().ok
