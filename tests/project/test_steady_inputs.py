"""No input that the wheel changes while a form is scrolled stands in the window."""

import ast
from pathlib import Path

import danvan_desktop.ui

UI = Path(danvan_desktop.ui.__file__).parent
TURNED_BY_THE_WHEEL = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QTabWidget",
    "QTabBar", "QSlider", "QDial",
}  # fmt: skip
HOMES = {UI / "widgets" / "steady.py", UI / "widgets" / "tabs.py"}
"""The second has the tabs alone: the window's frame is painted before the other is loaded."""


def test_inputs_that_the_wheel_turns_are_made_in_two_modules_only():
    found = [
        f"{path.relative_to(UI)}: {alias.name}"
        for path in UI.rglob("*.py")
        if path not in HOMES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtWidgets"
        for alias in node.names
        if alias.name in TURNED_BY_THE_WHEEL
    ]
    assert not found
