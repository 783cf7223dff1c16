"""A bare system in a folder, and a screen, for trying the packages where nothing of the builder's machine helps.

Needs root, ``debootstrap``, ``unshare``, ``Xvfb``, ``xdotool`` and ImageMagick's ``import``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from program_tree import ROOT, files_in

ROOTS = ROOT / "dist" / "roots"
"""Where the roots of trials lie unless another place is named; they stay."""
MIRROR = "http://deb.debian.org/debian"
OFFICER = "officer"
IMPORT = "Nhập từ tệp"
"""The title over what a bundle would bring."""
_STILL_SECONDS, _STILL_LOOKS = 3, 6


class NotSeen(Exception):
    """What should have been seen was not; the text says what."""


@dataclass
class Seen:
    """What was seen, line by line, for ``docs/install.md``."""

    lines: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Tell and keep a line."""
        self.lines.append(what)
        print(f"seen: {what}", flush=True)


@dataclass(frozen=True)
class Root:
    """A Debian in a folder."""

    path: Path

    @classmethod
    def made(cls, suite: str, path: Path) -> Root:
        """Return the root, which is made where there is none: about 220 MB, a minute or two."""
        if not (path / "usr/bin/apt-get").exists():
            bare = ["debootstrap", "--variant=minbase", "--include=ca-certificates", suite, str(path), MIRROR]
            subprocess.run(bare, check=True, stdout=subprocess.DEVNULL)
        root = cls(path)
        if not (path / "home" / OFFICER).exists():
            root.run(["useradd", "--create-home", "--shell", "/bin/bash", OFFICER])
        return root

    @property
    def home(self) -> Path:
        """The home of the officer, seen from outside."""
        return self.path / "home" / OFFICER

    def install(self, *packages: str) -> None:
        """Install packages of Debian, or files below the root."""
        self.run(["apt-get", "update", "--quiet=2"])
        self.run(["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *packages])

    def command(self, arguments: Sequence[str], user: str, display: str = "", **more: str) -> list[str]:
        """Return the command that runs ``arguments`` inside, without any variable of the builder's machine."""
        home = "/root" if user == "root" else f"/home/{user}"
        variables = {"PATH": "/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin", "HOME": home, "USER": user, **more}
        variables |= {"LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        if display:
            variables["DISPLAY"] = display
        told = [f"{name}={value}" for name, value in variables.items()]
        inside = ["chroot", "--userspec", user, str(self.path), "/usr/bin/env", "-i", *told, *arguments]
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.path}/proc", *inside]

    def run(self, arguments: Sequence[str], user: str = "root", **more: str) -> str:
        """Run a command to its end and return what it printed; raises CalledProcessError, telling its last words."""
        command = self.command(arguments, user, **more)
        done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace")
        if done.returncode != 0:
            print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
            done.check_returncode()
        return done.stdout

    def start(self, arguments: Sequence[str], display: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program of the officer on a screen."""
        command = self.command(arguments, OFFICER, display, **more)
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def take_in(self, file: Path, place: str = "tmp") -> str:
        """Copy a file into a folder of the root; returns its path inside."""
        target = self.path / place / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        return f"/{place}/{file.name}"


@dataclass(frozen=True)
class Screen:
    """A screen that nobody looks at."""

    display: str

    @classmethod
    @contextmanager
    def opened(cls, size: str = "1366x768") -> Iterator[Screen]:
        """Give a screen of the size of a commune's laptop, under a number that is free; raises NotSeen without one."""
        told, telling = os.pipe()
        command = ["Xvfb", "-displayfd", str(telling), "-screen", "0", f"{size}x24"]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=(telling,))
        os.close(telling)
        try:
            with os.fdopen(told, encoding="ascii") as number:
                display = number.readline().strip()
            if not display:
                raise NotSeen("Xvfb makes no screen here")
            yield cls(f":{display}")
        finally:
            server.terminate()
            server.wait()

    def wait_for_window(self, title: str, seconds: int = 400) -> None:
        """Return once a window whose title holds ``title`` stands still; raises NotSeen."""
        end = time.monotonic() + seconds
        before, still = b"", 0
        while time.monotonic() < end:
            time.sleep(_STILL_SECONDS)
            found = self._tool("xdotool", "search", "--onlyvisible", "--name", title)
            now = self._tool("import", "-window", "root", "-depth", "8", "rgb:-")
            still = still + 1 if found and now == before else 0
            if still >= _STILL_LOOKS:
                if any("gặp lỗi" in one for one in self.titles()):
                    raise NotSeen("the window tells of a fault; its log lies in the officer's home")
                return
            before = now
        raise NotSeen(f"no window “{title}” within {seconds} seconds")

    def titles(self) -> list[str]:
        """Return the titles of all windows."""
        numbers = self._tool("xdotool", "search", "--onlyvisible", "--name", ".").split()
        return [self._tool("xdotool", "getwindowname", number.decode()).decode().strip() for number in numbers]

    def picture(self, path: Path) -> None:
        """Write a picture of the screen in few colours."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._tool("import", "-window", "root", "-colors", "128", "-strip", f"png8:{path}")

    def _tool(self, *command: str) -> bytes:
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(command, check=False, env=environment, capture_output=True).stdout


def stop(program: subprocess.Popen[bytes]) -> None:
    """End a program that was started here, and all that it started: with the first process of a room all others end."""
    # ``unshare`` itself lets no wish to end pass.
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    with suppress(OSError):
        for child in children.read_text("ascii").split():
            os.kill(int(child), signal.SIGKILL)
    program.wait()


@contextmanager
def small_drive(drive: Path, size: float) -> Iterator[Path]:
    """Give a drive of some millions of bytes, on which anybody may write."""
    drive.mkdir(parents=True, exist_ok=True)
    options = f"size={round(size)}000000,mode=777"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "small", str(drive)], check=True)
    try:
        yield drive
    finally:
        subprocess.run(["umount", "--lazy", str(drive)], check=True)


def fill(file: Path, free: float) -> None:
    """Write a file that leaves so many millions of bytes of its drive free."""
    with suppress(OSError), file.open("wb", buffering=0) as zeros:
        while shutil.disk_usage(file).free > free * 1_000_000:
            zeros.write(bytes(100_000))


def digest_of(tree: Path) -> str:
    """Tell apart what lies in folders; what Python keeps of its modules is looked past."""
    digest = hashlib.sha256()
    for file in files_in(tree):
        if file.suffix != ".pyc":
            digest.update(f"{file.relative_to(tree)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def write_lines(seen: Seen, out: Path | None) -> None:
    """Write what was seen into a file, where one is wanted."""
    if out is not None:
        out.write_text("".join(f"{line}\n" for line in seen.lines), encoding="utf-8")
