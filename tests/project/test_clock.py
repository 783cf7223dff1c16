"""What day it is comes from the clock that is handed in, so that tests and other machines can set it."""

import ast
from pathlib import Path

import pytest
from environment import ROOT

PACKAGE = ROOT / "danvan_desktop"
EXEMPT = {
    PACKAGE / "domain" / "clock.py",
    PACKAGE / "domain" / "uid.py",  # an identity: the time in it is never read
}
OF_THE_MACHINE = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "currentDate", "currentDateTime"}
HOLDERS = {"dt", "datetime", "date", "time", "QDate", "QDateTime", "QTime"}


def moments_asked_of_the_machine(path: Path) -> list[int]:
    """The lines on which a file asks the machine for its date or time, such as ``dt.date.today()``."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute))
    return [call.lineno for call in calls if call.attr in OF_THE_MACHINE and is_a_machine_s_clock(call.value)]


def is_a_machine_s_clock(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id in HOLDERS - {"dt"}
    return isinstance(node, ast.Attribute) and node.attr in HOLDERS and isinstance(node.value, ast.Name)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_clock_asks_the_machine_for_the_time(path: Path) -> None:
    if path not in EXEMPT:
        assert moments_asked_of_the_machine(path) == []


def test_the_clock_does_ask_the_machine() -> None:
    assert moments_asked_of_the_machine(PACKAGE / "domain" / "clock.py")
