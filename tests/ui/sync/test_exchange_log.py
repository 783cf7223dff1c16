"""What was sent and received, and the way back from the last import."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.exchange_log import ExchangeLog
from tests.sync.exchange import import_bundle, write
from tests.ui.sync.conftest import OtherOffice


def test_the_last_import_is_taken_back_after_a_question(ui: UiContext, enrolled: OtherOffice, qtbot: QtBot) -> None:
    uid = enrolled.petition()
    import_bundle(ui.store, enrolled.send())
    log = ExchangeLog(ui)
    qtbot.addWidget(log)
    log.show()
    qtbot.waitUntil(lambda: log.bundles.rowCount() == 1)
    log.back_button.click()
    qtbot.waitUntil(lambda: bool(log.findChildren(QMessageBox)))
    (box,) = log.findChildren(QMessageBox)
    assert "Thôn Đông" in box.text()
    assert box.defaultButton().text() == "Giữ lại"
    next(button for button in box.buttons() if button.text() == "Bỏ ra").click()
    qtbot.waitUntil(lambda: log.bundles.rows[0].taken_back is not None)
    assert log.bundles.index(0, log.bundles.columnCount() - 1).data().startswith("Đã bỏ ra lúc")
    assert ui.store.get(uid) is None


def test_a_sent_file_tells_for_whom_it_was(ui: UiContext, enrolled: OtherOffice, qtbot: QtBot) -> None:
    write(ui.store, enrolled.store)
    write(ui.store, plain=True)
    log = ExchangeLog(ui)
    qtbot.addWidget(log)
    qtbot.waitUntil(lambda: log.bundles.rowCount() == 2)
    titles = [log.bundles.headerData(n, Qt.Orientation.Horizontal) for n in range(log.bundles.columnCount())]
    told = [log.bundles.index(row, titles.index("Gửi cho")).data() for row in (0, 1)]
    assert told == ["–", enrolled.store.device_name]


def test_nothing_to_take_back_is_told(ui: UiContext, qtbot: QtBot) -> None:
    log = ExchangeLog(ui)
    qtbot.addWidget(log)
    log.show()
    log.back_button.click()
    qtbot.waitUntil(lambda: "Khôi phục" in log.banner.text())
