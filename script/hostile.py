"""Makes the hostile files of tests/data/hostile: bundles spoiled by faults and by hands that know the format.

python3 script/hostile.py

Beside the files stands ``expected.json``: what is wrong with each and words of the reason it must be refused with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import hostile_content
import hostile_sealed
import hostile_zip
from environment import ROOT, speak_utf8
from hostile_base import Case, make_good

FOLDER = ROOT / "tests" / "data" / "hostile"
EXPECTED = "expected.json"


def cases() -> Iterator[Case]:
    """Give all hostile files that stand alone."""
    yield from hostile_zip.cases()
    yield from hostile_content.cases()
    yield from hostile_sealed.cases()


def write_all(folder: Path) -> int:
    """Write all files and what is expected of them; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.danvan"):
        old.unlink()
    good = make_good()
    expected = {}
    for case in cases():
        name = f"{case.name}.danvan"
        if name in expected:
            raise ValueError(f"two cases are named {case.name}")
        (folder / name).write_bytes(case.build(good))
        expected[name] = {"about": case.about, "says": case.says}
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (folder / EXPECTED).write_text(text + "\n", encoding="utf-8", newline="\n")
    return len(expected)


def main() -> int:
    """Write the corpus and say how large it is."""
    speak_utf8()
    count = write_all(FOLDER)
    size = sum(path.stat().st_size for path in FOLDER.glob("*.danvan"))
    print(f"{count} files, {size / 1000:.0f} kB in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
