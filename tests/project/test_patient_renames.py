"""Files get their names by one function, which is patient: a scanner of Windows holds what was just written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

PACKAGE = ROOT / "danvan_desktop"
PATIENT = PACKAGE / "store" / "durable_files.py"
MEANT = {
    "error_log.py": {"replace"},  # the line is written in any case
    "start_codes.py": {"replace"},  # what is refused now is written after the next start
    "versions.py": {"rename"},  # a tree in use must keep its name, and is told at once
    "sync/cards.py": {"rename"},  # a device's own name, no file
}

NO_PATHS = {"_log", "_items"}
"""What has a ``replace`` of its own: the log of changes, the rows of a list."""


def hasty_renames(path: Path) -> Iterator[str]:
    """Give the calls that rename a file; one of texts or records has another number of arguments."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        holder = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        of_module = (holder, node.func.attr) in {("os", "replace"), ("os", "rename"), ("shutil", "move")}
        of_path = node.func.attr in {"replace", "rename"} and len(node.args) == 1 and not node.keywords
        if getattr(node.func.value, "attr", "") in NO_PATHS:
            continue
        if of_module or of_path:
            yield node.func.attr


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_is_renamed_in_haste(path: Path) -> None:
    if path != PATIENT:
        assert set(hasty_renames(path)) <= MEANT.get(path.relative_to(PACKAGE).as_posix(), set())


def test_the_patient_one_does_rename() -> None:
    assert set(hasty_renames(PATIENT)) == {"replace"}
