"""One open store with its window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from danvan_desktop.domain.clock import Clock
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.daily_copy import DailyCopy, ExitCopy, SecondCopy
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.setup.steps import SETUP_STEP


class Session(QObject):
    """Fills a window from a store, which is closed when the window is."""

    def __init__(
        self,
        path: Path,
        window: MainWindow,
        clock: Clock | None = None,
        key: bytes | None = None,
        officer: str = "",
    ) -> None:
        """Open the store, by the machine's clock or another; raises StoreError in words.

        ``officer`` is at work from now on: who gave a passphrase of his own, empty after one that several know.

        StoreOutdated is raised for one that must be prepared for this version, which takes too long for this thread.
        """
        super().__init__()
        self.store = Store.open(path, key=key, clock=clock, tell=None)
        self.window = window
        try:
            _ = self.store.unit  # a store without its unit is refused here, before threads begin to work on it
            self.store.let_work(officer)
        except BaseException:
            self.store.close()
            raise
        self.operations = Operations(path, self, clock, key, self.store.at_work)
        try:
            window.fill(UiContext(self.store, window.translator, self.operations, path, window.views))
        except BaseException:
            self.operations.shutdown()
            self.store.close()
            raise
        self.operations.begin_after_painting()
        self.daily_copy, self.second_copy = DailyCopy(self.operations), SecondCopy(self.operations)
        self.daily_copy.let_go.connect(lambda words: window.bar.say(window.translator(words), "warning"))
        self.second_copy.not_made.connect(lambda words: window.bar.say(window.translator(words), "warning"))
        window.closed.connect(self.daily_copy.stop)
        window.closed.connect(self.second_copy.stop)
        exit_copy = ExitCopy(self.store, self.operations)
        window.last_work = exit_copy.begin
        window.closed.connect(exit_copy.finish)
        window.closed.connect(self.store.close)

    def offer_setup(self) -> None:
        """Turn to the set-up in a new office, and where it was not left when the program ended, as by a kill."""
        if self.store.is_of_one_unit or self.store.settings.get(SETUP_STEP):
            self.window.open_setup()
