"""What every benchmark needs: a commune of a given size, medians, and ratio lines."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

_WORDS = (
    "đường", "mương", "điện", "nước", "rác thải", "đất đai", "bồi thường", "hộ nghèo", "bảo hiểm", "trường học",
    "nhà văn hóa", "an ninh", "trật tự", "cống", "đèn chiếu sáng", "giống lúa", "chăn nuôi", "ô nhiễm",
)  # fmt: skip


@contextmanager
def commune_with(petitions: int) -> Iterator[Store]:
    """Make a store with that many petitions of about 0.3 kB text in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder, _commune_at(Path(folder) / "commune.db", petitions) as store:
        yield store


def kept_commune(petitions: int) -> Path:
    """Return a store with that many petitions which is made once and kept: a large one takes minutes to make."""
    folder = Path(tempfile.gettempdir()) / "danvan-bench"
    folder.mkdir(exist_ok=True)
    kept = folder / f"commune-{petitions}.db"
    if not kept.is_file():
        with tempfile.TemporaryDirectory(dir=folder) as making:
            path = Path(making) / "commune.db"
            with _commune_at(path, petitions) as store:
                # An office with a village is no longer offered to be set up.
                village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
                store.save(Draft("unit", village))
            path.rename(kept)
    Store.open(kept).close()  # a version that derives otherwise would do so in what is measured
    return kept


@contextmanager
def _commune_at(path: Path, petitions: int) -> Iterator[Store]:
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        rng = random.Random(1)
        for start in range(0, petitions, 5_000):
            numbers = range(start, min(start + 5_000, petitions))
            store.save(*(petition(store.unit.uid, number, rng) for number in numbers))
        yield store


def petition(unit: str, number: int, rng: random.Random) -> Draft:
    """Make one petition with words of the field."""
    content = f"Kiến nghị số {number}: " + " ".join(rng.choices(_WORDS, k=40))
    values = {
        "number": f"{number}/2026",
        "received_on": f"2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}",
        "unit": unit,
        "content": content,
        "citizen_name": f"Nguyễn Văn {rng.choice('ABCDEGHK')}",
    }
    return Draft("petition", values)


def median_milliseconds(work: Callable[[], object], times: int) -> float:
    """Run ``work`` so many times and return the median time of one run."""
    taken = []
    for _turn in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def ratio_line(what: str, ours: float, limit: float, goal: str, unit: str = "ms") -> None:
    """Print one figure beside its limit."""
    print(f"{what}: {ours:.3f} {unit} against {limit:.3f} {unit} = {ours / limit:.2f} x   (goal {goal})")


def most_memory() -> float:
    """Return the largest memory of this process in MB; what getrusage tells begins with that of the program before."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(told["VmHWM"].split()[0]) / 1024
