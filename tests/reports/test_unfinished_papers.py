"""What a killed process left of a paper goes when the next one is written beside it."""

import os
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


def made_a_day_before(path):
    os.utime(path, (path.stat().st_mtime - 86_400,) * 2)


def write(path):
    with replacing(path) as out:
        out.write(b"%PDF")


def test_what_a_killed_process_left_goes_with_the_next_paper(tmp_path):
    killed = [sys.executable, "-c", KILLED, str(tmp_path / "Phiếu đề xuất xử lý đơn.pdf")]
    assert subprocess.run(killed, check=False).returncode != 0
    (left,) = tmp_path.iterdir()
    write(tmp_path / "khác.pdf")
    assert left.exists()  # another machine may be writing it, in a folder that both use
    made_a_day_before(left)
    write(tmp_path / "khác.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["khác.pdf"]


def test_folders_of_dead_processes_go_and_all_else_stays(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    left = tmp_path / f".danvan-{child.pid}-abcd_123"
    left.mkdir()
    (left / "a.pdf").write_bytes(b"Zokin")
    names = (f".{mark_of_process()}abcd_123", ".danvan-thu", f"danvan-{child.pid}-x.tmp")
    others = [tmp_path / name for name in names]
    for other in others:
        other.mkdir()
    for old in (left, *others):
        made_a_day_before(old)
    newest = tmp_path / "moi"
    newest.mkdir()
    sweep_papers(newest)
    assert sorted(tmp_path.iterdir()) == sorted([*others, newest])
