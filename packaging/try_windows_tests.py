"""Runs tests under wine's Windows: python3 packaging/try_windows_tests.py --root ROOT [tests/domain …].

Options that it does not know go to pytest, such as ``-n4 --dist=loadfile``, with which processes wait for wine's one
server beside each other. A test that takes too long ends its process: the files after it are run in another one, and
what was not seen is told at the end with the figures of each part.

With ``--record FILE`` each file that was run to its end gets a line there at once: its name, its figures, what failed.
A file that has one is passed over, so that a run that was ended goes on where it was.

The root is one that ``try_windows.py`` made. The sources of the last commit, the pinned Python for Windows and the
locked packages of the checks are put into the officer's drive, outside of any installation.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_offline import copy_sources
from build_windows import PYTHON, compile_icu_for_wine, unpack_python
from program_tree import ROOT, pip, windows
from try_windows import PREFIX, QUIET, WINE
from trying import OFFICER, ROOTS, Root

from environment import LOCK  # isort: skip

HOME = "drive_c/checks"
PASSED = {"DANVAN_TEST_POSTGRESQL"}
"""Variables that tests get from here: the address of a server that runs outside, where none runs under wine."""
QUICK = ("tests/domain", "tests/store", "tests/exchange", "tests/cli")
LINE = "wine ../python/python.exe -X utf8 -m pytest"
OPTIONS = ("-v", "--tb=short", "-p", "no:cacheprovider", "--continue-on-collection-errors", "--timeout=300")
COMPLETE = (0, 1, 5)
"""What pytest ends with once it has run all that it was given."""
_VERDICT = "(PASSED|FAILED|ERROR|SKIPPED|XFAIL)"
_WORKERS = re.compile(r"^created: \d+/\d+ workers?")
_ALONE = re.compile(rf"^(tests[\\/]\S+?\.py)::(?:(.*) {_VERDICT}\b)?")
_AMONG_WORKERS = re.compile(
    rf"^\[(?P<worker>gw\d+)\] .*?(?P<verdict>{_VERDICT}) (?P<file>tests/\S+?\.py)::(?P<test>.*)"
)


@dataclass
class Told:
    """What pytest told of each file."""

    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    amiss: list[str] = field(default_factory=list)
    cut_short: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    """The files that were run to their end, in the order in which they ended."""
    _begun: dict[str, str] = field(default_factory=dict)
    """The file in which each worker is."""
    _among_workers: bool = False

    def read(self, line: str) -> None:
        """Take a line of pytest with ``-v``."""
        if _WORKERS.match(line):
            self._among_workers = True
        elif (found := _AMONG_WORKERS.match(line)) is not None:
            self._enter(found["worker"], found["file"])
            self._add(found["file"], found["test"].strip(), found["verdict"])
        elif (found := _ALONE.match(line)) is not None:
            file = found[1].replace("\\", "/")
            if found[3] or not self._among_workers:  # else it tells of no worker which test one of them begins
                self._enter("", file)
            if found[3]:
                self._add(file, found[2], found[3])

    def end(self, files: Iterable[str]) -> None:
        """Take it that files were run to their end."""
        self._begun.clear()
        for file in files:
            self._ended(file)

    def cut(self, first: str) -> list[str]:
        """Take it that the process ended amid the files in which a worker is, or before ``first``, and name them."""
        amid = sorted({*self._begun.values()}) or [first.partition("::")[0]]
        self._begun.clear()
        self.cut_short += amid
        return amid

    def figures(self, file: str) -> str:
        """Give what became of the tests of a file: a line with the names of those that failed."""
        told = [f"{count} {what}" for what, count in self.verdicts[file].items()]
        return "\t".join((file, ", ".join(told), *(one for one in self.amiss if f" {file}::" in one)))

    def take(self, line: str) -> None:
        """Take a line that ``figures`` gave in an earlier run."""
        file, told, *amiss = line.split("\t")
        for part in filter(None, told.split(", ")):
            count, _, what = part.partition(" ")
            self.verdicts[file][what] += int(count)
        self.amiss += amiss
        self.whole.append(file)

    def _enter(self, worker: str, file: str) -> None:
        """Know in which file a worker is: with ``--dist=loadfile`` it has ended the one in which it was before."""
        before = self._begun.get(worker, file)
        self._begun[worker] = file
        # The rest of a file whose worker broke down is run by another one.
        if before != file and before not in self._begun.values():
            self._ended(before)

    def _ended(self, file: str) -> None:
        if file not in self.whole:
            self.whole.append(file)

    def _add(self, file: str, test: str, verdict: str) -> None:
        self.verdicts[file][verdict.lower()] += 1
        if verdict in ("FAILED", "ERROR"):
            self.amiss.append(f"{verdict} {file}::{test}")

    def lines(self) -> Iterator[str]:
        """Give the figures of each part, then what failed and what was cut short."""
        parts: dict[str, Counter[str]] = defaultdict(Counter)
        for file in sorted({*self.verdicts, *self.whole}):
            parts["/".join(file.split("/")[:2])] += Counter(files=1) + self.verdicts[file]
        for part, verdicts in parts.items():
            yield ", ".join((part, *(f"{count} {what}" for what, count in verdicts.items())))
        yield from self.amiss
        yield from (f"CUT SHORT {file}" for file in self.cut_short)


def lay_out(folder: Path) -> None:
    """Put Python and packages beside each other."""
    unpack_python(folder / "python", None)
    compact = PYTHON.replace(".", "")
    # An embedded Python looks beside no script that it runs; some of the tests' own need that.
    sources = ("..\\sources", "..\\sources\\script", "..\\sources\\tests\\store")
    paths = (f"python{compact}.zip", ".", "..\\lib", *sources, "import site")
    (folder / "python" / f"python{compact}._pth").write_text("\r\n".join((*paths, "")), encoding="ascii", newline="")
    wanted = ["--require-hashes", "--requirement", str(LOCK), "--target", str(folder / "lib")]
    options = [*windows(PYTHON).pip_options, "--only-binary", ":all:", "--no-deps", "--quiet"]
    pip(["install", *options, *wanted])


def renew_sources(folder: Path) -> None:
    """Put the sources of the last commit in place of those of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    copy_sources(folder)


