"""The window over a store that is open already."""

from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.main_window import MainWindow


def window_over(context: UiContext) -> MainWindow:
    """Make a window and fill it at once, as a start does it in two steps."""
    window = MainWindow(context.translator, preview_of(context.store_path))
    window.fill(context)
    return window
