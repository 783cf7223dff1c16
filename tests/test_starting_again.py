"""How a start goes on in a clean process, which Windows would give a console of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from danvan_desktop import versions

NO_WINDOW = 0x08000000


@contextmanager
def windows(monkeypatch: pytest.MonkeyPatch, console: int) -> Iterator[None]:
    """Answer as Windows does about the console of this process."""
    import ctypes

    kernel = SimpleNamespace(GetConsoleWindow=lambda: console)
    with monkeypatch.context() as patches:
        patches.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        patches.setattr(subprocess, "CREATE_NO_WINDOW", NO_WINDOW, raising=False)
        patches.setattr(sys, "platform", "win32")
        yield


@pytest.mark.parametrize(("console", "flags"), [(0, NO_WINDOW), (0x10042, 0)])
def test_a_window_without_a_console_starts_again_without_one_whatever_streams_it_was_handed(
    monkeypatch: pytest.MonkeyPatch, console: int, flags: int
) -> None:
    asked: list[dict[str, Any]] = []

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        asked.append(options)
        return SimpleNamespace(returncode=7)

    monkeypatch.setattr(subprocess, "run", run)
    with windows(monkeypatch, console), pytest.raises(SystemExit) as ended:
        versions._start_again()
    assert ended.value.code == 7
    assert [options["creationflags"] for options in asked] == [flags]
    assert asked[0]["stderr"] is sys.__stderr__, "without a console only what is named is handed on"


def test_what_is_started_again_writes_where_the_first_process_wrote_and_ends_as_it_does() -> None:
    again = (
        "import os, sys; from danvan_desktop import versions\n"
        "if os.environ.get('AGAIN'): print('again', input()); sys.exit(5)\n"
        "os.environ['AGAIN'] = '1'; versions._start_again()"
    )
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    command = [sys.executable, "-X", "utf8", "-c", again]
    done = subprocess.run(command, input="words\n", capture_output=True, text=True, creationflags=flags, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (5, "again words", "")
