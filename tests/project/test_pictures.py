"""The pictures of README and guide are there, and the script can take each of them anew."""

import re
from pathlib import Path

import pytest
from picture_scenes import SCENES
from screenshots import matrix, parse, screen

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


def test_the_matrix_has_each_screen_in_each_theme_language_and_size_of_letters_once() -> None:
    runs = [parse(arguments) for arguments in matrix(Path("out"))]
    assert len({run.out.name for run in runs}) == 48
    scales = {"1366x768": (1.0,), "1920x1080": (1.0, 1.5, 2.0)}
    assert {(run.size, run.scale) for run in runs} == {(size, one) for size in scales for one in scales[size]}
    assert {run.letters for run in runs} == {100, 150, 175}
    assert {(run.theme, run.language) for run in runs} == {
        (theme, language) for theme in ("light", "dark") for language in ("vi", "en")
    }
    assert Path("out/1920x1080-150-dark-en-letters-100") in [run.out for run in runs]
