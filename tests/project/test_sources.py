"""The list of sources names every rule of law and every printed form."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "docs" / "sources.md").read_text("utf-8")
RULES = json.loads((ROOT / "resources" / "rules" / "legal_rules.json").read_text("utf-8"))
SHARED = {
    "__init__.py",
    "all_forms.py",
    "citing.py",
    "communities.py",
    "decisions.py",
    "opinions.py",
    "parts.py",
    "petition_words.py",
    "case_reasons.py",
    "case_words.py",
    "planned.py",
    "votes.py",
}
"""Pieces of forms, which print nothing of their own."""
FORMS = sorted(path.name for path in (ROOT / "danvan_desktop" / "reports" / "forms").glob("*.py"))


@pytest.mark.parametrize("name", [name for name in FORMS if name not in SHARED])
def test_every_form_names_what_it_follows(name: str) -> None:
    assert f"`{name}`" in SOURCES


@pytest.mark.parametrize("code", sorted({rule["code"] for rule in RULES["rules"]}))
def test_every_rule_stands_with_its_article(code: str) -> None:
    assert f"`{code}`" in SOURCES
