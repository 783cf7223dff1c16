"""The window over a large store: the list of petitions opened and scrolled to its end, search as one types, memory.

``python bench/ui.py [RECORDS]`` (200,000 unless told). Drawn by Qt without a screen; each figure is from the key press
to what is painted, with the reading in its own thread between. The start of the program is measured by startup.py.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from measuring import _WORDS, kept_commune, ratio_line
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect
from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.plain_imports import import_plainly
from danvan_desktop.ui.search.palette import SearchPalette

KEYSTROKES = 200
ROWS = 30
OPENINGS = 9


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    import_plainly()  # as the program does
    application = make_application([])
    with Store.open(kept_commune(records)) as store:
        operations = Operations(store.path)
        context = UiContext(store, Translator("vi"), operations, store.path, ALL_VIEWS)
        before = megabytes()
        measure_list(application, context, records)
        measure_search(application, context, records)
        print(f"memory: {megabytes() - before:.0f} MB more than before the list, {megabytes():.0f} MB in all")
        operations.shutdown()


def measure_list(application: QApplication, context: UiContext, records: int) -> None:
    raw = connect(context.store.path)
    bare = milliseconds(
        lambda: raw.execute(
            f"SELECT * FROM record_petition WHERE deleted IS NOT 1 ORDER BY received_on DESC, uid DESC LIMIT {ROWS}"
        ).fetchall()
    )
    raw.close()
    context.translator.number(records)  # the overview, which comes first, has read the language's data
    context.operations.read(lambda store: store.count("petition"), lambda _count: None, owner=context.operations)
    wait(application, lambda: not context.operations._reads)
    opened = [open_list(application, context, records) for _turn in range(OPENINGS)]
    first, processor, whole, end = (statistics.median(column) for column in zip(*opened, strict=True))
    ratio_line(f"list of {records:,} petitions, first paint, median of {OPENINGS} openings", first, bare, "<= 50 ms")
    print(f"  best {min(opened)[0]:.0f} ms, worst {max(opened)[0]:.0f} ms; of the processor {processor:.0f} ms")
    print(f"  all rows known after {whole:.0f} ms, the window usable meanwhile")
    print(f"  scrolled to the end and painted in {end:.1f} ms")


def open_list(application: QApplication, context: UiContext, records: int) -> tuple[float, float, float, float]:
    """Open a new list; return milliseconds to its first rows, those of the processor, to all rows, of the way down."""
    page = RecordPage(context, context.views["petition"])
    page.resize(1160, 720)
    page.show()
    application.processEvents()
    start, used = time.perf_counter(), time.process_time()
    page.activate()
    wait(application, lambda: page.table.rowCount() > 0)  # the page paints its first rows before it asks for the rest
    first, processor = (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000
    wait(application, lambda: page.table.rowCount() == records)
    page.view.viewport().repaint()
    whole = (time.perf_counter() - start) * 1000
    end = milliseconds(lambda: show_end(page))
    page.close()
    shiboken6.delete(page)  # with its uids, before the next one is opened
    return first, processor, whole, end


def show_end(page: RecordPage) -> None:
    page.view.scrollToBottom()
    page.view.viewport().repaint()


def measure_search(application: QApplication, context: UiContext, records: int) -> None:
    palette = SearchPalette(context, ())
    palette.show()
    taken: list[float] = []
    bare: list[float] = []
    raw = connect(context.store.path)
    for text in keystrokes():
        shown: list[object] = []
        palette.list._rows.modelReset.connect(lambda shown=shown: shown.append(1))
        start = time.perf_counter()
        palette.line.setText(text)
        wait(application, lambda shown=shown: bool(shown))
        palette.list.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
        palette.list._rows.modelReset.disconnect()
        query = " AND ".join(f'"{fold(word)}"' for word in text.split()) + "*"
        bare.append(milliseconds(lambda query=query: raw_search(raw, query)))
    raw.close()
    palette.close()
    what = f"key press to results among {records:,}, median"
    ratio_line(what, statistics.median(taken), statistics.median(bare), "<= 30 ms")
    worst = max(zip(taken, keystrokes(), strict=True))
    print(f"  worst of {len(taken)}: {worst[0]:.1f} ms for “{worst[1]}” (goal <= 100 ms)")


def raw_search(raw: object, query: str) -> object:
    return raw.execute("SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT 30", [query]).fetchall()


def keystrokes() -> list[str]:
    """Everything that stands in the box while officers type words of the field, one letter after another."""
    rng = random.Random(2)
    typed: list[str] = []
    while len(typed) < KEYSTROKES:
        phrase = fold(" ".join(rng.choices(_WORDS, k=3)))
        typed += [phrase[:length] for length in range(1, len(phrase) + 1) if phrase[length - 1] != " "]
    return typed[:KEYSTROKES]


def wait(application: QApplication, until: Callable[[], bool]) -> None:
    while not until():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def megabytes() -> float:
    """The most memory that this process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
