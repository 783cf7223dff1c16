"""Runs tests under wine's Windows: python3 packaging/try_windows_tests.py --root ROOT [tests/domain …].

Options that it does not know go to pytest, such as ``-v``.

The root is one that ``try_windows.py`` made. The sources of the last commit, the pinned Python for Windows and the
locked packages of the checks are put into the officer's drive, outside of any installation.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build_offline import copy_sources
from build_windows import PYTHON, compile_icu_for_wine, unpack_python
from program_tree import pip, windows
from try_windows import PREFIX, QUIET, WINE
from trying import OFFICER, ROOTS, Root

from environment import LOCK  # isort: skip

HOME = "drive_c/checks"
PASSED = {"DANVAN_TEST_POSTGRESQL"}
"""Variables that tests get from here: the address of a server that runs outside, where none runs under wine."""
QUICK = ("tests/domain", "tests/store", "tests/exchange", "tests/cli")


def lay_out(folder: Path) -> None:
    """Put Python and packages beside each other."""
    unpack_python(folder / "python", None)
    compact = PYTHON.replace(".", "")
    # An embedded Python looks beside no script that it runs; some of the tests' own need that.
    sources = ("..\\sources", "..\\sources\\script", "..\\sources\\tests\\store")
    paths = (f"python{compact}.zip", ".", "..\\lib", *sources, "import site")
    (folder / "python" / f"python{compact}._pth").write_text("\r\n".join((*paths, "")), encoding="ascii", newline="")
    wanted = ["--require-hashes", "--requirement", str(LOCK), "--target", str(folder / "lib")]
    options = [*windows(PYTHON).pip_options, "--only-binary", ":all:", "--no-deps", "--quiet"]
    pip(["install", *options, *wanted])


def renew_sources(folder: Path) -> None:
    """Put the sources of the last commit in place of those of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    copy_sources(folder)


def main() -> int:
    """Run; returns the exit status of pytest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOTS / "wine")
    parser.add_argument("tests", nargs="*", default=QUICK)
    asked, options = parser.parse_known_args()
    root = Root.made("trixie", asked.root.absolute())
    root.run(["dpkg", "--add-architecture", "i386"])
    root.install(*WINE)
    inside = Path(PREFIX) / HOME
    folder = root.path / inside.relative_to("/")
    if not (root.home / ".wine/system.reg").exists():
        root.run(["/bin/sh", "-c", "wineboot --init; wineserver -w"], OFFICER, **QUIET)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as place:
            root.take_in(compile_icu_for_wine(Path(place)), f"home/{OFFICER}/.wine/drive_c/windows/system32")
        lay_out(folder)
    renew_sources(folder / "sources")
    root.run(["chown", "-R", OFFICER, str(inside)])
    line = 'cd "$1" && shift && wine ../python/python.exe -X utf8 -m pytest -q -p no:cacheprovider --timeout 600 "$@"'
    command = ["/bin/sh", "-c", line, "sh", str(inside / "sources"), *options, *asked.tests]
    variables = {
        **QUIET,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUNBUFFERED": "1",
        **{name: os.environ[name] for name in PASSED & {*os.environ}},
    }
    return subprocess.run(root.command(command, OFFICER, **variables), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
