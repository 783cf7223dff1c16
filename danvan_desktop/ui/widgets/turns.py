"""Work in a turn of its own: the window paints and answers before it, however much is done in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def in_a_turn_of_its_own(owner: QObject, act: Callable[[], object]) -> None:
    """Do something once what is due now is done, unless its ``owner`` is gone by then.

    A timer alone may be served in the turn that is under way; one that is started by another never is.
    """
    timer, is_near = QTimer(owner, singleShot=True, interval=0), False

    def go_on() -> None:
        nonlocal is_near
        if is_near:
            timer.deleteLater()
            act()
        else:
            is_near = True
            timer.start()

    timer.timeout.connect(go_on)
    timer.start()
