"""Changes the program in small ways, one at a time, and counts the changes that no test notices.

python3 script/mutants.py PACKAGE… [--sample COUNT] [--seed SEED] [--at REVISION] [--into DIRECTORY]
python3 script/mutants.py PACKAGE… --again DIRECTORY

PACKAGE is one of domain, figures, proof, sync, store. Mutants are made and tried by mutmut (pip install '.[mutation]',
Linux) in a copy of REVISION, HEAD unless told, so that the checkout stays as it is. Of a package with more than COUNT
mutants COUNT are drawn by SEED. A mutant meets the tests beside its package that reach the changed function, of each
file in turn, until they add up to ``PATIENCE`` seconds: what outlives them counts as survived, though one of the others
might have noticed. The copy stays in DIRECTORY, where ``mutmut show NAME`` prints what was changed;
``--again`` lets those that survived there meet the tests as they stand in the checkout now.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from environment import ROOT, speak_utf8

PATIENCE = 12.0
"""Seconds of tests that one mutant meets at most."""
PATIENCE_AT_IMPORT = 20.0
"""As many for one of what runs at import, whose work all tests meet."""
SLOW_TEST = 2.5
"""Seconds from which a test is too slow to be run for every mutant."""
SEED = 20261128
_MUTMUT = Path(sys.executable).with_name("mutmut")
_NOTHING = "no-mutant-has-this-name"
_PLAIN_NAME = re.compile(r"[\w/.-]+(::\w+)+(\[[\w. -]*\])?")
"""Tests that pytest finds by name wherever it runs: not those named after paths or escaped letters."""
_SETTINGS_BEGIN = "\n\n[tool.mutmut]\n"
_SETTINGS = (
    _SETTINGS_BEGIN
    + """\
source_paths = [{source}]
pytest_add_cli_args_test_selection = [{tests}]
also_copy = [{beside}]
debug = true
process_isolation = "fork"
forkserver_warmup = "none"
timeout_constant = 4.0
timeout_multiplier = 5.0
track_dependencies = false
use_git_change_detection = false
"""
)
_FORKED, _STARTED = 'process_isolation = "fork"', 'process_isolation = "forkserver"'
_IMPORT_ALL = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
from mutmut.state import state
print(json.dumps(sorted(state()._stats)))
"""
_OUTCOMES = {
    **dict.fromkeys((1, 3, 255), "killed"),  # 255: not even the tests can be read
    **dict.fromkeys((-24, -9, 24, 36, 152), "out of time"),
    **dict.fromkeys((5, 33), "not reached"),
    0: "survived",
}
_UNNOTICED = ("survived", "not reached")


@dataclass(frozen=True)
class Package:
    """What is changed, and the tests that should notice: paths and glob patterns under the checkout."""

    source: str
    tests: tuple[str, ...]
    left_out: frozenset[str] = frozenset()


_LONG_RUNS = frozenset({
    "tests/store/test_torture.py",
    "tests/sync/test_convergence.py",
    "tests/sync/test_five_stores.py",
    "tests/sync/test_independent_reader.py",
    "tests/sync/test_killed_imports.py",
})  # fmt: skip
"""Each of their tests takes seconds, many of them in processes of their own."""

PACKAGES = {
    "domain": Package("danvan_desktop/domain", ("tests/domain/test_*.py",)),
    "figures": Package("danvan_desktop/reports/figures", ("tests/reports/test_figures*.py",)),
    "proof": Package("danvan_desktop/reports/proof", ("tests/reports/test_proof*.py",)),
    "sync": Package("danvan_desktop/sync", ("tests/sync/test_*.py",), _LONG_RUNS),
    "store": Package("danvan_desktop/store", ("tests/store/test_*.py",), _LONG_RUNS),
}


