"""Pages that tell of a record: beside its form where there is room, else in tabs behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.keys import has_keyboard
from danvan_desktop.ui.widgets.tabs import Tabs

_WIDTH = 340
"""Pixels, at the usual size of letters: what the pages take beside the form."""
_ROOMY = 1180
"""Pixels, at the usual size of letters: from this width of an editor on its form has room enough beside them."""


class SidePages:
    """Where files and history of a record stand: its editor's last tabs, or tabs of their own beside its form."""

    def __init__(self, behind: Tabs, beside: Tabs) -> None:
        """Add pages ``behind`` the form until there is room ``beside`` it; there the last one is in front first."""
        self._behind, self._beside = behind, beside
        self._tabs = behind
        self._titles: dict[QWidget, str] = {}
        beside.setObjectName("sidePages")
        beside.hide()

    def add(self, page: QWidget, title: str) -> None:
        """Add a page after the others."""
        self._titles[page] = title
        self._tabs.addTab(page, title)

    def fit(self, width: int) -> int:
        """Stand where an editor of ``width`` pixels has room; returns the pixels that are left for its form."""
        tabs = self._beside if width >= scaled(_ROOMY) else self._behind
        if tabs is not self._tabs:
            self._move_to(tabs)
        self._beside.setFixedWidth(scaled(_WIDTH))
        return width if self._beside.isHidden() else width - scaled(_WIDTH)

    def turn_to(self, page: QWidget) -> None:
        """Bring a page to the front where it stands."""
        self._tabs.setCurrentWidget(page)

    def set_enabled(self, page: QWidget, is_enabled: bool) -> None:
        """Let a page be turned to or not; where none of them can be, the form has their room."""
        self._tabs.setTabEnabled(self._tabs.indexOf(page), is_enabled)
        self._show_beside()

    def turn(self, step: int) -> QWidget:
        """Turn to the page before or after that where the keyboard is, round at the ends; returns it."""
        shown = [self._behind] if self._beside.isHidden() else [self._behind, self._beside]
        stops = [(tabs, page) for tabs in shown for page in range(tabs.count()) if tabs.isTabEnabled(page)]
        at = next((tabs for tabs in shown if has_keyboard(tabs)), self._behind)
        tabs, page = stops[(stops.index((at, at.currentIndex())) + step) % len(stops)]
        tabs.setCurrentIndex(page)
        return tabs.currentWidget()

    def _move_to(self, tabs: Tabs) -> None:
        enabled = {page: self._tabs.isTabEnabled(self._tabs.indexOf(page)) for page in self._titles}
        front = self._tabs.currentWidget()
        self._tabs = tabs
        for page, title in self._titles.items():
            tabs.setTabEnabled(tabs.addTab(page, title), enabled[page])
        if tabs is self._beside:
            tabs.setCurrentWidget(front if front in self._titles else next(reversed(self._titles)))
        self._show_beside()

    def _show_beside(self) -> None:
        pages = range(self._beside.count())
        self._beside.setVisible(any(self._beside.isTabEnabled(page) for page in pages))
