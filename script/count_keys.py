"""Counts the keys that the nine jobs of docs/so-sanh.md take, by doing them in a window without a screen.

python3 script/count_keys.py           prints the table
python3 script/count_keys.py --write   puts it into docs/so-sanh.md, which a test compares with what is pressed
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from environment import ROOT, speak_utf8
from nine_jobs import WalkedJob

PAGE = ROOT / "docs" / "so-sanh.md"
_HEADING = "| Việc | Phím điều khiển | Chữ và số phải gõ |"
_BEGIN, _END = "<!-- count_keys -->", "<!-- /count_keys -->"


def keys_counted(walked: Sequence[WalkedJob]) -> list[str]:
    """Return the rows of the table: keys that lead and decide, and what is written by letters."""
    spent = [(one.words, one.tally.leading, one.tally.letters) for one in walked]
    whole = ("**Cả chín việc**", sum(keys for _job, keys, _letters in spent), sum(one[2] for one in spent))
    return [f"| {words} | {keys} | {letters} |" for words, keys, letters in (*spent, whole)]


def keys_told() -> list[str]:
    """Return the rows as docs/so-sanh.md tells them."""
    told = PAGE.read_text(encoding="utf-8").partition(_BEGIN)[2].partition(_END)[0]
    return [line for line in told.splitlines() if line.startswith("|")][2:]


def write(rows: Sequence[str]) -> None:
    """Put the rows into docs/so-sanh.md."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    table = "\n".join((_HEADING, "| --- | ---: | ---: |", *rows))
    PAGE.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


def count() -> list[WalkedJob]:
    """Walk the day in an office that is made for it and goes away."""
    from hands import Hands
    from nine_jobs import walk
    from working_day import WorkingDay
    from working_office import furnish, neighbour_of, shown_window

    from danvan_desktop.localization import Translator
    from danvan_desktop.store import Store
    from danvan_desktop.ui.app import make_application
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.operations import Operations

    application = make_application([])
    with tempfile.TemporaryDirectory(prefix="danvan-") as name:
        folder = Path(name)
        with Store.create(folder / "DS.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            furnish(store)
            operations = Operations(store.path)
            context = UiContext(store, Translator("vi"), operations, store.path)
            with neighbour_of(store, folder) as province, shown_window(context) as window:
                walked = walk(WorkingDay(window, Hands()), province, folder)
            operations.shutdown()
            application.processEvents()
    return walked


def main() -> None:
    """Print the table."""
    speak_utf8()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = keys_counted(count())
    sys.stdout.write("\n".join((_HEADING, *rows, "")))
    if "--write" in sys.argv[1:]:
        write(rows)


if __name__ == "__main__":
    main()
