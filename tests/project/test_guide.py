"""The guide names what is in the program: its buttons, its keys, its pages."""

import re
from pathlib import Path

import pytest

from danvan_desktop.ui.dialogs.keyboard_map import KEYBOARD_MAP
from danvan_desktop.ui.place_choices import MOST_PINS

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
TOLD_BY_COUNT = re.compile(r"Nhập (…|\d+) dòng.*")
"""Buttons whose words hold a number."""


def words_of_the_program() -> str:
    sources = (ROOT / "danvan_desktop").rglob("*.py")
    return "\n".join(path.read_text("utf-8") for path in sources)


def buttons_in(page: Path) -> list[str]:
    """Return the names in bold type that end as the names of buttons which ask further, and the ways to them."""
    bold = [" ".join(words.split()) for words in BOLD.findall(page.read_text("utf-8"))]
    parts = [part.strip() for words in bold if "…" in words or "→" in words for part in words.split("→")]
    return [part for part in parts if "→" not in part and not TOLD_BY_COUNT.fullmatch(part)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_button_that_the_guide_names_is_there(page: Path) -> None:
    program = words_of_the_program()
    steps_of_a_petition = {"tiếp nhận", "giao", "(chuyển)", "trả lời", "thông báo cho dân", "kết thúc"}
    missing = {name for name in buttons_in(page) if f'"{name}"' not in program} - steps_of_a_petition
    assert not missing


def test_every_key_that_the_guide_names_stands_in_the_map() -> None:
    told = {key for _place, pairs in KEYBOARD_MAP for keys, _does in pairs for key in keys.split(", ")}
    told.add(f"Ctrl+1 … Ctrl+{MOST_PINS}")
    rows = re.findall(r"^\| ([^*|]+?) \|", (GUIDE / "15-phim-tat.md").read_text("utf-8"), re.MULTILINE)
    keys = {key for row in rows[2:] for key in row.split(", ")}
    assert len(keys) > 25
    assert keys <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_pictures_of_the_guide_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    assert not [link for link in links if "://" not in link and not (GUIDE / link).is_file()]


def test_chapters_bear_the_number_of_their_file_and_none_is_left_out() -> None:
    _contents, *chapters = PAGES
    for number, chapter in enumerate(chapters, 1):
        assert chapter.name.startswith(f"{number:02}-"), chapter
        assert chapter.read_text("utf-8").startswith(f"# {number}. "), chapter
