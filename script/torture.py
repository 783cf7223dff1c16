"""Kills, starves and damages whatever the program does: nothing may be lost or half written. Prints one table.

python3 script/torture.py all        everything below, each as often as usual
python3 script/torture.py imports    imports killed; 200 unless told
python3 script/torture.py starts     starts after changed declarations, half killed, half without room
python3 script/torture.py archives   erasing, archiving, taking back killed
python3 script/torture.py deeds      eight deeds from pairing to parting killed, each
python3 script/torture.py two        two programs write into one store, one is killed
python3 script/torture.py crowd      windows with their threads and commands work on one store at once
python3 script/torture.py calls      kills, full disk, I/O errors at single calls, power cuts; 60 deeds
python3 script/torture.py stick      the stick pulled out of whatever reads from it or writes to it; 7 deeds
python3 script/torture.py world      read-only, clocks, locales, paths, fonts, memory: every command and the window
python3 script/torture.py disk       every command and the window at 0 to 5 MB free
python3 script/torture.py pages      every command and the window on 40 damaged files

With two numbers behind it each is tried so often, by that seed. With --minutes=COUNT each of what is named ends after
so long, spread over what it tries; the table tells the tries.

Each turn starts a process that imports a bundle of some thousand changes, or opens a store, and ends it by SIGKILL (on
Windows by TerminateProcess) after a random part of the time that it takes undisturbed. Then the store is opened,
compared with both states and checked from the log to the search index.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torture_archives as archives
import torture_calls as calls
import torture_crowd as crowd
import torture_deeds as deeds
import torture_pages as pages
import torture_starts as starts
import torture_two as two
import torture_world as world
from environment import speak_utf8
from torture_disk import SIZES, Ground, SmallDisk, Trial, try_sizes
from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle, import_bundle

TIMES, SEED = 200, 20260813
PAGE_DAMAGES = 40
PETITIONS = 400
ALL = "all"
BEFORE, AFTER, BETWEEN = "before", "after", "between"


@dataclass(frozen=True)
class Row:
    """How often one thing was disturbed in one way, and in which state that left it."""

    what: str
    way: str
    tries: int
    before: int
    after: int
    wrong: int

    def __str__(self) -> str:
        """Return a line of the table."""
        return f"| {self.what} | {self.way} | {self.tries} | {self.before} | {self.after} | {self.wrong} |"


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


def kill_imports(scene: Scene, times: int, seed: int, folder: Path, patience: Patience = ENDLESS) -> Counter[str]:
    """Kill so many imports; count how many stores were found before, after or between."""
    rng = random.Random(seed)  # noqa: S311 - moments, the same in every run
    found: Counter[str] = Counter()
    for turn in patience.turns(times):
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


def torture_imports(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Kill imports."""
    scene = prepare(folder, PETITIONS)
    found = kill_imports(scene, times, seed, folder, patience)
    what = f"import of {scene.seconds * 1000:.0f} ms"
    yield Row(what, "kill", found.total(), found[BEFORE], found[AFTER], found[BETWEEN])


