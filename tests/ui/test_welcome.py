"""The first window: Enter begins, whatever field it is pressed in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.telling import tell_nobody
from danvan_desktop.ui.dialogs.store_maker import make_sample
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog


@pytest.fixture
def welcome(qtbot, tmp_path):
    dialog = WelcomeDialog(Translator("vi"), tmp_path / "new.db")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("field", ["name", "code"])
def test_enter_begins(qtbot, welcome, field):
    with qtbot.waitSignal(welcome.begin_button.clicked):
        QTest.keyClick(getattr(welcome, field), Qt.Key.Key_Return)
    assert "Hãy ghi tên đơn vị" in welcome.banner.text()


def test_what_was_wrong_is_not_told_any_more_while_it_is_mended(welcome):
    welcome.begin_button.click()
    assert welcome.banner.isVisible()
    QTest.keyClicks(welcome.name, "Xa")
    assert not welcome.banner.isVisible()


def test_sample_data_made_here_open_without_a_word_about_another_place(tmp_path, monkeypatch):
    monkeypatch.setattr("danvan_desktop.sample.fill_sample", lambda *_given: None)
    path = tmp_path / "sample.db"
    make_sample(path, tell_nobody)
    with Store.open(path) as store:
        assert store.notices == ()
