"""Puts the program and its locked packages into one folder, for a system and a Python of one's choice.

Nothing of the packages is run: wheels of the other system are unpacked by pip, whose hashes are those of the lock.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "script"))

from environment import RUN_LOCK, Installation, ensure_environment  # noqa: E402

_STAND_INS = Path(__file__).resolve().parent / "stand_ins"
MARK = "danvan-system.txt"
"""By which the program knows that updates reach it (danvan_desktop/versions.py)."""
_NEWEST_GLIBC = 39
_BUILDING = ("hatchling", "packaging", "pathspec", "pip", "tomlkit", "trove_classifiers")
"""What only makes packages."""
_NETWORK = (
    "aiohttp",
    "aiohappyeyeballs",
    "aiosignal",
    "attr",
    "attrs",
    "frozenlist",
    "idna",
    "multidict",
    "propcache",
    "yarl",
)
"""The HTTP client that pyHanko loads and this program never uses: ``stand_ins`` has what takes its place."""
_NEVER_LOADED = (
    "*.dist-info/RECORD",
    "*.dist-info/direct_url.json",
    "*.dist-info/sboms",
    "PIL/_imagingcms.*",
    "PIL/_imagingft.*",
    "PIL/_imagingtk.*",
    "docx/templates/default-docx-template",
    "lxml/html",
    "lxml/objectify.*",
    "pillow.libs/libbrotli*",
    "pillow.libs/libfreetype-*",
    "pillow.libs/libharfbuzz-*",
    "pillow.libs/liblcms2-*",
    "pillow.libs/libpng*",
    "reportlab/fonts/DarkGarden.sfd",
    "shiboken6/vcamp140.dll",
    "shiboken6/vccorlib140.dll",
)
"""What names the folders of the builder; letters drawn into photos, other colours; pages of the web; sources."""
_NEVER_IMPORTED = ("bin", "share", "pypdfium2_cli", "pycparser", "include")
_QT_MODULES = ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "Network", "DBus")
"""Network carries the hand-over to a window that is open already; DBus is the way to input methods on Linux."""
_QT_FILES = (
    "__init__.py",
    "_config.py",
    "_git_pyside_version.py",
    "py.typed",
    "libpyside6.*",
    "pyside6.*.dll",
    "msvcp140*.dll",
    "vcruntime140*.dll",
    "concrt140.dll",
    "support/*",
    *(f"Qt{name}.*" for name in _QT_MODULES),
    *(f"Qt6{name}.dll" for name in _QT_MODULES),
    *(f"Qt/lib/libQt6{name}.so*" for name in (*_QT_MODULES, "XcbQpa", "WaylandClient")),
    "Qt/lib/libicu*",
)
_QT_PLUGINS = (
    "iconengines/*qsvgicon.*",
    "imageformats/*qjpeg.*",
    "imageformats/*qsvg.*",
    "imageformats/*qico.*",
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*qoffscreen.*",
    "platforms/*qwayland*",
    "platforms/*qwindows.*",
    "platforms/*qxcb.*",
    "platformthemes/*xdgdesktopportal.*",
    "printsupport/*",
    "styles/*",
    "wayland-decoration-client/*bradient*",
    "wayland-shell-integration/*xdg-shell.*",
)
_LOCALES = {"root", "vi", "vi_VN", "en", "en_US", "en_GB", "en_001"}
_SOURCES_OF_LXML = {".h", ".pxd", ".pxi", ".pyx", ".rng", ".xsl"}


@dataclass(frozen=True)
class Target:
    """A system and its Python: ``platforms`` are the tags of the wheels that run there."""

    python: str
    """Such as ``3.13``."""
    platforms: tuple[str, ...]
    family: str
    """``linux`` or ``windows``."""

    @property
    def system(self) -> str:
        """The name of the system, by which an update knows whether it fits."""
        return f"{self.family}-x86_64-py{self.python.replace('.', '')}"

    @property
    def pip_options(self) -> list[str]:
        """What makes pip choose for this target, whatever the machine that runs it."""
        compact = self.python.replace(".", "")
        abis = [option for abi in (f"cp{compact}", "abi3", "none") for option in ("--abi", abi)]
        platforms = [option for platform in self.platforms for option in ("--platform", platform)]
        return ["--python-version", self.python, "--implementation", "cp", *abis, *platforms]


def linux(python: str) -> Target:
    """Any Linux on x86_64 with glibc; pip wants every tag that such a system takes."""
    newest_first = (f"manylinux_2_{minor}_x86_64" for minor in range(_NEWEST_GLIBC, 4, -1))
    return Target(python, (*newest_first, "manylinux2014_x86_64"), "linux")


def windows(python: str) -> Target:
    """Windows on x86_64."""
    return Target(python, ("win_amd64",), "windows")


def make_tree(folder: Path, target: Target, wheel: Path) -> None:
    """Fill ``folder`` with the program and what it needs to run, and with nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    common = ["install", "--quiet", "--no-deps", "--no-compile", "--only-binary", ":all:", "--target", str(folder)]
    pip([*common, *target.pip_options, "--require-hashes", "--requirement", str(RUN_LOCK)])
    pip([*common, "--no-index", str(wheel)])
    trim(folder)
    for stand_in in _STAND_INS.glob("*.py"):
        shutil.copy(stand_in, folder)
    (folder / MARK).write_text(f"{target.system}\n", encoding="ascii", newline="\n")


