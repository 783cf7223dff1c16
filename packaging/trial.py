"""What a trial does on any system: install, work, open the window, take updates from a stick, upgrade, uninstall.

``try_debian.py`` and ``try_windows.py`` say how each of it is done there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path

from trial_updates import Stick, make_stick, trust
from trying import IMPORT, NotSeen, Root, Screen, Seen, stop, write_lines

WINDOW = "Sổ tay dân vận"
UPDATE = "Cập nhật phần mềm"
STICK = "media/stick"
"""Where the stick is in the root; its owner is root, so that the officer can only read it."""


class Trial(ABC):
    """One package in one root; each step raises NotSeen, or CalledProcessError where a command fails."""

    program: tuple[str, ...]
    """What opens the window."""
    demo: str
    """The folder of the demo as the program names it."""

    def __init__(self, root: Root, screen: Screen, seen: Seen, pictures: Path | None) -> None:
        """Try in ``root``; pictures are taken where a folder for them is named."""
        self.root, self.screen, self.seen, self.pictures = root, screen, seen, pictures

    @abstractmethod
    def install(self, package: Path) -> None:
        """Install as an officer would, and note the version."""

    @abstractmethod
    def uninstall(self) -> None:
        """Take the program away and look for the records."""

    @abstractmethod
    def fail_half_way(self, older: Path, package: Path) -> None:
        """Let the installation of a package end half way: the older one that is there must stay whole."""

    @abstractmethod
    def danvan(self, *arguments: str) -> str:
        """Run a command of the program as the officer; returns what it printed."""

    @abstractmethod
    def keep_demo(self) -> None:
        """Put the store of the demo where the officer's store lies."""

    @property
    @abstractmethod
    def tree(self) -> Path:
        """The installed program, seen from outside."""

    @property
    @abstractmethod
    def records(self) -> Path:
        """The folder of the officer's store, seen from outside."""

    @property
    @abstractmethod
    def state(self) -> Path:
        """The folder of what the machine alone knows, seen from outside."""

    @abstractmethod
    def on_stick(self, name: str) -> str:
        """Name a file of the stick as the program does."""

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the window."""
        return {}

    def work(self) -> str:
        """Make an office with the demo; returns the digest of its store."""
        self.run_demo(self.demo)
        self.keep_demo()
        return self.digest()

    def run_demo(self, folder: str) -> None:
        """Run the demo of the version that is installed; raises NotSeen where its two stores differ."""
        told = json.loads(self.danvan("demo", "--out", folder, "--json"))
        if told["digest"] != told["second_digest"]:
            raise NotSeen("the demo's stores differ")
        records = sum(told["records"].values())
        self.seen.note(f"demo: {records} records, {len(told['forms'])} papers, equal digests, {told['seconds']} s")

    def digest(self) -> str:
        """Return the digest of the store in its usual place."""
        digest: str = json.loads(self.danvan("digest", "--json"))["digest"]
        return digest

    def look(self, name: str, what: str, title: str, command: Sequence[str]) -> None:
        """Run a command that opens a window."""
        # The room is kept while the window is open: what opens a file by its type ends before that.
        program = self._start('"$@"; sleep 600', *command)
        try:
            self._see(name, what, title)
        finally:
            stop(program)

    def start_twice(self, name: str, bundle: str) -> None:
        """Start once more with a file while the window is open: the first shows it, the second ends."""
        go, ended = self.root.home / "go", self.root.home / "ended"
        for mark in (go, ended):
            mark.unlink(missing_ok=True)
        second = 'file=$1; shift; "$@" & until [ -e ~/go ]; do sleep 1; done; "$@" "$file"; touch ~/ended; sleep 600'
        program = self._start(second, bundle, *self.program)
        try:
            self.screen.wait_for_window(WINDOW)
            go.touch()
            self._see(name, "a second start with a .danvan is shown by the first window", IMPORT)
            if not ended.exists():
                raise NotSeen("the second start did not end")
        finally:
            stop(program)

    def upgrade(self, package: Path, before: str) -> None:
        """Install over an older version and its store, in which nothing may change."""
        self.install(package)
        self.danvan("check")
        if self.digest() != before:
            raise NotSeen("the store has another digest after the upgrade")
        self.seen.note("after the upgrade the store is whole and has the same digest")

    def update(self, name: str) -> None:
        """Take what is on a stick: foreign and older files refused, a newer one installed, a broken one taken back."""
        before, installed = self.digest(), self.danvan("--version").strip()
        with tempfile.TemporaryDirectory() as folder:
            stick = make_stick(self.tree, Path(folder), installed)
            trust(self.tree, stick.public)
            for file in stick.files:
                self.root.take_in(file, STICK)
        for refused in (stick.foreign, stick.older):
            self.seen.note(f"{refused.name} is refused: {self._refusal('update', self.on_stick(refused.name))}")
        new = self.on_stick(stick.new.name)
        self.look(f"{name}-update", "a double click on an update shows it", UPDATE, self.opening(new))
        self._install_update(stick, new, before)
        self.look(f"{name}-updated", f"version {stick.version} opens", WINDOW, self.program)
        self.danvan("update", self.on_stick(stick.broken.name))
        self.look(f"{name}-taken-back", "after a broken update the window opens", WINDOW, self.program)
        if self.danvan("--version").strip() != stick.version or self.digest() != before:
            raise NotSeen("the broken version was not taken back")
        self.seen.note(f"the broken version was taken back: {stick.version} runs, the store has the same digest")

    def opening(self, file: str) -> Sequence[str]:
        """Return the command with which a file manager opens a file."""
        return (*self.program, file)

    def _install_update(self, stick: Stick, new: str, before: str) -> None:
        if stick.news not in self.danvan("update", new, "--dry-run"):
            raise NotSeen("what is new is not told")
        self.danvan("update", new)
        copies = list((self.records / "backups").glob("*truoc-cap-nhat*"))
        if not copies or self.danvan("--version").strip() != stick.version or self.digest() != before:
            raise NotSeen(f"after the update: {len(copies)} copies, version {self.danvan('--version').strip()}")
        self.seen.note(
            f"the update to {stick.version} is told, checked, installed; the store was copied to {copies[0].name}"
        )

    def _refusal(self, *arguments: str) -> str:
        try:
            self.danvan(*arguments)
        except subprocess.CalledProcessError as error:
            return str(error.stderr).strip()
        raise NotSeen(f"{arguments} was not refused")

    def _start(self, line: str, *arguments: str) -> subprocess.Popen[bytes]:
        # The window before was ended with its room, and the next room gives its number out again, to the same program.
        for lock in self.state.glob("*.lock"):
            lock.unlink()
        return self.root.start(["/bin/sh", "-c", line, "sh", *arguments], self.screen.display, **self.variables)

    def _see(self, name: str, what: str, title: str) -> None:
        self.screen.wait_for_window(title)
        if self.pictures is not None:
            self.screen.picture(self.pictures / f"{name}.png")
        titles = self.screen.titles()
        if any("python" in one.lower() for one in titles):
            raise NotSeen(f"a console stands beside the window: {titles}")
        self.seen.note(f"{what}: {titles}")


def run_trial(trial: Trial, package: Path, older: Path | None, name: str, *, updates: bool) -> None:
    """Do all of it; raises NotSeen and CalledProcessError."""
    if older is not None:
        trial.install(older)
        before = trial.work()
        trial.fail_half_way(older, package)
        trial.upgrade(package, before)
        trial.run_demo(f"{trial.demo}-0")
    else:
        trial.install(package)
        trial.work()
    bundle = f"{trial.demo}{'/' if '/' in trial.demo else chr(92)}commune.danvan"
    trial.look(name, "the window opens", WINDOW, trial.program)
    trial.look(f"{name}-bundle", "a double click on a .danvan opens", IMPORT, trial.opening(bundle))
    trial.start_twice(f"{name}-second", bundle)
    if updates:
        trial.update(name)
    trial.uninstall()


def arguments_of(description: str | None) -> argparse.ArgumentParser:
    """Return what every trial asks for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--package", type=Path, required=True, help="the .deb or the setup")
    parser.add_argument("--older", type=Path, help="one of an earlier version, to upgrade from")
    parser.add_argument("--root", type=Path, help="the folder of the root, by default in dist/roots")
    parser.add_argument("--updates", action="store_true", help="take updates from a stick, too")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--lines", type=Path, help="a file for the lines of what was seen")
    return parser


def try_out(asked: argparse.Namespace, make: Callable[[Screen, Seen], Trial], name: str) -> int:
    """Try; returns exit status 1 where something was not seen."""
    seen = Seen()
    try:
        with Screen.opened() as screen:
            run_trial(make(screen, seen), asked.package, asked.older, name, updates=asked.updates)
    except (NotSeen, subprocess.CalledProcessError) as error:
        print(f"not seen: {error}", file=sys.stderr)
        return 1
    finally:
        write_lines(seen, asked.lines)
    return 0
