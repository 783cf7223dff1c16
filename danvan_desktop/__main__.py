"""The composition root: puts window and command line together."""

from __future__ import annotations

import os
import sys

from danvan_desktop import interrupts

TYPE_CHECKING = False  # as type checkers take it, without loading ``typing`` before Ctrl+C ends the program
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_COMPLETION = "_DANVAN_COMPLETE"
"""Set by a shell that asks what a command could go on with, without any argument."""
_ENDINGS = (".danvan", ".danvan-update")
"""Of the files that a double click brings."""


def main() -> None:
    """Run the command line; without a command, open the window."""
    interrupts.end_at_once()
    # What takes long to load comes after: until here Python itself answers Ctrl+C.
    arguments, bundle = _without_bundle(sys.argv[1:])
    opens_window = _COMPLETION not in os.environ and _asks_for_the_window(arguments)
    if opens_window:
        from danvan_desktop import start_codes

        start_codes.use()
    from pathlib import Path

    from danvan_desktop import core_files

    core_files.leave_none()

    for stream in (sys.stdout, sys.stderr):
        # Windows consoles start in the code page of the system, which lacks most Vietnamese letters.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.stderr is None:
        # A window of Windows has no console: what is told there would itself raise, and hide what happened.
        from danvan_desktop.error_log import ErrorLog

        sys.stderr = ErrorLog()

    def run() -> None:
        if opens_window:
            sys.exit(_open_window(Path(arguments[1]) if arguments else None, bundle))
        from danvan_desktop.cli.main import command_line

        command_line(_open_window)

    if not _is_installed():
        run()
        return
    from danvan_desktop.versions import run_chosen

    run_chosen(run, opens_window=opens_window)


def _is_installed() -> bool:
    """Tell whether a setup or a package put this tree here: only such a program can have a newer version beside it."""
    from pathlib import Path

    return (Path(__file__).resolve().parent.parent / "danvan-system.txt").is_file()


def _without_bundle(arguments: Sequence[str]) -> tuple[Sequence[str], Path | None]:
    """Part a start that names nothing but a file, as a double click does, and perhaps the store, from it."""
    if len(arguments) in {1, 3} and arguments[-1].lower().endswith(_ENDINGS) and not arguments[-1].startswith("-"):
        rest = arguments[:-1]
        if _asks_for_the_window(rest):
            from pathlib import Path

            return rest, Path(arguments[-1])
    return arguments, None


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    """Tell the usual starts of the window apart from commands: it need not wait for the command line to load."""
    if not arguments:
        return True
    return len(arguments) == 2 and arguments[0] == "--store" and not arguments[1].startswith("-")


def _open_window(store: Path | None, bundle: Path | None = None) -> int:
    import gc

    # What is loaded now stays: looking for garbage among it would only hold the window up.
    gc.disable()
    from danvan_desktop.ui.plain_imports import import_plainly

    import_plainly()
    from danvan_desktop.ui.app import run_window

    gc.freeze()
    return run_window(store, bundle)


if __name__ == "__main__":
    main()