def make_wheel(folder: Path) -> Path:
    """Build the wheel of the checkout into ``folder``, with the moment of the last commit in it."""
    shutil.rmtree(folder, ignore_errors=True)
    run([str(building_python()), "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)])
    (wheel,) = folder.glob("danvan_desktop-*.whl")
    return wheel


def trim(folder: Path) -> None:
    """Take out what the program never loads: three fifths of all packages."""
    for name in (*_BUILDING, *_NEVER_IMPORTED, *_NETWORK):
        remove(folder.glob(name))
        remove(folder.glob(f"{name.replace('_', '?')}-*.dist-info"))
    remove(path for pattern in _NEVER_LOADED for path in folder.glob(pattern))
    remove(folder.rglob("__pycache__"))
    remove(folder.rglob("*.pyi"))
    remove(folder.rglob("tests"))
    remove(path for path in (folder / "babel" / "locale-data").glob("*.dat") if path.stem not in _LOCALES)
    remove(path for path in (folder / "lxml").rglob("*") if path.suffix in _SOURCES_OF_LXML)
    remove((folder / "reportlab" / "fonts").glob("*.pfb"))
    keep_only(folder / "PySide6", _QT_FILES, _QT_PLUGINS)


def keep_only(folder: Path, patterns: Sequence[str], plugins: Sequence[str]) -> None:
    """Remove all files of PySide6 but those that match."""
    homes = [folder / "plugins", folder / "Qt" / "plugins"]
    kept = {path for pattern in patterns for path in folder.glob(pattern)}
    kept |= {path for home in homes for pattern in plugins for path in home.glob(pattern)}
    remove(path for path in list(folder.rglob("*")) if path.is_file() and path not in kept)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def remove(paths: Iterable[Path]) -> None:
    """Remove files and whole folders."""
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def pip(arguments: Sequence[str]) -> None:
    """Run the locked pip of the checkout's environment."""
    run([str(building_python()), "-m", "pip", *arguments])


def run(command: Sequence[str], cwd: Path = ROOT) -> None:
    """Run a command whose outputs bear the moment of the last commit; raises CalledProcessError where it fails."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(commit_moment()), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run(command, cwd=cwd, env=environment, check=True)


def building_python() -> Path:
    """Give the Python of the checkout's environment, which is made where it is not there yet."""
    return ensure_environment(Installation())


def version() -> str:
    """Read the one place that says the version."""
    text = (ROOT / "danvan_desktop" / "__init__.py").read_text(encoding="utf-8")
    (line,) = (line for line in text.splitlines() if line.startswith("__version__"))
    return line.split('"')[1]


def commit_moment() -> int:
    """Give the seconds since 1970 of the last commit: two builds of one commit are alike to the byte."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    log = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(log.stdout)


def set_moments(folder: Path) -> None:
    """Let every file bear the moment of the last commit and plain rights."""
    moment = commit_moment()
    for path in (folder, *folder.rglob("*")):
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (moment, moment))


def files_in(folder: Path) -> Iterator[Path]:
    """Give all files in a steady order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def megabytes(path: Path) -> float:
    """Measure a file or all files of a folder, in millions of bytes."""
    files = [path] if path.is_file() else list(files_in(path))
    return sum(file.stat().st_size for file in files) / 1e6
