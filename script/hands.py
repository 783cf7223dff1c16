"""An officer's hands: keys pressed on whatever has the keyboard, clicks on what is seen; both are counted.

Nothing is called on a widget to act. What walks a window by these looks at widgets only to know where it stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, fields

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEventLoop, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NOTHING_HELD = Qt.KeyboardModifier.NoModifier
_PATIENCE = 60_000
"""Milliseconds that a machine under load may take; a wait ends as soon as it has what it waits for."""
_STAYS_OPEN = 5_000
"""Milliseconds after its answer in which a question closes."""
_MOST_TABS, _MOST_TURNS = 120, 60
_NOTCH = 120


class Stuck(AssertionError):
    """The walk cannot go on by hand."""


@dataclass
class Tally:
    """What was pressed: keys, those of them that wrote a text or the path of a file, and clicks."""

    keys: int = 0
    letters: int = 0
    paths: int = 0
    clicks: int = 0

    def __sub__(self, before: Tally) -> Tally:
        """Return what was pressed since ``before``."""
        spent = (getattr(self, field.name) - getattr(before, field.name) for field in fields(self))
        return Tally(*spent)

    @property
    def leading(self) -> int:
        """The keys that lead somewhere or decide something."""
        return self.keys - self.letters - self.paths


class Hands:
    """Presses, types, clicks and waits; ``deed`` is what is being done, for whoever measures meanwhile."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.tally = Tally()
        self.deed = ""
        self._unanswered: list[str] = []
        self._windows: list[QWidget] = []
        self._inside = QTimer(QGuiApplication.instance(), singleShot=True, interval=_PATIENCE)
        self._inside.timeout.connect(self._close_unanswered)

    # Looking

    def _return_to_window(self) -> None:
        """Give the keyboard back to the window used before when one, or a list, has closed, as a desktop does."""
        self._windows = [window for window in self._windows if shiboken6.isValid(window) and window.isVisible()]
        active: QWidget | None = QApplication.activeWindow()
        focused: QWindow | None = QGuiApplication.focusWindow()
        if active is not None and active.isVisible():
            self._windows = [*(window for window in self._windows if window is not active), active]
        modal = QApplication.activeModalWidget()
        wanted = modal if modal is not None else next(reversed(self._windows), None)
        if wanted is not None and (active is not wanted or (focused is not None and not focused.isVisible())):
            wanted.activateWindow()
            QApplication.processEvents()

    def focused(self) -> QWidget:
        """Return what the next key goes to: a list or menu that is open, else what has the keyboard."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        self._return_to_window()
        focus: QWidget | None = QApplication.focusWidget()
        focus = QApplication.activeWindow() if focus is None else focus
        if focus is None:
            raise Stuck(f"{self.deed}: nothing has the keyboard")
        return focus

    def has_keyboard(self, widget: QWidget) -> bool:
        """Whether a widget, or something in it, has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is widget or widget.isAncestorOf(focus))

    def wait(self, until: Callable[[], object], what: str = "") -> None:
        """Let the window work until something holds; raises Stuck when it never does."""
        timer = QElapsedTimer()
        timer.start()
        while not until():
            if timer.elapsed() > _PATIENCE:
                raise Stuck(f"{self.deed}: waited in vain for {what or until}")
            self.turn()
            self._return_to_window()
            time.sleep(0.002)
        self.turn()

    def turn(self) -> None:
        """Let the window do what is due."""
        QApplication.processEvents()

    # Keys

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
        """Press a key."""
        self.tally.keys += 1
        target = self.focused()
        self._inside.start()
        QTest.keyClick(target, key, held)
        self._inside.stop()
        self.turn()

    def type(self, text: str) -> None:
        """Type a text letter by letter, as it is written without an input method."""
        for letter in text:
            self.tally.keys += 1
            self.tally.letters += 1
            self.strike(letter)
        self.turn()

    def strike(self, letter: str) -> None:
        """Press the key of a letter."""
        QTest.keyClicks(self.focused(), letter)

    def type_path(self, path: str) -> None:
        """Type where a file is, or is to be, which is longer on one machine than on another."""
        self.type(path)
        self.tally.letters -= len(path)
        self.tally.paths += len(path)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab, or Shift+Tab to what stands before, until a widget has the keyboard; raises Stuck at the end."""
        back = self._stands_before(widget)
        for _press in range(_MOST_TABS):
            if self.has_keyboard(widget):
                return
            self.press(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else NOTHING_HELD)
        raise Stuck(f"{self.deed}: Tab never leads to {widget.accessibleName() or widget.objectName() or widget}")

    def _stands_before(self, widget: QWidget) -> bool:
        """Whether something is to be seen above what has the keyboard, or left of it in its row."""
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not widget.window():
            return False
        here, there = (one.mapTo(one.window(), QPoint()) for one in (focus, widget))
        if abs(here.y() - there.y()) < min(focus.height(), widget.height()):
            return there.x() < here.x()
        return there.y() < here.y()

    def put(self, widget: QWidget, text: str) -> None:
        """Go to a field by Tab, write over what stands in it, and go on."""
        self.clear(widget)
        self.type(text)

    def clear(self, widget: QWidget) -> None:
        """Go to a field by Tab, and mark what stands in it to be written over, where anything does."""
        self.tab_to(widget)
        field = self.focused()
        if isinstance(field, QLineEdit):
            is_ready = field.text() == field.selectedText()
        else:
            is_ready = isinstance(field, QPlainTextEdit) and not field.toPlainText()
        if not is_ready:
            self.press(Key.Key_A, CONTROL)

    # Clicks

    def click(self, widget: QWidget, spot: QPoint | None = None, *, double: bool = False) -> None:
        """Click a widget that is seen, in its middle or at a spot; raises Stuck when it cannot be."""
        self.wait(widget.isVisible, f"{widget} to be seen")
        if not widget.isEnabled():
            raise Stuck(f"{self.deed}: {widget.accessibleName() or widget} cannot be pressed")
        spot = widget.rect().center() if spot is None else spot
        hit, place = _hit(widget, spot)
        if not _is_seen(hit, place):
            raise Stuck(f"{self.deed}: {_name(widget)} is covered, or scrolled out of sight")
        popup = QApplication.activePopupWidget()
        if popup is not None and popup != widget and not popup.isAncestorOf(widget):
            popup.close()  # as a press beside an open list does
        self.tally.clicks += 1
        self._inside.start()
        click = QTest.mouseDClick if double else QTest.mouseClick
        _as_in_a_program(lambda: click(hit, Qt.MouseButton.LeftButton, NOTHING_HELD, place))
        self._inside.stop()
        self.turn()

    def reach(self, widget: QWidget) -> None:
        """Turn the wheel until a widget that lies in a part that scrolls is seen whole."""
        area, turn = _scrolled_around(widget), _NOTCH
        for _turn in range(_MOST_TURNS):
            if area is None or _is_seen(*_hit(widget, widget.rect().center())):
                return
            view = area.viewport()
            below = widget.mapTo(view, widget.rect().center()).y() > view.rect().center().y()
            if below == (turn > 0):  # gone past it: a little back
                turn = -turn // 2 or -1
            turn_wheel(view, turn)
        raise Stuck(f"{self.deed}: {_name(widget)} is never scrolled to")

    def mark(self, widget: QWidget) -> None:
        """Click into a field; what stands in it is drawn over, to be written anew."""
        self.reach(widget)
        self.click(widget)
        field = self.focused()
        if isinstance(field, QLineEdit) and field.text():
            self.tally.clicks += 1
            middle = field.rect().center()
            held = Qt.MouseButton.LeftButton
            QTest.mousePress(field, held, NOTHING_HELD, QPoint(field.width() - 2, middle.y()))
            QTest.mouseMove(field, QPoint(1, middle.y()))
            QTest.mouseRelease(field, held, NOTHING_HELD, QPoint(-40, middle.y()))

    def click_item(self, view: QAbstractItemView, index: QModelIndex, spot: QPoint | None = None) -> None:
        """Click a row of a list, in its middle or at a spot of it."""
        view.scrollTo(index)
        row = view.visualRect(index)
        self.click(view.viewport(), row.center() if spot is None else row.topLeft() + spot)

    def click_tab(self, tabs: QTabBar, words: str) -> None:
        """Click the tab whose words begin so."""
        place = next(place for place in range(tabs.count()) if tabs.tabText(place).startswith(words))
        self.click(tabs, tabs.tabRect(place).center())

    def button(self, within: QWidget, words: str) -> QAbstractButton:
        """Return the button that is seen within a widget, by the words on it."""
        found = [
            button
            for button in within.findChildren(QAbstractButton)
            if button.isVisible() and words in (_plain(button.text()), button.accessibleName())
        ]
        if not found:
            raise Stuck(f"{self.deed}: no button “{words}”")
        return found[0]

    # What stands before everything else until it is answered

    def answer(self, by: Callable[[], object]) -> None:
        """Do something as soon as the next question, list of files or menu is there, which waits inside Qt."""
        before = _in_front()
        timer = QTimer(QGuiApplication.instance(), interval=5)
        began = time.monotonic()

        def look() -> None:
            front = _in_front()
            if front is not None and front is not before and _takes_keys(front):
                timer.stop()
                timer.deleteLater()
                self._answered(by)
            elif time.monotonic() - began > _PATIENCE / 1000:
                timer.stop()
                self._unanswered.append(self.deed)

        timer.timeout.connect(look)
        timer.start()

    def _answered(self, by: Callable[[], object]) -> None:
        """Answer; a question that stays open after that, or over a fault, would wait for ever."""
        front, deed = _in_front(), self.deed

        def look_again() -> None:
            if front is not None and shiboken6.isValid(front) and front.isVisible():
                self._unanswered.append(f"{deed}: {_name(front)} stays open")
                front.close()

        try:
            by()
        except Exception as fault:  # noqa: BLE001 - told when the walk ends; here it would be lost inside Qt
            self._unanswered.append(f"{deed}: {fault}")
        QTimer.singleShot(_STAYS_OPEN, look_again)

    def _close_unanswered(self) -> None:
        """Close what nobody meant to answer: the press that opened it would never return."""
        front = _in_front()
        if front is not None:
            self._unanswered.append(f"{self.deed}: nobody answers {_name(front)}")
            front.close()

    def all_answered(self) -> None:
        """Raise Stuck when something could not be answered."""
        if self._unanswered:
            raise Stuck("; ".join(self._unanswered))


def _as_in_a_program(act: Callable[[], object]) -> None:
    """Do something inside a loop of events: what it closes is freed after it, however long what it opens waits."""
    loop = QEventLoop()

    def act_and_end() -> None:
        act()
        loop.quit()

    QTimer.singleShot(0, act_and_end)
    loop.exec()


def _hit(widget: QWidget, spot: QPoint) -> tuple[QWidget, QPoint]:
    """Return what of a widget, itself or a part of it, lies under a spot, and where in that."""
    part = widget.childAt(spot)
    return (widget, spot) if part is None else (part, part.mapFrom(widget, spot))


def _is_seen(widget: QWidget, spot: QPoint) -> bool:
    return bool(widget.visibleRegion().contains(spot))


def turn_wheel(view: QWidget, turn: int) -> None:
    """Turn the wheel over a widget, up by so many eighths of a degree."""
    middle = QPointF(view.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(view.mapToGlobal(view.rect().center())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        NOTHING_HELD,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, turned)
    QApplication.processEvents()


def _scrolled_around(widget: QWidget) -> QAbstractScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not (isinstance(above, QScrollArea) and above.isAncestorOf(widget)):
        above = above.parentWidget()
    return above if isinstance(above, QScrollArea) else None


def _in_front() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def _takes_keys(front: QWidget) -> bool:
    return front.isVisible() and (front is QApplication.activePopupWidget() or front.isActiveWindow())


def _plain(words: str) -> str:
    return words.replace("&", "").strip()


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or widget.objectName() or str(widget)
