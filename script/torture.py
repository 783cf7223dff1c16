"""Kills imports and starts at random moments and takes the room on the disk away: nothing may be lost or half written.

python3 script/torture.py imports [TIMES] [SEED]    imports killed; 200 unless told
python3 script/torture.py starts [TIMES] [SEED]     starts after changed declarations, half killed, half without room
python3 script/torture.py archives [TIMES] [SEED]   erasing, archiving, taking back killed
python3 script/torture.py deeds [TIMES] [SEED]      eight deeds from pairing to parting killed, each
python3 script/torture.py disk                      every command and the window at 0 to 5 MB free
python3 script/torture.py pages [TIMES] [SEED]      every command and the window on 40 damaged files

Each turn starts a process that imports a bundle of some thousand changes, or opens a store, and ends it by SIGKILL (on
Windows by TerminateProcess) after a random part of the time that it takes undisturbed. Then the store is opened,
compared with both states and checked from the log to the search index. Without a name of what to try, imports are.
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

import torture_archives as archives
import torture_deeds as deeds
import torture_pages as pages
import torture_starts as starts
from environment import speak_utf8
from torture_disk import SIZES, Ground, SmallDisk, Trial, try_sizes

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle, import_bundle

TIMES, SEED = 200, 20260813
PAGE_DAMAGES = 40
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
        [sys.executable, __file__, "import-alone", store, bundle], stdout=subprocess.PIPE, text=True
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
        import_bundle(opened, bundle, accept_sender=True)


def torture_imports(times: int, seed: int, folder: Path) -> int:
    """Run and print the count; returns how many stores were found between."""
    scene = prepare(folder, PETITIONS)
    found = kill_imports(scene, times, seed, folder)
    print(f"{times} imports of {scene.seconds * 1000:.0f} ms killed (seed {seed})")
    print(f"store as before {found[BEFORE]}, as after {found[AFTER]}, between {found[BETWEEN]}")
    return found[BETWEEN]


def torture_starts(times: int, seed: int, folder: Path) -> int:
    """Run and print the counts; returns how many starts lost something or ended in a traceback."""
    commune = prepare(folder, PETITIONS).bundle.with_name("commune.db")
    outdated = starts.outdate(commune, folder)
    disk = SmallDisk(folder / "disk")
    disk.folder.mkdir()
    killed = starts.kill_starts(outdated, times // 2, seed, folder)
    with disk.mounted():
        starved = starts.starve_starts(outdated, times - times // 2, seed, disk)
    _tell_starts(f"killed within {outdated.seconds * 1000:.0f} ms", killed)
    _tell_starts(f"without room ({disk.way})", starved)
    return sum(found[state] for found in (killed, starved) for state in (starts.LOST, starts.TRACEBACK))


def torture_archives(times: int, seed: int, folder: Path) -> int:
    """Run and print the count; returns how many stores were found between."""
    scene = archives.prepare(folder, PETITIONS)
    found = archives.kill_archives(scene, times, seed, folder)
    print(f"{times} runs of archiving, taking back and erasing of {scene.seconds * 1000:.0f} ms killed (seed {seed})")
    print(f"as before {found[archives.BEFORE]}, erased {found[archives.ERASED]}, between {found[archives.BETWEEN]}")
    return found[archives.BETWEEN]


def torture_deeds(times: int, seed: int, folder: Path) -> int:
    """Run and print the counts; returns how many stores were found between."""
    scene, between = deeds.prepare(folder, PETITIONS), 0
    for deed in deeds.DEEDS:
        found = deeds.kill_deed(scene, deed, times, seed)
        between += found[deeds.BETWEEN]
        print(f"{deed}: {times} killed, {', '.join(f'{state} {found[state]}' for state in deeds.STATES)}", flush=True)
    return between


def _tell_starts(words: str, found: Counter[str]) -> None:
    states = (starts.BEFORE, starts.AFTER, starts.LOST, starts.TRACEBACK)
    print(f"{sum(found.values())} starts {words}: {', '.join(f'{state} {found[state]}' for state in states)}")


def torture_disk(folder: Path, sizes: tuple[int, ...] = SIZES) -> int:
    """Run every command at every size and print a table; returns how many ended wrong."""
    disk = SmallDisk(folder / "disk")
    disk.folder.mkdir()
    prepare(folder, PETITIONS // 2)
    with Store.open(folder / "commune.db") as store:
        unit = store.unit.uid
    trials: list[Trial] = []
    with disk.mounted():
        (disk.folder / "home").mkdir()
        ground = Ground(disk, disk.folder / "commune.db", unit, folder / "commune.db")
        for trial in try_sizes(ground, sizes):
            trials.append(trial)
            if trial.fault:
                print(f"{trial.free} KB free, {trial.command}: {trial.fault}", flush=True)
    for command in dict.fromkeys(trial.command for trial in trials):
        tried = [trial for trial in trials if trial.command == command]
        needed = min((trial.free for trial in tried if trial.done), default=None)
        wrong = sum(bool(trial.fault) for trial in tried)
        print(f"{command}: {len(tried)} tries ({disk.way}), done from {needed} KB on, wrong {wrong}")
    return sum(bool(trial.fault) for trial in trials)


def torture_pages(times: int, seed: int, folder: Path) -> int:
    """Run every command on every damage and print a table; returns how many ended wrong."""
    scene = prepare(folder, PETITIONS // 4)
    ground = pages.make_ground(folder / "commune.db", scene.bundle)
    trials: list[pages.Trial] = []
    for trial in pages.try_damages(ground, folder, times, seed):
        trials.append(trial)
        if trial.fault:
            print(f"{trial.damage}, {trial.command}: {trial.fault}", flush=True)
    for command in dict.fromkeys(trial.command for trial in trials):
        tried = [trial for trial in trials if trial.command == command]
        lost = sum(trial.fault.startswith("lost") for trial in tried)
        wrong = sum(bool(trial.fault) for trial in tried) - lost
        done = sum(trial.done for trial in tried)
        print(f"{command}: {len(tried)} tries, done {done}, lost {lost}, tracebacks {wrong}")
    return sum(bool(trial.fault) for trial in trials)


def main() -> int:
    """Run what is named; the exit status tells whether anything was lost."""
    speak_utf8()
    named = sys.argv[1] if sys.argv[1:] and not sys.argv[1].isdigit() else "imports"
    numbers = [int(text) for text in sys.argv[1:] if text.isdigit()]
    times, seed = (*numbers, *(PAGE_DAMAGES if named == "pages" else TIMES, SEED)[len(numbers) :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match named:
            case "disk":
                wrong = torture_disk(folder)
            case "pages":
                wrong = torture_pages(times, seed, folder)
            case "archives":
                wrong = torture_archives(times, seed, folder)
            case "deeds":
                wrong = torture_deeds(times, seed, folder)
            case "starts":
                wrong = torture_starts(times, seed, folder)
            case _other:
                wrong = torture_imports(times, seed, folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["import-alone"]:
        _import_alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
