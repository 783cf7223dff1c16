"""A stick with updates for a trial: made of the installed program, signed by a key that lives as long as the trial.

The key is made, and the files are signed, by the commands of a release; only the public half goes elsewhere, into the
installed program of the trial.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from program_tree import MARK, ROOT, building_python, run

_KEYS = "danvan_desktop/_data/resources/updates/release-keys.txt"
_WORDS = "mật khẩu của buổi thử"
_DAY = "2026-11-29"


@dataclass(frozen=True)
class Stick:
    """The files of a stick, and what they should do."""

    new: Path
    older: Path
    foreign: Path
    broken: Path
    version: str
    """Of ``new``."""
    news: str
    public: str
    """The public half of the key that all but ``foreign`` are signed with."""

    @property
    def files(self) -> tuple[Path, ...]:
        """All that is on it."""
        return (self.new, self.older, self.foreign, self.broken)


def make_stick(tree: Path, folder: Path, installed: str) -> Stick:
    """Make updates for the program in ``tree``, which is of version ``installed``, in ``folder``."""
    following = [_later(installed, by) for by in (1, 2)]
    news = "Bản thử trên USB"
    (folder / "words").write_text(f"{_WORDS}\n", encoding="utf-8")
    (folder / "news").write_text(f"{news}\n", encoding="utf-8")
    ours = _make_key(folder, "ours")
    _make_key(folder, "theirs")
    whole = folder / "whole"
    shutil.copytree(tree, whole, ignore=shutil.ignore_patterns("__pycache__"))
    trust(whole, ours)
    _set_version(whole, following[0])
    system = (tree / MARK).read_text("utf-8")
    small = {
        version: _small_tree(folder / version, version, system) for version in ("0.0.1", following[0], following[1])
    }
    return Stick(
        new=_sign(whole, folder / "moi.danvan-update", "ours"),
        older=_sign(small["0.0.1"], folder / "cu.danvan-update", "ours"),
        foreign=_sign(small[following[0]], folder / "la.danvan-update", "theirs"),
        broken=_sign(small[following[1]], folder / "hong.danvan-update", "ours"),
        version=following[0],
        news=news,
        public=ours,
    )


def trust(tree: Path, public: str) -> None:
    """Let the program in ``tree`` take updates of a key."""
    with (tree / _KEYS).open("a", encoding="utf-8", newline="\n") as keys:
        keys.write(f"{public}\n")


def _later(version: str, by: int) -> str:
    *front, last = version.split(".")
    return ".".join([*front, str(int(last) + by)])


def _set_version(tree: Path, version: str) -> None:
    text = f'"""The program."""\n\n__version__ = "{version}"\n'
    (tree / "danvan_desktop" / "__init__.py").write_text(text, encoding="utf-8", newline="\n")


def _small_tree(tree: Path, version: str, system: str) -> Path:
    """Lay out a program that does not start."""
    package = tree / "danvan_desktop"
    package.mkdir(parents=True)
    _set_version(tree, version)
    (package / "__main__.py").write_text("import not_there\n", encoding="utf-8")
    (tree / MARK).write_text(system, encoding="utf-8", newline="\n")
    return tree


def _make_key(folder: Path, name: str) -> str:
    public = folder / f"{name}.txt"
    public.touch()
    _run("release_key.py", folder / f"{name}.pem", folder, "--public", public)
    return public.read_text("utf-8").strip()


def _sign(tree: Path, out: Path, name: str) -> Path:
    key = ("--key", out.parent / f"{name}.pem", "--public", out.parent / f"{name}.txt")
    _run("sign_update.py", tree, out.parent, out, *key, "--news", out.parent / "news", "--made-on", _DAY)
    return out


def _run(script: str, first: Path, folder: Path, *more: object) -> None:
    given = (str(building_python()), str(ROOT / "script" / script), str(first), *map(str, more))
    run([*given, "--passphrase-file", str(folder / "words")])
