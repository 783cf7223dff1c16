"""One petition saved, against bare durable commits of SQLite in the same file system: of one row, of as many pages."""

from __future__ import annotations

import itertools
import random

from measuring import commune_with, median_milliseconds, petition, ratio_line

from danvan_desktop.store.connection import connect

TIMES = 300

PAGES = 40
"""How many pages of the file a save writes: the log and its indexes, heads, the row and its indexes, words."""


def main() -> None:
    with commune_with(2_000) as store:
        bare = connect(store.path.with_name("bare.db"), create=True)
        bare.execute("CREATE TABLE t (x TEXT)")
        limit = median_milliseconds(lambda: bare.execute("INSERT INTO t VALUES (?)", ["x" * 900]), TIMES)
        bare.execute("CREATE TABLE paged (id INTEGER PRIMARY KEY, x TEXT)")
        bare.executemany("INSERT INTO paged VALUES (?, ?)", [(page, "x" * 3_900) for page in range(PAGES)])
        as_many = median_milliseconds(lambda: bare.execute("UPDATE paged SET x = substr(x, 2) || 'y'"), TIMES)
        bare.close()
        numbers, rng, unit = itertools.count(1_000_000), random.Random(2), store.unit.uid
        ours = median_milliseconds(lambda: store.save(petition(unit, next(numbers), rng)), TIMES)
    ratio_line("the same against a commit of as many pages", ours, as_many, "told, not set")
    ratio_line("save one new petition with its changes", ours, limit, f"<= {1.5 * limit + 0.3:.3f} ms")


if __name__ == "__main__":
    main()
