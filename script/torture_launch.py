"""Starts the command line or the window with something amiss inside the process; see torture_world.py.

torture_launch.py clock DAYS,CALLS,DAYS ARGUMENT…   the clock is off by days, and after so many looks at it by others
torture_launch.py memory BYTES ARGUMENT…            that many more than the loaded program takes may be had
torture_launch.py fonts NUMBER,FOLDER ARGUMENT…     a face of the letters for papers is damaged in one of the ways
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from danvan_desktop.domain.clock import Clock


@contextmanager
def wrong_clock(value: str) -> Iterator[None]:
    """Let the clock be off, and jump while the program runs."""
    first, looks, then = map(int, value.split(","))
    count, now = itertools.count(), Clock.now

    def wrong(clock: Clock) -> dt.datetime:
        return now(clock) + dt.timedelta(days=first if next(count) < looks else then)

    Clock.now = wrong  # type: ignore[assignment,method-assign]
    yield


@contextmanager
def little_memory(value: str) -> Iterator[None]:
    """Let the process have so many bytes more than it takes now."""
    import resource

    import danvan_desktop.cli.main
    import danvan_desktop.store.check  # noqa: F401

    used = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + int(value), resource.RLIM_INFINITY))
    yield


@contextmanager
def missing_fonts(value: str) -> Iterator[None]:
    """Damage a copy of the letters, and read that."""
    from tests.missing_fonts import DAMAGES, damaged_font

    number, _comma, folder = value.partition(",")
    with damaged_font(DAMAGES[int(number) % len(DAMAGES)], Path(folder)):
        yield


def main() -> None:
    """Run it."""
    way, value, *arguments = sys.argv[1:]
    with {"clock": wrong_clock, "memory": little_memory, "fonts": missing_fonts}[way](value):
        sys.argv = ["danvan", *arguments]
        if arguments[0] == "window":
            import torture_window

            sys.exit(torture_window.main())
        from danvan_desktop.__main__ import main as run

        run()


if __name__ == "__main__":
    main()
