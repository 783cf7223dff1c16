"""A real store in a file, and the window's services over it."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.theme import _LOOK
from danvan_desktop.ui.widgets.questions import Answer
from tests.clocks import StandingClock

PATIENCE = 60_000
"""Milliseconds that a machine under load may take; a wait ends as soon as it has what it waits for."""


class PatientQtBot(QtBot):
    """Waits longer than a busy machine takes."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: list[Any], *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)


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


@pytest.fixture(autouse=True)
def _the_widgets_of_a_test_go_with_it() -> Iterator[None]:
    yield
    gc.collect(1)


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
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "commune.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS").close()
    return path


@pytest.fixture
def clock() -> StandingClock:
    """The clock of the window's stores."""
    return StandingClock()


@pytest.fixture
def ui(store_path: Path, clock: StandingClock, qtbot: QtBot) -> Iterator[UiContext]:
    """The services of a window over an empty commune."""
    with Store.open(store_path, clock=clock) as store:
        operations = Operations(store_path, clock=clock)
        yield UiContext(store, Translator("vi"), operations, store_path)
        operations.shutdown()


@pytest.fixture
def village(ui: UiContext) -> str:
    """The uid of a village of 120 households."""
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": ui.store.unit.uid, "households": 120}
    return ui.store.save(Draft("unit", values)).uids[0]


@pytest.fixture(autouse=True)
def _nothing_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let dialogs that a test leaves with something typed be closed; tests of the question answer it themselves."""
    for module in ("editors.vote_counter", "dialogs.setup_dialog", "dialogs.assign_dialog"):
        monkeypatch.setattr(f"danvan_desktop.ui.{module}.ask_unsaved", lambda *_args, **_options: Answer.LOSE)
