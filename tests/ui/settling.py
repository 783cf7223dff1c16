"""Waits until the window has done what it was asked to."""

from typing import Any

from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext


def settle(qtbot: QtBot, asking: Any) -> None:
    """Wait until no operation runs and nothing is read for a context, or for that of a widget."""
    operations = (asking if isinstance(asking, UiContext) else asking.context).operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.reading)
