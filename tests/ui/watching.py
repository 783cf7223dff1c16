"""A window over a store with what may be told nowhere, and who listens to all that it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from tests.denunciations import tells
from tests.ui.telling import told_anywhere, windows_now
from tests.ui.windows import window_over

DAY = dt.date(2026, 8, 20)
"""Shortly after what may not be told was written, so that overview, calendar and board show it."""


class Watch:
    """The window over a store with a denunciation, and who listens to all that it tells."""

    def __init__(
        self, ui: UiContext, window: MainWindow, secrets: dict[str, str], qtbot: QtBot, others: frozenset[int]
    ) -> None:
        self.ui, self.window, self.secrets, self._qtbot = ui, window, secrets, qtbot
        self._others = others
        self.leaks: set[str] = set()
        self.masks: set[str] = set()
        for signal in ("started", "noted", "refused", "cancelled"):
            getattr(ui.operations, signal).connect(lambda told, name=signal: self.hear(name, ui.translator(told)))

    def settle(self) -> None:
        operations = self.ui.operations
        self._qtbot.waitUntil(lambda: not operations.busy and not operations._reads)
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not operations.busy and not operations._reads)

    def look(self, where: str) -> None:
        """Read everything that can be read now."""
        self.settle()
        for place, text in told_anywhere(self._others):
            self.hear(f"{where}: {place}", text)

    def hear(self, where: str, text: str) -> None:
        if MASK in text:
            self.masks.add(f"{where}: {text[:200]!r}")
        if tells(text):
            self.leaks.add(f"{where}: {text[:200]!r}")

    def shut(self, dialog: QDialog) -> None:
        self.settle()
        dialog.close()
        dialog.deleteLater()
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
        self.settle()


@contextmanager
def watched(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, secrets: dict[str, str]) -> Iterator[Watch]:
    """Open the window over a store that holds secrets, and let nothing of them be told until the end."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    others = windows_now()  # what other tests left, over stores that are gone
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    watch = Watch(ui, window, secrets, qtbot, others)
    yield watch
    watch.settle()
    assert not watch.leaks, "\n".join(sorted(watch.leaks))


def pages_of(preview: PreviewWidget) -> list[str]:
    """Return the text of each page of a preview."""
    pages = preview.pages
    return [pages.text(number) for number in range(len(pages))] if pages is not None else []
