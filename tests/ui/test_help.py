"""F1: the keyboard map, which names keys that exist, and the guide's pages inside the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.dialogs.keyboard_map import KEYBOARD_MAP, keyboard_map_html
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.place_choices import MOST_PINS
from tests.ui.windows import window_over


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    folder.mkdir()
    (folder / "01-hop-thon.md").write_text("# Họp thôn\n\nXem [kiến nghị](02-kien-nghi.md).\n", "utf-8")
    (folder / "02-kien-nghi.md").write_text("# Kiến nghị\n\nTừ lúc nhận đến lúc báo dân.\n", "utf-8")
    return folder


@pytest.fixture
def dialog(guide: Path, qtbot: QtBot) -> Iterator[HelpDialog]:
    made = HelpDialog(Translator("vi"), guide=guide)
    made.show()
    yield made
    if shiboken6.isValid(made):
        made.close()


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> MainWindow:
    made = window_over(ui)
    qtbot.addWidget(made)
    return made


def test_the_keyboard_map_comes_first_and_the_guide_follows_by_its_headings(dialog: HelpDialog) -> None:
    titles = [item.title for item in dialog.topics.items]
    assert titles == ["Bảng phím tắt", "Họp thôn", "Kiến nghị", "Phiên bản và nhật ký lỗi", "Thành phần và giấy phép"]
    assert "Ctrl+K" in dialog.page.toPlainText()


def test_pages_are_turned_by_the_arrow_keys(dialog: HelpDialog) -> None:
    QTest.keyClick(dialog.topics, Qt.Key.Key_Down)
    assert dialog.page.toPlainText().startswith("Họp thôn")


def test_a_link_to_another_page_opens_inside_and_others_outside(
    dialog: HelpDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: outside.append(url.toString()))
    dialog.topics.choose("01-hop-thon.md")
    dialog.page.anchorClicked.emit(QUrl("02-kien-nghi.md"))
    assert dialog.page.toPlainText().startswith("Kiến nghị")
    dialog.page.anchorClicked.emit(QUrl("https://vanban.chinhphu.vn/"))
    assert outside == ["https://vanban.chinhphu.vn/"]


def test_the_parts_of_the_program_lead_to_their_licences_and_back(dialog: HelpDialog) -> None:
    dialog.topics.choose("components")
    assert "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only" in dialog.page.toPlainText()
    dialog.page.anchorClicked.emit(QUrl("licence:Liberation%20Serif"))
    assert "SIL OPEN FONT LICENSE" in dialog.page.toPlainText()
    dialog.page.anchorClicked.emit(QUrl("components:"))
    assert dialog.page.toPlainText().startswith("Thành phần và giấy phép")


def test_without_a_guide_the_keyboard_map_is_still_there(tmp_path: Path) -> None:
    dialog = HelpDialog(Translator("en"), guide=tmp_path / "none")
    assert [item.key for item in dialog.topics.items] == ["keys", "program", "components"]
    dialog.close()


def test_every_key_of_the_main_window_stands_in_the_map(window: MainWindow) -> None:
    window.show_place("petition")
    bound = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    told = {key.strip() for _place, keys in KEYBOARD_MAP for key, _does in keys}
    for keys in ("Ctrl+K", "Ctrl+Z", "Ctrl+Y", "F1"):
        assert keys in bound
        assert keys in told
    assert QKeySequence(QKeySequence.StandardKey.New).toString() in told
    assert "Bảng phím tắt" in keyboard_map_html(Translator("vi"))


ALSO = {"Ctrl+Shift+Z", "Ctrl+=", "Del"}
"""Second names, or Qt's own, of keys that stand in the map."""


def told_keys() -> set[str]:
    keys = {key for _place, pairs in KEYBOARD_MAP for key, _does in pairs}
    single = {part.strip().replace("−", "-") for key in keys for part in key.split(", ")}
    single |= {key.replace("↑", "Up").replace("↓", "Down") for key in single}
    single |= {key.replace("Enter", "Return") for key in single}
    numbered = {f"{held}+{number}" for held in ("Ctrl", "Alt") for number in range(1, MOST_PINS + 1)}
    return single | numbered | ALSO


def bound_keys(root: QWidget) -> set[str]:
    shortcuts = {shortcut.key().toString() for shortcut in root.findChildren(QShortcut)}
    return shortcuts | {keys.toString() for action in root.findChildren(QAction) for keys in action.shortcuts()}


def test_every_key_of_every_place_stands_in_the_map(window: MainWindow) -> None:
    for destination in Destinations(ALL_VIEWS):
        window.show_place(destination.name)
    bound = bound_keys(window)
    assert {"Ctrl+F", "PgUp", "Ctrl+0"} <= bound
    assert bound - told_keys() <= {""}


@pytest.mark.parametrize("kind", ["meeting", "dialogue", "petition", "model", "unit"])
def test_every_key_of_an_editor_stands_in_the_map(ui: UiContext, kind: str) -> None:
    editor = open_editor(ui, kind)
    bound = bound_keys(editor)
    editor.close()
    assert {"Ctrl+S", "Ctrl+H", "Ctrl+PgUp"} <= bound
    assert bound - told_keys() <= {""}
