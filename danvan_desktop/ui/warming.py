"""Loads the rest of the window while nobody waits for it: the first press on anything is as quick as the second.

A start loads what the first page needs and no more. What is left would hold the window up for a quarter of a second, on
an old laptop for more than one, when a page or an editor is opened for the first time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import chain
from threading import Thread

from PySide6.QtCore import QObject, QTimer

from danvan_desktop import start_codes

_AFTER, _EVERY = 1_000, 30
"""Milliseconds after the first page, and between two modules: what an officer does meanwhile comes first."""
_LIBRARIES = (
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "pyrage",
    "PIL.Image",
    "pypdfium2_raw",
    "pypdfium2",
    "click",
    "dateutil.parser",
    "sqlite_utils",
)
"""The last three are what the migrations of a store bring along, on Windows more of it than elsewhere."""
_PACKAGES = (
    "danvan_desktop.store",
    "danvan_desktop.reports.figures",
    "danvan_desktop.reports.proof",
    "danvan_desktop.reports.forms",
    "danvan_desktop.sync",
    "danvan_desktop.ui.widgets",
    "danvan_desktop.ui.models",
    "danvan_desktop.ui.forms",
    "danvan_desktop.ui.editors",
    "danvan_desktop.ui.preview",
    "danvan_desktop.ui",
)
"""What is built on comes before what is built on it, so that little is loaded at a time.

What only threads need, such as the writers of Word and Excel, is left to them.
"""


class Warming(QObject):
    """Loads one module a turn of the event loop until all are there; ends with its parent."""

    def __init__(self, parent: QObject) -> None:
        """Wait for ``begin``."""
        super().__init__(parent)
        self._names = chain(_LIBRARIES, *map(_modules_of, _PACKAGES))
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.load_next)

    def begin(self) -> None:
        """Load in the background of the window from a moment on in which the first page is at rest."""
        QTimer.singleShot(_AFTER, self, self._timer.start)

    def load_next(self) -> str | None:
        """Load the next module that is not there yet and return its name, ``None`` when all are."""
        name = next((name for name in self._names if name not in sys.modules), None)
        if name is None:
            self._timer.stop()
            Thread(target=start_codes.keep_if_lacking, daemon=True).start()
            return None
        # What cannot be loaded is told when somebody wants it.
        with suppress(ImportError):
            import_module(name)
        return name


def _modules_of(package: str) -> Iterator[str]:
    """Name the modules of a package, those of its packages first, what gathers all others (``all_…``) last."""
    import pkgutil  # a second after the page, as all that it finds

    yield package
    modules = pkgutil.iter_modules(import_module(package).__path__)
    found = sorted(modules, key=lambda module: (not module.ispkg, module.name.startswith("all_")))
    for module in found:
        name = f"{package}.{module.name}"
        if module.ispkg:
            yield from _modules_of(name)
        else:
            yield name
