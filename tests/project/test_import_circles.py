"""No module needs itself by way of others, whether it imports them at once or when a function is called."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

PACKAGE = "danvan_desktop"
OF_ONE_NATURE = {("danvan_desktop.reports.code_words", "danvan_desktop.reports.catalogue")}
"""A register prints the names of papers, and is one: the names are looked up once all papers are declared."""


@pytest.fixture(scope="module")
def needed() -> dict[str, set[str]]:
    """Return the modules that each module imports, but for what only the types of its signatures name."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_modules_import_each_other_in_a_circle(needed: dict[str, set[str]]) -> None:
    untied = {
        module: {other for other in others if (module, other) not in OF_ONE_NATURE} for module, others in needed.items()
    }
    assert circle_in(untied) is None


def test_what_is_let_through_is_a_circle_still(needed: dict[str, set[str]]) -> None:
    assert all(other in needed[module] for module, other in OF_ONE_NATURE)
    assert circle_in(needed) is not None


def circle_in(graph: dict[str, set[str]]) -> list[str] | None:
    """Return the modules of one circle, ``None`` where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return None
