"""Tries the setup for Windows under wine in a bare Debian 13: python3 packaging/try_windows.py --package FILE.exe.

It installs silently, runs the demo, opens the window, a bundle by the command that the setup registered and one by a
second start, takes updates from a stick (``--updates``), upgrades over ``--older FILE.exe`` and its store, after the
setup ran out of room and was killed, and uninstalls; every line that it prints was seen. Needs root and the programs
that ``trying.py`` names.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from build_windows import compile_icu_for_wine
from program_tree import megabytes
from trial import STICK, Trial, arguments_of, try_out
from trying import OFFICER, ROOTS, NotSeen, Root, Screen, Seen, digest_of, fill, small_drive, stop

WINE = ("wine", "wine64", "wine32:i386")
"""A setup of NSIS is a program of 32 bits."""
LOCAL = f"drive_c/users/{OFFICER}/AppData/Local"
PROGRAM = f"{LOCAL}/Programs/danvan"
QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "LC_ALL": "C.UTF-8"}
PREFIX = f"/home/{OFFICER}/.wine"
"""The folder of wine as the officer names it."""
SMALL = "mnt/small"
"""Where a drive with little room is in the root."""
NO_ROOM = 2
"""What the setup ends with where it could not unpack all."""
CLASSES = "HKCU\\Software\\Classes"


class WindowsTrial(Trial):
    """The setup in wine's Windows."""

    program = ("wine", f"{PREFIX}/{PROGRAM}/danvan.exe")
    demo = "C:\\demo"
    variables = QUIET

    @property
    def prefix(self) -> Path:
        """The folder of wine, seen from outside."""
        return self.root.home / ".wine"

    def prepare(self) -> None:
        """Put wine into the root, and a Windows of the officer's."""
        self.root.run(["dpkg", "--add-architecture", "i386"])
        self.root.install(*WINE)
        if not (self.prefix / "system.reg").exists():
            self.wine("wineboot", "--init")
        with tempfile.TemporaryDirectory() as folder:
            self.root.take_in(compile_icu_for_wine(Path(folder)), f"home/{OFFICER}/.wine/drive_c/windows/system32")

    def install(self, package: Path) -> None:
        """Install silently, as the owner of the account alone."""
        self.wine(self.root.take_in(package), "/S")
        if not (self.prefix / PROGRAM / "danvan.exe").is_file() or (self.prefix / f"{PROGRAM}.moi").exists():
            raise NotSeen("the setup left no danvan.exe")
        self.seen.note(f"{package.name} is installed and says {self.danvan('--version').strip()}")

    def fail_half_way(self, older: Path, package: Path) -> None:
        """Let the setup run out of room, then kill it amid its work: the version before stays whole."""
        setup = self.root.take_in(package)
        installed = self.prefix / PROGRAM
        before = self.danvan("--version")
        self._run_out_of_room(self.root.take_in(older), setup, megabytes(installed))
        # The older one was registered on the small drive.
        self.install(older)
        whole = digest_of(installed)
        self._kill_amid(setup, installed.with_name(f"{installed.name}.moi"))
        if digest_of(installed) != whole or self.danvan("--version") != before:
            raise NotSeen("the version before is not whole after the setup was killed")
        self.seen.note(f"the setup was killed while it unpacked: {before.strip()} is whole and runs")

    def _run_out_of_room(self, older: str, setup: str, size: float) -> None:
        target = "/D=Z:\\" + SMALL.replace("/", "\\") + "\\danvan"
        with small_drive(self.root.path / SMALL, size * 2.5) as drive:
            self.wine(older, "/S", target)
            whole = digest_of(drive / "danvan")
            for what, amid in (("was too full", False), ("filled up while the setup unpacked", True)):
                if not amid:
                    fill(drive / "full", free=size * 0.9)
                status = self._end_of(setup, target, drive, fills=amid)
                left = sorted(path.name for path in drive.iterdir())
                if status != NO_ROOM or left != ["danvan", "full"] or digest_of(drive / "danvan") != whole:
                    raise NotSeen(f"the drive {what}: it ended with {status} and left {left}")
                (drive / "full").unlink()
                says = self.wine(f"/{SMALL}/danvan/danvan-cli.exe", "--version").strip()
                self.seen.note(f"the drive {what}: it ended with {status}, {says} is whole and runs")

    def _end_of(self, setup: str, target: str, drive: Path, *, fills: bool) -> int:
        program = self._begin(setup, target)
        try:
            if fills:
                self._wait_for(drive / "danvan.moi/lib", program)
                fill(drive / "full", free=0)
            return program.wait(300)
        finally:
            stop(program)

    def _kill_amid(self, setup: str, beside: Path) -> None:
        program = self._begin(setup)
        try:
            self._wait_for(beside / "lib", program)
        finally:
            stop(program)
        if not beside.exists():
            raise NotSeen("the setup had unpacked all before it was killed")

    def _begin(self, setup: str, *options: str) -> subprocess.Popen[bytes]:
        line = ["/bin/sh", "-c", 'cd && wine "$@"', "sh", setup, "/S", *options]
        return self.root.start(line, self.screen.display, **QUIET)

    def _wait_for(self, unpacked: Path, program: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 300
        while not unpacked.exists():
            if time.monotonic() > end or program.poll() is not None:
                raise NotSeen("the setup was not seen to unpack")
            time.sleep(0.05)

    def uninstall(self) -> None:
        """Take the program away and look for the records."""
        # A remover of NSIS copies itself and goes on there: named by its place, it stays where it is and is waited for.
        self.wine(f"{PREFIX}/{PROGRAM}/go-cai-dat.exe", "/S")
        if (self.prefix / PROGRAM / "danvan.exe").exists() or not (self.records / "commune.db").is_file():
            raise NotSeen("the program is still there, or the store is gone")
        self.seen.note("uninstalled: the program is gone, the store is there")

    def danvan(self, *arguments: str) -> str:
        """Run a command in a console."""
        return self.wine(f"{PREFIX}/{PROGRAM}/danvan-cli.exe", *arguments)

    def keep_demo(self) -> None:
        """Copy the store."""
        self.root.run(["mkdir", "-p", f"{PREFIX}/{LOCAL}/danvan"], OFFICER)
        self.root.run(["cp", f"{PREFIX}/drive_c/demo/commune.db", f"{PREFIX}/{LOCAL}/danvan/commune.db"], OFFICER)

    @property
    def tree(self) -> Path:
        """The packages."""
        return self.prefix / PROGRAM / "lib"

    @property
    def records(self) -> Path:
        """The folder of the account."""
        return self.prefix / LOCAL / "danvan"

    @property
    def state(self) -> Path:
        """The folder of what the machine alone knows."""
        return self.prefix / f"{LOCAL}/danvan-state"

    def on_stick(self, name: str) -> str:
        """Name a file of the stick."""
        return "\\".join(["Z:", *STICK.split("/"), name])

    def opening(self, file: str) -> Sequence[str]:
        """Return the command that the setup registered for the type: wine asks for no type of an account."""
        kind = self._registered(f"{CLASSES}\\.{file.rpartition('.')[2]}")
        line = self._registered(f"{CLASSES}\\{kind}\\shell\\open\\command")
        program, _, rest = line.removeprefix('"').partition('"')
        if rest.strip() != '"%1"':
            raise NotSeen(f"the command of {kind} is {line}")
        return ("wine", program, file)

    def _registered(self, key: str) -> str:
        told = self.wine("reg", "query", key, "/ve").strip().splitlines()
        return told[-1].partition("REG_SZ")[2].strip()

    def wine(self, *arguments: str) -> str:
        """Run a program of Windows and all that it leaves running to the end."""
        line = 'cd && wine "$@"; told=$?; wineserver -w; exit $told'
        variables = {"display": self.screen.display, **QUIET}
        return self.root.run(["/bin/sh", "-c", line, "sh", *arguments], OFFICER, **variables)


def main() -> int:
    """Try; exit status 1 where something was not seen."""
    asked = arguments_of(__doc__).parse_args()
    root = Root.made("trixie", (asked.root or ROOTS / "wine").absolute())

    def make(screen: Screen, seen: Seen) -> WindowsTrial:
        trial = WindowsTrial(root, screen, seen, asked.pictures)
        trial.prepare()
        return trial

    return try_out(asked, make, "wine")


if __name__ == "__main__":
    sys.exit(main())
