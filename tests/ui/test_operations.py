"""Work in the background: results, faults, bugs, cancelling, undo, closing."""

import errno
import threading
from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Bug, ChangeSummary, Operation, Progress
from danvan_desktop.ui.pages.overview_page import OverviewPage
from tests.ui.windows import window_over

TITLE = _("Lưu đơn vị")


def saving(name: str, code: str) -> Operation[SaveResult]:
    def work(store: Store, _progress: Progress) -> SaveResult:
        return store.save(Draft("unit", {"name": name, "kind": "village", "code": code}))

    return Operation(TITLE, work, undoable=True)


def test_an_operation_runs_in_another_thread_and_tells_once_what_changed(ui: UiContext, qtbot: QtBot) -> None:
    threads: list[int] = []
    changes: list[ChangeSummary] = []
    ui.operations.changed.connect(changes.append)

    def work(store: Store, _progress: Progress) -> SaveResult:
        threads.append(threading.get_ident())
        return store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "T"}))

    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(Operation(TITLE, work))

    assert threads[0] != threading.get_ident()
    assert [change.kinds for change in changes] == [frozenset({"unit"})]
    assert ui.store.get(changes[0].uids[0]).text("name") == "Thôn Tây"


def test_a_save_is_taken_back_by_undo(ui: UiContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(saving("Thôn Tây", "T"))
    assert ui.operations.undo_title is not None
    assert ui.operations.undo_title == TITLE

    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.undo()

    assert ui.store.find("unit", code="T") == []
    assert ui.operations.undo_title is None


def test_a_known_fault_goes_first_to_whoever_asked_and_else_to_the_window(ui: UiContext, qtbot: QtBot) -> None:
    def work(store: Store, _progress: Progress) -> None:
        raise DanvanError(_("Ổ đĩa đã đầy."))

    told: list[str] = []
    owner = QObject()
    with qtbot.waitSignal(ui.operations.failed) as failed:
        ui.operations.run(
            Operation(TITLE, work, on_error=lambda error: told.append(str(error)) is not None, owner=owner)
        )
    assert told == ["Ổ đĩa đã đầy."]
    assert str(failed.args[0]) == "Ổ đĩa đã đầy."
    assert failed.args[1] == TITLE

    with qtbot.assertNotEmitted(ui.operations.failed), qtbot.waitSignal(ui.operations.idle):
        ui.operations.run(Operation(TITLE, work, on_error=lambda error: True, owner=owner))


def test_a_bug_arrives_with_its_traceback(ui: UiContext, qtbot: QtBot) -> None:
    def work(store: Store, _progress: Progress) -> None:
        raise ZeroDivisionError("by nought")

    with qtbot.waitSignal(ui.operations.failed) as failed:
        ui.operations.run(Operation(TITLE, work))

    assert isinstance(failed.args[0], Bug)
    assert "test_operations.py" in failed.args[0].details


def test_cancelled_work_is_rolled_back(ui: UiContext, qtbot: QtBot) -> None:
    running = threading.Event()

    def work(store: Store, progress: Progress) -> SaveResult:
        running.set()
        while not progress.cancelled:
            progress.report(1, 10)
        progress.raise_if_cancelled()
        return store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "T"}))

    with qtbot.waitSignal(ui.operations.cancelled):
        ui.operations.run(Operation(TITLE, work))
        running.wait(5)
        ui.operations.cancel()

    assert ui.store.count("unit") == 1


def test_a_newer_read_under_the_same_key_replaces_an_older_one(ui: UiContext, qtbot: QtBot) -> None:
    got: list[str] = []
    gate = threading.Event()
    owner = QObject()
    ui.operations.read(lambda store: gate.wait(5), lambda _result: None, owner=owner)
    ui.operations.read(lambda store: "old", got.append, key="search", owner=owner)
    ui.operations.read(lambda store: "new", got.append, key="search", owner=owner)
    gate.set()

    qtbot.waitUntil(lambda: got != [])
    qtbot.wait(50)
    assert got == ["new"]


def test_a_read_is_not_delivered_to_an_owner_that_is_gone(ui: UiContext, qtbot: QtBot) -> None:
    got: list[str] = []
    owner, gate = QObject(), threading.Event()
    ui.operations.read(lambda store: gate.wait(5) and "late", got.append, owner=owner)
    shiboken6.delete(owner)
    ui.operations.read(lambda store: "next", got.append, owner=ui.operations)
    gate.set()

    qtbot.waitUntil(lambda: got != [])
    assert got == ["next"]


