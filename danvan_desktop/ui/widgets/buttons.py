"""Buttons of dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def plain_button(text: str, then: Callable[[], object] | None = None) -> QPushButton:
    """Make a button that Enter in a field does not press; ``then`` is called when it is pressed itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    if then is not None:
        button.clicked.connect(lambda _checked=False: then())
    return button
