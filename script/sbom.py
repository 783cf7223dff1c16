"""Writes resources/components.cdx.json: all that the program is made of, with versions, hashes and licences.

.venv/bin/python script/sbom.py    (in the environment that script/test.py makes; after script/lock.py)

The file is a CycloneDX 1.6 bill of materials. It travels in every wheel and is shown in the window ("Trợ giúp") and by
``danvan components``. Hashes are those of the lock; licences are what the packages themselves say.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from typing import Any

from environment import ROOT, RUN_LOCK
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TARGET = ROOT / "resources" / "components.cdx.json"
PROGRAM = "danvan-desktop"

_LOCKED = re.compile(r"^([a-z0-9-]+)==([^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

_SAID_OTHERWISE: Mapping[str, str] = {
    "aiohappyeyeballs": "PSF-2.0",
    "aiosignal": "Apache-2.0",
    "asn1crypto": "MIT",
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "click-default-group": "LicenseRef-public-domain",
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT",
    "frozenlist": "Apache-2.0",
    "lxml": "BSD-3-Clause",
    "openpyxl": "MIT",
    "oscrypto": "MIT",
    "pluggy": "MIT",
    "propcache": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "pyrage": "MIT",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "python-docx": "MIT",
    "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "sqlcipher3": "Zlib",
    "sqlite-fts4": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "xlrd": "BSD-3-Clause",
    "yarl": "Apache-2.0",
    "zxcvbn": "MIT",
}
"""Packages whose licence stands in their files in words, not yet as an SPDX expression in their metadata."""


@dataclass(frozen=True)
class Locked:
    """One line of the lock: a version, and the hashes of all files that it may come as."""

    version: str
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """What the program or a package brings inside itself; ``version`` is empty where its file tells none."""

    name: str
    version: str
    licence: str
    within: str


def main() -> int:
    """Write the file; give the exit status."""
    TARGET.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


def bill() -> dict[str, Any]:
    """Give the whole bill of materials, without the time of day: the same lock makes the same bytes."""
    lock = locked()
    needs = dict(sorted(needed(PROGRAM)))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _program()},
        "components": [
            *(_package(name, lock[name]) for name in needs if name != PROGRAM),
            *(_carried(part) for part in carried()),
        ],
        "dependencies": [{"ref": name, "dependsOn": sorted(on)} if on else {"ref": name} for name, on in needs.items()],
    }


def locked() -> dict[str, Locked]:
    """Read the lock of what the program alone needs: name -> version and hashes."""
    found: dict[str, Locked] = {}
    name = ""
    for line in RUN_LOCK.read_text("utf-8").splitlines():
        if begun := _LOCKED.match(line):
            name = begun[1]
            found[name] = Locked(begun[2], ())
        if told := _HASH.search(line):
            found[name] = Locked(found[name].version, (*found[name].hashes, told[1]))
    return found


def needed(root: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give every package that ``root`` needs to run, itself first, with what it needs in turn."""
    waiting, seen = [root], {root}
    while waiting:
        name = waiting.pop()
        on = frozenset(_requirements(distribution(name)))
        yield name, on
        waiting.extend(on - seen)
        seen |= on


def _requirements(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield canonicalize_name(wanted.name)


def carried() -> tuple[Carried, ...]:
    """Give the fonts of the program and the libraries inside its packages, with the versions that they tell."""
    import pypdfium2
    import sqlcipher3
    from cryptography.hazmat.backends.openssl import backend
    from PySide6.QtCore import qVersion

    (cipher,) = sqlcipher3.connect(":memory:").execute("PRAGMA cipher_version").fetchone()
    return (
        Carried("Inter", "", "OFL-1.1", PROGRAM),
        Carried("Liberation Serif", "", "OFL-1.1", PROGRAM),
        Carried("OpenSSL", backend.openssl_version_text().split()[1], "Apache-2.0", "cryptography"),
        Carried("PDFium", str(pypdfium2.version.PDFIUM_INFO), "BSD-3-Clause AND Apache-2.0", "pypdfium2"),
        Carried("Qt", qVersion(), "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "pyside6-essentials"),
        Carried("SQLCipher", cipher.split()[0], "BSD-3-Clause", "sqlcipher3"),
        Carried("SQLite", sqlcipher3.sqlite_version, "LicenseRef-public-domain", "sqlcipher3"),
    )


def _program() -> dict[str, Any]:
    """Say its licence, not its version: that stands in one place, and a new one must not change this file."""
    return {"type": "application", "bom-ref": PROGRAM, "name": PROGRAM, "licenses": [{"expression": "MIT AND OFL-1.1"}]}


def _package(name: str, line: Locked) -> dict[str, Any]:
    package = distribution(name)
    if package.version != line.version:
        raise SystemExit(f"{name} {package.version} is installed, {line.version} is locked: renew the environment")
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": line.version,
        **({"description": summary} if (summary := package.metadata.json.get("summary")) else {}),
        "licenses": [{"expression": _licence(package, name)}],
        "purl": f"pkg:pypi/{name}@{line.version}",
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{name}/{line.version}/",
                "hashes": [{"alg": "SHA-256", "content": content} for content in line.hashes],
            }
        ],
    }


def _licence(package: Distribution, name: str) -> str:
    said = str(package.metadata.json.get("license_expression") or _SAID_OTHERWISE.get(name, ""))
    if not said:
        raise SystemExit(f"{name} tells no SPDX expression: read its licence, then add it to _SAID_OTHERWISE")
    return said


def _carried(part: Carried) -> dict[str, Any]:
    kind = "library" if part.within != PROGRAM else "data"
    return {
        "type": kind,
        "bom-ref": f"{part.within}/{part.name}",
        "name": part.name,
        **({"version": part.version} if part.version else {}),
        "licenses": [{"expression": part.licence}],
        "properties": [{"name": "danvan:within", "value": part.within}],
    }


if __name__ == "__main__":
    sys.exit(main())
