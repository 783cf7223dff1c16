"""The guide inside the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from danvan_desktop.assets import guide_dir
from danvan_desktop.localization import Translator
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.help_dialog import _PAGE_OF_PLACE, HelpDialog
from danvan_desktop.ui.kinds import ALL_VIEWS


@pytest.fixture
def dialog(qtbot: QtBot) -> HelpDialog:
    made = HelpDialog(Translator("vi"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_help_opens_at_the_page_about_the_place_one_is_in(dialog: HelpDialog) -> None:
    dialog.show_place("petition")
    assert dialog.page.document().toPlainText().startswith("5. Kiến nghị")


def test_a_place_without_a_page_gets_the_keyboard_map(dialog: HelpDialog) -> None:
    dialog.show_place("phrase")
    assert dialog.page.document().toPlainText().startswith("Bảng phím tắt")


def test_every_page_named_exists_and_is_about_a_place_of_the_window() -> None:
    places = {destination.name for destination in Destinations(ALL_VIEWS)}
    told = _PAGE_OF_PLACE | {view.kind: view.guide for view in ALL_VIEWS if view.guide}
    assert set(told) <= places
    assert all((guide_dir() / page).is_file() for page in told.values())


def test_a_link_turns_to_another_page_of_the_guide(dialog: HelpDialog) -> None:
    dialog.topics.choose("00-muc-luc.md")
    dialog.page.anchorClicked.emit(QUrl("09-dong-bo.md"))
    assert dialog.topics.current == "09-dong-bo.md"


def test_a_wide_picture_is_made_to_fit_the_page(dialog: HelpDialog, tmp_path: Path) -> None:
    QImage(4000, 400, QImage.Format.Format_RGB32).save(str(tmp_path / "wide.png"))
    dialog.page.document().setBaseUrl(QUrl.fromLocalFile(f"{tmp_path}/"))
    picture = dialog.page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("wide.png"))
    assert picture.width() / picture.devicePixelRatio() <= dialog.page.viewport().width()
