"""Windows with their threads and commands work on one store at once: all that was told is there, no fault is invented.

Each round takes a copy of one store and lets processes of several threads save, attach, redact, draft, write and take
in bundles, copy beside the store and to a stick, archive and take back, encrypt and decrypt, restore and check, each
thread with a connection of its own, opened anew now and then; one process is killed on the way. In every other round
nobody keeps the store open, so that it can be encrypted and made plain again among the others.

``torture_crowd.py PATH ROLE SEED SECONDS`` is one such process.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from torture_crowd_deeds import Deeds, open_store
from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.attachment_pool import told_of_lacking
from danvan_desktop.store.backup import copies_of
from danvan_desktop.store.leftovers import BACKUPS
from danvan_desktop.store.stray_log import MARK as STRAY
from danvan_desktop.sync import ExportWish, enrol_card, export_bundle, own_card
from danvan_desktop.sync.noted_manifests import recall_manifest

DONE, REFUSED, WRONG = "done", "refused", "wrong"
SECONDS = 12.0
_ROLES = ("window", "window", "command", "command")
_THREADS = 3


@dataclass(frozen=True)
class Round:
    """Where one round works, and what its processes told."""

    folder: Path
    opens_often: bool

    @property
    def path(self) -> Path:
        """The store."""
        return self.folder / "commune.db"

    def told(self) -> Iterator[tuple[str, ...]]:
        """Yield what each thread wrote down: what it did, how that ended, what then is to be there."""
        for file in sorted(self.folder.glob("*.told")):
            for line in file.read_text("utf-8").splitlines():
                if line.endswith("]"):  # the last one of a killed process may be torn
                    yield tuple(json.loads(line))


def prepare(folder: Path) -> Path:
    """Make a commune with a bundle that a village sent it, a closed year and a place for copies; returns its folder."""
    work = folder / "crowd"
    (work / "stick").mkdir(parents=True)
    done = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-01", "due_on": "2024-04-01", "result": "solved"}
    done |= {"replied_on": "2024-03-20", "reply": "Đã nạo vét", "people_told_on": "2024-03-25", "told_how": "meeting"}
    with (
        Store.create(work / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store,
        Store.create(folder / "village.db", unit_name="Thôn Đông", unit_code="D1", level="village") as village,
    ):
        enrol_card(store, own_card(village))
        enrol_card(village, own_card(store))
        for number in range(8):
            village.save(_petition(village, f"T{number}/2026"))
            export_bundle(village, work / f"in-{number}.danvan", ExportWish(plain=True))
        for number in range(20):
            values = done | {"received_on": "2024-03-01"} if number < 4 else {"received_on": "2026-08-13"}
            store.save(_petition(store, f"{number}/2026", **values))
        store.choose_second_place(work / "stick")
        store.keep_copy("thu", 3)
    return work


def work_together(
    template: Path, times: int, seed: int, folder: Path, patience: Patience = ENDLESS, seconds: float = SECONDS
) -> tuple[Counter[str], list[str]]:
    """Let a crowd work so many rounds; count deeds by how they ended, and return what was wrong, in words."""
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for turn in patience.turns(times):
        one = Round(Path(shutil.copytree(template, folder / f"crowd-{turn}")), turn % 2 == 1)
        replica = _replica(one.path)
        _work(one, seed + turn, seconds)
        told = list(one.told())
        found.update(how for _deed, how, *_rest in told)
        found.update({"rounds": 1, "tried": len(told)})
        wrong += [f"{deed}: {rest[0]}" for deed, how, *rest in told if how == WRONG]
        lost = list(_faults(one, told, replica))
        found[WRONG] += len(lost)
        wrong += lost
        if not lost:
            shutil.rmtree(one.folder)
    return found, wrong


def _petition(store: Store, number: str, **values: object) -> Draft:
    made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
    return Draft("petition", {**made, **values})


def _replica(path: Path) -> str:
    with open_store(path) as store:
        store.save(_petition(store, "dau"))
        return store.replica


def _work(one: Round, seed: int, seconds: float) -> None:
    rng = random.Random(seed)  # noqa: S311 - deeds, the same in every run
    crowd = [
        subprocess.Popen(
            [
                sys.executable,
                __file__,
                one.path,
                f"{role}{'-often' if one.opens_often else ''}",
                str(seed * 10 + n),
                str(seconds),
            ]
        )
        for n, role in enumerate(_ROLES)
    ]
    time.sleep(seconds * rng.uniform(0.5, 0.9))
    crowd[-1].kill()
    for process in crowd:
        process.wait(timeout=seconds + 120)
    if any(process.returncode for process in crowd[:-1]):
        (one.folder / "ended.told").write_text(json.dumps(["process", WRONG, "ended by itself"]) + "\n")


def _faults(one: Round, told: list[tuple[str, ...]], replica: str) -> Iterator[str]:
    """Say what of all that was told is not there, and what should not be."""
    with open_store(one.path) as store:
        if store.notices:
            yield f"told at opening: {store.notices[0]}"
        report = store.check()
        if not report.ok:
            yield f"check: {report.problems[0]}"
        there = {"draft": {draft.uid for draft in store.drafts.all()}}
        for deed in ("save", "attach", "draft"):
            made = {rest[0] for name, how, *rest in told if name == deed and how == DONE}
            lost = {uid for uid in made if uid not in there.get(deed, ()) and store.get(uid) is None}
            if lost:
                yield f"{deed}: {len(lost)} of {len(made)} that were told are not there"
        yield from _faults_of_exchange(one, store, replica)
    yield from _faults_of_files(one)


def _faults_of_exchange(one: Round, store: Store, replica: str) -> Iterator[str]:
    if store.replica != replica:
        yield "the store took another replica"
    numbers = [recall_manifest(note.manifest).number for note in store.bundles() if note.direction == "out"]
    if len(set(numbers)) != len(numbers):
        yield "two bundles bear one number"
    if sum(note.records for note in store.archives.notes()) and not (one.folder / "2024.db").exists():
        yield "what was archived is gone"


def _faults_of_files(one: Round) -> Iterator[str]:
    names = [file.name for place in (one.folder, one.folder / BACKUPS) for file in place.iterdir()]
    # Attached files of copies of the other form are put aside by design, where the store was refused to follow.
    aside = [name for name in names if STRAY in name or (not one.opens_often and ".tep-dinh-kem-" in name)]
    if aside:
        yield f"moved aside: {aside}"
    # What a killed process was to write elsewhere goes with the next file that is made there.
    left = [name for name in names if name.startswith("commune") and name.endswith(".tmp")]
    if left:
        yield f"left behind: {left}"
    for copy in sorted(copies_of(one.path))[-5:]:
        with open_store(copy, beside=one.path) as store:
            if not store.check().ok or told_of_lacking(store._connection, copy.parent, store._key) is not None:
                yield f"{copy.name} is not whole"


def main() -> int:
    """Be one process of the crowd."""
    path, role, seed, seconds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=Deeds(path, role, number, random.Random(seed * 10 + number)).run, args=[until])  # noqa: S311
        for number in range(_THREADS if role.startswith("window") else 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