@dataclass(frozen=True)
class Mutated:
    """A copy of the checkout whose package was mutated."""

    place: Path
    package: Package

    @property
    def _stats(self) -> Path:
        return self.place / "mutants" / "mutmut-stats.json"

    @property
    def _outcomes(self) -> Path:
        return self.place / "outcomes.json"

    def make(self, revision: str) -> None:
        """Copy a revision and mutate a package of it; raises CalledProcessError or FileNotFoundError."""
        archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        # Python looks for modules only in places that were there when it started.
        (self.place / "mutants").mkdir(parents=True)
        subprocess.run(["tar", "-x"], cwd=self.place, check=True, input=archive)
        self._configure()
        self._measure()

    def renew_tests(self) -> None:
        """Take the tests of the checkout as they stand now."""
        shutil.copytree(ROOT / "tests", self.place / "tests", dirs_exist_ok=True)
        self._configure()
        self._measure()

    def names(self) -> list[str]:
        """Name all mutants, in order."""
        return sorted(name for codes in self._codes() for name in codes)

    def try_all(self, names: list[str]) -> None:
        """Let each mutant meet its tests; one of what runs at import in a process that has imported nothing yet."""
        early = self._called_at_import()
        self._try([name for name in names if _function(name) not in early])
        settings = self.place / "pyproject.toml"
        forked = settings.read_text(encoding="utf-8")
        settings.write_text(forked.replace(_FORKED, _STARTED), encoding="utf-8")
        self._try([name for name in names if _function(name) in early])
        settings.write_text(forked, encoding="utf-8")

    def outcomes(self, names: list[str]) -> dict[str, str]:
        """Tell of each mutant whether it was killed, survived, ran out of time or was not reached by any test.

        Raises RuntimeError for one that was not tried: the tests fail without it, or mutmut broke off.
        """
        codes = {name: code for codes in self._codes() for name, code in codes.items()}
        if untried := [name for name in names if codes[name] is None]:
            raise RuntimeError(f"{len(untried)} mutants were not tried, see {self.place / 'mutmut.log'}")
        return {name: _OUTCOMES.get(codes[name] or 0, "killed") for name in names}

    def note(self, outcomes: dict[str, str]) -> None:
        """Keep what became of each mutant that was tried."""
        self._outcomes.write_text(json.dumps(outcomes, indent=1), encoding="utf-8")

    def noted(self) -> dict[str, str]:
        """Return what was kept; raises FileNotFoundError when no run came to its end."""
        kept: dict[str, str] = json.loads(self._outcomes.read_text(encoding="utf-8"))
        return kept

    def _try(self, names: list[str]) -> None:
        if names:
            self._mutmut("run", "--max-children", "1", *names)

    def _measure(self) -> None:
        """Make the mutants that are not made yet, and measure the tests that are not measured yet."""
        # mutmut does both before it looks for the names that it was given.
        self._mutmut("run", "--max-children", "1", _NOTHING)
        self._spare(json.loads(self._stats.read_text(encoding="utf-8")))

    def _configure(self) -> None:
        tests = sorted({found for pattern in self.package.tests for found in _under(self.place, pattern)})
        tests = [test for test in tests if test not in self.package.left_out]
        beside = sorted(_beside(self.place, Path(self.package.source)))
        settings = _SETTINGS.format(source=_quoted([self.package.source]), tests=_quoted(tests), beside=_quoted(beside))
        path = self.place / "pyproject.toml"
        own = path.read_text(encoding="utf-8").partition(_SETTINGS_BEGIN)[0]
        path.write_text(own + settings, encoding="utf-8")

    def _spare(self, stats: dict[str, dict[str, object]]) -> None:
        """Leave each function the tests that fit in the patience."""
        durations: dict[str, float] = stats["duration_by_test"]  # type: ignore[assignment]
        reaching: dict[str, list[str]] = stats["tests_by_mangled_function_name"]  # type: ignore[assignment]
        early = self._called_at_import()
        reaching |= {function: list(durations) for function in early}
        for function, tests in reaching.items():
            patience = PATIENCE_AT_IMPORT if function in early else PATIENCE
            reaching[function] = list(_within(patience, _in_turn(tests, durations), durations))
        self._stats.write_text(json.dumps(stats), encoding="utf-8")

    def _called_at_import(self) -> frozenset[str]:
        """Name the functions that run while the package is imported, whose work every test meets."""
        environment = self._environment | {"MUTANT_UNDER_TEST": "stats"}
        command = [sys.executable, "-P", "-c", _IMPORT_ALL, self.package.source.replace("/", ".")]
        found = subprocess.run(command, cwd=self.place, env=environment, check=True, stdout=subprocess.PIPE)
        return frozenset(json.loads(found.stdout))

    def _codes(self) -> Iterator[dict[str, int | None]]:
        for meta in sorted((self.place / "mutants").rglob("*.meta")):
            yield json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]

    def _mutmut(self, *arguments: str) -> None:
        with (self.place / "mutmut.log").open("ab") as log:
            subprocess.run([_MUTMUT, *arguments], cwd=self.place, env=self._environment, stdout=log, stderr=log)

    @property
    def _environment(self) -> dict[str, str]:
        """The modules of the copy come before those of the checkout."""
        return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(self.place / "mutants")}


