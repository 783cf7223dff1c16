"""What was sent and received, and the way back from the last import."""

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.exchange_log import ExchangeLog
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice


def test_the_last_import_is_taken_back_after_a_question(ui: UiContext, enrolled: OtherOffice, qtbot: QtBot) -> None:
    uid = enrolled.petition()
    import_bundle(ui.store, enrolled.send())
    log = ExchangeLog(ui)
    qtbot.addWidget(log)
    log.show()
    qtbot.waitUntil(lambda: log.bundles.rowCount() == 1, timeout=20_000)
    log.back_button.click()
    qtbot.waitUntil(lambda: bool(log.findChildren(QMessageBox)), timeout=20_000)
    (box,) = log.findChildren(QMessageBox)
    assert "Thôn Đông" in box.text()
    assert box.defaultButton().text() == "Giữ lại"
    next(button for button in box.buttons() if button.text() == "Bỏ ra").click()
    qtbot.waitUntil(lambda: log.bundles.rowCount() == 0, timeout=20_000)
    assert ui.store.get(uid) is None


def test_nothing_to_take_back_is_told(ui: UiContext, qtbot: QtBot) -> None:
    log = ExchangeLog(ui)
    qtbot.addWidget(log)
    log.show()
    log.back_button.click()
    qtbot.waitUntil(lambda: "Khôi phục" in log.banner.text(), timeout=20_000)
