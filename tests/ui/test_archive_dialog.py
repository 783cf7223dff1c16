"""A closed year is put into a file in the window, and brought back."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.archive_dialog import ArchiveDialog
from danvan_desktop.ui.dialogs.general_panel import GeneralPanel
from tests.ui.settling import settle


def rows(dialog: ArchiveDialog) -> list[list[str]]:
    items = [dialog.years.topLevelItem(place) for place in range(dialog.years.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item is not None]


def test_a_year_leaves_and_comes_back(ui: UiContext, village: str, qtbot: QtBot, tmp_path: Path) -> None:
    values = {"unit": village, "noted_on": "2024-05-01", "category": "concerns", "content": "Lo lắng về giá nước"}
    (uid,) = ui.store.save(Draft("situation_entry", values)).uids
    digest = ui.store.digest()
    dialog = ArchiveDialog(ui)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, ui)
    assert ["2024", "1", "trên máy này"] in rows(dialog)
    assert dialog.archive_button.isEnabled()
    file = tmp_path / "2024.db"
    with qtbot.waitSignal(ui.operations.changed):
        dialog.archive(2024, file)
    settle(qtbot, ui)
    assert ui.store.get(uid) is None
    assert ["2024", "1", str(file)] in rows(dialog)
    assert "Đã lưu trữ 1 hồ sơ năm 2024" in dialog.told.text()
    dialog.archive(2024, file)
    settle(qtbot, ui)
    assert "Đã có tệp" in dialog.told.text()
    with qtbot.waitSignal(ui.operations.changed):
        dialog.take_back(file)
    settle(qtbot, ui)
    assert ui.store.get(uid) is not None
    assert ui.store.digest() == digest
    assert ["2024", "1", "trên máy này"] in rows(dialog)


def test_old_years_are_put_away_beside_the_file_that_they_leave(ui: UiContext, qtbot: QtBot) -> None:
    panel = GeneralPanel(ui)
    qtbot.addWidget(panel)
    panel.resize(900, 800)
    panel.show()
    assert panel.archive_button.parent() is panel.others_button.parent()
    assert panel.archive_button.y() == panel.others_button.y()
