"""Tries the setup for Windows under wine in a bare Debian 13: python3 packaging/try_windows.py --setup FILE.exe.

It installs silently, runs the demo, opens the window and a bundle, upgrades over ``--older FILE.exe``
and its store, and uninstalls; every line that it prints was seen. Needs root and the programs that ``trying.py`` names.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from build_windows import compile_icu_for_wine
from trying import IMPORT, OFFICER, ROOTS, NotSeen, Root, Screen, Seen, stop, write_lines

WINE = ("wine", "wine64", "wine32:i386")
"""A setup of NSIS is a program of 32 bits."""
LOCAL = f"drive_c/users/{OFFICER}/AppData/Local"
STORE = f"{LOCAL}/danvan/commune.db"
PROGRAM = f"{LOCAL}/Programs/danvan"
QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}


class Trial:
    """One setup in one root with wine."""

    def __init__(self, root: Root, screen: Screen, seen: Seen, pictures: Path | None) -> None:
        """Try in ``root``; pictures are taken where a folder for them is named."""
        self.root, self.screen, self.seen, self.pictures = root, screen, seen, pictures
        self.prefix = root.home / ".wine"

    def prepare(self) -> None:
        """Put wine into the root, and a Windows of the officer's."""
        self.root.run(["dpkg", "--add-architecture", "i386"])
        self.root.install(*WINE)
        if not (self.prefix / "system.reg").exists():
            self._wine("wineboot", "--init")
        with tempfile.TemporaryDirectory() as folder:
            self.root.take_in(compile_icu_for_wine(Path(folder)), f"home/{OFFICER}/.wine/drive_c/windows/system32")

    def install(self, setup: Path) -> None:
        """Install silently, as the owner of the account alone."""
        self._wine(self.root.take_in(setup), "/S")
        if not (self.prefix / PROGRAM / "danvan.exe").is_file() or (self.prefix / f"{PROGRAM}.moi").exists():
            raise NotSeen("the setup left no danvan.exe")
        self.seen.note(f"{setup.name} is installed and says {self._danvan('--version').strip()}")

    def work(self) -> str:
        """Make an office with the demo; returns the digest of its store."""
        told = json.loads(self._danvan("demo", "--out", "C:\\demo", "--json"))
        if told["digest"] != told["second_digest"]:
            raise NotSeen("the demo's stores differ")
        records = sum(told["records"].values())
        self.seen.note(f"demo: {records} records, {len(told['forms'])} papers, equal digests, {told['seconds']} s")
        inside = f"/home/{OFFICER}/.wine"
        self.root.run(["mkdir", "-p", str(Path(f"{inside}/{STORE}").parent)], OFFICER)
        self.root.run(["cp", f"{inside}/drive_c/demo/commune.db", f"{inside}/{STORE}"], OFFICER)
        return self.digest()

    def digest(self) -> str:
        """Return the digest of the store in its usual place."""
        digest: str = json.loads(self._danvan("digest", "--json"))["digest"]
        return digest

    def look(self, name: str, what: str, title: str, *command: str) -> None:
        """Start something that opens the window."""
        # The room is kept while the window is open: what opens a file by its type ends before that.
        line = ["/bin/sh", "-c", 'wine "$@"; sleep 600', "sh", *command]
        program = self.root.start(line, self.screen.display, **QUIET)
        try:
            self.screen.wait_for_window(title)
            if self.pictures is not None:
                self.screen.picture(self.pictures / f"{name}.png")
            self.seen.note(f"{what}: {self.screen.titles()}")
        finally:
            stop(program)

    def upgrade(self, setup: Path, before: str) -> None:
        """Install over an older version and its store, in which nothing may change."""
        self.install(setup)
        self._danvan("check")
        if self.digest() != before:
            raise NotSeen("the store has another digest after the upgrade")
        self.seen.note("after the upgrade the store is whole and has the same digest")

    def uninstall(self) -> None:
        """Take the program away and look for the records."""
        # A remover of NSIS copies itself and goes on there: named by its place, it stays where it is and is waited for.
        self._wine(f"{self.prefix_inside}/{PROGRAM}/go-cai-dat.exe", "/S")
        if (self.prefix / PROGRAM / "danvan.exe").exists() or not (self.prefix / STORE).is_file():
            raise NotSeen("the program is still there, or the store is gone")
        self.seen.note("uninstalled: the program is gone, the store is there")

    @property
    def prefix_inside(self) -> str:
        """The folder of wine as the officer names it."""
        return f"/home/{OFFICER}/.wine"

    def _danvan(self, *arguments: str) -> str:
        return self._wine(f"{self.prefix_inside}/{PROGRAM}/danvan-cli.exe", *arguments)

    def _wine(self, *arguments: str) -> str:
        """Run a program of Windows and all that it leaves running to the end."""
        line = 'cd && wine "$@"; told=$?; wineserver -w; exit $told'
        variables = {"display": self.screen.display, **QUIET}
        return self.root.run(["/bin/sh", "-c", line, "sh", *arguments], OFFICER, **variables)


def run_trial(trial: Trial, setup: Path, older: Path | None) -> None:
    """Do all of it; raises NotSeen and CalledProcessError."""
    trial.prepare()
    if older is not None:
        trial.install(older)
        trial.upgrade(setup, trial.work())
    else:
        trial.install(setup)
        trial.work()
    program = f"{trial.prefix_inside}/{PROGRAM}/danvan.exe"
    trial.look("wine", "the window opens", "Sổ tay dân vận", program)
    # wine finds no program for a type that is registered for one account: what the setup registered is started here.
    trial.look("wine-bundle", "started with a .danvan it opens", IMPORT, program, "C:\\demo\\commune.danvan")
    trial.uninstall()


def main() -> int:
    """Try; exit status 1 where something was not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--setup", type=Path, required=True)
    parser.add_argument("--older", type=Path, help="a setup of an earlier version, to upgrade from")
    parser.add_argument("--root", type=Path, default=ROOTS / "wine", help="the folder of the root")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--lines", type=Path, help="a file for the lines of what was seen")
    parser.add_argument("--display", type=int, default=72)
    asked = parser.parse_args()
    seen = Seen()
    root = Root.made("trixie", asked.root.absolute())
    try:
        with Screen.opened(asked.display) as screen:
            run_trial(Trial(root, screen, seen, asked.pictures), asked.setup, asked.older)
    except (NotSeen, subprocess.CalledProcessError) as error:
        print(f"not seen: {error}", file=sys.stderr)
        return 1
    finally:
        write_lines(seen, asked.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
