"""Which version of the program runs: the installed one, or a newer one that an update put beside it.

An installation made by a setup or a package has a mark beside the program that names its system. Such a program looks
at each start whether a newer tree lies in the machine's state folder, and runs that one in its own place, in the same
process. A new tree is on trial until its window was filled once: one that ends by an error, or dies, is taken back, and
the version before runs again. The installed tree itself is never touched, so there is always one that starts.

Nothing outside the standard library is loaded before the choice is made; what stands in the file of the choice is a
contract between versions (docs/decisions/0056).
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop import __version__

MARK = "danvan-system.txt"
"""The file beside the package that names the system of a tree, such as ``linux-x86_64-py311``."""
_CHOICE, _LOCK = "choice.json", ".lock"
_TRIAL = f"trial-{{version}}{_LOCK}"
_FORMAT = 1
_PACKAGE = __name__.partition(".")[0]


class State(Enum):
    """How far the trial of a new version is."""

    NEW = "new"
    BEGUN = "begun"
    WELL = "well"
    FAILED = "failed"


class Choice(Struct, frozen=True):
    """Which tree runs: ``version`` and the one ``before`` it, each empty for the installed one.

    ``taken_back`` is a version that did not start, until that was told.
    """

    version: str = ""
    before: str = ""
    state: State = State.WELL
    taken_back: str = ""


class Versions:
    """The folder with the trees that updates brought, a folder a version, and the choice among them."""

    def __init__(self, folder: Path) -> None:
        """Read and write in ``folder``, which need not be there yet."""
        self.folder = folder

    def tree(self, version: str) -> Path:
        """Return where the tree of a version lies."""
        return self.folder / version

    def choice(self) -> Choice:
        """Return what was chosen; the installed version where nothing was, or where that cannot be read."""
        try:
            told = json.loads((self.folder / _CHOICE).read_text("utf-8"))
            if told["format"] != _FORMAT:
                return Choice()
            texts = [str(told[name]) for name in ("version", "before", "taken_back")]
            return Choice(texts[0], texts[1], State(told["state"]), texts[2])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Choice()

    def choose(self, choice: Choice) -> None:
        """Write a choice in one step: a kill leaves the former one or this one; raises OSError."""
        from danvan_desktop.store.durable_files import replace_durably  # a start does without it

        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{_CHOICE}.{os.getpid()}"
        told = {
            "format": _FORMAT,
            "version": choice.version,
            "before": choice.before,
            "state": choice.state.value,
            "taken_back": choice.taken_back,
        }
        with partial.open("w", encoding="utf-8") as file:
            json.dump(told, file)
        replace_durably(partial, self.folder / _CHOICE)

    def try_next(self, version: str, running: str) -> None:
        """Let the next start try a version whose tree is in place; ``running`` is the one to come back to."""
        self.choose(Choice(version, running, State.NEW))

    def take_back(self) -> Choice:
        """Choose the version before again, and keep in mind to tell of it."""
        former = self.choice()
        choice = Choice(former.before, "", State.WELL, former.version)
        self.choose(choice)
        return choice

    def sweep(self, kept: set[str]) -> None:
        """Remove all trees but some, and what an interrupted update left; a tree that is in use stays whole."""
        import shutil  # a start does without it

        kept |= {_TRIAL.format(version=version) for version in kept}
        for path in list(self.folder.iterdir()) if self.folder.is_dir() else ():
            if path.name in kept:
                continue
            with suppress(OSError):
                if path.name.startswith("."):
                    shutil.rmtree(path, ignore_errors=True)
                elif path.is_dir():
                    self.remove(path.name)
                elif path.suffix == _LOCK:
                    path.unlink()

    def remove(self, version: str) -> None:
        """Remove the tree of a version, or leave it whole; raises OSError where a program runs from it.

        Windows renames no folder of which a file is loaded, but would delete most of what is in it.
        """
        import shutil

        tree, aside = self.tree(version), self.folder / f".{version}"
        shutil.rmtree(aside, ignore_errors=True)
        tree.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)

    def begin_trial(self, choice: Choice) -> IO[bytes] | None:
        """Return the lock of a trial, to be held as long as the process lives; ``None`` when another has it.

        The one that has it was told to be on trial where the version is new. Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        # One for each version: the window of the last trial may still be open when the next begins.
        lock = (self.folder / _TRIAL.format(version=choice.version)).open("a+b")
        if not _is_locked_here(lock.fileno()):
            lock.close()
            return None
        if choice.state is State.NEW:
            self.choose(replace(choice, state=State.BEGUN))
        return lock


