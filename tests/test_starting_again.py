"""How a start goes on in a clean process, which Windows would give a console of its own."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from danvan_desktop import versions


@pytest.mark.parametrize(("console", "flags"), [(None, 0x08000000), (sys.__stderr__, 0)])
def test_a_window_without_a_console_starts_again_without_one(
    monkeypatch: pytest.MonkeyPatch, console: object, flags: int
) -> None:
    asked: list[Any] = []

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        asked.append(options["creationflags"])
        return SimpleNamespace(returncode=7)

    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "__stderr__", console)
    with pytest.raises(SystemExit) as ended:
        versions._start_again()
    assert (ended.value.code, asked) == (7, [flags])
