"""Installs an update over and over, killed one step later each time, and tells what a next start would run.

Run by test_updates.py: killed_updater.py FOLDER UPDATE KEY; writes a line for each kill: the chosen version and whether
its tree is whole.
"""

import os
import sys
from pathlib import Path

from danvan_desktop.sync.update_install import Installation
from danvan_desktop.versions import Choice, State, Versions
from tests.updates import SYSTEM, small_tree

_WATCHED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}


def main(folder: Path, update: Path, key: bytes) -> None:
    step, whole = 0, files_of(small_tree(folder / "whole", "1.2", files=MANY))
    while True:
        step += 1
        versions = Versions(folder / f"v{step}")
        small_tree(versions.tree("1.1"), "1.1")
        versions.choose(Choice("1.1", "", State.WELL))
        child = os.fork()
        if child == 0:
            kill_at(step)
            Installation("1.1", SYSTEM, versions, running="1.1").install(update, [key])
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        choice = versions.choice()
        is_whole = files_of(versions.tree(choice.version)) == whole if choice.version == "1.2" else True
        sys.stdout.write(f"{choice.version} {choice.state.value} {is_whole}\n")
        sys.stdout.flush()
        # What an interrupted update left is in nobody's way.
        Installation("1.1", SYSTEM, versions, running="1.1").install(update, [key])
        assert versions.choice() == Choice("1.2", "1.1", State.NEW)
        assert files_of(versions.tree("1.2")) == whole
        assert {path.name for path in versions.folder.iterdir() if path.is_dir()} == {"1.1", "1.2"}
        if status == 0:
            return


MANY = {f"lib/m{number}.py": f"x = {number}\n" for number in range(6)}


def files_of(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def kill_at(step: int) -> None:
    left = step

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event in _WATCHED:
            left -= 1
            if left == 0:
                os._exit(9)

    sys.addaudithook(count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
