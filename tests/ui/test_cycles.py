"""Circles of objects are freed in the window's thread, whoever allocates."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.cycles import CycleCollector


class Circle:
    """An object that only a search for circles frees."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[CycleCollector]:
    collector = CycleCollector()
    yield collector
    collector.stop()
    gc.disable()  # as the other tests of the window have it


def lost_circle() -> list[threading.Thread]:
    """Leave a circle behind; return a list that names the thread which frees it."""
    freed_in: list[threading.Thread] = []
    weakref.finalize(Circle(), lambda: freed_in.append(threading.current_thread()))
    return freed_in


def test_a_busy_thread_frees_no_circle_and_the_windows_thread_does(
    collector: CycleCollector, ui: UiContext, qtbot: QtBot
) -> None:
    freed_in = lost_circle()
    results: list[int] = []
    ui.operations.read(lambda _store: len([[n] for n in range(200_000)]), results.append, owner=ui.operations)
    qtbot.waitUntil(lambda: bool(results))
    made_in_the_window = [[n] for n in range(gc.get_threshold()[0] + 300)]
    qtbot.waitUntil(lambda: bool(freed_in))
    assert freed_in == [threading.main_thread()]
    assert made_in_the_window


def test_the_oldest_objects_are_searched_only_while_nobody_makes_new_ones(
    collector: CycleCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = []
    for count in ((0, 0, 0), (10, 99, 0), (701, 3, 99), (701, 11, 99), (10, 0, 11)):
        with monkeypatch.context() as patch:
            patch.setattr(gc, "get_count", lambda count=count: count)
            patch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
            searched.append(collector.collect_what_is_due())
    assert searched == [None, None, 0, 1, 2]


def test_python_searches_again_once_it_is_stopped(collector: CycleCollector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
