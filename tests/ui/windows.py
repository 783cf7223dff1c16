"""The window over a store that is open already."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow


def window_over(context: UiContext) -> MainWindow:
    """Make a window and fill it at once, as a start does it in two steps."""
    window = MainWindow(context.translator, preview_of(context.store_path))
    window.fill(context)
    return window


@contextmanager
def shown_window(context: UiContext, qtbot: QtBot) -> Iterator[MainWindow]:
    """Show the window with the keyboard in it; the records that are open in it are closed in the end."""
    window = window_over(context)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    for editor in window.findChildren(RecordEditor):
        editor.close()
