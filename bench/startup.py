"""From the start of the process to a window that takes clicks, against an empty window of PySide6.

``python bench/startup.py [TURNS]`` (15 unless told). Both windows are shown by Qt without a screen, in turns; the
program runs by its own entry, over a store of 2,000 petitions, until its first page is painted and waits for clicks.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from measuring import commune_with, ratio_line

TURNS = 15
PETITIONS = 2_000

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
application.processEvents()
print("usable", flush=True)
"""

OURS = """
import os, sys
from PySide6.QtWidgets import QApplication

def stop_here(*_application):
    QApplication.processEvents()
    print("usable", flush=True)
    os._exit(0)

QApplication.exec = stop_here
sys.argv = ["danvan", "--store", sys.argv[1]]
from danvan_desktop.__main__ import main
main()
"""


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    with commune_with(PETITIONS) as store:
        path = store.path
        for script in (EMPTY, OURS):  # compiles, and warms the disk's cache, for both
            milliseconds_to_usable(script, path)
        pairs = [(milliseconds_to_usable(OURS, path), milliseconds_to_usable(EMPTY, path)) for _turn in range(turns)]
    ours, empty = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio_line("start to a usable window", ours, empty, "<= 1.6 x")


def milliseconds_to_usable(script: str, store: Path) -> float:
    """Start a process and wait until it prints that its window is painted."""
    # As installed: compiled once, whatever this shell says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(store.parent / "compiled")}
    start = time.perf_counter()
    command = [sys.executable, "-c", script, store]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "usable\n"
        return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
