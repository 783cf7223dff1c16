"""The table of all that a laptop does: what it tells of two runs, and that each of its works can be done."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "bench" / "table.py"


def kept(path: Path, instructions: int, milliseconds: float = 4.0) -> Path:
    figure = {"work": "digest", "size": 1000, "ours": milliseconds, "bare": 1.0, "megabytes": 50.0}
    path.write_text(json.dumps({"figures": [figure], "instructions": {"digest": instructions}}), encoding="utf-8")
    return path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(TABLE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_tenth_more_instructions_between_two_runs_is_told_and_fails(tmp_path):
    before, after = kept(tmp_path / "a.json", 1_000_000), kept(tmp_path / "b.json", 1_100_000)
    done = run("--compare", before, after)
    assert "digest: 1.0 M -> 1.1 M instructions, 1.100 x  DEARER" in done.stdout
    assert done.returncode == 1


def test_a_slower_clock_alone_is_told_and_fails_nothing(tmp_path):
    before, after = kept(tmp_path / "a.json", 1_000_000), kept(tmp_path / "b.json", 1_010_000, milliseconds=9.0)
    done = run("--compare", before, after)
    assert "digest at 1,000: 4.00 -> 9.00 ms, 2.25 x" in done.stdout
    assert "DEARER" not in done.stdout
    assert done.returncode == 0


def test_a_work_is_measured_told_in_the_table_and_kept_for_a_comparison(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    done = run("--sizes", "10,40", "--only", "digest,list begun", "--json", tmp_path / "kept.json")
    assert done.returncode == 0, done.stderr
    heads, _line, *rows = done.stdout.splitlines()
    assert heads == "| work | beside | 10 | 40 | growth | most memory | instructions |"
    assert [row.split(" | ")[0] for row in rows] == ["| list begun", "| digest"]
    figures = json.loads((tmp_path / "kept.json").read_text("utf-8"))["figures"]
    assert [(one["work"], one["size"]) for one in figures] == [
        ("list begun", 10), ("digest", 10), ("list begun", 40), ("digest", 40),
    ]  # fmt: skip
    assert all(one["ours"] > 0 and one["bare"] > 0 for one in figures)


def test_a_work_that_does_not_exist_is_refused_with_the_names_of_those_that_do():
    done = run("--only", "nothing")
    assert done.returncode == 2
    assert "petition saved" in done.stderr


@pytest.mark.skipif(shutil.which("valgrind") is not None, reason="tells what is said where valgrind is missing")
def test_instructions_are_not_promised_without_the_tool_that_counts_them():
    done = run("--only", "digest", "--counts")
    assert done.returncode == 2
    assert "valgrind" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it of a process alone")
def test_the_memory_of_a_work_is_not_that_of_who_began_it():
    begun = (
        "import subprocess, sys\n"
        "full = bytearray(300 << 20)\n"
        "asked = 'import laptop; print(laptop.most_memory())'\n"
        "print(subprocess.run([sys.executable, '-c', asked], capture_output=True, check=True, text=True).stdout)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begun], cwd=TABLE.parent, capture_output=True, encoding="utf-8", check=True
    )
    assert float(done.stdout) < 250
