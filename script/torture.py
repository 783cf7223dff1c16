"""Kills imports at random moments: the store must then be as before or as after, never between.

python3 script/torture.py [TIMES] [SEED]      200 kills unless told

Each turn starts a process that imports a bundle of some thousand changes and ends it by SIGKILL (on Windows by
TerminateProcess) after a random part of the time that an undisturbed import takes. Then the store is opened, compared
with both states and checked from the log to the search index.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from environment import speak_utf8

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle, import_bundle

TIMES, SEED = 200, 20260813
PETITIONS = 400
BEFORE, AFTER, BETWEEN = "before", "after", "between"


@dataclass(frozen=True)
class Scene:
    """A bundle, a store to import it into, and the digests of that store before and after."""

    bundle: Path
    template: Path
    before: str
    after: str
    seconds: float
    """How long an undisturbed import takes."""


def prepare(folder: Path, petitions: int) -> Scene:
    """Make a bundle of that many petitions, import it once undisturbed, and keep what was measured."""
    bundle, template = folder / "commune.danvan", folder / "province.db"
    with Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune:
        commune.save(*(_petition(commune.unit.uid, number) for number in range(1, petitions + 1)))
        export_bundle(commune, bundle)
    with Store.create(template, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as province:
        before = province.digest()
    with _copy(template, folder / "undisturbed") as path:
        with _importing(path, bundle) as child:
            start = time.perf_counter()
            child.wait()
            seconds = time.perf_counter() - start
        with Store.open(path) as store:
            after = store.digest()
    return Scene(bundle, template, before, after, seconds)


def kill_imports(scene: Scene, times: int, seed: int, folder: Path) -> Counter[str]:
    """Kill so many imports; count how many stores were found before, after or between."""
    rng = random.Random(seed)  # noqa: S311 - moments, the same in every run
    found: Counter[str] = Counter()
    for turn in range(times):
        with _copy(scene.template, folder / str(turn)) as path:
            with _importing(path, scene.bundle) as child:
                time.sleep(rng.uniform(0, scene.seconds * 1.05))
                child.kill()
            found[_state(path, scene)] += 1
    return found


@contextmanager
def _copy(template: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    try:
        yield Path(shutil.copy(template, folder))
    finally:
        shutil.rmtree(folder)


@contextmanager
def _importing(store: Path, bundle: Path) -> Iterator[subprocess.Popen[str]]:
    """Start an import in a process of its own; it has loaded the program and begins now."""
    with subprocess.Popen(
        [sys.executable, __file__, "import", store, bundle], stdout=subprocess.PIPE, text=True
    ) as child:
        if child.stdout is None or child.stdout.readline() != "ready\n":
            raise RuntimeError("the import did not start")
        yield child


def _state(path: Path, scene: Scene) -> str:
    with Store.open(path) as store:
        digest = store.digest()
        if not store.check().ok or digest not in (scene.before, scene.after):
            return BETWEEN
        return AFTER if digest == scene.after else BEFORE


def _petition(unit: str, number: int) -> Draft:
    values = {
        "number": f"{number:03d}/2026",
        "received_on": "2026-08-13",
        "unit": unit,
        "content": f"Kiến nghị số {number}: mương bị tắc, đường hỏng",
        "citizen_name": "Nguyễn Văn An",
    }
    return Draft("petition", values)


def _import_alone(store: Path, bundle: Path) -> None:
    with Store.open(store) as opened:
        print("ready", flush=True)
        import_bundle(opened, bundle)


def main() -> int:
    """Run and print the count; the exit status tells whether a store was found between."""
    speak_utf8()
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    with tempfile.TemporaryDirectory() as name:
        scene = prepare(Path(name), PETITIONS)
        found = kill_imports(scene, times, seed, Path(name))
    print(f"{times} imports of {scene.seconds * 1000:.0f} ms killed (seed {seed})")
    print(f"store as before {found[BEFORE]}, as after {found[AFTER]}, between {found[BETWEEN]}")
    return 1 if found[BETWEEN] else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["import"]:
        _import_alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
