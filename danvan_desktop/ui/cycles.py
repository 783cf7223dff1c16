"""Frees circles of objects in the window's thread alone: a widget that is destroyed in another thread ends the program.

Python looks for circles wherever something is allocated, thus in the threads that read and write the store too. The
widgets of a closed dialog often lie in such a circle.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 200
"""Milliseconds between two looks: what a busy thread makes meanwhile is searched in a few milliseconds."""


class CycleCollector(QObject):
    """Takes the search for circles over from Python until it is stopped; to be made in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin at once."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start(_EVERY)

    def collect_what_is_due(self) -> int | None:
        """Search the youngest objects when enough are new, the older ones more rarely; return the generation searched.

        All objects are searched only while nobody makes new ones, since that takes longest.
        """
        generation = _due_generation()
        if generation is not None:
            gc.collect(generation)
        return generation

    def stop(self) -> None:
        """Give the search back to Python."""
        self._timer.stop()
        gc.enable()


def _due_generation() -> int | None:
    (new, younger, older), (many, often, seldom) = gc.get_count(), gc.get_threshold()
    if new > many:
        return 1 if younger > often else 0
    return 2 if older > seldom else None
