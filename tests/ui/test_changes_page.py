"""The page of the register: lists, filters, opens, and writes a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store.change_register import Deed
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.changes_page import ChangesPage
from tests.closed import close_all
from tests.rights import unguarded
from tests.secret_files import words_in


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot, village: str) -> ChangesPage:
    values = {"received_on": ui.store.today().isoformat(), "unit": village, "content": "Mương bị tắc"}
    ui.store.save(Draft("petition", values))
    made = ChangesPage(ui)
    qtbot.addWidget(made)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: bool(made.list.items))
    return made


def test_page_lists_who_did_what_and_opens_the_record(page: ChangesPage, ui: UiContext, qtbot: QtBot) -> None:
    newest = page.list.items[0]
    assert "Lập mới · Kiến nghị" in newest.title
    assert ui.store.device_name in newest.detail
    with qtbot.waitSignal(page.record_wanted) as wanted:
        page.list.opened.emit(newest.key)
    record = ui.store.get(wanted.args[0])
    assert record is not None
    assert record.kind == "petition"


def test_page_filters_by_deed_and_shows_all_again(page: ChangesPage, qtbot: QtBot) -> None:
    page.deed.setCurrentIndex(page.deed.findData(Deed.ERASED.value))
    page.deed.activated.emit(page.deed.currentIndex())
    qtbot.waitUntil(lambda: not page.list.items)
    page.show_all()
    qtbot.waitUntil(lambda: bool(page.list.items))


def test_page_writes_what_the_filters_leave(
    page: ChangesPage, ui: UiContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "nhat-ky.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    with qtbot.waitSignal(ui.operations.idle):
        page.save_button.click()
    assert "Kiến nghị" in out.read_text(encoding="utf-8-sig")


def test_page_filters_by_laptop_and_prints_what_is_left(
    page: ChangesPage, ui: UiContext, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: page.device.count() > 1)
    page.device.setCurrentIndex(page.device.findText(ui.store.device_name))
    page.device.activated.emit(page.device.currentIndex())
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert page.wanted().device == ui.store.device_key
    assert page.list.items
    out = tmp_path / "nhat-ky.pdf"
    with qtbot.waitSignal(ui.operations.idle):
        page.save(out)
    text = " ".join(words_in(out))
    assert "TRÍCH NHẬT KÝ THAY ĐỔI" in text.upper()
    assert f"Máy: {ui.store.device_name}" in text
    assert "Lập mới" in text


def test_page_tells_that_somebody_rewrote_the_log(
    page: ChangesPage, ui: UiContext, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert page.banner.text() == ""
    ui.store._connection.execute("UPDATE entry SET officer = NULL, clock = clock - 1000000")
    page.activate()
    qtbot.waitUntil(lambda: "Nhật ký thay đổi bị sửa" in page.banner.text())
    page.show_all()
    out = tmp_path / "nhat-ky.pdf"
    with qtbot.waitSignal(ui.operations.idle):
        page.save(out)
    assert "bị sửa hoặc bị thiếu" in " ".join(words_in(out))


def test_page_tells_what_an_officer_did_without_the_right(page: ChangesPage, ui: UiContext, qtbot: QtBot) -> None:
    close_all(ui.store)
    with unguarded():
        named = {"full_name": "Trần Thị Nở", "role": "block", "unit": ui.store.unit.uid}
        ui.store.save(Draft("network_member", named))
    page.deed.setCurrentIndex(page.deed.findText("Việc người làm không có quyền"))
    page.deed.activated.emit(page.deed.currentIndex())
    qtbot.waitUntil(lambda: len(page.list.items) == 1)
    assert page.list.items[0].title.startswith("Anh Nhập – Công chức: Lập mới (không có quyền) · ")
