"""The full quarter of the sample commune, all forms: as one PDF, as a folder, and how long the window waits meanwhile.

``python bench/batch.py [PERIOD]`` (the last full quarter unless told).
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from measuring import ratio_line

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.batch import batch_of, print_to_book, print_to_folder
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store

GOAL_SECONDS = 15
GOAL_MILLISECONDS = 50


def main() -> None:
    period = Period.parse(sys.argv[1]) if len(sys.argv) > 1 else _last_quarter()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        path = work / "commune.db"
        with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
            fill_sample(store)
            start = time.perf_counter()
            items = batch_of(store, period).items
            book = print_to_book(items, work / "book.pdf")
            seconds = time.perf_counter() - start
            print(f"{period.code}: {len(items)} forms, {book.pages} pages, {len(book.skipped)} left out")
            ratio_line("whole quarter as one PDF", seconds, GOAL_SECONDS, "< 1 x", "s")
            start = time.perf_counter()
            print_to_folder(batch_of(store, period).items, work / "folder")
            ratio_line("whole quarter as a folder", time.perf_counter() - start, GOAL_SECONDS, "< 1 x", "s")
        ratio_line("longest wait of the window", _longest_wait(path, period, work), GOAL_MILLISECONDS, "< 1 x")


def _last_quarter() -> Period:
    today = dt.date.today()
    return Period.quarter_of(today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1) - dt.timedelta(days=1))


def _longest_wait(path: Path, period: Period, work: Path) -> float:
    """Print in the window's thread of batches and give the longest time between two turns of the event loop, in ms."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from danvan_desktop.ui.cycles import CycleCollector
    from danvan_desktop.ui.preview.batch_job import BatchJob, BatchWish

    application = QApplication([])
    CycleCollector(application)  # as in the window
    turns = [time.perf_counter()]
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start()
    job = BatchJob(path, BatchWish(period, work / "window.pdf", one_file=True))
    job.done.connect(lambda _result: application.quit())
    application.exec()
    return 1000 * max(later - earlier for earlier, later in pairwise(turns))


if __name__ == "__main__":
    main()
