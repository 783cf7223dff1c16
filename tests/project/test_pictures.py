"""The pictures of README and guide are there, and the script can take each of them anew."""

import re
from pathlib import Path

import pytest
from pictures import SCENES
from screenshots import parse, screen

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PAGES = [ROOT / "README.md", ROOT / "docs" / "architecture.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_of_a_page_is_there(page: Path) -> None:
    named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (page.parent / name).is_file()] == []


def test_each_picture_can_be_taken_anew() -> None:
    assert {path.stem for path in IMAGES.glob("*.png")} - {*SCENES, "welcome"} == set()


def test_a_screen_has_the_size_that_was_asked_for() -> None:
    wanted = parse(["--size", "1920x1080", "--scale", "1.5"])
    (only,) = screen(wanted.size)["screens"]
    assert (only["width"], only["height"]) == (1920, 1080)
    assert wanted.scale == 1.5
