"""Packs a program tree into a signed update: script/sign_update.py TREE OUT --key FILE --news FILE.

TREE is what packaging/program_tree.py makes; its mark names the system. Each line of the news is one thing that is new,
in Vietnamese. ``script/release --update-key FILE`` runs this for each system.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from release_key import PUBLIC, WrongKey, asked_passphrase, read_key

from danvan_desktop.sync.update_file import write_update
from danvan_desktop.versions import MARK


def news_in(file: Path) -> Sequence[str]:
    """Return the lines of a file of news, without blank ones; raises WrongKey where there are none."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    told = [line for line in lines if line]
    if not told:
        raise WrongKey(f"{file} tells of nothing new")
    return told


def version_of(tree: Path) -> str:
    """Read the version of the program in a tree."""
    lines = (tree / "danvan_desktop" / "__init__.py").read_text("utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("__version__"))
    return line.split('"')[1]


def main() -> int:
    """Sign, or tell why not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--passphrase-file", type=Path)
    parser.add_argument("--public", type=Path, default=PUBLIC, help="the public halves that the program believes")
    parser.add_argument("--made-on", type=dt.date.fromisoformat, required=True, help="the day of the release")
    asked = parser.parse_args()
    try:
        key = read_key(asked.key, asked_passphrase(asked.passphrase_file), asked.public)
        update = write_update(
            asked.tree,
            asked.out,
            version=version_of(asked.tree),
            system=(asked.tree / MARK).read_text("utf-8").strip(),
            news=news_in(asked.news),
            key=key,
            made_on=asked.made_on,
        )
    except (WrongKey, OSError, ValueError) as error:
        print(f"no update: {error}", file=sys.stderr)
        return 1
    print(f"{asked.out}: {update.version.text}, {update.system}, {update.size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