def torture_starts(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Kill starts after a changed declaration, and let others run out of room."""
    commune = prepare(folder, PETITIONS).bundle.with_name("commune.db")
    outdated = starts.outdate(commune, folder)
    disk = SmallDisk(folder / "disk")
    disk.folder.mkdir()
    yield _row_of_starts("kill", starts.kill_starts(outdated, times // 2, seed, folder, patience.share(2)))
    with disk.mounted():
        found = starts.starve_starts(outdated, times - times // 2, seed, disk, patience)
    yield _row_of_starts(f"disk fills up ({disk.way})", found)


def _row_of_starts(way: str, found: Counter[str]) -> Row:
    wrong = found[starts.LOST] + found[starts.TRACEBACK]
    return Row(
        "start after a changed declaration", way, found.total(), found[starts.BEFORE], found[starts.AFTER], wrong
    )


def torture_archives(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Kill archiving, taking back and erasing one after the other."""
    found = archives.kill_archives(archives.prepare(folder, PETITIONS), times, seed, folder, patience)
    counts = (found[archives.BEFORE], found[archives.ERASED], found[archives.BETWEEN])
    yield Row("archive, take back, erase", "kill", found.total(), *counts)


def torture_deeds(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Kill what changes who is trusted, what goes out and what came in."""
    scene = deeds.prepare(folder, PETITIONS)
    for number, deed in enumerate(deeds.DEEDS):
        found = deeds.kill_deed(scene, deed, times, seed, patience.share(len(deeds.DEEDS) - number))
        yield Row(deed, "kill", found.total(), *(found[state] for state in deeds.STATES))


def torture_two(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Let two programs write into one store, and kill one."""
    prepare(folder, PETITIONS // 10)
    found = two.write_together(folder / "commune.db", times, seed, folder, patience)
    yield Row("save", "two programs, one killed", found.total(), 0, found[two.WHOLE], found[two.LOST])


def torture_crowd(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Let windows and commands work on one store at once."""
    found, wrong = crowd.work_together(crowd.prepare(folder), times, seed, folder, patience)
    for one in wrong:
        print(one, flush=True)
    what = f"deeds of windows and commands at once, {found['rounds']} rounds"
    yield Row(
        what, "each other, one killed", *(found[how] for how in ("tried", crowd.REFUSED, crowd.DONE, crowd.WRONG))
    )


def torture_calls(most: int, seed: int, _folder: Path, patience: Patience) -> Iterator[Row]:
    """Disturb single calls, and cut the power."""
    if not calls.is_possible():
        print("single calls are disturbed on Linux with a compiler alone")
        return
    yield from _rows_with_shim(Path(calls.__file__), most, seed, patience)


def torture_stick(most: int, seed: int, _folder: Path, patience: Patience) -> Iterator[Row]:
    """Pull the stick out."""
    if not calls.is_possible():
        print("sticks are pulled out on Linux with a compiler alone")
        return
    yield from _rows_with_shim(Path(calls.__file__).with_name("torture_stick.py"), most, seed, patience)


def _rows_with_shim(program: Path, most: int, seed: int, patience: Patience) -> Iterator[Row]:
    result = calls.run_with_shim([str(program), str(most), str(seed), str(patience.left)], output=subprocess.PIPE)
    for line in result.stdout.splitlines():
        if line.startswith("| "):
            deed, way, *counts = line.strip("| ").split(" | ")
            tries, before, after, _between, wrong = map(int, counts)
            yield Row(deed, way, tries, before, after, wrong)
        else:
            print(line, flush=True)
    if result.returncode > 1:
        raise RuntimeError("the disturbed calls ended early")


def torture_world(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Run every command and the window where the world around them is amiss."""
    prepare(folder, PETITIONS // 4)
    trials: list[world.Trial] = []
    for trial in world.try_worlds(folder / "commune.db", times, seed, folder, patience):
        trials.append(trial)
        if trial.fault:
            print(f"{trial.way}, {trial.command}: {trial.fault}", flush=True)
    for way in dict.fromkeys(trial.way for trial in trials):
        tried = [trial for trial in trials if trial.way == way]
        done, wrong = sum(trial.done for trial in tried), sum(bool(trial.fault) for trial in tried)
        yield Row("commands and the window", way, len(tried), len(tried) - done, done, wrong)


def torture_disk(_times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Run every command and the window at every size of room."""
    disk = SmallDisk(folder / "disk")
    disk.folder.mkdir()
    prepare(folder, PETITIONS // 2)
    with Store.open(folder / "commune.db") as store:
        unit = store.unit.uid
    trials: list[Trial] = []
    with disk.mounted():
        (disk.folder / "home").mkdir()
        ground = Ground(disk, disk.folder / "commune.db", unit, folder / "commune.db")
        for trial in try_sizes(ground, SIZES, seed):
            trials.append(trial)
            if trial.fault:
                print(f"{trial.free} KB free, {trial.command}: {trial.fault}", flush=True)
            if not patience.left:
                break
    for command in dict.fromkeys(trial.command for trial in trials):
        tried = [trial for trial in trials if trial.command == command]
        done, wrong = sum(trial.done for trial in tried), sum(bool(trial.fault) for trial in tried)
        yield Row(f"danvan {command}", f"{disk.way}, little room", len(tried), len(tried) - done, done, wrong)


def torture_pages(times: int, seed: int, folder: Path, patience: Patience) -> Iterator[Row]:
    """Run every command and the window on every damage."""
    scene = prepare(folder, PETITIONS // 4)
    ground = pages.make_ground(folder / "commune.db", scene.bundle)
    trials: list[pages.Trial] = []
    for trial in pages.try_damages(ground, folder, times, seed):
        trials.append(trial)
        if trial.fault:
            print(f"{trial.damage}, {trial.command}: {trial.fault}", flush=True)
        if not patience.left:
            break
    for command in dict.fromkeys(trial.command for trial in trials):
        tried = [trial for trial in trials if trial.command == command]
        done, wrong = sum(trial.done for trial in tried), sum(bool(trial.fault) for trial in tried)
        yield Row(f"danvan {command}", "damaged pages", len(tried), len(tried) - done, done, wrong)


TORTURES: Mapping[str, tuple[Callable[[int, int, Path, Patience], Iterator[Row]], int]] = {
    "imports": (torture_imports, TIMES),
    "starts": (torture_starts, TIMES),
    "archives": (torture_archives, 30),
    "deeds": (torture_deeds, 20),
    "two": (torture_two, 20),
    "crowd": (torture_crowd, 6),
    "calls": (torture_calls, 25),
    "stick": (torture_stick, 25),
    "world": (torture_world, 60),
    "disk": (torture_disk, 0),
    "pages": (torture_pages, PAGE_DAMAGES),
}
"""What can be tried by its name, and how often unless told."""


def main(arguments: Sequence[str]) -> int:
    """Try what is named, or all; print one table. The exit status tells whether anything was lost."""
    speak_utf8()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=(ALL, *TORTURES))
    parser.add_argument("times", type=int, nargs="?")
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    parser.add_argument("--minutes", type=float)
    wanted = parser.parse_args(arguments)
    lost = 0
    print("| what | disturbed by | tries | as before | done | lost or wrong |\n|---|---|---|---|---|---|", flush=True)
    for name in TORTURES if wanted.what == ALL else (wanted.what,):
        torture, usual = TORTURES[name]
        with tempfile.TemporaryDirectory() as folder:
            patience = ENDLESS if wanted.minutes is None else Patience.of(60 * wanted.minutes)
            for row in torture(wanted.times or usual, wanted.seed, Path(folder), patience):
                lost += row.wrong
                print(row, flush=True)
    print(f"lost or wrong: {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["import-alone"]:
        _import_alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
