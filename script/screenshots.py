"""Makes the pictures of the window for README and user guide, from the sample commune and without a screen.

python3 script/screenshots.py                                     all of them into docs/images
python3 script/screenshots.py --only meeting --only petitions     these alone
python3 script/screenshots.py --out /tmp/p --size 1920x1080 --scale 1.5 --theme dark --language en
python3 script/screenshots.py --matrix /tmp/matrix                all of them on every screen in every theme, language
                                                                  and size of letters, each in a folder like
                                                                  1920x1080-150-dark-en-letters-100
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from environment import OFFSCREEN_LIBRARIES, ROOT, Installation, prepared, speak_utf8

_IMAGES = ROOT / "docs" / "images"

_SCREENS = (("1366x768", 1.0), ("1920x1080", 1.0), ("1920x1080", 1.5), ("1920x1080", 2.0))
"""Sizes in pixels and scales of the screens that the window is looked at on: laptops of an office, old and new."""
_THEMES, _LANGUAGES, _LETTERS = ("light", "dark"), ("vi", "en"), (100, 150, 175)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=_IMAGES, help="folder of the pictures (docs/images)")
    parser.add_argument("--size", default="1366x768", help="size of the screen in pixels (1366x768)")
    parser.add_argument("--scale", type=float, default=1.0, help="scale of the screen: 1, 1.5, 2 (1)")
    parser.add_argument("--theme", default="light", help="light or dark (light)")
    parser.add_argument("--language", default="vi", help="vi or en (vi)")
    parser.add_argument("--letters", type=int, default=100, help="size of the letters in percent (100)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a picture's name; may be repeated")
    parser.add_argument("--matrix", type=Path, metavar="OUT", help="all screens, themes, languages into folders of OUT")
    return parser.parse_args(arguments)


def screen(size: str) -> dict[str, object]:
    """Describe the screen to Qt's platform without one."""
    width, height = (int(part) for part in size.split("x"))
    only = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    return {"screens": [{**only, "logicalDpi": 96, "logicalBaseDpi": 96}]}


def matrix(out: Path) -> Iterator[list[str]]:
    """Give the arguments of each run that together take every picture on every screen."""
    for (size, scale), theme, language, letters in product(_SCREENS, _THEMES, _LANGUAGES, _LETTERS):
        folder = out / f"{size}-{scale:.0%}-{theme}-{language}-letters-{letters}".replace("%", "")
        of_screen = ["--size", size, "--scale", str(scale), "--letters", str(letters)]
        yield ["--out", str(folder), *of_screen, "--theme", theme, "--language", language]


def take(python: Path, arguments: list[str]) -> int:
    """Take the pictures that the arguments ask for, with a home and a screen of their own; give the exit status."""
    wanted = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="danvan-") as folder:
        config = Path(folder) / "screen.json"
        config.write_text(json.dumps(screen(wanted.size)), encoding="utf-8")
        environment = {
            **os.environ,
            # Nothing of whoever takes the pictures gets into them.
            "HOME": folder,
            "XDG_DATA_HOME": f"{folder}/.local/share",
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "QT_SCALE_FACTOR": str(wanted.scale),
        }
        command = [str(python), str(ROOT / "script" / "pictures.py"), *arguments]
        return subprocess.run(command, env=environment).returncode


def main(arguments: list[str]) -> int:
    """Prepare and run; give the exit status, of several runs the worst."""
    wanted = parse(arguments)
    python = prepared(Installation(), OFFSCREEN_LIBRARIES)
    if python is None:
        return 1
    subprocess.run([python, str(ROOT / "script" / "i18n.py"), "compile"], check=True)
    if wanted.matrix is None:
        return take(python, arguments)
    only = [part for name in wanted.only for part in ("--only", name)]
    return max(take(python, [*run, *only]) for run in matrix(wanted.matrix))


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
