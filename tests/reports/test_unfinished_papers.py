"""What a killed process left of a paper goes when the next one is written beside it."""

import subprocess
import sys

from danvan_desktop.reports.output import replacing
from danvan_desktop.store.leftovers import mark_of_process, sweep_papers

KILLED = """
import os, sys
from pathlib import Path
from danvan_desktop.reports.output import replacing
with replacing(Path(sys.argv[1])) as out:
    out.write(b"Zokin")
    out.flush()
    os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_left_goes_with_the_next_paper(tmp_path):
    path = tmp_path / "Phiếu đề xuất xử lý đơn.pdf"
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode != 0
    assert len(list(tmp_path.iterdir())) == 1
    with replacing(tmp_path / "khác.pdf") as out:
        out.write(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["khác.pdf"]


def test_folders_of_dead_processes_go_and_all_else_stays(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    left = tmp_path / f".danvan-{child.pid}-abcd_123"
    left.mkdir()
    (left / "a.pdf").write_bytes(b"Zokin")
    others = [
        tmp_path / f".{mark_of_process()}abcd_123",
        tmp_path / ".danvan-thu",
        tmp_path / f"danvan-{child.pid}-x.tmp",
    ]
    for other in others:
        other.mkdir()
    sweep_papers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(others)
