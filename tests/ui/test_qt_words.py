"""What Qt writes by itself is Vietnamese too, and stays English in English."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.ui.qt_words import QT_WORDS, QtWords, speak


@pytest.fixture
def _vietnamese(qapp: QApplication) -> Iterator[None]:
    speak(qapp, Translator("vi"))
    yield
    speak(qapp, Translator("en"))


@pytest.mark.usefixtures("_vietnamese")
def test_standard_dialogs_have_vietnamese_buttons(qtbot: QtBot) -> None:
    asked = QInputDialog()
    qtbot.addWidget(asked)
    asked.show()
    assert [button.text() for button in asked.findChildren(QPushButton)] == ["Đồng ý", "Hủy"]
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    assert [button.text() for button in box.buttons()] == ["Có", "Không"]


@pytest.mark.usefixtures("_vietnamese")
def test_the_file_dialog_is_vietnamese(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    labels = {label.text() for label in dialog.findChildren(QLabel)} - {""}
    assert labels == {"Tìm trong:", "Tên tệp:", "Loại tệp:"}
    assert {"Mở", "Hủy"} <= {button.text() for button in dialog.findChildren(QPushButton)}
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    assert [box.currentText() for box in dialog.findChildren(QComboBox, "fileTypeCombo")] == ["Thư mục"]


@pytest.mark.usefixtures("_vietnamese")
def test_the_menu_of_a_text_field_is_vietnamese_and_keeps_its_keys(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    texts = [action.text() for action in line.createStandardContextMenu().actions() if action.text()]
    assert texts[0] == "Hoàn tác\tCtrl+Z"
    assert texts[-1] == "Chọn tất cả\tCtrl+A"


@pytest.mark.usefixtures("_vietnamese")
def test_what_is_not_known_stays_as_qt_has_it() -> None:
    assert QCoreApplication.translate("QShortcut", "Ctrl") == "Ctrl"


def test_a_new_language_takes_the_place_of_the_former_one(qapp: QApplication) -> None:
    speak(qapp, Translator("vi"))
    speak(qapp, Translator("en"))
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    assert len(qapp.findChildren(QtWords)) == 1
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_placeholders_of_qt_are_kept() -> None:
    assert all(word.count("%1") == str(message).count("%1") for word, message in QT_WORDS.items())
