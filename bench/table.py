"""One table of all that an officer's laptop does: beside the bare work, at several sizes, in instructions.

script/bench                                   works at 10,000 and 100,000 petitions
script/bench --sizes 10000,100000,1000000      at these; a store is made once and kept in the folder for temporary files
script/bench --only "petition saved,digest"    these works alone
script/bench --counts                          instructions as well, by valgrind over 1,000 petitions
script/bench --json AFTER.json                 keeps what was measured
script/bench --compare BEFORE.json AFTER.json  tells what became dearer; exit status 1 for 5 % more instructions

Times are those of the processor, which what else runs on the machine changes least; instructions it does not change at
all, so that they alone decide. ``growth`` is the exponent between the two largest sizes: 0 is the same at every size, 1
is linear. Each work runs in a process of its own (``laptop.py``), which also tells its largest memory.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from laptop import WORKS
from measuring import kept_commune
from startup import EMPTY, OURS, first_start, start

HERE = Path(__file__).resolve().parent
SIZES = (10_000, 100_000)
COUNTED = 1_000
TURNS_COUNTED = 3
DEARER = 1.05
"""From here on a work is told to have become dearer in instructions, which hardly move by themselves."""
START = "start to the page"


@dataclass(frozen=True)
class Figure:
    """One work at one size: milliseconds of the processor, ours and the bare work's, and the largest memory in MB."""

    work: str
    size: int
    ours: float
    bare: float | None
    megabytes: float | None


@dataclass(frozen=True)
class Measured:
    """What one run measured; instructions a turn by work."""

    figures: Sequence[Figure] = ()
    instructions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Measured:
        """Read what an earlier run kept."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls([Figure(**one) for one in kept["figures"]], kept["instructions"])

    def keep(self, path: Path) -> None:
        """Write it for a later comparison."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def of(self, work: str) -> Sequence[Figure]:
        """Return the figures of a work, the smallest size first."""
        return sorted((one for one in self.figures if one.work == work), key=lambda one: one.size)


def measure(sizes: Sequence[int], works: Sequence[str]) -> Iterator[Figure]:
    """Do the works at each size, each in a process of its own."""
    for size in sizes:
        store = kept_commune(size)
        for work in works:
            print(f"{size:,}: {work} …", file=sys.stderr)
            if work == START:
                yield started(store, size)
            else:
                yield Figure(work, size, **json.loads(child(work, store).splitlines()[-1]))


def started(store: Path, size: int) -> Figure:
    """Start the program beside an empty window, a few times."""
    first_start(store)
    ours, empty = [OURS, "--store", str(store), "page"], [EMPTY]
    taken = [(start(ours, store.parent).processor, start(empty, store.parent).processor) for _turn in range(6)][1:]
    mine, bare = (sorted(column)[len(column) // 2] for column in zip(*taken, strict=True))
    return Figure(START, size, mine, bare, None)


def child(work: str, store: Path, *before: str, turns: int | None = None) -> str:
    """Run one work and return what it printed."""
    only = ["--only"] if before else []
    command = [*before, sys.executable, str(HERE / "laptop.py"), *only, work, str(store)]
    done = subprocess.run(
        [*command, *([] if turns is None else [str(turns)])],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    return done.stdout if not before else done.stderr


def count(works: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Count the instructions of a turn: those of a run with some turns more, less those of a run with one."""
    store = kept_commune(COUNTED)
    for work in works:
        print(f"instructions: {work} …", file=sys.stderr)
        one, more = (collected(work, store, turns) for turns in (1, 1 + TURNS_COUNTED))
        yield work, (more - one) // TURNS_COUNTED


def collected(work: str, store: Path, turns: int) -> int:
    told = child(work, store, "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", turns=turns)
    found = re.search(r"Collected : (\d+)", told)
    assert found is not None, told
    return int(found[1])


def growth(figures: Sequence[Figure]) -> float | None:
    """Return the exponent between the two largest sizes."""
    if len(figures) < 2:
        return None
    before, after = figures[-2:]
    return math.log(after.ours / before.ours) / math.log(after.size / before.size)


def told(measured: Measured) -> Iterator[str]:
    """Give the lines of the table, in Markdown."""
    sizes = sorted({one.size for one in measured.figures})
    heads = ["work", "beside", *(f"{size:,}" for size in sizes), "growth", "most memory", "instructions"]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for work in (START, *WORKS):
        figures = measured.of(work)
        if not figures and work not in measured.instructions:
            continue
        beside = "an empty window" if work == START else WORKS[work].bare
        at = {one.size: one for one in figures}
        exponent = growth(figures)
        most = max((one.megabytes or 0 for one in figures), default=0)
        counted = measured.instructions.get(work)
        cells = [
            work,
            beside,
            *(_cell(at.get(size)) for size in sizes),
            "" if exponent is None else f"{exponent:.2f}",
            f"{most:.0f} MB" if most else "",
            "" if counted is None else f"{counted / 1e6:,.1f} M",
        ]
        yield f"| {' | '.join(cells)} |"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    ratio = f", {figure.ours / figure.bare:.1f} x" if figure.bare else ""
    return f"{figure.ours:.{3 if figure.ours < 10 else 0}f} ms{ratio}"


def compared(before: Measured, after: Measured) -> tuple[Sequence[str], bool]:
    """Give a line for each work of both runs, and whether one became dearer in instructions."""
    lines, is_dearer = [], False
    for work, now in after.instructions.items():
        if was := before.instructions.get(work):
            ratio = now / was
            is_dearer |= ratio >= DEARER
            mark = "  DEARER" if ratio >= DEARER else ""
            lines.append(f"{work}: {was / 1e6:,.1f} M -> {now / 1e6:,.1f} M instructions, {ratio:.3f} x{mark}")
    known = {(one.work, one.size): one for one in before.figures}
    for figure in after.figures:
        if one := known.get((figure.work, figure.size)):
            ratio = figure.ours / one.ours
            lines.append(f"{figure.work} at {figure.size:,}: {one.ours:.2f} -> {figure.ours:.2f} ms, {ratio:.2f} x")
    return lines, is_dearer


def main(arguments: Sequence[str]) -> int:
    """Measure or compare; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", default=",".join((START, *WORKS)))
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"))
    given = parser.parse_args(arguments)
    if given.compare:
        lines, is_dearer = compared(*map(Measured.read, given.compare))
        print("\n".join(lines))
        return int(is_dearer)
    works = [work for work in (START, *WORKS) if work in given.only.split(",")]
    if not works:
        parser.error(f"no such work; there are: {', '.join((START, *WORKS))}")
    if given.counts and shutil.which("valgrind") is None:
        parser.error("--counts needs valgrind")
    sizes = [int(size) for size in given.sizes.split(",") if size]
    counted = [work for work in works if work in WORKS and WORKS[work].is_counted] if given.counts else []
    measured = Measured()
    for figure in measure(sizes, works):
        measured = Measured([*measured.figures, figure])
        if given.json:  # a million records take an hour: what is known by then is kept, whatever ends it
            measured.keep(given.json)
    measured = Measured(measured.figures, dict(count(counted)))
    print("\n".join(told(measured)))
    if given.json:
        measured.keep(given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
