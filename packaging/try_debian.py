"""Tries a package for Debian in a bare root: python3 packaging/try_debian.py --suite bookworm --package FILE.deb.

It installs, runs the demo, opens the window and a bundle by a double click, upgrades over ``--older FILE.deb`` and its
store, and uninstalls; every line that it prints was seen. Needs root and the programs that ``trying.py`` names.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from trying import IMPORT, OFFICER, ROOTS, NotSeen, Root, Screen, Seen, stop, write_lines

DESKTOP = ("libglib2.0-bin", "shared-mime-info", "desktop-file-utils")
"""What every desktop of Debian has, and a bare root has not."""
STORE = ".local/share/danvan/commune.db"
BUNDLE_TYPE = "application/x-danvan-bundle"


class Trial:
    """One package in one root."""

    def __init__(self, root: Root, screen: Screen, seen: Seen, pictures: Path | None) -> None:
        """Try in ``root``; pictures are taken where a folder for them is named."""
        self.root, self.screen, self.seen, self.pictures = root, screen, seen, pictures

    def begin_anew(self) -> None:
        """Take away what an earlier trial left in the root."""
        self.root.run(["/bin/sh", "-c", "dpkg --purge danvan 2>/dev/null || true"])
        self.root.run(["/bin/sh", "-c", f"rm -rf /home/{OFFICER}/demo /home/{OFFICER}/.local"])

    def install(self, package: Path) -> None:
        """Install with what it depends on."""
        self.root.install(*DESKTOP, self.root.take_in(package))
        version = self._danvan("--version").strip()
        self.seen.note(f"{package.name} is installed and says {version}")

    def work(self) -> str:
        """Make an office with the demo; returns the digest of its store."""
        told = json.loads(self._danvan("demo", "--out", f"/home/{OFFICER}/demo", "--json"))
        if told["digest"] != told["second_digest"]:
            raise NotSeen("the demo's stores differ")
        records = sum(told["records"].values())
        self.seen.note(f"demo: {records} records, {len(told['forms'])} papers, equal digests")
        self._as_officer("mkdir", "-p", str(Path(STORE).parent))
        self._as_officer("cp", "demo/commune.db", STORE)
        return self.digest()

    def digest(self) -> str:
        """Return the digest of the store in its usual place."""
        digest: str = json.loads(self._danvan("digest", "--json"))["digest"]
        return digest

    def look(self, name: str) -> None:
        """Open the window as the menu does."""
        program = self.root.start(["danvan"], self.screen.display)
        try:
            self.screen.wait_for_window("Sổ tay dân vận")
            self._picture(name)
            self.seen.note(f"the window opens: {self.screen.titles()}")
        finally:
            stop(program)

    def double_click(self, name: str) -> None:
        """Open a bundle by its type, as a file manager does."""
        bundle = f"/home/{OFFICER}/demo/commune.danvan"
        told = self._as_officer("gio", "info", "--attributes", "standard::content-type", bundle)
        entry = self._as_officer("gio", "mime", BUNDLE_TYPE)
        if BUNDLE_TYPE not in told or "danvan.desktop" not in entry:
            raise NotSeen(f"the type of a bundle is {told}, opened by {entry}")
        opening = ["/bin/sh", "-c", f"gio open {bundle}; sleep 600"]
        program = self.root.start(opening, self.screen.display)
        try:
            self.screen.wait_for_window(IMPORT)
            self._picture(name)
            self.seen.note(f"a double click on a .danvan opens: {self.screen.titles()}")
        finally:
            stop(program)

    def upgrade(self, package: Path, before: str) -> None:
        """Install over an older version and its store, in which nothing may change."""
        self.install(package)
        self._danvan("check")
        if self.digest() != before:
            raise NotSeen("the store has another digest after the upgrade")
        self.seen.note("after the upgrade the store is whole and has the same digest")

    def uninstall(self) -> None:
        """Take the program away and look for the records."""
        self.root.run(["apt-get", "purge", "--yes", "--quiet=2", "danvan"])
        left = [name for name in ("usr/lib/danvan", "usr/bin/danvan") if (self.root.path / name).exists()]
        if left or not (self.root.home / STORE).is_file():
            raise NotSeen(f"after removing there is {left}, the store is {(self.root.home / STORE).exists()}")
        self.seen.note("uninstalled: no file of the program is left, the store is")

    def _danvan(self, *arguments: str) -> str:
        return self._as_officer("danvan", *arguments)

    def _as_officer(self, *arguments: str) -> str:
        return self.root.run(["/bin/sh", "-c", 'cd && exec "$@"', "sh", *arguments], OFFICER)

    def _picture(self, name: str) -> None:
        if self.pictures is not None:
            self.screen.picture(self.pictures / f"{name}.png")


def run_trial(trial: Trial, package: Path, older: Path | None, suite: str) -> None:
    """Do all of it; raises NotSeen and CalledProcessError."""
    trial.begin_anew()
    if older is not None:
        trial.install(older)
        before = trial.work()
        trial.upgrade(package, before)
        trial.begin_anew()
    trial.install(package)
    trial.work()
    trial.look(suite)
    trial.double_click(f"{suite}-bundle")
    trial.uninstall()


def main() -> int:
    """Try; exit status 1 where something was not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", default="bookworm", help="bookworm (Debian 12), trixie (Debian 13)")
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--older", type=Path, help="a package of an earlier version, to upgrade from")
    parser.add_argument("--root", type=Path, help="the folder of the root, by default dist/roots/SUITE")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--lines", type=Path, help="a file for the lines of what was seen")
    parser.add_argument("--display", type=int, default=71)
    asked = parser.parse_args()
    seen = Seen()
    root = Root.made(asked.suite, (asked.root or ROOTS / asked.suite).absolute())
    try:
        with Screen.opened(asked.display) as screen:
            run_trial(Trial(root, screen, seen, asked.pictures), asked.package, asked.older, asked.suite)
    except (NotSeen, subprocess.CalledProcessError) as error:
        print(f"not seen: {error}", file=sys.stderr)
        return 1
    finally:
        write_lines(seen, asked.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
