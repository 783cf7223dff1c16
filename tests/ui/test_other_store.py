"""Another file is opened from a running window, those opened before are offered, a backup tells what it changes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui import app
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs import recovery_dialog
from danvan_desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from danvan_desktop.ui.first_window import OnlyWindow
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.other_store import OtherStore
from danvan_desktop.ui.recent_stores import RecentStores
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.session import Session


@pytest.fixture
def session(store_path: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "kept"))  # without the files that other tests opened
    made = Session(store_path, make_window(store_path))
    made.window.show()
    yield made
    qtbot.waitUntil(lambda: not made.operations.busy)
    made.window.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "xa-khac.db"
    Store.create(path, unit_name="Xã Đoài", unit_code="XD").close()
    return path


def test_another_file_closes_the_window_for_it(
    qtbot: QtBot, session: Session, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(other), ""))
    qtbot.waitUntil(lambda: not session.operations.busy)
    with qtbot.waitSignal(session.window.closed):
        session.window.others.choose()
    assert session.window.others.path == other


def test_what_is_no_store_is_refused_and_the_window_stays(session: Session, tmp_path: Path) -> None:
    wrong = tmp_path / "thu.db"
    wrong.write_bytes(b"Kinh gui" * 1_000)
    session.window.others.open(wrong)
    assert session.window.isVisible()
    assert session.window.others.path is None
    assert "tệp dữ liệu" in session.window.bar.text()
    session.window.others.open(session.window.context.store_path)
    assert session.window.bar.text() == "Tệp này đang được mở."


def test_files_opened_before_are_offered_while_they_are_there(session: Session, other: Path, tmp_path: Path) -> None:
    others = session.window.others
    others.recent.add(tmp_path / "da-xoa.db")
    others.recent.add(session.window.context.store_path)
    others.recent.add(other)
    menu = QMenu()
    others.fill_menu(menu)
    told = [action.text() for action in menu.actions() if action.text()]
    assert told == ["Chọn tệp…", "Mở gần đây", f"xa-khac.db – {tmp_path}"]
    commands = {str(command.title) for command in commands_of(session.window, session.operations)}
    assert {"Mở tệp dữ liệu khác…", "Mở tệp xa-khac.db"} <= commands


def test_the_newest_stands_first_and_an_unreadable_list_is_none(tmp_path: Path) -> None:
    recent, files = RecentStores(tmp_path / "state"), [tmp_path / f"{number}.db" for number in range(10)]
    for file in files:
        file.touch()
        recent.add(file)
    recent.add(files[5])
    assert [path.name for path in recent.paths()][:3] == ["5.db", "9.db", "8.db"]
    assert len(recent.paths()) == 8
    (tmp_path / "state" / "recent.json").write_bytes(b"{")
    assert recent.paths() == []


def test_the_program_opens_the_other_file_and_comes_back_where_that_does_not_open(
    qapp: QApplication, store_path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    ends = iter([app._Ended(0, other=other), app._Ended(1, app.StoreOutdated(_("cũ"))), app._Ended(0)])

    def show(
        _application: QApplication,
        path: Path,
        _only: OnlyWindow,
        _bundle: Path | None,
        _noticed: Sequence[Message],
        *,
        key: bytes | None,
    ) -> app._Ended:
        assert key is None
        opened.append(path)
        return next(ends)

    monkeypatch.setattr(app, "make_application", lambda _arguments, _meanwhile: qapp)
    monkeypatch.setattr(app, "_show_window", show)
    assert app.run_window(store_path) == 0
    assert opened == [store_path, other, store_path]


def test_a_chosen_backup_tells_what_would_go_and_come_back(
    qtbot: QtBot, ui: UiContext, village: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"unit": village, "content": "Mương tắc", "field": "other"}
    goes = ui.store.save(Draft("petition", values)).uids[0]
    backup = tmp_path / "sao-luu_DS.db"
    ui.store.backup(backup)
    ui.store.delete(goes)
    ui.store.save(Draft("petition", values), Draft("petition", values))
    dialog = RecoveryDialog(Translator("vi"), ui.store_path, _("Chọn bản sao lưu."), may_rescue=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.backups.choose(str(backup)))
    qtbot.waitUntil(lambda: "Sẽ mất" in dialog.difference.text())
    assert dialog.difference.text().splitlines() == [
        "Sẽ mất (chỉ có trong dữ liệu hiện tại): Kiến nghị: 2",
        "Sẽ có lại (đã xóa hoặc mất sau khi sao lưu): Kiến nghị: 1",
    ]
    asked: list[str] = []
    monkeypatch.setattr(
        recovery_dialog, "may_restore", lambda *_asked: asked.extend(str(_asked[-1]).splitlines()) or False
    )
    dialog.restore_button.click()
    assert asked == dialog.difference.text().splitlines()
    dialog.reject()


def test_settings_offer_another_file(qtbot: QtBot, session: Session, other: Path) -> None:
    session.window.others.recent.add(other)
    settings = session.window.open_settings()
    settings.general.others_menu.aboutToShow.emit()
    assert any("xa-khac.db" in action.text() for action in settings.general.others_menu.actions())
    assert isinstance(session.window, MainWindow)
    assert isinstance(session.window.others, OtherStore)
    settings.close()
