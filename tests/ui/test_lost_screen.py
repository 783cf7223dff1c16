"""A window that was left on a screen that is gone opens on one that is there."""

import struct

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.window_frame import GEOMETRY
from tests.ui.windows import window_over

_RECTANGLES = (8, 24, 50)
"""Where Qt's form 3 of a kept geometry (a magic number, two halves of a version) has its rectangles, as four integers:
the frame, the normal one, and behind screen and states the one of the widget."""


def moved_away(window: MainWindow, right: int, down: int) -> str:
    """Return the geometry of a window as it would have been kept on another screen."""
    kept = bytearray(window.saveGeometry().data())
    for place in _RECTANGLES:
        left, top, far, low = struct.unpack_from(">4i", kept, place)
        struct.pack_into(">4i", kept, place, left + right, top + down, far + right, low + down)
    return bytes(QByteArray(bytes(kept)).toBase64().data()).decode()


@pytest.mark.parametrize(("right", "down"), [(1920, 0), (-3000, 0), (0, 5000), (40_000, -9_000)])
def test_a_window_of_a_lost_screen_opens_where_it_is_seen(ui: UiContext, qtbot: QtBot, right: int, down: int) -> None:
    first = window_over(ui)
    qtbot.addWidget(first)
    first.show()
    ui.store.settings.set(GEOMETRY, moved_away(first, right, down))
    window = window_over(ui)
    qtbot.addWidget(window)
    assert window._is_placed
    window.show()
    room = QApplication.primaryScreen().availableGeometry()
    assert room.contains(window.geometry().topLeft())
    assert room.contains(window.navigation.mapToGlobal(window.navigation.rect().center()))
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
