"""A program that dies leaves nothing of its memory on the disk, in which an encrypted office lies readable."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from danvan_desktop.store import Store

_ALLOWED = """
import os, resource, sys
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
os.write(1, b"begins")
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Goes on as another program, which may leave as large a core file as the system lets it."""


def most_of_core(process: int) -> str:
    limits = Path(f"/proc/{process}/limits").read_text("ascii")
    (line,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    return line.removeprefix("Max core file size").split()[0]


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="the limits of another process are read")
def test_a_window_that_dies_leaves_no_core_file_where_the_system_would_write_one(tmp_path):
    path = tmp_path / "kho.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", state=tmp_path / "state" / "danvan").close()
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("STATE", "DATA", "CONFIG")}
    process = subprocess.Popen(
        [sys.executable, "-c", _ALLOWED, "-m", "danvan_desktop", "--store", str(path)],
        env=os.environ | folders | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    assert process.stdout.read(6) == b"begins"
    end = time.monotonic() + 60
    while most_of_core(process.pid) not in {"0", "1"}:
        assert time.monotonic() < end
        time.sleep(0.02)
    process.send_signal(signal.SIGABRT)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGABRT
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("core")] == []
