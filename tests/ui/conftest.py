"""A real store in a file, and the window's services over it."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMainWindow, QMenu, QMessageBox
from pytestqt.exceptions import TimeoutError as WaitedInVain
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.deadlines import DAY_OFF_RULE
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.theme import _LOOK, load_fonts
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.questions import Answer, Unsaved
from tests.clocks import StandingClock

PATIENCE = 60_000
"""Milliseconds that a machine under load may take; a wait ends as soon as it has what it waits for."""


class PatientQtBot(QtBot):
    """Waits longer than a busy machine takes."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        try:
            super().waitUntil(callback, timeout=timeout)
        except WaitedInVain as error:
            error.add_note(f"What the window tells: {_told_in_banners()}")
            raise

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: list[Any], *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)


def _told_in_banners() -> list[str]:
    return [widget.text() for widget in QApplication.allWidgets() if isinstance(widget, Banner) and widget.text()]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Draw as the program does on every system, where Windows would have a style of its own."""
    return ["danvan", "-style", "Fusion"]


@pytest.fixture(scope="session", autouse=True)
def _there_are_letters(qapp: QApplication) -> None:
    """Bring those of the program where Qt finds none: without a screen it looks at no font of Windows."""
    if not QFontDatabase.families():
        load_fonts()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture(scope="module", autouse=True)
def _circles_are_freed_in_the_windows_thread() -> Iterator[None]:
    """Keep Python from destroying the widgets of a former test in a thread that reads a store."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


def _main_windows(qapp: QApplication) -> list[QMainWindow]:
    return [widget for widget in qapp.topLevelWidgets() if isinstance(widget, QMainWindow)]


@pytest.fixture(autouse=True)
def _the_widgets_of_a_test_go_with_it(qapp: QApplication) -> Iterator[None]:
    """Take away the windows that a test leaves: what is connected to their buttons would keep them for ever.

    Looks and keys of later tests would reach them, after the services that they work with.
    """
    before = _main_windows(qapp)
    yield
    for left in _main_windows(qapp):
        if left not in before:
            shiboken6.delete(left)
    gc.collect(1)


@pytest.fixture(scope="session", autouse=True)
def _the_clipboard_is_emptied_before_python_ends(qapp: QApplication) -> Iterator[None]:
    """Without a screen the clipboard outlives Python, and would free there what Python made."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _look_as_before(qapp: QApplication) -> Iterator[None]:
    """Leave the letters and colours to the next test as they were."""
    look, font, palette = qapp.property(_LOOK), qapp.font(), qapp.palette()
    yield
    if qapp.property(_LOOK) != look:
        qapp.setStyleSheet("")
        qapp.setProperty(_LOOK, look)
        qapp.setFont(font)
        qapp.setPalette(palette)


@pytest.fixture
def clock() -> StandingClock:
    """The clock of the window's stores."""
    return StandingClock()


@pytest.fixture
def store_path(tmp_path: Path, clock: StandingClock) -> Path:
    path = tmp_path / "commune.db"
    # By the same clock: what came before by the machine's own would be later after 9 o'clock.
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=clock).close()
    return path


@pytest.fixture
def ui(store_path: Path, clock: StandingClock, qtbot: QtBot) -> Iterator[UiContext]:
    """The services of a window over an empty commune."""
    with Store.open(store_path, clock=clock) as store:
        operations = Operations(store_path, clock=clock)
        yield UiContext(store, Translator("vi"), operations, store_path, ALL_VIEWS)
        for left in QApplication.topLevelWidgets():
            left.hide()  # what is seen goes on to be made, and the store is about to close
        operations.shutdown()


@pytest.fixture
def village(ui: UiContext) -> str:
    """The uid of a village of 120 households."""
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": ui.store.unit.uid, "households": 120}
    return ui.store.save(Draft("unit", values)).uids[0]


CALL_IS_OVER = pytest.StashKey[bool]()
_ASKED_BY = {
    QInputDialog: ("getText", "getMultiLineText", "getItem", "getInt", "getDouble"),
    QFileDialog: ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
    QMessageBox: ("question", "information", "warning", "critical"),
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    try:
        return (yield)
    finally:
        item.stash[CALL_IS_OVER] = True


@pytest.fixture(autouse=True)
def _every_dialog_is_answered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a dialog waits for an answer that never comes; what is left open at its end is dropped."""
    unanswered: list[str] = []

    def waits(words: str) -> None:
        if not request.node.stash.get(CALL_IS_OVER, False):
            unanswered.append(words)

    def asked(dialog: QDialog) -> int:
        waits(" – ".join(filter(None, (type(dialog).__name__, dialog.windowTitle(), getattr(dialog, "text", str)()))))
        return 0

    def asked_by_name(name: str, nothing: object) -> Callable[..., object]:
        def ask(*words: object, **_options: object) -> object:
            waits(f"{name} – {words[1:3]}")
            return nothing

        return ask

    monkeypatch.setattr(QDialog, "exec", asked)
    monkeypatch.setattr(QMenu, "exec", lambda menu, *_place: waits(f"QMenu – {menu.title()}"))
    for kind, names in _ASKED_BY.items():
        for name in names:
            nothing = "" if name == "getExistingDirectory" else ("", False)
            monkeypatch.setattr(kind, name, asked_by_name(f"{kind.__name__}.{name}", nothing))
    yield
    assert not unanswered, "Nobody answered: " + "; ".join(unanswered)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Answer]]:
    """What the officer answers when asked about what is not saved, one question after another."""
    given: list[Answer] = []

    def answer(_parent: object, _say: object, unsaved: Unsaved) -> Answer:
        assert given, f"asked once too often: {unsaved.what}"
        return given.pop(0)

    monkeypatch.setattr(questions, "ask_unsaved", answer)
    yield given
    assert not given, f"never asked: {given}"


@pytest.fixture
def no_term_is_moved(ui: UiContext) -> None:
    """Let terms end on days off too, so that days counted from today come out alike on every day of the week."""
    ui.store.save(Draft("rule_override", {"rule": DAY_OFF_RULE, "value": "0", "reason": "Quy chế của xã"}))
