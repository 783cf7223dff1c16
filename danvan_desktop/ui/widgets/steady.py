"""Inputs that hold still while a form is scrolled: the wheel turns only what the officer has clicked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QSpinBox, QWidget

from danvan_desktop.domain.text import fold
from danvan_desktop.patterns import pattern

_MOST_SHOWN = 16
"""So many choices are seen without scrolling: what the lower half of an old screen has room for."""
_PAUSE = 1_500
"""Milliseconds after which a letter begins another word: Qt's 400 are too few for who types slowly."""
_NUMBER = pattern(r"^\d+(?:\.\d+)*\.?\s+")
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def close_lists() -> None:
    """Close lists and menus that are open over a window: what they would choose from is done with."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


class ChoiceBox(QComboBox):
    """A list to choose from; every one of the window is this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by Tab and click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self._clicked = False
        self._word = _TypedWord()
        self._is_watched = False

    def offer(self, choices: Iterable[tuple[str, object]], chosen: object = None) -> None:
        """Add words, each with what it stands for; choose what ``chosen`` tells, or the first where nothing does."""
        for words, meant in choices:
            self.addItem(words, meant)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def showPopup(self) -> None:
        """Let a choice be found by its words while the list is open, too."""
        if not self._is_watched and not self.isEditable():
            self._is_watched = True
            self.view().installEventFilter(self)
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose what has the words that are typed, with or without marks."""
        place = None if self.isEditable() else self._word.found(event, self._labels, self.currentIndex())
        if place is None:
            super().keyPressEvent(event)
        elif place != self.currentIndex():
            self.setCurrentIndex(place)
            self.activated.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to what has the words that are typed in the open list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.isEditable():
            view = self.view()
            place = self._word.found(event, self._labels, view.currentIndex().row())
            if place is not None:
                view.setCurrentIndex(self.model().index(place, self.modelColumn(), self.rootModelIndex()))
                return True
        return super().eventFilter(watched, event)

    @property
    def _labels(self) -> Sequence[str]:
        return [self.itemText(place) for place in range(self.count())]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the wheel turn it from now on."""
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hold still again; its own list of choices is no other place."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._clicked = False
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless this is what the officer is at."""
        if self._clicked and self.hasFocus() and not self.isEditable():
            super().wheelEvent(event)
        else:
            event.ignore()


def keep_bar(area: QAbstractScrollArea) -> None:
    """Keep the room of a bar, so that lines do not break anew with it; it is seen only where there is more to see."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())


class _TypedWord:
    """The letters that were typed one after another, and which choice they mean.

    An input method takes letters back to put one with its mark in their place.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def found(self, event: QKeyEvent, labels: Sequence[str], current: int) -> int | None:
        """Return the place of the choice that is meant, where one stands if it is none; None for other keys."""
        is_going_on = bool(self._typed) and self._since.isValid() and not self._since.hasExpired(_PAUSE)
        before = self._typed if is_going_on else ""
        text = str(event.text())
        if event.key() == Qt.Key.Key_Backspace and before:
            self._typed = before[:-1]
        elif not event.modifiers() & _HELD and _is_letter(text, after=before):
            self._typed = before + text
        else:
            return None
        self._since.start()
        place = place_of(self._typed, labels, current)
        return current if place is None else place


def place_of(typed: str, labels: Sequence[str], current: int) -> int | None:
    """Return which label was meant: by its beginning, its number, or else the beginning of a word in it.

    One letter goes on to the next of its labels, pressed again to the one after that.
    """
    wanted = fold(typed).strip()
    folded = [fold(label) for label in labels]
    bare = [_NUMBER.sub("", label) for label in folded]
    for looked_for, first in _looked_for(wanted, max(current, 0)):
        order = [*range(first, len(labels)), *range(min(first, len(labels)))]
        begins = (at for at in order if folded[at].startswith(looked_for) or bare[at].startswith(looked_for))
        within = (at for at in order if len(looked_for) > 1 and f" {looked_for}" in f" {folded[at]}")
        place: int | None = next(chain(begins, within), None)
        if place is not None:
            return place
    return None


def _looked_for(wanted: str, current: int) -> Iterator[tuple[str, int]]:
    """Give what is looked for and from where on: “11” is a number first, then 1 pressed twice."""
    if len(wanted) > 1:
        yield wanted, current
    if len(set(wanted)) == 1:
        yield wanted[0], current + 1


def _is_letter(text: str, *, after: str) -> bool:
    """Tell whether a key writes something; a blank only within what was begun, for alone it opens the list."""
    return bool(text) and text.isprintable() and bool((after + text).strip())


class NumberBox(QSpinBox):
    """A small number with arrows, which the wheel never turns."""

    def __init__(self) -> None:
        """Take the focus by Tab and click, never by the wheel."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
