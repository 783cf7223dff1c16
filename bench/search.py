"""A key press in the search box, against the bare bounded FTS5 query and against LIKE.

``python bench/search.py [RECORDS]`` (20,000 unless told).
"""

from __future__ import annotations

import statistics
import sys
import time

from measuring import commune_with, ratio_line

from danvan_desktop.store.connection import connect

TYPED = "kien nghi muong dien"


def keystrokes() -> list[str]:
    """Everything that stands in the box while the words are typed."""
    return [TYPED[:length] for length in range(1, len(TYPED) + 1) if TYPED[length - 1] != " "]


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with commune_with(records) as store:
        ours = [_timed(lambda text=text: store.search(text)) for text in keystrokes() for _turn in range(10)]
        raw = connect(store.path)
        bare = [
            _timed(
                lambda text=text: raw.execute(
                    "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT 50",
                    [" ".join(text.split()) + "*"],
                ).fetchall()
            )
            for text in keystrokes()
            for _turn in range(10)
        ]
        like = _timed(
            lambda: raw.execute(
                "SELECT uid FROM record_petition WHERE content LIKE '%kiến nghị mương điện%' LIMIT 50"
            ).fetchall()
        )
        raw.close()
    print(f"{records:,} records, {len(ours)} key presses; worst {max(ours):.1f} ms (goal <= 100 ms)")
    ratio_line("key press, median", statistics.median(ours), statistics.median(bare), "<= 2 x and <= 30 ms")
    ratio_line("key press, median, against LIKE", statistics.median(ours), like, "< 1 x")


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
