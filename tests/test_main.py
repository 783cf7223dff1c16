"""The entry of the program: which starts open the window at once, and which go to the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop import __main__ as entry


@pytest.fixture
def opened(monkeypatch):
    """What the window was opened with."""
    calls = []

    def open_window(store: Path | None) -> int:
        calls.append(store)
        return 3

    monkeypatch.setattr(entry, "_open_window", open_window)
    return calls


@pytest.mark.parametrize(
    ("arguments", "store"),
    [
        ([], None),
        (["--store", "xã Đông/kho.db"], Path("xã Đông/kho.db")),
        (["--store=kho.db"], Path("kho.db")),
    ],
)
def test_start_without_a_command_opens_the_window(monkeypatch, opened, arguments, store):
    monkeypatch.setattr(sys, "argv", ["danvan", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 3
    assert opened == [store]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--store"], ["kinds"]])
def test_every_other_start_goes_to_the_command_line(monkeypatch, capsys, opened, arguments):
    monkeypatch.setattr(sys, "argv", ["danvan", *arguments])
    with pytest.raises(SystemExit):
        entry.main()
    assert opened == []
    told = capsys.readouterr()
    assert told.out or told.err


def loaded_with_the_window(wanted):
    seen = f"import sys, danvan_desktop.ui.app; print([name for name in {wanted} if name in sys.modules])"
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    return child.stdout


def test_window_loads_neither_the_command_line_nor_what_prints_and_exchanges():
    heavy = ["click", "cryptography", "docx", "msgspec", "openpyxl", "pypdfium2", "pyrage", "reportlab", "sqlite_utils"]
    assert loaded_with_the_window(heavy) == "[]\n"


def test_frame_of_the_window_loads_neither_the_store_nor_the_record_kinds():
    later = ["babel", "danvan_desktop.domain.kinds", "danvan_desktop.store.store", "danvan_desktop.ui.operations"]
    assert loaded_with_the_window(later) == "[]\n"
