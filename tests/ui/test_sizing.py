"""Windows open within the screen, whatever they want to be."""

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.widgets.sizing import open_with_size
from tests.ui.windows import window_over


def test_a_window_takes_the_size_it_wants_where_there_is_room(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    open_with_size(dialog, 300, 200)
    assert (dialog.width(), dialog.height()) == (300, 200)


def test_a_window_larger_than_the_screen_leaves_room_for_its_frame(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    open_with_size(dialog, 9000, 9000)
    room = dialog.screen().availableGeometry()
    assert room.width() * 0.9 < dialog.width() < room.width()
    assert room.height() * 0.85 < dialog.height() < room.height()


def test_windows_fit_a_screen_of_960_by_540(ui: UiContext, qtbot: QtBot) -> None:
    """A screen of 1920 × 1080 at 200 %, the taskbar aside: nothing is forced to be higher."""
    settings = SettingsDialog(ui)
    qtbot.addWidget(settings)
    editors = [open_editor(ui, kind) for kind in ("meeting", "dialogue", "petition", "model", "situation_entry")]
    for editor in editors:
        qtbot.addWidget(editor)
    for window in (settings, *editors):
        window.show()
        assert window.minimumSizeHint().height() <= 486, window.windowTitle()
        assert window.minimumSizeHint().width() <= 912, window.windowTitle()


def test_the_main_window_can_be_as_small_as_that_screen(ui: UiContext, qtbot: QtBot) -> None:
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(900, 500)
    assert window.height() <= 510
    window.close()
