"""Buttons: Enter presses the one that has the keyboard, and no other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor, QIcon, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QStyleOptionButton, QToolButton, QWidget


class Button(QPushButton):
    """A button of the window; every one is this one.

    Qt gives Enter to a button only where it may become the button of its whole dialog, and then gives it Enter from
    fields as well: whoever stood on “Xóa” pressed “Không xóa”, and Enter in a list opened what happened to come first.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, picture: QIcon | None = None) -> None:
        """Leave the Enter of fields to the button that its dialog names (``setDefault``)."""
        super().__init__(text, parent)
        if picture is not None:
            self.setIcon(picture)
        self.setAutoDefault(False)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Go out once another widget moved it from under the mouse: Qt says nothing of that, and it stayed lit up."""
        super().moveEvent(event)
        if self.underMouse() and not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            from PySide6.QtCore import Qt

            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            self.update()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Set the picture apart from the words by a quarter of its side: Qt leaves 4 pixels however large both are.

        The icons of the window leave what is wider than high empty.
        """
        super().initStyleOption(option)
        if not self.icon().isNull() and self.text():
            side = option.iconSize.height()
            option.iconSize = QSize(side + side // 4, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class PictureButton(QToolButton):
    """A small button, mostly a picture; Enter presses it as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class RowButton(QAbstractButton):
    """A row that leads somewhere; Enter presses it as well. Drawn by who derives from it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


Then = Callable[[], object] | None


def plain_button(text: str, then: Then = None, picture: QIcon | None = None, *, tip: str = "") -> Button:
    """Make a button; ``then`` is called when it is pressed."""
    button = Button(text, picture=picture)
    button.setToolTip(tip)
    if then is not None:
        button.clicked.connect(lambda _checked=False: then())
    return button


def main_button(text: str, then: Then = None, picture: QIcon | None = None, *, default: bool = False) -> Button:
    """Make the one filled button of a page or dialog; the ``default`` one is pressed by Enter in a field."""
    button = plain_button(text, then, picture)
    button.setProperty("primary", True)
    button.setDefault(default)
    return button


def picture_button(words: str, picture: QIcon) -> PictureButton:
    """Make a flat button of a picture alone; ``words`` say what it does, to the pointer and to screen readers."""
    button = PictureButton()
    button.setObjectName("plain")
    button.setIcon(picture)
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button


def quiet_button(text: str, then: Then = None, picture: QIcon | None = None, *, tip: str = "") -> Button:
    """Make a button that looks like a word: it leads aside."""
    button = plain_button(text, then, picture)
    button.setProperty("flat", True)
    return button


def _pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter; one that is held down presses once."""
    from PySide6.QtCore import Qt  # not loaded for the window's frame: see icons.py

    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    event.accept()
    return True
