"""Tells how long the functions of each package are: median, 90th percentile, the longest and where it stands.

python3 script/function_lengths.py              a line a package
python3 script/function_lengths.py --over 45    also every function of more lines

Lines are counted from ``def`` to the end of the body; its docstring and blank lines do not count, and what stands in
a function within a function counts for both.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_PACKAGE = _ROOT / "danvan_desktop"


@dataclass(frozen=True)
class Function:
    """A function and where it stands; ``lines`` are those of its code."""

    name: str
    file: Path
    first: int
    lines: int


def functions_in(file: Path) -> Iterator[Function]:
    """Read the functions of a file."""
    text = file.read_text("utf-8")
    written = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            skipped = _docstring(node)
            places = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            lines = sum(1 for place in places if place not in skipped and written[place - 1].strip())
            yield Function(node.name, file, node.lineno, lines)


def percentile(lengths: Sequence[int], share: float) -> int:
    """Return the length that this share of the functions does not exceed; ``lengths`` are in order, at least one."""
    return lengths[min(len(lengths) - 1, int(share * len(lengths)))]


def by_package(package: Path) -> Iterator[tuple[str, list[Function]]]:
    """Give the functions of each folder right below a package, then all of them."""
    found = [one for file in sorted(package.rglob("*.py")) for one in functions_in(file)]
    for folder in sorted({one.file.relative_to(package).parts[0] for one in found}):
        if (package / folder).is_dir():
            yield folder, [one for one in found if one.file.is_relative_to(package / folder)]
    yield "all", found


def _docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return range(first.lineno, (first.end_lineno or first.lineno) + 1)
    return range(0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--over", type=int, metavar="LINES", help="name every function of more lines")
    wanted = parser.parse_args()
    print(f"{'package':14}{'functions':>10}{'median':>8}{'90 %':>6}{'longest':>9}")
    found: list[Function] = []
    for name, found in by_package(_PACKAGE):
        lengths = sorted(one.lines for one in found)
        longest = max(found, key=lambda one: one.lines)
        where = f"{longest.name} in {longest.file.relative_to(_ROOT)}"
        counted = f"{name:14}{len(found):>10}{percentile(lengths, 0.5):>8}{percentile(lengths, 0.9):>6}"
        print(f"{counted}{longest.lines:>9}  {where}")
    if wanted.over is not None:
        for one in sorted(found, key=lambda one: -one.lines):
            if one.lines > wanted.over:
                print(f"{one.lines:>5}  {one.name} in {one.file.relative_to(_ROOT)}:{one.first}")


if __name__ == "__main__":
    main()
