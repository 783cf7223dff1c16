"""The page on the architecture tells of what there is."""

import re
from pathlib import Path

import pytest
from environment import ROOT

DOCS = ROOT / "docs"
PAGE = (DOCS / "architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "danvan_desktop"


def _packages(folder: Path) -> list[str]:
    return sorted(one.parent.name for one in folder.glob("*/__init__.py"))


@pytest.mark.parametrize("folder", ["", "ui", "reports"])
def test_every_package_is_named(folder):
    missing = [name for name in _packages(PACKAGE / folder) if f"`{name}`" not in PAGE]
    assert missing == []


def test_every_migration_is_listed_in_order():
    migrations = (PACKAGE / "store" / "migrations.py").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(m\d+_\w+)`", PAGE, re.MULTILINE) == re.findall(r"def (m\d+_\w+)\(", migrations)


def test_no_number_is_given_to_two_decisions():
    numbers = [path.name[:4] for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_pages_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert broken == []