def test_an_end_is_told_to_nobody_whose_owner_is_gone(ui: UiContext, qtbot: QtBot) -> None:
    told: list[object] = []
    owner, gate = QObject(), threading.Event()

    def fail(_store: Store, _progress: Progress) -> None:
        raise DanvanError(_("Ổ đĩa đã đầy."))

    done = Operation(TITLE, lambda _store, _progress: gate.wait(5), told.append, owner=owner)
    refused = Operation(TITLE, fail, on_error=lambda error: told.append(error) is None, owner=owner)
    with qtbot.waitSignals([ui.operations.failed, ui.operations.idle]):
        ui.operations.run(done)
        ui.operations.run(refused)
        shiboken6.delete(owner)
        gate.set()
    assert told == []


def test_a_read_lands_nowhere_when_the_page_with_all_its_widgets_is_gone(ui: UiContext, qtbot: QtBot) -> None:
    gate = threading.Event()
    page, kept = OverviewPage(ui), QWidget()
    card, show = page.list, page._show
    ui.operations.read(lambda store: gate.wait(5), lambda _result: None, owner=kept)
    page.refresh()
    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert not shiboken6.isValid(card)
    assert not shiboken6.isValid(show.__self__)


@pytest.mark.parametrize("told", [lambda _result: None, partial(print, "done"), [].append])
def test_what_is_told_a_result_names_whose_it_is(ui: UiContext, told: Callable[..., object]) -> None:
    with pytest.raises(TypeError):
        ui.operations.read(lambda store: store.count("unit"), told)
    with pytest.raises(TypeError):
        Operation(TITLE, lambda _store, _progress: None, told)


def test_a_read_does_not_wait_for_an_operation(ui: UiContext, qtbot: QtBot) -> None:
    gate = threading.Event()
    ui.operations.run(Operation(TITLE, lambda store, _progress: gate.wait(10)))
    got: list[int] = []

    ui.operations.read(lambda store: store.count("unit"), got.append, owner=ui.operations)

    qtbot.waitUntil(lambda: got == [1])
    assert ui.operations.busy
    with qtbot.waitSignal(ui.operations.idle):
        gate.set()


def test_a_store_that_is_gone_is_told_in_words(ui: UiContext, qtbot: QtBot, store_path: object) -> None:
    ui.store.close()
    ui.store_path.unlink()
    with qtbot.waitSignal(ui.operations.failed) as failed:
        ui.operations.run(saving("Thôn Tây", "T"))
    assert "Không thấy tệp dữ liệu" in str(failed.args[0])


@pytest.mark.parametrize("queued", [1, 3])
def test_closing_lets_the_running_save_end_and_drops_the_rest(ui: UiContext, qtbot: QtBot, queued: int) -> None:
    started = threading.Event()

    def work(store: Store, progress: Progress) -> SaveResult:
        started.set()
        while not progress.cancelled:
            pass
        return store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "T"}))

    ui.operations.run(Operation(TITLE, work))
    for number in range(queued):
        ui.operations.run(saving(f"Thôn {number}", f"T{number}"))
    started.wait(5)

    with qtbot.assertNotEmitted(ui.operations.finished):
        ui.operations.shutdown()

    assert {unit.text("code") for unit in ui.store.list("unit")} == {"T", "DS"}


