"""Counts the keys and clicks that the jobs of docs/so-sanh.md take, by doing them in a window without a screen.

python3 script/count_keys.py           prints the table
python3 script/count_keys.py --write   puts it into docs/so-sanh.md, which a test compares with what is pressed
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, speak_utf8

if TYPE_CHECKING:
    from hands import Hands
    from nine_jobs import WalkedJob
    from working_day import WorkingDay

PAGE = ROOT / "docs" / "so-sanh.md"
_HEADING = "| Việc | Chỉ bàn phím: phím điều khiển | Chỉ chuột: lần nhấn | Chữ và số phải gõ |"
_WHOLE = "**Cả chín việc**"
_BEGIN, _END = "<!-- count_keys -->", "<!-- /count_keys -->"
_LAW_HEADING = "| Việc | Phím điều khiển | Chữ và số phải gõ |"
_LAW_BEGIN, _LAW_END = "<!-- law_keys -->", "<!-- /law_keys -->"


@dataclass(frozen=True)
class Row:
    """What a job takes: keys that lead and decide, or clicks instead, besides what is written by letters."""

    words: str
    keys: int
    clicks: int
    letters: int

    def __str__(self) -> str:
        """Write it as a row of the table."""
        return f"| {self.words} | {self.keys} | {self.clicks} | {self.letters} |"


def rows_of(by_keys: Sequence[WalkedJob], by_mouse: Sequence[WalkedJob]) -> list[Row]:
    """Return the rows of the table, the whole day the last."""
    rows = [
        Row(one.words, one.tally.leading, other.tally.clicks, one.tally.letters)
        for one, other in zip(by_keys, by_mouse, strict=True)
    ]
    return [*rows, Row(_WHOLE, *(sum(numbers) for numbers in zip(*map(_numbers, rows), strict=True)))]


def rows_told() -> list[Row]:
    """Return the rows as docs/so-sanh.md tells them, without that of the whole day."""
    return [Row(words, *map(int, numbers)) for words, *numbers in _told(_BEGIN, _END) if words != _WHOLE]


def law_told() -> list[tuple[str, int, int]]:
    """Return of each job of democracy and of letters what docs/so-sanh.md tells: its words, keys, letters."""
    return [(words, int(keys), int(letters)) for words, keys, letters in _told(_LAW_BEGIN, _LAW_END)]


def _told(begin: str, end: str) -> list[list[str]]:
    told = PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    return [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("|")][2:]


def _numbers(row: Row) -> tuple[int, int, int]:
    return row.keys, row.clicks, row.letters


def table_of(rows: Sequence[Row]) -> str:
    """Return the table of the nine jobs."""
    return "\n".join((_HEADING, "| --- | ---: | ---: | ---: |", *map(str, rows)))


def law_table(walked: Sequence[WalkedJob]) -> str:
    """Return the table of the jobs of democracy and of letters."""
    rows = (f"| {one.words} | {one.tally.leading} | {one.tally.letters} |" for one in walked)
    return "\n".join((_LAW_HEADING, "| --- | ---: | ---: |", *rows))


def write(nine: str, law: str) -> None:
    """Put the tables into docs/so-sanh.md."""
    text = PAGE.read_text(encoding="utf-8")
    for table, begin, end in ((nine, _BEGIN, _END), (law, _LAW_BEGIN, _LAW_END)):
        before, _begin, rest = text.partition(begin)
        text = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    PAGE.write_text(text, encoding="utf-8")


def count() -> tuple[str, str]:
    """Walk the days, each in an office that is made for it and goes away; return the tables."""
    from law_jobs import walked_by_law
    from mouse_day import MouseDay
    from working_day import WorkingDay

    from danvan_desktop.ui.app import make_application

    make_application([])
    return table_of(rows_of(walked_by(WorkingDay), walked_by(MouseDay))), law_table(walked_by_law())


def walked_by(worker: type[WorkingDay], hands: Hands | None = None) -> list[WalkedJob]:
    """Walk the day by keys or by the mouse, with the ``hands`` that are given, or new ones."""
    from hands import Hands
    from nine_jobs import walk
    from working_office import furnish, neighbour_of, office_window

    with tempfile.TemporaryDirectory(prefix="danvan-") as name:
        folder = Path(name)
        with office_window(folder, furnish) as window, neighbour_of(window.context.store, folder) as province:
            return walk(worker(window, hands or Hands()), province, folder)


def main() -> None:
    """Print the table."""
    speak_utf8()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tables = count()
    sys.stdout.write("\n\n".join((*tables, "")))
    if "--write" in sys.argv[1:]:
        write(*tables)


if __name__ == "__main__":
    main()
