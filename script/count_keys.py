"""Counts the keys and clicks that the nine jobs of docs/so-sanh.md take, by doing them in a window without a screen.

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
    from nine_jobs import WalkedJob
    from working_day import WorkingDay

PAGE = ROOT / "docs" / "so-sanh.md"
_HEADING = "| Việc | Chỉ bàn phím: phím điều khiển | Chỉ chuột: lần nhấn | Chữ và số phải gõ |"
_WHOLE = "**Cả chín việc**"
_BEGIN, _END = "<!-- count_keys -->", "<!-- /count_keys -->"


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
    told = PAGE.read_text(encoding="utf-8").partition(_BEGIN)[2].partition(_END)[0]
    lines = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("|")][2:]
    return [Row(words, *map(int, numbers)) for words, *numbers in lines if words != _WHOLE]


def _numbers(row: Row) -> tuple[int, int, int]:
    return row.keys, row.clicks, row.letters


def write(rows: Sequence[Row]) -> None:
    """Put the rows into docs/so-sanh.md."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    table = "\n".join((_HEADING, "| --- | ---: | ---: | ---: |", *map(str, rows)))
    PAGE.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


def count() -> list[Row]:
    """Walk the day twice, each time in an office that is made for it and goes away."""
    from mouse_day import MouseDay
    from working_day import WorkingDay

    from danvan_desktop.ui.app import make_application

    make_application([])
    return rows_of(walked_by(WorkingDay), walked_by(MouseDay))


def walked_by(worker: type[WorkingDay]) -> list[WalkedJob]:
    """Walk the day by keys or by the mouse."""
    from hands import Hands
    from nine_jobs import walk
    from PySide6.QtWidgets import QApplication
    from working_office import furnish, neighbour_of, shown_window

    from danvan_desktop.localization import Translator
    from danvan_desktop.store import Store
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.operations import Operations

    with tempfile.TemporaryDirectory(prefix="danvan-") as name:
        folder = Path(name)
        with Store.create(folder / "DS.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            furnish(store)
            operations = Operations(store.path)
            context = UiContext(store, Translator("vi"), operations, store.path)
            with neighbour_of(store, folder) as province, shown_window(context) as window:
                walked = walk(worker(window, Hands()), province, folder)
            operations.shutdown()
            QApplication.processEvents()
    return walked


def main() -> None:
    """Print the table."""
    speak_utf8()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = count()
    sys.stdout.write("\n".join((_HEADING, *map(str, rows), "")))
    if "--write" in sys.argv[1:]:
        write(rows)


if __name__ == "__main__":
    main()
