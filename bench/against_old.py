"""Rebuild, import, size of bundle and store of this version against those of an earlier one, in turns in one run.

.venv/bin/python bench/against_old.py CLONE    a clone of the earlier version with its own .venv, such as of ab84d9d

Each version makes the same petitions with its own code. Times are those of the processor, the best of the turns.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

PETITIONS = 200_000 // 12
TURNS = 2
GOALS = {"rebuild": "<= 0.4 x", "import": "", "bundle MB": "<= 0.45 x", "store MB": ""}


def main() -> None:
    """Print each figure of this version against that of the other."""
    here, old = Path(__file__).parents[1], Path(sys.argv[1])
    turns = [(measured_in(here), measured_in(old)) for _turn in range(TURNS)]
    for name, goal in GOALS.items():
        ours, theirs = (min(turn[place][name] for turn in turns) for place in (0, 1))
        print(f"{name}: {ours:.2f} against {theirs:.2f} = {ours / theirs:.2f} x   {f'(goal {goal})' if goal else ''}")


def measured_in(clone: Path) -> dict[str, float]:
    """Let the code of a clone measure itself."""
    command = [clone / ".venv" / "bin" / "python", __file__, "--measure", clone]
    child = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(child.stdout)
    return found


def measure(clone: Path) -> dict[str, float]:
    """Run inside a clone: what is imported here is its code."""
    sys.path[:0] = [str(clone), str(clone / "bench")]
    from measuring import commune_with

    from danvan_desktop.store import Store
    from danvan_desktop.store.connection import transaction
    from danvan_desktop.sync import export_bundle, import_bundle

    with commune_with(PETITIONS) as store:
        bundle = export_bundle(store, store.path.with_name("out.danvan")).path
        with Store.create(store.path.with_name("second.db"), unit_name="T", unit_code="T", level="province") as second:
            accepting = {"accept_sender": True} if "accept_sender" in import_bundle.__kwdefaults__ else {}
            imported = seconds(partial(import_bundle, second, bundle, **accepting))
        with transaction(store._connection):
            rebuilt = seconds(store._checker.rebuild)
        store.backup(kept := store.path.with_name("kept.db"))
        sizes = {"bundle MB": bundle.stat().st_size / 1e6, "store MB": kept.stat().st_size / 1e6}
        return {"rebuild": rebuilt, "import": imported, **sizes}


def seconds(work: Callable[[], object]) -> float:
    """Return the time of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main()
