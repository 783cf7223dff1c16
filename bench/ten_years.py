"""A store of ten years before and after its old years were archived: size, a save, a list.

python3 bench/ten_years.py [PETITIONS A YEAR]    2,000 unless told
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

YEARS = range(2015, 2025)
_FILE = 20_000
"""Bytes of the picture that every tenth petition has."""
_WORDS = "Mương tưới qua thôn bị tắc nhiều đoạn, nước tràn vào ruộng; đề nghị xã cho nạo vét trước vụ mùa. "


def fill(store: Store, a_year: int) -> None:
    """Save so many settled petitions a year, one in ten with a picture."""
    unit = store.unit.uid
    for year in YEARS:
        drafts = [Draft("petition", _petition(unit, year, number)) for number in range(1, a_year + 1)]
        uids = store.save(*drafts).uids
        for number, uid in enumerate(uids[::10]):
            store.attach_data(uid, "anh.bin", (f"{year} {number} ".encode() * _FILE)[:_FILE])


def _petition(unit: str, year: int, number: int) -> dict[str, object]:
    return {
        "number": f"{number:04d}/{year}", "received_on": f"{year}-03-01", "unit": unit, "content": _WORDS * 3,
        "citizen_name": f"Nguyễn Văn {number}", "assigned_to": "Tổ thủy lợi",
        "assigned_on": f"{year}-03-02", "replied_on": f"{year}-03-20", "reply": _WORDS * 2, "result": "solved",
        "people_told_on": f"{year}-03-25", "told_how": "meeting",
    }  # fmt: skip


def measured(store: Store) -> str:
    """Say how large a store is and how long a save and the first page of the list take."""
    today = store.today()

    def save() -> None:
        made = {"number": store.next_number("petition", "number", today.year), "received_on": today.isoformat()}
        store.save(Draft("petition", {**made, "unit": store.unit.uid, "content": "Đường hỏng"}))

    size = store.path.stat().st_size / 1e6
    listed = _milliseconds(lambda: store.list("petition", limit=100), 20)
    found = _milliseconds(lambda: store.search("mương thôn"), 20)
    return f"{size:.1f} MB, save {_milliseconds(save, 40):.2f} ms, list {listed:.2f} ms, search {found:.2f} ms"


def _milliseconds(deed: Callable[[], object], times: int) -> float:
    taken = []
    for _time in range(times):
        start = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - start)
    return median(taken) * 1000


def main() -> None:
    """Measure and print."""
    a_year = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            fill(store, a_year)
        with Store.open(folder / "commune.db") as store:
            print(f"{len(YEARS)} years of {a_year} petitions: {measured(store)}")
            digest = store.digest()
            start = time.perf_counter()
            for year in YEARS:
                store.archive(year, folder / f"{year}.db")
            each = (time.perf_counter() - start) / len(YEARS)
            print(f"archived, {each:.1f} s a year: {measured(store)}")
            start = time.perf_counter()
            store.take_back(folder / "2024.db")
            print(f"one year taken back in {time.perf_counter() - start:.1f} s; check {store.check().ok}")
            print(f"an archive file of a year: {(folder / '2020.db').stat().st_size / 1e6:.1f} MB, digest {digest[:8]}")


if __name__ == "__main__":
    main()