def test_what_was_undone_is_done_again_and_undone_again(ui: UiContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(saving("Thôn Tây", "T"))
    for step, count in ((ui.operations.undo, 1), (ui.operations.redo, 2), (ui.operations.undo, 1)):
        with qtbot.waitSignal(ui.operations.idle):
            step()
        assert ui.store.count("unit") == count
    assert ui.operations.redo_title == TITLE
    assert ui.operations.undo_title is None


def test_a_new_save_ends_what_can_be_done_again(ui: UiContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        ui.operations.run(saving("Thôn Tây", "T"))
    with qtbot.waitSignal(ui.operations.idle):
        ui.operations.undo()
    assert ui.operations.redo_title is not None
    with qtbot.waitSignal(ui.operations.idle):
        ui.operations.run(saving("Thôn Nam", "N"))
    assert ui.operations.redo_title is None


def test_full_disk_outside_the_store_is_told_in_words_and_is_no_bug(ui, qtbot):
    def work(_store, _progress):
        raise OSError(errno.ENOSPC, "No space left on device")

    with qtbot.waitSignal(ui.operations.failed) as failed:
        ui.operations.run(Operation(_("Xuất gói"), work))
    error, _title = failed.args
    assert isinstance(error, StoreFull)
    assert "đầy" in str(error)


def test_fault_of_what_runs_by_itself_is_told_in_the_bar_and_piles_up_no_boxes(ui, qtbot):
    window = window_over(ui)
    qtbot.addWidget(window)

    def work(_store, _progress):
        raise StoreFull(_("Ổ đĩa đã đầy"))

    for _turn in range(3):
        with qtbot.waitSignal(ui.operations.failed):
            ui.operations.run(Operation(_("Giữ bản nháp"), work, quiet=True))
    assert window.bar.text() == "Ổ đĩa đã đầy"
    assert not window.findChildren(QMessageBox)


def used_village(ui: UiContext, qtbot: QtBot) -> str:
    """Save a village that can be undone, and a unit that names it as its successor: one that can be without it."""
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(saving("Thôn Tây", "T"))
    uid = ui.store.find("unit", code="T")[0].uid
    ui.store.save(Draft("unit", {"name": "Thôn Cũ", "kind": "village", "code": "C", "successor": uid}))
    return uid


@pytest.mark.parametrize("may_go", [True, False])
def test_undo_that_takes_away_what_others_refer_to_asks_first(
    ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, may_go: bool
) -> None:
    from danvan_desktop.ui.widgets import questions

    window = window_over(ui)
    qtbot.addWidget(window)
    uid = used_village(ui, qtbot)
    asked: list[str] = []
    monkeypatch.setattr(questions, "may_go", lambda _parent, _say, question: asked.append(question) or may_go)
    ui.operations.undo()
    qtbot.waitUntil(lambda: bool(asked) and not ui.operations.busy)
    assert "đang dẫn tới" in asked[0]
    assert (ui.store.get(uid) is None) is may_go
    assert (ui.operations.undo_title is None) is may_go


def test_what_cannot_be_undone_stays_the_next_to_be_undone(ui: UiContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(saving("Thôn Bắc", "B"))
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(saving("Thôn Tây", "T"))
    uid = ui.store.find("unit", code="T")[0].uid
    ui.store.save(Draft("unit", {"name": "Thôn Tây mới", "kind": "village", "code": "T"}, uid))
    for _press in range(2):
        with qtbot.waitSignal(ui.operations.failed):
            ui.operations.undo()
    assert ui.store.find("unit", code="B")


def test_a_slow_read_keeps_no_list_waiting_and_both_are_delivered(ui: UiContext, qtbot: QtBot) -> None:
    got: list[str] = []
    gate = threading.Event()
    ui.operations.read(lambda store: gate.wait(60) and "paper", got.append, owner=ui.operations, slow=True)
    ui.operations.read(lambda store: "list", got.append, owner=ui.operations)
    qtbot.waitUntil(lambda: got == ["list"])
    gate.set()
    qtbot.waitUntil(lambda: got == ["list", "paper"])


def test_a_newer_read_replaces_an_older_one_of_the_other_thread(ui: UiContext, qtbot: QtBot) -> None:
    got: list[str] = []
    gate = threading.Event()
    ui.operations.read(lambda store: gate.wait(60) and "old", got.append, key="same", owner=ui.operations, slow=True)
    ui.operations.read(lambda store: "new", got.append, key="same", owner=ui.operations)
    qtbot.waitUntil(lambda: got == ["new"])
    gate.set()
    ui.operations.read(lambda store: "next", got.append, owner=ui.operations, slow=True)
    qtbot.waitUntil(lambda: got == ["new", "next"])


def test_a_read_that_is_asked_for_after_the_end_is_waited_for_by_nobody(ui: UiContext, qtbot: QtBot) -> None:
    ui.operations.shutdown()
    owner = QObject()
    ui.operations.read(lambda store: store.count("unit"), lambda _count: None, owner=owner)
    assert not ui.operations.reading


def test_what_takes_long_keeps_neither_papers_nor_a_closing_window_waiting(ui: UiContext, qtbot: QtBot) -> None:
    got: list[str] = []

    def look(_store: Store, progress: Progress) -> str:
        while True:
            progress.give_way()

    ui.operations.look_through(look, got.append, key="look", owner=ui.operations)
    ui.operations.read(lambda store: "paper", got.append, owner=ui.operations, slow=True)
    qtbot.waitUntil(lambda: got == ["paper"])
    ui.operations.shutdown()
    assert got == ["paper"]
