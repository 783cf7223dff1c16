"""Builds everything that is released, from the last commit, and writes the checksums: python3 script/release.py.

    script/release.py                    wheel, sources, .deb, setup for Windows, offline folder; SHA256SUMS
    script/release.py --only wheel       some of it: wheel, debian, windows, offline (may be given again)
    script/release.py --rehearsal        from a tree with changes, or a version that CHANGELOG.md does not tell of
    script/release.py --update-key FILE  signs an update for each system as well; the key lies outside the repository
    script/release.py --advisories DATA  holds what is locked against OSV's advisories first; ADVISORIES.txt tells
    script/release.py --check FOLDER     holds the files of a folder against its SHA256SUMS
    script/release.py --same-as FOLDER   builds, and tells what differs from another build of the same commit

Two builds of one commit are alike to the byte: whoever doubts a release builds it again and compares the checksums.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from environment import ROOT

sys.path.append(str(ROOT / "packaging"))

from program_tree import (
    building_python,
    commit_moment,
    files_in,
    linux,
    make_tree,
    make_wheel,
    run,
    version,
    windows,
)

SUMS = "SHA256SUMS"
ADVISORIES = "ADVISORIES.txt"
PARTS = ("wheel", "debian", "windows", "offline")
PYTHONS_OF_DEBIAN = ("3.11", "3.13")
PYTHON_OF_WINDOWS = "3.13"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_FIRST_YEAR_OF_ZIP = 315_532_800
"""Seconds: no file in a .zip can be older than 1980."""


class NotReleasable(Exception):
    """The tree is not what a release is made of."""


def require_releasable(changelog: str, changes: str) -> None:
    """Raise NotReleasable for a version that the change log does not tell of, or for changes that no commit has."""
    if changes.strip():
        raise NotReleasable("there are changes that no commit has: commit them, or add --rehearsal")
    if not re.search(rf"^## {re.escape(version())}\b", changelog, re.MULTILINE):
        raise NotReleasable(f"CHANGELOG.md has no heading “## {version()}”: write it, or add --rehearsal")


def build_wheel(out: Path) -> None:
    """Build wheel and sources, and look whether both are whole."""
    run([str(building_python()), "-m", "hatchling", "build", "--directory", str(out)])
    check_wheel(out / f"danvan_desktop-{version()}-py3-none-any.whl")
    check_sources(out / f"danvan_desktop-{version()}.tar.gz")


def check_wheel(path: Path) -> None:
    """Raise NotReleasable for a wheel without its version, its command, its catalogs or its guide."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        told = archive.read(f"danvan_desktop-{version()}.dist-info/METADATA").decode()
    wanted = (
        f"danvan_desktop-{version()}.dist-info/entry_points.txt",
        "danvan_desktop/_data/i18n/en/LC_MESSAGES/danvan.mo",
        "danvan_desktop/_data/docs/guide/00-muc-luc.md",
    )
    missing = [name for name in wanted if name not in names]
    if missing or f"\nVersion: {version()}\n" not in told:
        raise NotReleasable(f"{path.name} lacks {', '.join(missing) or 'its version'}")


def check_sources(path: Path) -> None:
    """Raise NotReleasable for sources of which neither the program nor its checks can be made."""
    with tarfile.open(path) as archive:
        names = set(archive.getnames())
    root = f"danvan_desktop-{version()}"
    wanted = ("pyproject.toml", "script/hatch_build.py", "script/i18n.py", "i18n/en/LC_MESSAGES/danvan.po", "LICENSE")
    missing = [name for name in wanted if f"{root}/{name}" not in names]
    if missing:
        raise NotReleasable(f"{path.name} lacks {', '.join(missing)}")


def build_packages(part: str, out: Path) -> None:
    """Build the packages of one part by their own commands."""
    if part == "debian":
        for python in PYTHONS_OF_DEBIAN:
            _packaging("build_debian.py", "--python", python, "--out", str(out))
    elif part == "windows":
        _packaging("build_windows.py", "--out", str(out))
        shutil.rmtree(out / "windows")
    else:
        _packaging("build_offline.py", "--out", str(out))
        folder = out / f"danvan-{version()}-offline"
        zip_folder(folder, out / f"{folder.name}.zip")
        shutil.rmtree(folder)


def build_updates(out: Path, key: Path, passphrase_file: Path | None) -> None:
    """Make and sign an update for each system; raises NotReleasable where nothing is told of what is new."""
    news = ROOT / "docs" / "news" / f"{version()}.txt"
    if not news.is_file():
        raise NotReleasable(f"{news.relative_to(ROOT)} is missing: what is new, in Vietnamese, a line each")
    day = time.strftime("%Y-%m-%d", time.gmtime(commit_moment()))
    given = [] if passphrase_file is None else ["--passphrase-file", str(passphrase_file)]
    with tempfile.TemporaryDirectory() as folder:
        wheel = make_wheel(Path(folder) / "wheel")
        for target in (*map(linux, PYTHONS_OF_DEBIAN), windows(PYTHON_OF_WINDOWS)):
            tree = Path(folder) / "tree"
            make_tree(tree, target, wheel)
            name = f"danvan-{version()}-{target.system}.danvan-update"
            signing = ["--key", str(key), "--news", str(news), "--made-on", day, *given]
            run([str(building_python()), str(ROOT / "script/sign_update.py"), str(tree), str(out / name), *signing])