def files_of(tests: Sequence[str]) -> list[str]:
    """Name the files of folders, in their order."""
    found = ((test, sorted((ROOT / test).rglob("test_*.py"))) for test in tests)
    return [name for test, files in found for name in [str(file.relative_to(ROOT)) for file in files] or [test]]


@dataclass
class Record:
    """A file with what became of each file of tests that was run to its end."""

    path: Path | None
    _written: int = 0

    def earlier(self) -> Told:
        """Read what earlier runs wrote."""
        told = Told()
        if self.path is not None and self.path.exists():
            for line in self.path.read_text("utf-8").splitlines():
                told.take(line)
        self._written = len(told.whole)
        return told

    def keep(self, told: Told) -> None:
        """Write what ended since the last time."""
        if self.path is None or self._written == len(told.whole):
            return
        with self.path.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{told.figures(file)}\n" for file in told.whole[self._written :])
        self._written = len(told.whole)


def run_all(files: Sequence[str], run: Callable[[Sequence[str], Told], int], told: Told) -> Told:
    """Run files; where the process ended in the middle of one, go on with the next."""
    left = [file for file in files if file not in told.whole]
    while left:
        if run(left, told) in COMPLETE:
            told.end(file for file in left if "::" not in file)
            break
        behind = {*told.whole, *told.cut(left[0])}
        left = [file for file in left if file.partition("::")[0] not in behind]
    return told


def main() -> int:
    """Run; exit status 1 where something failed or was cut short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOTS / "wine")
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep what became of each file, and go on there")
    parser.add_argument("tests", nargs="*", default=QUICK)
    asked, options = parser.parse_known_args()
    root = Root.made("trixie", asked.root.absolute())
    root.run(["dpkg", "--add-architecture", "i386"])
    root.install(*WINE)
    inside = Path(PREFIX) / HOME
    folder = root.path / inside.relative_to("/")
    if not (root.home / ".wine/system.reg").exists():
        root.run(["/bin/sh", "-c", "wineboot --init; wineserver -w"], OFFICER, **QUIET)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as place:
            root.take_in(compile_icu_for_wine(Path(place)), f"home/{OFFICER}/.wine/drive_c/windows/system32")
        lay_out(folder)
    renew_sources(folder / "sources")
    root.run(["chown", "-R", OFFICER, str(inside)])
    variables = {
        **QUIET,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUNBUFFERED": "1",
        **{name: os.environ[name] for name in PASSED & {*os.environ}},
    }

    record = Record(asked.record)

    def run_them(files: Sequence[str], told: Told) -> int:
        shell = ["/bin/sh", "-c", f'cd "$1" && shift && {LINE} "$@"', "sh", str(inside / "sources")]
        command = root.command([*shell, *OPTIONS, *options, *files], OFFICER, **variables)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
            for line in running.stdout or ():
                words = line.decode("utf-8", "replace").replace("\r\n", "\n")
                print(words, end="", flush=True)
                told.read(words)
                record.keep(told)
            return running.wait()

    told = run_all(files_of(asked.tests), run_them, record.earlier())
    record.keep(told)
    print("", *told.lines(), sep="\n", flush=True)
    return 1 if told.amiss or told.cut_short else 0


if __name__ == "__main__":
    sys.exit(main())