def _is_locked_here(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def own_tree() -> Path:
    """Return the folder from which this program was loaded."""
    return Path(__file__).resolve().parent.parent


def own_system() -> str:
    """Return the system that the installation is marked with, empty for one that updates do not reach."""
    with suppress(OSError):
        return (own_tree() / MARK).read_text("utf-8").strip()
    return ""


def versions_here() -> Versions:
    """Return the versions of this account."""
    tree = own_tree()
    if (tree.parent / _CHOICE).is_file():
        return Versions(tree.parent)
    from danvan_desktop.places import state_folder

    return Versions(state_folder() / "versions")


def started_well() -> None:
    """End the trial of this version: its window was filled."""
    _end_trial(State.WELL)


def start_failed() -> None:
    """Note that this version showed an error before its window was filled: the next start takes it back."""
    _end_trial(State.FAILED)


def _end_trial(state: State) -> None:
    if not own_system():
        return
    versions = versions_here()
    choice = versions.choice()
    if choice.state is State.BEGUN and versions.tree(choice.version) == own_tree():
        with suppress(OSError):
            versions.choose(replace(choice, state=state))


def version_taken_back() -> str:
    """Return the version that did not start, until that was told; empty where there is nothing to tell."""
    return versions_here().choice().taken_back if own_system() else ""


def taken_back_was_told() -> None:
    """Tell it no more: a window shows it."""
    if version_taken_back():
        versions = versions_here()
        with suppress(OSError):
            versions.choose(replace(versions.choice(), taken_back=""))


def run_chosen(run: Callable[[], None], *, opens_window: bool) -> None:
    """Run the chosen version in place of this one; ``run`` starts this one."""
    if not own_system() or (own_tree().parent / _CHOICE).is_file():
        run()
        return
    versions = versions_here()
    choice = versions.choice()
    if not _is_there(versions, choice):
        run()
    elif choice.state is State.WELL:
        _run_tree(versions.tree(choice.version))
    else:
        _try(versions, choice, run, opens_window=opens_window)


def _try(versions: Versions, choice: Choice, run: Callable[[], None], *, opens_window: bool) -> None:
    lock = None
    try:
        if opens_window or choice.state is not State.NEW:
            lock = versions.begin_trial(choice)
        if lock is not None and choice.state is not State.NEW:
            choice = versions.take_back()
    except OSError:
        # Where nothing can be noted, nothing can be tried: the version that is known to start does.
        run()
        return
    if choice.state is not State.WELL:
        _run_on_trial(versions, choice, lock)
    elif _is_there(versions, choice):
        _run_tree(versions.tree(choice.version))
    else:
        run()


def _run_on_trial(versions: Versions, choice: Choice, lock: IO[bytes] | None) -> None:
    """Run a new version; ``lock`` is that of its trial, ``None`` where this start is no trial of the window."""
    path = list(sys.path)
    try:
        _run_tree(versions.tree(choice.version))
    except SystemExit:
        # Whoever closes the first question of a start has seen that it starts.
        if lock is not None and versions.choice().state is State.BEGUN:
            versions.choose(replace(versions.choice(), state=State.WELL))
        raise
    except Exception as error:
        if lock is None and not isinstance(error, ImportError | SyntaxError):
            raise
        sys.path[:] = path
        _forget(versions.tree(choice.version))
        _note(choice.version, error)
        versions.take_back()
        if lock is not None:
            lock.close()
        _start_again()


def _is_there(versions: Versions, choice: Choice) -> bool:
    """Tell whether the chosen tree can be run, and is newer than what a later setup may have installed."""
    return _is_newer(choice.version) and (versions.tree(choice.version) / _PACKAGE / "__main__.py").is_file()


def _is_newer(version: str) -> bool:
    """Tell whether a tree is newer than what is installed, which a later setup may have brought forward."""
    try:
        found, installed = ([int(part) for part in text.split(".")] for text in (version, __version__))
    except ValueError:
        return False
    return found > installed


def _run_tree(tree: Path) -> None:
    """Load the program from another tree into this process, in the place of its own, and run it to its end."""
    own = own_tree()
    _forget(own)
    sys.path[:] = [str(tree), *(path for path in sys.path if Path(path).resolve() != own)]
    importlib.invalidate_caches()
    importlib.import_module(f"{_PACKAGE}.__main__").main()


def _forget(tree: Path) -> None:
    """Let what was loaded from a tree be loaded anew."""
    for name, module in list(sys.modules.items()):
        place = str(getattr(module, "__file__", None) or "")
        if name != "__main__" and (name.partition(".")[0] == _PACKAGE or place.startswith(f"{tree}{os.sep}")):
            del sys.modules[name]


def _note(version: str, error: Exception) -> None:
    import traceback

    from danvan_desktop.error_log import ErrorLog

    ErrorLog().note(f"version {version} did not start", "".join(traceback.format_exception(error)))


def _start_again() -> None:
    """Start the same command in a clean process, and end with its status."""
    import subprocess

    command = [sys.executable, *sys.orig_argv[1:]]
    # Python is a program of the console: Windows would open one beside a window that was started without. A process
    # that may have none is not handed the streams of this one unless they are named.
    flags = 0 if _has_console() else getattr(subprocess, "CREATE_NO_WINDOW", 0)
    ended = subprocess.run(
        command,
        stdin=sys.__stdin__,
        stdout=sys.__stdout__,
        stderr=sys.__stderr__,
        creationflags=flags,
        check=False,
    )
    sys.exit(ended.returncode)


def _has_console() -> bool:
    """Tell whether a console stands beside this process: streams tell nothing, a starter hands a window its own."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetConsoleWindow())
    return True