def main() -> int:
    """Mutate the packages that were named; print the score of each and what survived."""
    speak_utf8()
    wanted = _arguments()
    print(f"{'package':<10}{'mutants':>9}{'tried':>7}{'killed':>8}{'survived':>10}{'not reached':>13}{'score':>8}")
    for name in wanted.package:
        mutated = Mutated(wanted.into / name, PACKAGES[name])
        outcomes = _try_again(mutated) if wanted.again else _try_anew(mutated, wanted)
        print(_row(name, len(mutated.names()), Counter(outcomes.values())), flush=True)
        mutated.note(outcomes)
    print(f"What became of each mutant, and the mutated copies: {wanted.into}")
    return 0


def _try_anew(mutated: Mutated, wanted: argparse.Namespace) -> dict[str, str]:
    mutated.make(wanted.at)
    every = mutated.names()
    drawn = random.Random(wanted.seed).sample(every, min(wanted.sample or len(every), len(every)))  # noqa: S311
    mutated.try_all(drawn)
    return mutated.outcomes(drawn)


def _try_again(mutated: Mutated) -> dict[str, str]:
    noted = mutated.noted()
    unnoticed = [name for name, outcome in noted.items() if outcome in _UNNOTICED]
    mutated.renew_tests()
    mutated.try_all(unnoticed)
    return noted | mutated.outcomes(unnoticed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("package", nargs="+", choices=PACKAGES)
    parser.add_argument("--sample", type=int, default=0, help="mutants of a package, all unless told")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--at", default="HEAD", help="a revision of the checkout")
    parser.add_argument("--into", type=Path, help="a new directory for the copies")
    parser.add_argument("--again", type=Path, help="the directory of an earlier run")
    wanted = parser.parse_args()
    wanted.into = (wanted.again or wanted.into or Path(tempfile.mkdtemp(prefix="mutants-"))).resolve()
    return wanted


def _row(name: str, every: int, count: Counter[str]) -> str:
    """Show one package; a mutant that ran out of its time was noticed, and counts as killed."""
    killed, tried = count["killed"] + count["out of time"], count.total()
    score = f"{killed / tried:.1%}"
    return f"{name:<10}{every:>9}{tried:>7}{killed:>8}{count['survived']:>10}{count['not reached']:>13}{score:>8}"


def _in_turn(tests: list[str], durations: dict[str, float]) -> list[str]:
    """Take a test of each file, the quickest first, then another of each: all sorts of tests have their turn."""
    files: dict[str, list[str]] = defaultdict(list)
    for test in sorted(tests, key=lambda test: (durations[test], test)):
        files[test.partition("::")[0]].append(test)
    return [test for turn in zip_longest(*files.values()) for test in turn if test is not None]


def _within(patience: float, tests: list[str], durations: dict[str, float]) -> Iterator[str]:
    spent = 0.0
    for test in tests:
        if durations[test] < SLOW_TEST and _PLAIN_NAME.fullmatch(test):
            spent += durations[test]
            if spent > patience:
                return
            yield test


def _function(mutant: str) -> str:
    return mutant.rpartition("__mutmut_")[0]


def _beside(place: Path, source: Path) -> Iterator[str]:
    """Name all that is not mutated: what is copied again does not overwrite mutants, which take long to make."""
    for folder, mutated in zip(reversed(source.parents), source.parts, strict=True):
        for path in (place / folder).iterdir():
            if path.name not in (mutated, "mutants"):
                yield path.relative_to(place).as_posix()


def _under(place: Path, pattern: str) -> Iterator[str]:
    return (path.relative_to(place).as_posix() for path in place.glob(pattern))


def _quoted(names: list[str]) -> str:
    return ", ".join(map(json.dumps, names))


if __name__ == "__main__":
    sys.exit(main())
