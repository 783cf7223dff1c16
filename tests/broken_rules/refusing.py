"""Where rules tell what is wrong in the program's text, and whether a case reaches each of these places."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from danvan_desktop.domain.problems import Problem

_RULES = ("danvan_desktop.domain.rules.", "danvan_desktop.domain.kinds.")


class Places:
    """The places at which modules with rules make a problem that refuses a record, and which of them were reached."""

    def __init__(self, but: frozenset[str]) -> None:
        """Look at all modules with rules ``but`` at these, by the last part of their names."""
        self._modules = [
            module
            for name, module in sorted(sys.modules.items())
            if name.startswith(_RULES) and name.rsplit(".", 1)[-1] not in but and hasattr(module, "Problem")
        ]
        self._reached: set[tuple[str, int]] = set()

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Note from now on where problems are made."""

        def made(*values: object, **named: object) -> Problem:
            frame = sys._getframe(1)
            self._reached.add((frame.f_code.co_filename, frame.f_lineno))
            return Problem(*values, **named)  # type: ignore[arg-type]

        for module in self._modules:
            patch.setattr(module, "Problem", made)

    def missed(self) -> list[str]:
        """Return the places that no case reached, with what is said there."""
        return [
            f"{module.__name__}:{call.lineno} {ast.unparse(call)[:100]}"
            for module in self._modules
            for call in _refusals(module)
            if not any(
                path == inspect.getfile(module) and call.lineno <= line <= (call.end_lineno or call.lineno)
                for path, line in self._reached
            )
        ]


def _refusals(module: ModuleType) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        is_made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        if isinstance(node, ast.Call) and is_made and "Severity.WARNING" not in ast.unparse(node):
            yield node
