"""Erases a value, archives a year and takes it back, and kills that at random moments: nothing may be lost."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

BEFORE, ERASED, BETWEEN = "before", "erased", "between"
_DEEDS = """
import sys
from pathlib import Path
from danvan_desktop.store import Store
path = Path(sys.argv[1])
with Store.open(path) as store:
    print("ready", flush=True)
    store.archive(2024, path.with_name("2024.db"))
    store.take_back(path.with_name("2024.db"))
    store.redact(sys.argv[2], ["content"], "Đơn của công dân")
"""


@dataclass(frozen=True)
class Scene:
    """A store, the record of which something is erased, the digests before and after, and how long all of it takes."""

    template: Path
    uid: str
    before: str
    erased: str
    seconds: float


def prepare(folder: Path, petitions: int) -> Scene:
    """Make a store with settled petitions of 2024 and let all be done once undisturbed."""
    template = folder / "archived.db"
    with Store.create(template, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        uids = store.save(*(_petition(store.unit.uid, number) for number in range(1, petitions + 1))).uids
        store.attach_data(uids[0], "anh.bin", b"anh" * 10_000)
        before = store.digest()
    measured = Path(shutil.copy(template, folder / "measured.db"))
    with _doing(measured, uids[0]) as child:
        begin = time.perf_counter()
        child.wait()
        seconds = time.perf_counter() - begin
    with Store.open(measured) as store:
        return Scene(template, uids[0], before, _without_redaction(store), seconds)


def kill_archives(scene: Scene, times: int, seed: int, folder: Path, patience: Patience = ENDLESS) -> Counter[str]:
    """Kill so many; count in which state the stores were found, once what was archived is back."""
    rng = random.Random(seed)  # noqa: S311 - moments, the same in every run
    found: Counter[str] = Counter()
    for turn in patience.turns(times):
        work = folder / f"archive-{turn}"
        work.mkdir()
        path = Path(shutil.copy(scene.template, work / "commune.db"))
        with _doing(path, scene.uid) as child:
            time.sleep(rng.uniform(0, scene.seconds * 1.05))
            child.kill()
        found[_state(path, scene)] += 1
        shutil.rmtree(work)
    return found


def _state(path: Path, scene: Scene) -> str:
    with Store.open(path) as store:
        is_whole = store.check().ok and not store.is_unswept
        if store.archives.notes():
            store.take_back(path.with_name("2024.db"))
            is_whole = is_whole and store.check().ok
        digest = _without_redaction(store)
        if not is_whole or digest not in (scene.before, scene.erased):
            return BETWEEN
        return BEFORE if digest == scene.before else ERASED


def _without_redaction(store: Store) -> str:
    """Return the digest of the petitions and files: a redaction has a uid of its own each time."""
    return store.digest() if not store.redactions() else store.digest("petition") + store.digest("attachment")


def _doing(path: Path, uid: str) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", _DEEDS, path, uid], stdout=subprocess.PIPE, text=True)
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise RuntimeError("the archiving did not start")
    return child


def _petition(unit: str, number: int) -> Draft:
    values = {
        "number": f"{number:03d}/2024", "received_on": "2024-03-01", "unit": unit,
        "content": f"Kiến nghị số {number}: mương bị tắc", "assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-02",
        "replied_on": "2024-03-20", "reply": "Đã nạo vét", "result": "solved", "people_told_on": "2024-03-25",
        "told_how": "meeting",
    }  # fmt: skip
    return Draft("petition", values)
