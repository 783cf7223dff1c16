"""Builds the package for Debian and its kin: python3 packaging/build_debian.py [--python 3.11] [--out dist].

The package holds all libraries of the program that Debian lacks; Python itself is Debian's, and its version has to be
the one that Debian has: 3.11 on Debian 12, 3.13 on Debian 13.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import shutil
import sys
import tempfile
import textwrap
from email.utils import format_datetime
from pathlib import Path

from program_tree import ROOT, commit_moment, linux, make_tree, make_wheel, megabytes, run, set_moments, version

from environment import WINDOW_LIBRARIES  # isort: skip

HERE = Path(__file__).resolve().parent / "debian"
LARGEST = 60
"""Millions of bytes that a package may have."""
MAINTAINER = "The danvan-desktop authors <danvan-desktop@localhost>"
RENAMED = {
    "libcups2": "libcups2t64 | libcups2",
    "libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0",
}
"""What Debian 13 calls otherwise."""


def package_version(python: str) -> str:
    """Name the version and the Python of the Debian that a package is for."""
    return f"{version()}~py{python.replace('.', '')}"


def changes(python: str) -> str:
    """Write what is new as Debian has it written: the news of the version, a line each."""
    news = ROOT / "docs" / "news" / f"{version()}.txt"
    lines = news.read_text("utf-8").splitlines() if news.is_file() else [version()]
    date = format_datetime(dt.datetime.fromtimestamp(commit_moment(), dt.UTC))
    told = "".join(f"{_item(line)}\n" for line in lines if line.strip())
    return f"danvan ({package_version(python)}) stable; urgency=medium\n\n{told}\n -- {MAINTAINER}  {date}\n"


def _item(line: str) -> str:
    return textwrap.fill(line, 78, initial_indent="  * ", subsequent_indent="    ", break_long_words=False)


def control(python: str, size: float) -> str:
    """Write what dpkg knows of the package; ``size`` is that of the installed files, in millions of bytes."""
    major, minor = python.split(".")
    libraries = [RENAMED.get(name, name) for name in sorted(set(WINDOW_LIBRARIES.values()))]
    needed = [f"python3 (>= {python})", f"python3 (<< {major}.{int(minor) + 1})", "libc6", *libraries]
    return "\n".join(
        [
            "Package: danvan",
            f"Version: {package_version(python)}",
            "Architecture: amd64",
            f"Maintainer: {MAINTAINER}",
            "Section: misc",
            "Priority: optional",
            f"Installed-Size: {round(size * 1000 / 1.024)}",
            f"Depends: {', '.join(needed)}",
            "Recommends: cups-client, shared-mime-info",
            "Description: offline records of a commune's work with its people",
            " Minutes of village meetings and dialogues, petitions, models and reports of",
            " Vietnamese communes, printed as the law prescribes. It needs no network;",
            " two computers exchange their records by one file on a USB stick.",
            "",
        ]
    )


def lay_out(tree: Path, python: str, wheel: Path) -> None:
    """Fill ``tree`` with what is unpacked over the root of a system."""
    make_tree(tree / "usr/lib/danvan", linux(python), wheel)
    copies = {
        "danvan": "usr/bin/danvan",
        "danvan.desktop": "usr/share/applications/danvan.desktop",
        "danvan.xml": "usr/share/mime/packages/danvan.xml",
        "danvan.metainfo.xml": "usr/share/metainfo/danvan.metainfo.xml",
        "copyright": "usr/share/doc/danvan/copyright",
        "danvan.lintian-overrides": "usr/share/lintian/overrides/danvan",
        "danvan.bash-completion": "usr/share/bash-completion/completions/danvan",
        "postinst": "DEBIAN/postinst",
        "prerm": "DEBIAN/prerm",
        "postrm": "DEBIAN/postrm",
    }
    for name, place in copies.items():
        _copy(HERE / name, tree / place)
    _copy(ROOT / "resources/icons/danvan.svg", tree / "usr/share/icons/hicolor/scalable/apps/danvan.svg")
    _copy(
        ROOT / "resources/icons/danvan.svg",
        tree / "usr/share/icons/hicolor/scalable/mimetypes/application-x-danvan-bundle.svg",
    )
    for name, place in (("danvan.1", "man1"), ("danvan.vi.1", "vi/man1")):
        _compress((HERE / name).read_bytes(), tree / "usr/share/man" / place / "danvan.1.gz")
    _compress(changes(python).encode(), tree / "usr/share/doc/danvan/changelog.gz")
    for program in ("usr/bin/danvan", "DEBIAN/postinst", "DEBIAN/prerm", "DEBIAN/postrm"):
        (tree / program).chmod(0o755)
    for library in (tree / "usr/lib/danvan").rglob("*.so*"):
        if library.is_file():
            library.chmod(0o644)  # nobody runs a library; some wheels say so


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compress(content: bytes, target: Path) -> None:
    """Compress as Debian asks for, without the minute in which it was done."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def build(python: str, out: Path) -> Path:
    """Build the package into ``out``; raises CalledProcessError where a tool fails."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "danvan"
        lay_out(tree, python, make_wheel(Path(folder) / "wheel"))
        (tree / "DEBIAN/control").write_text(control(python, megabytes(tree)), encoding="utf-8")
        set_moments(tree)
        package = out / f"danvan_{package_version(python)}_amd64.deb"
        run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)])
        print(f"{package}: {megabytes(package):.1f} MB, {megabytes(tree):.1f} MB unpacked")
    return package


def main() -> int:
    """Build; an oversized package is built, told and refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="3.11", help="the Python of the Debian that it is for")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args()
    package = build(asked.python, asked.out.absolute())
    return 0 if megabytes(package) <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
