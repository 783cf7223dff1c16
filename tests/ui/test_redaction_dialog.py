"""Erasing at somebody's request in the window: chosen, with a reason, told in the history."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.redaction_dialog import RedactionDialog
from danvan_desktop.ui.editors.history_panel import HistoryPanel
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.models.record_history import history_of
from danvan_desktop.ui.sync.held_back import held_back_of
from tests.rights import grant
from tests.store.conftest import carry
from tests.ui.settling import settle


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    return ui.store.save(Draft("petition", values | {"citizen_name": "Nguyễn Văn Quýt"})).uids[0]


def test_what_is_ticked_goes_and_the_history_says_why(ui: UiContext, petition: str, qtbot: QtBot) -> None:
    history = HistoryPanel(ui)
    history.show_record("petition", petition)
    qtbot.addWidget(history)
    history.show()
    settle(qtbot, ui)
    dialog = RedactionDialog(ui, petition, history)
    qtbot.addWidget(dialog)
    assert "unit" not in dialog.fields
    assert dialog.fields["citizen_name"].isChecked()
    assert not dialog.erase_button.isEnabled()
    dialog.fields["content"].setChecked(False)
    dialog.reason.setText("Đơn của công dân")
    assert dialog.erase_button.isEnabled()
    with qtbot.waitSignal(ui.operations.changed):
        dialog.erase_button.click()
    settle(qtbot, ui)
    record = ui.store.get(petition)
    assert record is not None
    assert record.text("content") == "Mương tắc"
    assert record.get("citizen_name") is None
    assert ui.operations.undo_title is None
    (save,) = history_of(ui.store, petition, Translator("vi"))
    (step,) = [one for one in save.fields if one.field.name == "citizen_name"]
    assert step.after.startswith("(đã xóa theo yêu cầu ngày ")
    assert step.after.endswith("lý do: Đơn của công dân)")
    assert not step.can_be_restored
    told = held_back_of(ui.store, ui.store.kinds["petition"], record, Translator("vi"))
    assert told is not None
    assert "Đã xóa theo yêu cầu" in Translator("vi")(told)


def test_without_a_reason_nothing_can_be_erased(ui: UiContext, petition: str, qtbot: QtBot) -> None:
    dialog = RedactionDialog(ui, petition)
    qtbot.addWidget(dialog)
    dialog.reason.setText("   ")
    assert not dialog.erase_button.isEnabled()
    for box in dialog.fields.values():
        box.setChecked(False)
    dialog.reason.setText("Đơn")
    assert not dialog.erase_button.isEnabled()


def test_what_will_go_is_named_beside_the_button_and_the_fields_stay_in_sight(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    made = {"number": "002/2026", "received_on": "2026-08-01", "unit": village, "citizen_name": "Nguyễn Văn Quýt"}
    (uid,) = ui.store.save(Draft("petition", {**made, "content": "Mương tắc " * 60})).uids
    dialog = RedactionDialog(ui, uid)
    qtbot.addWidget(dialog)
    font = dialog.font()
    font.setPointSize(font.pointSize() * 2)
    dialog.setFont(font)
    dialog.show()
    for name, box in dialog.fields.items():
        box.setChecked(name == "citizen_name")
    assert dialog.told.text() == f"Sẽ xóa 1 mục: {dialog.fields['citizen_name'].text()}."
    dialog.fields["citizen_name"].setChecked(False)
    assert dialog.told.text() == "Chưa chọn mục nào."
    (area,) = dialog.findChildren(QScrollArea)
    assert area.viewport().height() >= 3 * dialog.fields["citizen_name"].height()


def test_what_another_unit_alone_may_erase_is_told_before(
    ui: UiContext, petition: str, village: str, qtbot: QtBot, tmp_path: Path
) -> None:
    values = {"number": "002/2026", "received_on": "2026-08-01", "unit": ui.store.unit.uid, "content": "Mương tắc"}
    ui.store.join(ui.store.save(Draft("petition", values)).uids[0], petition)
    own = RedactionDialog(ui, petition)
    qtbot.addWidget(own)
    assert "bản đã gộp" not in own.told.text()
    path = tmp_path / "thon.db"
    with Store.create(path, unit_name="Thôn Đông", unit_code="01", level="village", clock=ui.store.clock) as below:
        grant(ui.store, below.device_key, village)
        carry(ui.store, below)
        context = UiContext(below, Translator("vi"), ui.operations, path, ALL_VIEWS)
        dialog = RedactionDialog(context, petition)
        qtbot.addWidget(dialog)
        assert "bản đã gộp của Xã Đông Sơn còn nội dung ấy; chỉ đơn vị đó xóa được" in dialog.told.text()
        dialog.hide()


def test_typing_the_reason_reads_nothing_of_the_store(
    ui: UiContext, petition: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RedactionDialog(ui, petition)
    qtbot.addWidget(dialog)
    asked: list[str] = []
    monkeypatch.setattr(Store, "theirs_to_erase", lambda _store, uid, _names: asked.append(uid) or ())
    QTest.keyClicks(dialog.reason, "Don")
    assert dialog.erase_button.isEnabled()
    assert asked == []
    dialog.fields["content"].setChecked(False)
    assert asked == [petition]
