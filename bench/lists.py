"""Opening a list: all uids in order and the first page of records, against the raw query for the same rows.

``python bench/lists.py [RECORDS]`` (20,000 unless told).
"""

from __future__ import annotations

import sys

from measuring import commune_with, median_milliseconds, ratio_line

from danvan_desktop.store.connection import connect

PAGE = 60


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with commune_with(records) as store:
        raw = connect(store.path)
        limit = median_milliseconds(
            lambda: raw.execute("SELECT uid FROM record_petition ORDER BY received_on DESC, uid DESC").fetchall(), 10
        )
        ours = median_milliseconds(lambda: store.uids("petition"), 10)
        uids = store.uids("petition")
        page = median_milliseconds(lambda: store.get_many(uids[:PAGE]), 50)
        raw_page = median_milliseconds(
            lambda: raw.execute(
                f"SELECT * FROM record_petition WHERE uid IN ({', '.join('?' * PAGE)})", uids[:PAGE]
            ).fetchall(),
            50,
        )
        raw.close()
    ratio_line(f"order of {records:,} petitions", ours, limit, "<= 1.5 x")
    ratio_line(f"one page of {PAGE} records", page, raw_page, "<= 5 x and <= 5 ms")


if __name__ == "__main__":
    main()
