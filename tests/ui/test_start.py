"""The start: a frame from a glance at the store, then the store and the page that was shown last."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import NotAStore, Store, StoreMissing, StoreTooNew
from danvan_desktop.store import connection as sqlite_opening
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import StoreFull, StoreOutdated, StoreWithoutUnit
from danvan_desktop.store.salvage import harm_of
from danvan_desktop.store.space import ROOM_FOR_A_SAVE, full_message
from danvan_desktop.ui.app import _Opening, make_window
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.session import Session
from tests.damaging import zero


@pytest.fixture
def frame(store_path: Path, qtbot: QtBot) -> MainWindow:
    """A painted window whose store is not open yet."""
    with Store.open(store_path) as store:
        store.settings.set("window.place", "petition")
    window = make_window(store_path)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitSignal(window.painted):
        window.show()
    return window


def test_frame_shows_unit_and_place_before_the_store_is_open(frame: MainWindow) -> None:
    assert frame.windowTitle() == "Kiến nghị – Xã Đông Sơn – Sổ tay dân vận"
    assert frame.navigation.places.currentItem().text().strip() == "Kiến nghị"
    assert frame._stack.count() == 0


def test_what_was_asked_of_the_frame_is_done_when_it_is_filled(
    frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    frame.navigation.places.setCurrentRow(frame.navigation.row_of("dialogue"))
    frame.navigation.places.setCurrentRow(frame.navigation.row_of("petition"))
    QTest.mouseClick(frame.navigation.help, Qt.MouseButton.LeftButton)
    assert not frame.findChildren(HelpDialog)
    session = Session(store_path, frame)
    assert isinstance(frame._stack.currentWidget(), RecordPage)
    (dialog,) = frame.findChildren(HelpDialog)
    dialog.close()
    with qtbot.waitSignal(frame.closed):
        frame.close()
    assert not session.operations.busy


def test_nothing_is_read_beside_the_window_before_the_page_is_painted(
    frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    running: list[bool] = []
    session = Session(store_path, frame)
    page = frame._stack.currentWidget()
    page.installEventFilter(Painting(page, lambda: running.append(session.operations._reader.isRunning())))
    qtbot.waitUntil(lambda: session.operations._reader.isRunning() and bool(running))
    assert not running[0]
    with qtbot.waitSignal(frame.closed):
        frame.close()


def test_what_is_read_beside_the_window_is_counted_from_the_filled_page(
    frame: MainWindow, store_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fill, begin = MainWindow.fill, Operations.begin_after_painting
    monkeypatch.setattr(MainWindow, "fill", lambda *given: (fill(*given), steps.append("filled")))
    monkeypatch.setattr(Operations, "begin_after_painting", lambda *given: (steps.append("counted"), begin(*given)))
    session = Session(store_path, frame)
    assert steps == ["filled", "counted"]
    qtbot.waitUntil(session.operations._reader.isRunning)
    with qtbot.waitSignal(frame.closed):
        frame.close()


class Painting(QObject):
    """Calls a function when a widget is painted."""

    def __init__(self, widget: QWidget, painted: Callable[[], object]) -> None:
        super().__init__(widget)
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            self._painted()
        return False


def test_frame_that_was_closed_is_not_filled_any_more(frame: MainWindow, store_path: Path) -> None:
    frame.close()
    opening = _Opening(store_path, frame)
    opening.open()
    assert opening.fault is None
    assert frame._stack.count() == 0


def test_a_bundle_that_the_program_was_started_with_is_put_before_the_officer(
    frame: MainWindow, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    put: list[Path] = []
    monkeypatch.setattr(frame, "import_bundle", put.append)
    opening = _Opening(store_path, frame, bundle=tmp_path / "xa-dong.danvan")
    opening.open()
    assert put == [tmp_path / "xa-dong.danvan"]
    with qtbot.waitSignal(frame.closed):
        frame.close()


def test_a_store_is_among_the_recent_ones_once_its_page_is_there(
    frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    opening = _Opening(store_path, frame)
    opening.open()
    qtbot.waitUntil(lambda: store_path in frame.others.recent.paths())
    with qtbot.waitSignal(frame.closed):
        frame.close()


def test_store_that_breaks_after_the_glance_closes_the_window_and_says_why(
    frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    connection = connect(store_path)
    connection.execute("DELETE FROM setting WHERE name = 'unit.uid'")
    connection.execute("DELETE FROM entry WHERE record IN (SELECT no FROM record WHERE kind = 'unit')")
    connection.close()
    opening = _Opening(store_path, frame)
    opening.open()
    assert isinstance(opening.fault, StoreWithoutUnit)
    assert not frame.isVisible()
    assert "không ghi đơn vị sử dụng" in str(opening.fault)


def test_file_that_cannot_be_opened_is_refused_at_the_glance(tmp_path: Path, store_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(StoreMissing):
        make_window(tmp_path / "none.db")
    other = tmp_path / "thư.txt"
    other.write_text("Kính gửi\n" * 200, "utf-8")
    with pytest.raises(NotAStore):
        make_window(other)
    connection = connect(store_path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(StoreTooNew):
        make_window(store_path)


def test_empty_file_is_refused_at_the_glance(tmp_path: Path, qtbot: QtBot) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(NotAStore, match="trống"):
        make_window(empty)


@pytest.fixture
def outdated_frame(store_path: Path, qtbot: QtBot) -> MainWindow:
    """A painted window over a store that was prepared for other declarations."""
    Store.open(store_path, kinds=Kinds(kind for kind in ALL_KINDS if kind.name != "petition")).close()
    window = make_window(store_path)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    return window


def test_store_of_other_declarations_is_prepared_in_a_thread_and_then_opened(
    outdated_frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    opening = _Opening(store_path, outdated_frame)
    opening.open()
    (dialog,) = outdated_frame.findChildren(PreparationDialog)
    assert outdated_frame._stack.count() == 0
    with qtbot.waitSignal(dialog.ended):
        pass
    assert opening.fault is None
    assert outdated_frame.context.store.count("unit")
    for setup in outdated_frame.findChildren(QDialog):
        setup.close()
    with qtbot.waitSignal(outdated_frame.closed):
        outdated_frame.close()


def test_preparation_that_is_stopped_leaves_the_store_as_it_was_and_says_so(
    outdated_frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    opening = _Opening(store_path, outdated_frame)
    opening.open()
    (dialog,) = outdated_frame.findChildren(PreparationDialog)
    with qtbot.waitSignal(dialog.ended):
        dialog.cancel.click()
    assert "vẫn như cũ" in str(opening.fault)
    with pytest.raises(StoreOutdated):
        Store.open(store_path, tell=None)


def test_older_file_put_back_is_told_in_the_window(store_path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    kept = store_path.read_bytes()
    with Store.open(store_path) as store:
        store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))
    store_path.write_bytes(kept)
    window = make_window(store_path)
    qtbot.addWidget(window)
    session = Session(store_path, window)
    window.show()
    qtbot.waitUntil(lambda: "nhật ký mới" in window.bar.text())
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not session.operations.busy


def test_window_over_a_full_disk_shows_the_records_says_why_and_saves_nothing(
    store_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = sqlite_opening._opened

    def starved(path: Path, key: bytes | None, options: str, *, exclusive: bool = False) -> object:
        if options == "mode=rw":
            raise StoreFull(full_message(path, ROOM_FOR_A_SAVE))
        return opened(path, key, options, exclusive=exclusive)

    monkeypatch.setattr(sqlite_opening, "_opened", starved)
    window = make_window(store_path)
    qtbot.addWidget(window)
    session = Session(store_path, window)
    window.show()
    qtbot.waitUntil(lambda: "đầy" in window.bar.text())
    assert session.store.count("unit")
    with pytest.raises(StoreFull):
        session.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))
    with qtbot.waitSignal(window.closed):
        window.close()


def test_damaged_store_is_made_whole_before_the_window_opens(frame: MainWindow, store_path: Path, qtbot: QtBot) -> None:
    with closing(connect(store_path)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record_unit'").fetchone()
    with store_path.open("r+b") as content:
        content.seek((page - 1) * 4096)
        content.write(bytes(4096))
    opening = _Opening(store_path, frame)
    opening.open()
    (dialog,) = frame.findChildren(PreparationDialog)
    with qtbot.waitSignal(dialog.ended):
        pass
    assert opening.fault is None
    assert frame.context.store.unit.text("name") == "Xã Đông Sơn"
    for setup in frame.findChildren(QDialog):
        setup.close()
    with qtbot.waitSignal(frame.closed):
        frame.close()


def test_outdated_store_with_damaged_tables_is_made_whole_instead_of_copied(
    outdated_frame: MainWindow, store_path: Path, qtbot: QtBot
) -> None:
    zero(store_path, "record_officer")
    opening = _Opening(store_path, outdated_frame)
    opening.open()
    qtbot.waitUntil(lambda: outdated_frame.is_filled or opening.fault is not None)
    assert opening.fault is None
    assert harm_of(store_path) == ()
    for setup in outdated_frame.findChildren(QDialog):
        setup.close()
    with qtbot.waitSignal(outdated_frame.closed):
        outdated_frame.close()