def write_advisories(out: Path, data: Path) -> None:
    """Write which advisories fit what is locked, and by which data; raises NotReleasable where these cannot be read."""
    script = str(ROOT / "script/advisories.py")
    told = subprocess.run(
        [str(building_python()), script, "--data", str(data)], capture_output=True, encoding="utf-8", check=False
    )
    if told.returncode not in (0, 1):
        raise NotReleasable(told.stderr.strip())
    (out / ADVISORIES).write_text(f"{told.stderr}{told.stdout}", "utf-8", newline="\n")


def _packaging(name: str, *arguments: str) -> None:
    run([sys.executable, str(ROOT / "packaging" / name), *arguments])


def zip_folder(folder: Path, archive: Path) -> None:
    """Put a folder into an archive that is the same to the byte whenever and wherever it is made."""
    told = time.gmtime(max(commit_moment(), _FIRST_YEAR_OF_ZIP))
    moment = (told.tm_year, told.tm_mon, told.tm_mday, told.tm_hour, told.tm_min, told.tm_sec)
    with zipfile.ZipFile(archive, "w") as out:
        for path in files_in(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", moment)
            is_program = path.suffix == ".sh" or path.stat().st_mode & 0o100
            entry.external_attr = (0o100755 if is_program else 0o100644) << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes())


def write_sums(folder: Path) -> Path:
    """Write the checksums of all files of a folder as ``sha256sum --check`` reads them."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != SUMS]
    sums = folder / SUMS
    sums.write_text("".join(f"{_digest(path)}  {path.name}\n" for path in files), "utf-8", newline="\n")
    return sums


def wrong_files(folder: Path) -> Sequence[str]:
    """Return the names of those that are missing, not as they were built, or not told of in the checksums."""
    found = {path.name: _digest(path) for path in folder.iterdir() if path.is_file() and path.name != SUMS}
    return _different(_told(folder), found)


def different_files(folder: Path, other: Path) -> Sequence[str]:
    """Return the names of those that two builds do not share to the byte; raises OSError where one has no checksums."""
    return _different(_told(folder), _told(other))


def _different(one: Mapping[str, str], other: Mapping[str, str]) -> Sequence[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _told(folder: Path) -> Mapping[str, str]:
    lines = (folder / SUMS).read_text("utf-8").splitlines()
    return {match[2]: match[1] for match in map(_LINE.fullmatch, lines) if match}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def release(
    out: Path,
    parts: Sequence[str],
    update_key: Path | None = None,
    passphrase_file: Path | None = None,
    advisories: Path | None = None,
) -> None:
    """Build the parts and write their checksums; raises NotReleasable for a folder that holds something else.

    An earlier release in the folder makes way.
    """
    if out.exists() and any(out.iterdir()) and not (out / SUMS).is_file():
        raise NotReleasable(f"{out} holds something else: name a folder that is empty or not there yet")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if advisories is not None:
        write_advisories(out, advisories)
    for part in parts:
        if part == "wheel":
            build_wheel(out)
        else:
            build_packages(part, out)
    if update_key is not None:
        build_updates(out, update_key, passphrase_file)
    print(write_sums(out).read_text("utf-8"), end="")


def main() -> int:
    """Release, or check a release; tells why not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--rehearsal", action="store_true")
    parser.add_argument("--update-key", type=Path, metavar="FILE")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="asked for three times without it")
    parser.add_argument("--advisories", type=Path, metavar="DATA")
    parser.add_argument("--check", type=Path, metavar="FOLDER")
    parser.add_argument("--same-as", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, help="by default dist/release-VERSION")
    asked = parser.parse_args()
    if asked.check is not None:
        return _tell(wrong_files(asked.check), "not as it was built", "all as they were built")
    out = (asked.out or ROOT / "dist" / f"release-{version()}").absolute()
    try:
        if not asked.rehearsal:
            status = ["git", "status", "--porcelain", "--untracked-files=no"]
            changes = subprocess.run(status, cwd=ROOT, check=True, capture_output=True, text=True).stdout
            require_releasable((ROOT / "CHANGELOG.md").read_text("utf-8"), changes)
        release(out, asked.only or PARTS, asked.update_key, asked.passphrase_file, asked.advisories)
    except (NotReleasable, subprocess.CalledProcessError) as error:
        print(f"no release: {error}", file=sys.stderr)
        return 1
    if asked.same_as is not None:
        return _tell(different_files(out, asked.same_as), "differs", "both builds are alike to the byte")
    return 0


def _tell(names: Sequence[str], fault: str, otherwise: str) -> int:
    print("\n".join(f"{name}: {fault}" for name in names) or otherwise)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
