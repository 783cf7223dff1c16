"""Damage that is met while the window is open, and the ways from the window to what is done about it."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.store.errors import DAMAGED, StoreDamaged
from danvan_desktop.ui import app
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs import recovery_dialog
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.recovery import Mend, Restore
from danvan_desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.other_store import ask_recovery
from danvan_desktop.ui.widgets.questions import Answer
from tests.damaging import zero
from tests.ui.settling import settle
from tests.ui.windows import window_over

CONTENT = "Mương bị tắc ở đầu làng"


@pytest.fixture
def window(ui: UiContext, village: str, qtbot: QtBot) -> MainWindow:
    values = {"received_on": "2026-08-13", "unit": village, "content": CONTENT}
    ui.store.save(*(Draft("petition", {**values, "number": f"{number:03d}/2026"}) for number in range(1, 40)))
    ui.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made = window_over(ui)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, ui)
    return made


def petitions_anew(path: Path) -> object:
    """Read what no connection holds in memory yet."""
    with Store.open(path) as store:
        return store.list("petition")


def boxes(window: MainWindow) -> list[QDialog]:
    return [box for box in window.findChildren(QDialog) if isinstance(box, QMessageBox | CrashDialog)]


def test_damage_is_told_once_and_nothing_is_written_any_more(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    zero(ui.store_path, "record_petition")
    for _time in range(3):
        ui.operations.read(lambda _store: petitions_anew(ui.store_path), lambda _rows: None, owner=window)
    settle(qtbot, ui)
    assert window.damage.is_told
    assert "chỉ để xem" in window.damage._banner.text()
    assert boxes(window) == []
    before = ui.store_path.read_bytes()
    with qtbot.waitSignal(ui.operations.failed) as failed:
        ui.operations.run(Operation(_("Lưu"), lambda store, _progress: store.set_officer("x")))
    assert isinstance(failed.args[0], StoreDamaged)
    with pytest.raises(StoreDamaged):
        ui.store.set_officer("x")
    assert ui.store_path.read_bytes() == before
    assert ui.store.unit.text("name") == "Xã Đông Sơn"


def test_what_is_being_typed_over_a_damaged_store_is_offered_again(
    window: MainWindow, ui: UiContext, qtbot: QtBot, answers: list[Answer]
) -> None:
    window.begin_record("petition")
    (editor,) = window.findChildren(RecordEditor)
    content = editor.form.input("content").findChild(QPlainTextEdit) or editor.form.input("content")
    QTest.keyClicks(content, "Cau yeu")
    assert editor.form.input("content").raw() == "Cau yeu"
    window.damage.tell(StoreDamaged(DAMAGED))
    answers.append(Answer.KEEP_DRAFT)
    with qtbot.waitSignal(window.closed):
        window.close()
    with Store.open(ui.store_path) as store:
        (kept,) = store.drafts.all()
        assert "Cau yeu" in kept.content


def test_damage_met_in_the_window_itself_is_no_crash(
    window: MainWindow, ui: UiContext, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = app.show_bugs_over(window, window.translator)
    path = ui.store_path
    path.write_bytes(path.read_bytes().replace(CONTENT.encode(), b"\xff" * len(CONTENT.encode())))
    try:
        with Store.open(path) as store:
            store.list("petition")
    except Exception as error:  # noqa: BLE001
        hook(type(error), error, error.__traceback__)
        hook(type(error), error, error.__traceback__)
    assert window.damage.is_told
    hook(KeyError, KeyError("content"), None)
    assert boxes(window) == []
    assert capsys.readouterr().err == ""


def test_error_that_damage_explains_is_told_as_damage(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    zero(ui.store_path, "record_petition")
    hook = app.show_bugs_over(window, window.translator)
    hook(ValueError, ValueError("not a date"), None)
    hook(KeyError, KeyError("state"), None)
    qtbot.waitUntil(lambda: window.damage.is_told)
    assert boxes(window) == []


def test_bug_over_a_whole_store_is_shown_once_as_a_bug(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    hook = app.show_bugs_over(window, window.translator)
    hook(ValueError, ValueError("a bug"), None)
    qtbot.waitUntil(lambda: len(boxes(window)) == 1)
    assert not window.damage.is_told
    boxes(window)[0].close()


def test_banner_leads_to_all_that_can_be_done_and_the_window_closes_for_it(
    window: MainWindow, ui: UiContext, qtbot: QtBot
) -> None:
    window.damage.tell(StoreDamaged(DAMAGED))
    window.damage._banner.action_button.click()
    (dialog,) = window.findChildren(RecoveryDialog)
    assert dialog.mend_button.isVisible()
    assert dialog.rescue_button.isVisible()
    with qtbot.waitSignal(window.closed):
        dialog.mend_button.click()
    assert window.recovery == Mend()


def test_way_back_to_a_backup_is_in_the_settings(
    window: MainWindow, ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        recovery_dialog, "may_restore", lambda _parent, _say, backup, _told: asked.append(backup) or True
    )
    window.open_settings()
    (settings,) = window.findChildren(SettingsDialog)
    settings.general.backup.restore_button.click()
    (dialog,) = window.findChildren(RecoveryDialog)
    assert not dialog.mend_button.isVisible()
    assert not dialog.rescue_button.isVisible()
    with qtbot.waitSignal(window.closed):
        dialog.restore(ui.store_path.with_name("a.db"))
    assert window.recovery == Restore(ui.store_path.with_name("a.db"))
    assert asked == ["a.db"]


def test_copies_at_the_second_place_are_offered_too(
    window: MainWindow, ui: UiContext, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "mang").mkdir()
    ui.store.choose_second_place(tmp_path / "mang")
    made = ui.store.copy_keeper.keep_second()
    ask_recovery(window, lambda _recovery: None)
    (dialog,) = window.findChildren(RecoveryDialog)
    qtbot.waitUntil(lambda: str(made) in [item.key for item in dialog.backups.items])
    dialog.reject()
