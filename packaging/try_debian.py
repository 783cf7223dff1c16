"""Tries a package for Debian in a bare root: python3 packaging/try_debian.py --suite bookworm --package FILE.deb.

It installs, runs the demo, opens the window, a bundle by a double click and one by a second start, takes updates from a
stick (``--updates``), upgrades over ``--older FILE.deb`` and its store, once the drive was too small for that, and
uninstalls; every line that it prints was seen. Needs root and the programs that ``trying.py`` names.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from program_tree import megabytes
from trial import STICK, Trial, arguments_of, try_out
from trying import OFFICER, ROOTS, NotSeen, Root, Screen, Seen, digest_of, small_drive

DESKTOP = ("libglib2.0-bin", "shared-mime-info", "desktop-file-utils")
"""What every desktop of Debian has, and a bare root has not."""
RECORDS = ".local/share/danvan"
TYPES = {".danvan": "application/x-danvan-bundle", ".danvan-update": "application/x-danvan-update"}


class DebianTrial(Trial):
    """The package in a bare Debian."""

    program = ("danvan",)
    demo = f"/home/{OFFICER}/demo"

    def begin_anew(self) -> None:
        """Take away what an earlier trial left in the root."""
        self.root.run(["/bin/sh", "-c", "dpkg --purge danvan 2>/dev/null || true"])
        self.root.run(["/bin/sh", "-c", f"rm -rf /home/{OFFICER}/demo /home/{OFFICER}/demo-0 /home/{OFFICER}/.local"])

    def install(self, package: Path) -> None:
        """Install with what it depends on."""
        self.root.install(*DESKTOP, self.root.take_in(package))
        self.seen.note(f"{package.name} is installed and says {self.danvan('--version').strip()}")

    def fail_half_way(self, older: Path, package: Path) -> None:
        """Let the drive fill up while dpkg unpacks."""
        self.root.run(["dpkg", "--purge", "danvan"])
        with small_drive(self.tree, megabytes(older) * 5.5):
            self.install(older)
            before, whole = self.danvan("--version").strip(), digest_of(self.tree)
            try:
                self.install(package)
                raise NotSeen("the package was installed on a drive that is too small")
            except subprocess.CalledProcessError as error:
                status = error.returncode
            if self.danvan("--version").strip() != before or digest_of(self.tree) != whole:
                raise NotSeen("the version before is not whole on a full drive")
            self.seen.note(
                f"the drive filled up while dpkg unpacked: it ended with {status}, {before} is whole and runs"
            )
            self.root.run(["dpkg", "--purge", "danvan"])
        self.install(older)

    def uninstall(self) -> None:
        """Take the program away and look for the records."""
        self.root.run(["apt-get", "purge", "--yes", "--quiet=2", "danvan"])
        left = [name for name in ("usr/lib/danvan", "usr/bin/danvan") if (self.root.path / name).exists()]
        store = self.records / "commune.db"
        if left or not store.is_file():
            raise NotSeen(f"after removing there is {left}, the store is {store.exists()}")
        self.seen.note("uninstalled: no file of the program is left, the store is")

    def danvan(self, *arguments: str) -> str:
        """Run a command."""
        return self._as_officer("danvan", *arguments)

    def keep_demo(self) -> None:
        """Copy the store."""
        self._as_officer("mkdir", "-p", RECORDS)
        self._as_officer("cp", "demo/commune.db", f"{RECORDS}/commune.db")

    @property
    def tree(self) -> Path:
        """The packages."""
        return self.root.path / "usr/lib/danvan"

    @property
    def records(self) -> Path:
        """The folder of the account."""
        return self.root.home / RECORDS

    @property
    def state(self) -> Path:
        """The folder of what the machine alone knows."""
        return self.root.home / ".local/state/danvan"

    def on_stick(self, name: str) -> str:
        """Name a file of the stick."""
        return f"/{STICK}/{name}"

    def opening(self, file: str) -> Sequence[str]:
        """Open by the type, which is looked at first."""
        kind = TYPES[Path(file).suffix]
        told = self._as_officer("gio", "info", "--attributes", "standard::content-type", file)
        entry = self._as_officer("gio", "mime", kind)
        if kind not in told or "danvan.desktop" not in entry:
            raise NotSeen(f"the type of {file} is {told}, opened by {entry}")
        return ("gio", "open", file)

    def _as_officer(self, *arguments: str) -> str:
        return self.root.run(["/bin/sh", "-c", 'cd && exec "$@"', "sh", *arguments], OFFICER)


def main() -> int:
    """Try; exit status 1 where something was not seen."""
    parser = arguments_of(__doc__)
    parser.add_argument("--suite", default="bookworm", help="bookworm (Debian 12), trixie (Debian 13)")
    asked = parser.parse_args()
    root = Root.made(asked.suite, (asked.root or ROOTS / asked.suite).absolute())
    names = {"bookworm": "debian-12", "trixie": "debian-13"}

    def make(screen: Screen, seen: Seen) -> DebianTrial:
        trial = DebianTrial(root, screen, seen, asked.pictures)
        trial.begin_anew()
        return trial

    return try_out(asked, make, names.get(asked.suite, asked.suite))


if __name__ == "__main__":
    sys.exit(main())
