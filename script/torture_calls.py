"""Lets every call that changes a file fail, be the last, or be forgotten by the disk: deeds end before or after.

A small library (torture_shim.c, made with the machine's compiler) stands between the deed and the files of one folder:
store, log ahead, home, key files, copies, bundles. Each deed runs in a process forked off from this one, which has
loaded the program; so that hundreds of trials take a minute. Linux only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import speak_utf8
from torture_patience import ENDLESS, Patience
from torture_power import crashes, read_calls

from danvan_desktop.domain.errors import DanvanError

WAYS = {"kill": 0, "disk full": errno.ENOSPC, "I/O error": errno.EIO}
POWER = "power loss"
_SOURCE = Path(__file__).with_name("torture_shim.c")
_LIBRARY = "DANVAN_TORTURE_SHIM"
_DONE, _REFUSED, _FAULT = 0, 1, 2


@dataclass(frozen=True)
class Deed:
    """What is done in a folder, and what may be there before and afterwards.

    ``look`` opens what is there, fails unless it is whole, and returns what the deed may change.
    """

    name: str
    template: Path
    run: Callable[[Path], None]
    look: Callable[[Path], object]
    secrets: Callable[[Path], Sequence[str]] = lambda _folder: ()
    """Names the files in which what is secret can be read; looked for before anything is opened again."""
    stick: str = ""
    """The folder that is pulled out, in place of the calls that change any file."""


@dataclass(frozen=True)
class Trial:
    """One deed that was disturbed in one way, and what was wrong afterwards, if anything."""

    deed: str
    way: str
    place: int
    state: str
    fault: str


def is_possible() -> bool:
    """Tell whether this machine can disturb single calls."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def run_with_shim(arguments: Sequence[str], output: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python program whose calls can be disturbed; returns what it printed, if ``output`` is a pipe."""
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "shim.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(library), _LIBRARY: str(library)}
        return subprocess.run([sys.executable, *arguments], env=environment, stdout=output, text=True, encoding="utf-8")


class Ground:
    """The folder in which all deeds are done, always the same: a store that moved has another home."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; what a machine keeps of its stores lies in it as well."""
        self.folder, self._log = folder / "work", folder / "calls"
        os.environ["XDG_STATE_HOME"] = str(self.folder / "state")
        self._shim = ctypes.CDLL(os.environ[_LIBRARY])

    def set_back(self, template: Path) -> None:
        """Put back what a deed begins with."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(template, self.folder)

    def do(self, deed: Deed, number: int = 0, error: int = 0, *, lasting: bool = False) -> tuple[int, int]:
        """Do it in a process of its own, with the call of this number disturbed.

        Returns how it ended, negative for a signal, and how many calls there were, 0 when it was killed.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._alone(deed, writing, number, error, lasting=lasting)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        _child, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), int(told or 0)

    def calls(self) -> bytes:
        """Return what was recorded of the last deed."""
        return self._log.read_bytes()

    def _alone(self, deed: Deed, told: int, number: int, error: int, *, lasting: bool) -> None:
        log = str(self._log) if number == 0 else ""
        armed, every = self.folder / deed.stick, 2 if deed.stick else int(lasting)
        self._shim.torture_arm(os.fsencode(armed), ctypes.c_long(number), error, every, os.fsencode(log))
        ended = _DONE
        try:
            deed.run(self.folder)
        except DanvanError:
            ended = _REFUSED
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            ended = _REFUSED if getattr(error, "errno", 0) == errno.ENOSPC else _FAULT
            if ended == _FAULT:
                traceback.print_exc()
        self._shim.torture_arm(b"", ctypes.c_long(0), 0, 0, b"")
        os.write(told, str(self._shim.torture_last()).encode())
        os._exit(ended)


def try_deed(ground: Ground, deed: Deed, most: int, seed: int, patience: Patience = ENDLESS) -> Iterator[Trial]:
    """Disturb a deed in each way at ``most`` of its calls at the most, drawn by the seed, and in as many power cuts.

    Each of the ways gets its share of the ``patience``, and one try at least.
    """
    rng = random.Random(f"{deed.name}{seed}")  # noqa: S311 - places, the same in every run
    ground.set_back(deed.template)
    before = deed.look(ground.folder)
    ground.set_back(deed.template)
    ended, calls = ground.do(deed)
    if ended != _DONE or not calls:
        raise RuntimeError(f"{deed.name} fails undisturbed ({ended})")
    recorded = read_calls(ground.calls(), ground.folder)
    after = deed.look(ground.folder)
    for number, (way, error) in enumerate(WAYS.items()):
        places = rng.sample(range(1, calls + 1), min(most, calls))
        for turn in patience.share(len(WAYS) + 1 - number).turns(len(places)):
            place = places[turn]
            ground.set_back(deed.template)
            lasting = way == "disk full" or rng.random() < 0.5
            ended, _calls = ground.do(deed, place, error, lasting=lasting)
            yield judged(ground, deed, way, place, ended, (before, after))
    cuts = crashes(deed.template, recorded, most, rng)
    for _turn, crash in zip(patience.turns(most), cuts, strict=False):
        ground.set_back(deed.template)
        crash.put(ground.folder)
        yield judged(ground, deed, POWER, crash.place, _DONE if crash.is_at_end else -signal.SIGKILL, (before, after))


def judged(ground: Ground, deed: Deed, way: str, place: int, ended: int, shapes: tuple[object, object]) -> Trial:
    """Look at what a disturbed deed left, and say what is wrong with that."""
    leaks = deed.secrets(ground.folder)
    if leaks:
        return Trial(deed.name, way, place, "between", f"readable: {leaks}")
    try:
        found = deed.look(ground.folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, the store does not open
        return Trial(deed.name, way, place, "between", f"{type(error).__name__}: {error}")
    if found not in shapes:
        return Trial(deed.name, way, place, "between", f"neither as before nor as after: {found}")
    state = "after" if found == shapes[1] else "before"
    fault = ""
    if ended == _FAULT:
        fault = "traceback"
    elif ended == _DONE and state == "before" and shapes[0] != shapes[1]:
        fault = "what was told to be done is not there"
    return Trial(deed.name, way, place, state, fault)


def main() -> int:
    """``torture_calls.py MOST SEED SECONDS [DEED…]``: try all deeds or those named, print faults and the table."""
    import torture_scenes

    speak_utf8()
    most, seed, patience = int(sys.argv[1]), int(sys.argv[2]), Patience.of(float(sys.argv[3]))
    named = sys.argv[4:] or list(torture_scenes.names())
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name))
        for number, deed in enumerate(torture_scenes.deeds(Path(name), named)):
            for trial in try_deed(ground, deed, most, seed, patience.share(len(named) - number)):
                trials.append(trial)
                if trial.fault:
                    print(f"{trial.deed}, {trial.way} at {trial.place}: {trial.fault}", flush=True)
            print_row(deed.name, trials)
    return 1 if any(trial.fault for trial in trials) else 0


def print_row(deed: str, trials: list[Trial], ways: Sequence[str] = (*WAYS, POWER)) -> None:
    """Print a line of the table for each way in which a deed was disturbed."""
    for way in ways:
        tried = [trial for trial in trials if trial.deed == deed and trial.way == way]
        states = (sum(trial.state == state for trial in tried) for state in ("before", "after", "between"))
        wrong = sum(bool(trial.fault) for trial in tried)
        print("| " + " | ".join(map(str, (deed, way, len(tried), *states, wrong))) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
