"""Opens an editor in a window of its own and waits until it is still."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor

PETITION = {"received_on": "2026-08-12", "content": "Mương tắc", "source": "village_meeting", "field": "other"}


def settle(qtbot: QtBot, ui: UiContext) -> None:
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads)
    QApplication.processEvents()


def opened(qtbot: QtBot, ui: UiContext, kind: str, uid: str | None = None) -> RecordEditor:
    editor = open_editor(ui, kind, uid)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    qtbot.waitExposed(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    settle(qtbot, ui)
    return editor
