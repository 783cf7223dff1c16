"""Imports mutated bundles and counts what must not happen: crashes, partial imports, memory.

python3 script/fuzz.py [COUNT] [SEED]      100,000 bundles, plain and encrypted, unless told

A crash is any exception that is not one of the program's own with its line of Vietnamese. An import is partial when the
store differs after a refusal, or is not sound after an acceptance. Half of the mutations happen before signing, by a
sender who holds a key of its own, so that they reach what lies behind the signatures. What failed is kept in ./fuzz.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from environment import ROOT, speak_utf8
from fuzz_mutations import MUTATIONS, Mutation
from hostile_base import Good, make_good

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message
from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect
from danvan_desktop.sync import import_bundle

COUNT, SEED = 100_000, 20260813
KEPT = ROOT / "fuzz"
_TELL_EVERY = 5_000
_COUNTED = ("entry", "log", "record", "conflict", "shadow", "word_docsize", "blob", "bundle")


@dataclass
class Tally:
    """What came of the bundles so far."""

    done: int = 0
    accepted: int = 0
    crashes: int = 0
    partial: int = 0
    longest: float = 0.0
    """Seconds of the slowest import."""
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def failures(self) -> int:
        """How many bundles did what must not happen."""
        return self.crashes + self.partial


class Target:
    """The store that the bundles are imported into; after an acceptance it starts anew."""

    def __init__(self, folder: Path) -> None:
        """Found it in ``folder``."""
        self._folder = folder
        self._template = folder / "template.db"
        Store.create(self._template, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province").close()
        self._path = folder / "province.db"
        self._open()

    def renew(self) -> None:
        """Start from the newly founded store."""
        self.close()
        self._open()

    def close(self) -> None:
        """Close what is open."""
        self._witness.close()
        self.store.close()

    def _open(self) -> None:
        self.store = self._new()
        self._witness = connect(self._path)
        self._version = self._data_version()
        self._before = self._state()

    def _new(self) -> Store:
        for leftover in self._folder.glob("province.db*"):
            leftover.unlink()
        shutil.rmtree(self._folder / "backups", ignore_errors=True)
        shutil.copy(self._template, self._path)
        return Store.open(self._path)

    def is_whole(self) -> bool:
        """Tell whether nothing changed since the store was new."""
        version = self._data_version()
        if version == self._version:
            return True
        self._version = version
        return self._state() == self._before

    def _data_version(self) -> int:
        """Give a number that changes when anything is committed by another connection."""
        return int(self._witness.execute("PRAGMA data_version").fetchone()[0])

    def _state(self) -> tuple[object, ...]:
        """Give what an import may not leave half done: the content, the logs, the size of every table."""
        counts = tuple(
            self._witness.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own names
            for name in _COUNTED
        )
        return (self.store.digest(), tuple(self.store.log.vector().items()), counts)


def fuzz(count: int, seed: int, keep: Path) -> Tally:
    """Import ``count`` mutated bundles, drawn by ``seed``; failing ones are kept in ``keep``."""
    tally, rng = Tally(), random.Random(seed)  # noqa: S311 - mutations, the same in every run
    with tempfile.TemporaryDirectory() as name:
        target = Target(Path(name))
        good = make_good(target.store.identity.keys.recipient)
        path = Path(name) / "mutated.danvan"
        while tally.done < count:
            mutation = rng.choice(MUTATIONS)
            path.write_bytes(_mutated(mutation, good, rng))
            _import_one(target, path, mutation, tally, keep)
            if tally.done % _TELL_EVERY == 0:
                print(f"{tally.done:,} of {count:,}: {tally.failures} failures", flush=True)
        target.close()
    return tally


def _mutated(mutation: Mutation, good: Good, rng: random.Random) -> bytes:
    made = mutation(good, rng)
    # A second mutation of the bytes now and then meets what one alone does not.
    return MUTATIONS[0](Good(made, made), rng) if rng.random() < 0.1 else made


def _reason(message: Message) -> str:
    """Return what a refusal says, whatever it says it of: its detail where it has one."""
    detail = dict(message.values).get("detail")
    return _reason(detail) if isinstance(detail, Message) else message.msgid


def _import_one(target: Target, path: Path, mutation: Mutation, tally: Tally, keep: Path) -> None:
    tally.done += 1
    start = time.perf_counter()
    try:
        import_bundle(target.store, path, accept_sender=True)
    except DanvanError as error:
        tally.reasons[_reason(error.message)[:70]] += 1
        if not target.is_whole():
            tally.partial += 1
            _keep(path, keep, tally.done, mutation, "the store differs after a refusal")
            target.renew()
    except Exception:  # noqa: BLE001 - that is what is looked for
        tally.crashes += 1
        _keep(path, keep, tally.done, mutation, traceback.format_exc())
        target.renew()
    else:
        tally.accepted += 1
        _judge_acceptance(target, path, mutation, tally, keep)
    tally.longest = max(tally.longest, time.perf_counter() - start)


def _judge_acceptance(target: Target, path: Path, mutation: Mutation, tally: Tally, keep: Path) -> None:
    """A bundle that changed something must leave a sound store."""
    if target.is_whole():
        return
    problems = target.store.check().problems
    if problems:
        tally.partial += 1
        _keep(path, keep, tally.done, mutation, "\n".join(map(str, problems)))
    target.renew()


def _keep(path: Path, keep: Path, number: int, mutation: Mutation, why: str) -> None:
    keep.mkdir(exist_ok=True)
    shutil.copy(path, keep / f"{number}.danvan")
    (keep / f"{number}.txt").write_text(f"{mutation.__name__}\n{why}\n", encoding="utf-8")


def _largest_memory() -> float:
    """Give the largest memory of this process in MB."""
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Run and print the figures; the exit status tells whether anything failed."""
    speak_utf8()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    start = time.perf_counter()
    tally = fuzz(count, seed, KEPT)
    print(f"{tally.done:,} mutated bundles in {time.perf_counter() - start:.0f} s (seed {seed})")
    print(f"refused {sum(tally.reasons.values()):,}, accepted and sound {tally.accepted - tally.partial:,}")
    print(f"crashes {tally.crashes}, partial imports {tally.partial}, largest memory {_largest_memory():.0f} MB")
    for reason, times in tally.reasons.most_common():
        print(f"{times:>8,}  {reason}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
