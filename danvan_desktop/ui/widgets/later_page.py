"""A page behind a tab that is made when it is turned to: most tabs of a record that opens never are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.widgets.rows import FLUSH, column_of

Inside = TypeVar("Inside", bound=QWidget)


class LaterPage(QWidget, Generic[Inside]):
    """Holds the place of what is made when somebody sees it or asks for it."""

    def __init__(self, make: Callable[[QWidget], Inside], parent: QWidget) -> None:
        """``make`` makes it within the widget in which it stays."""
        super().__init__(parent)
        self._make = make
        self._inside: Inside | None = None
        self._told: Callable[[Inside], object] | None = None
        self._layout = column_of(margins=FLUSH, on=self)

    @property
    def inside(self) -> Inside:
        """What is shown here, made now unless it is there."""
        if self._inside is None:
            return self._make_inside()
        return self._inside

    def tell(self, what: Callable[[Inside], object]) -> None:
        """Do this with what is shown, now or once it is made; only the last that was told counts."""
        if self._inside is not None:
            what(self._inside)
        self._told = what

    def setVisible(self, visible: bool) -> None:
        """Have everything there when the tab is turned to: what is made while it is shown would come a turn later."""
        if visible and self._inside is None:
            self._make_inside()
        super().setVisible(visible)

    def _make_inside(self) -> Inside:
        self._inside = inside = self._make(self)
        self._layout.addWidget(inside)
        proxy: QWidget | None = inside.focusProxy()
        if proxy is not None:
            self.setFocusProxy(proxy)
        children = inside.findChildren(QWidget)
        set_in_order(self, (child for child in children if child.focusPolicy() & Qt.FocusPolicy.TabFocus))
        if self._told is not None:
            self._told(inside)
        return inside


def set_in_order(page: QWidget, controls: Iterable[QWidget]) -> None:
    """Let Tab come to ``controls`` where their ``page`` stands; Qt sets nothing after what takes no keys."""
    policy = page.focusPolicy()
    page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in pairwise([page, *controls]):
        QWidget.setTabOrder(before, after)
    page.setFocusPolicy(policy)
