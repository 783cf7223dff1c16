"""What deleted files take is told in the settings, and freed by one press."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store.thinning import Freeable
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.thin_row import ThinRow
from tests.ui.settling import settle


def test_nothing_to_free_is_said(ui: UiContext, qtbot: QtBot) -> None:
    row = ThinRow(ui)
    qtbot.addWidget(row)
    settle(qtbot, ui)
    assert row.words.text() == "Không có tệp đính kèm đã xóa nào cần giải phóng"
    assert not row.button.isEnabled()


def test_what_may_go_is_told_and_freed(ui: UiContext, qtbot: QtBot, village: str, tmp_path: Path) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    (uid,) = ui.store.save(Draft("petition", values)).uids
    ui.store.attach_data(uid, "anh.txt", b"anh" * 100_000)
    ui.store.delete(uid)
    # As if it had been deleted long ago.
    ui.store._connection.execute("UPDATE entry SET clock = clock - (CAST(3 * 366 * 86400000 AS INTEGER) << 16)")
    row = ThinRow(ui)
    qtbot.addWidget(row)
    settle(qtbot, ui)
    assert row.words.text() == "Tệp đính kèm đã xóa hơn 2 năm: 1 tệp, 293 KB"
    row.button.click()
    settle(qtbot, ui)
    assert not row.button.isEnabled()
    assert ui.store.thinning.plan() == Freeable(0, 0)
