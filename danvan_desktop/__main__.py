"""The composition root: puts window and command line together."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run the command line; without a command, open the window."""
    from danvan_desktop.cli.main import command_line

    for stream in (sys.stdout, sys.stderr):
        # Windows consoles start in the code page of the system, which lacks most Vietnamese letters.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command_line(_open_window)


def _open_window(store: Path | None) -> int:
    from danvan_desktop.ui.app import run_window

    return run_window(store)


if __name__ == "__main__":
    main()
