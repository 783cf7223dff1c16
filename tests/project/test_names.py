"""Names that a newcomer would have to look up do not come back, and no module needs another that needs it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

PACKAGE = ROOT / "danvan_desktop"
PRIVATE_VOCABULARY = {"Told", "Touch", "Touches", "Knowledge", "Glance", "Fate", "Believed"} | {
    *("Said", "Having", "Uncut", "Gone", "Harm", "Passing", "Whereabouts", "Reached", "Ruled", "StillUnknown"),
    *("Tallied", "Aside", "WayBack", "Given", "Concluded", "Areas", "Judged"),
}


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_no_class_has_a_name_that_only_this_project_knows() -> None:
    named = {
        node.name: path.name
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: named[name] for name in named.keys() & PRIVATE_VOCABULARY} == {}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, modules: set[str]) -> Iterator[str]:
    """Yield what a module needs before it can be used: neither what a type alone names nor what a function loads."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            whole = {f"{node.module}.{alias.name}" for alias in node.names} & modules
            yield from whole or {node.module} & modules
        of_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not of_types and not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


@pytest.fixture(scope="module")
def needs() -> dict[str, set[str]]:
    modules = {module_of(path): path for path in sources()}
    return {module: set(imports_of(path, set(modules))) - {module} for module, path in modules.items()}


def test_no_module_needs_another_that_needs_it(needs: dict[str, set[str]]) -> None:
    left = dict(needs)
    while free := [module for module, wanted in left.items() if not wanted & left.keys()]:
        for module in free:
            del left[module]
    assert sorted(left) == [], "these import one another, round about"
