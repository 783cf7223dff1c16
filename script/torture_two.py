"""Two programs write into one store at once, one of them is killed: what either was told to be saved is there."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from torture_patience import ENDLESS, Patience

from danvan_desktop.store import Store

WHOLE, LOST = "whole", "lost"
_SAVES = 40
_WRITER = """
import sys
from pathlib import Path
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(sys.argv[3])):
        values = {"number": f"{sys.argv[2]}{number}", "received_on": "2026-08-13", "unit": store.unit.uid,
                  "content": "Mương bị tắc"}
        print(store.save(Draft("petition", values)).uids[0], flush=True)
"""


def write_together(template: Path, times: int, seed: int, folder: Path, patience: Patience = ENDLESS) -> Counter[str]:
    """Let two processes save into one store so many times, the second killed on the way; count what became of it."""
    rng = random.Random(seed)  # noqa: S311 - moments, the same in every run
    found: Counter[str] = Counter()
    for turn in patience.turns(times):
        work = folder / f"two-{turn}"
        work.mkdir()
        path = Path(shutil.copy(template, work / "commune.db"))
        saved = _write(path, rng)
        with Store.open(path) as store:
            there = {record.uid for record in store.list("petition")}
            found[WHOLE if saved <= there and store.check().ok else LOST] += 1
        shutil.rmtree(work)
    return found


def _write(path: Path, rng: random.Random) -> set[str]:
    """Return the uids of what both were told to be saved."""
    first, second = _starting(path, "A"), _starting(path, "B")
    for writer in (first, second):
        assert writer.stdin is not None  # noqa: S101 - asked for above
        writer.stdin.write("\n")
        writer.stdin.flush()
    time.sleep(rng.uniform(0, 0.5))
    second.kill()
    told = [writer.communicate(timeout=120)[0].splitlines() for writer in (first, second)]
    if first.returncode or len(told[0]) != _SAVES:
        return {"the one that was left alone did not save all"}
    return {uid for lines in told for uid in lines if len(uid) == len(told[0][0])}


def _starting(path: Path, name: str) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, path, name, str(_SAVES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if writer.stdout is None or writer.stdout.readline() != "ready\n":
        raise RuntimeError("the writer did not start")
    return writer
