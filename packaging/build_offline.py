"""Fills a folder from which engineers run and test the program without a network: python3 packaging/build_offline.py.

The folder has the sources of the last commit, the wheels of the lock for Linux and Windows in ``wheelhouse``, and a
start file for each: ``danvan.sh`` and ``danvan.bat``. Copy it from the stick to the disk, then start.
``--python 3.11 --python 3.13`` chooses for which Pythons; ``--tests`` adds what the checks need.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from program_tree import ROOT, Target, linux, megabytes, pip, run, version, windows

from environment import LOCK, RUN_LOCK  # isort: skip

HERE = Path(__file__).resolve().parent / "offline"


def fill_wheelhouse(folder: Path, targets: list[Target], lock: Path) -> None:
    """Download the locked wheels of all targets; pip checks the hash of each."""
    for target in targets:
        pip(
            [
                *("download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)),
                *target.pip_options,
                *("--require-hashes", "--requirement", str(lock)),
            ]
        )


def copy_sources(folder: Path) -> None:
    """Put the sources of the last commit into ``folder``."""
    archive = folder / "sources.tar"
    run(["git", "archive", "--format=tar", f"--output={archive}", "HEAD"])
    shutil.unpack_archive(archive, folder)
    archive.unlink()


def main() -> int:
    """Fill the folder and tell its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", action="append", metavar="VERSION", help="by default 3.11, 3.12, 3.13 and 3.14")
    parser.add_argument("--tests", action="store_true", help="with what the checks need")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args()
    folder = asked.out.absolute() / f"danvan-{version()}-offline"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copy_sources(folder)
    pythons = asked.python or ["3.11", "3.12", "3.13", "3.14"]
    targets = [system(python) for python in pythons for system in (linux, windows)]
    try:
        fill_wheelhouse(folder / "wheelhouse", targets, LOCK if asked.tests else RUN_LOCK)
    except subprocess.CalledProcessError:
        return 1
    for name in ("danvan.sh", "danvan.bat"):
        shutil.copy(HERE / name, folder / name)
    print(f"{folder}: {megabytes(folder):.1f} MB, wheelhouse {megabytes(folder / 'wheelhouse'):.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
