"""Lists of Excel and CSV in the window: what is shown, what is loaded, what undo takes back, what goes out again."""

import csv
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.loading.export import export_to
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.models.selection import ListQuery
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.copies import replace
from tests.ui.windows import window_over

LEGACY = Path(__file__).parents[1] / "data" / "legacy"
HEADS = ["Số đơn", "Ngày nhận", "Thôn", "Nội dung kiến nghị", "Mức độ"]


@pytest.fixture
def hamlet(ui: UiContext, village: str) -> str:
    """A second village, as the lists of tests/data name it."""
    values = {"name": "Thôn Hạ", "kind": "village", "code": "DS-02", "parent": ui.store.unit.uid}
    return ui.store.save(Draft("unit", values)).uids[0]


@pytest.fixture
def dialog(ui: UiContext, village: str, qtbot: QtBot) -> LoadDialog:
    made = LoadDialog(ui)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def register(tmp_path: Path):
    def write(*rows: list[str], heads: list[str] = HEADS) -> Path:
        path = tmp_path / "so-don.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
        return path

    return write


GOOD = ["001/2026", "12/8/2026", "Thôn Đông", "Mương bị tắc", "gấp"]
BAD = ["002/2026", "31/2/2026", "Thôn Đông", "Đường hỏng", ""]


def settle(qtbot: QtBot, dialog: LoadDialog) -> None:
    operations = dialog._context.operations
    qtbot.waitUntil(lambda: not operations.busy and not dialog._replan.isActive())


def opened(qtbot: QtBot, dialog: LoadDialog, path: Path) -> LoadDialog:
    dialog.open_file(path)
    settle(qtbot, dialog)
    return dialog


def cells(dialog: LoadDialog, column: int) -> list[str]:
    return [dialog.table.index(row, column).data() for row in range(dialog.table.rowCount())]


def test_list_is_shown_loaded_and_taken_back_in_one_step(ui, dialog, register, qtbot):
    opened(qtbot, dialog, register(GOOD, ["003/2026", *GOOD[1:]]))
    assert [cell.split(".")[0] for cell in cells(dialog, 1)] == ["Mới", "Mới"]
    assert dialog.load_button.text() == "Nhập 2 dòng"
    with qtbot.waitSignal(dialog.accepted):
        dialog.load_button.click()
    assert ui.store.count("petition") == 2
    assert "so-don.csv" in ui.translator(ui.operations.undo_title)
    ui.operations.undo()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert ui.store.count("petition") == 0


def test_once_the_file_is_chosen_enter_takes_it_in_and_asks_for_no_other_file(ui, dialog, register, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.source.file.setFocus()
    opened(qtbot, dialog, register(GOOD))
    qtbot.waitUntil(dialog.load_button.isEnabled)
    assert dialog.view.hasFocus()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert [record.text("number") for record in ui.store.list("petition")] == ["001/2026"]


def test_wrong_rows_are_told_in_words_and_only_the_good_ones_loaded(ui, dialog, register, qtbot, tmp_path):
    opened(qtbot, dialog, register(GOOD, BAD))
    assert cells(dialog, 1)[1].startswith("Lỗi: Ngày tiếp nhận")
    assert dialog.load_button.text() == "Nhập 1 dòng đúng, bỏ 1 dòng lỗi"
    dialog.only_rejected.setChecked(True)
    assert cells(dialog, 0) == ["3"]
    dialog.view.selectRow(0)
    assert "28 ngày" in dialog.detail.text()
    dialog.load_button.click()
    settle(qtbot, dialog)
    assert ui.store.count("petition") == 1
    assert "so-don-dong-loi.csv" in dialog.banner.text()
    assert "002/2026" in (tmp_path / "so-don-dong-loi.csv").read_text("utf-8-sig")
    assert not dialog.load_button.isEnabled()


def test_same_list_again_has_nothing_to_load(ui, dialog, register, qtbot):
    path = register(GOOD)
    opened(qtbot, dialog, path)
    dialog.load_button.click()
    settle(qtbot, dialog)
    dialog.show()
    opened(qtbot, dialog, path)
    assert cells(dialog, 1)[0].startswith("Đã có")
    assert not dialog.load_button.isEnabled()


def test_column_is_given_another_meaning(ui, dialog, register, qtbot):
    opened(qtbot, dialog, register(GOOD))
    boxes = dialog.mapping.boxes()
    assert boxes[4].currentText() == "(không nhập)"
    boxes[4].setCurrentIndex(boxes[4].findData("request"))
    boxes[4].activated.emit(boxes[4].currentIndex())
    settle(qtbot, dialog)
    dialog.load_button.click()
    settle(qtbot, dialog)
    assert ui.store.list("petition")[0].text("request") == "gấp"


def test_meaning_taken_by_another_column_leaves_the_first(dialog, register, qtbot):
    opened(qtbot, dialog, register(GOOD))
    boxes = dialog.mapping.boxes()
    boxes[4].setCurrentIndex(boxes[4].findData("content"))
    boxes[4].activated.emit(boxes[4].currentIndex())
    assert boxes[3].currentText() == "(không nhập)"


def test_needed_field_without_a_column_is_asked_for_once(ui, dialog, register, qtbot):
    opened(qtbot, dialog, register([*GOOD[:2], *GOOD[3:]], heads=[*HEADS[:2], *HEADS[3:]]))
    assert "Thôn, tổ dân phố" in dialog.banner.text()
    assert not dialog.load_button.isEnabled()
    dialog.mapping.lines["unit"].setText("DS-01")
    settle(qtbot, dialog)
    assert dialog.banner.text() == ""
    assert [cell.split(".")[0] for cell in cells(dialog, 1)] == ["Mới"]


def test_old_letters_are_told_of(dialog, hamlet, qtbot):
    opened(qtbot, dialog, LEGACY / "06-tcvn3.csv")
    assert "TCVN3" in dialog.banner.text()
    assert "Nguyễn Văn Hùng" in cells(dialog, 4)


def test_headings_stand_where_they_were_found_and_can_be_chosen(dialog, hamlet, qtbot):
    opened(qtbot, dialog, LEGACY / "13-tieu-de-dong-5-nhom-tong-ky.xlsx")
    assert dialog.source.chosen_header == 5
    dialog.source.header.setCurrentIndex(0)
    dialog.source.header.activated.emit(0)
    settle(qtbot, dialog)
    assert dialog.plan is None
    assert "Hãy chọn cột" in dialog.banner.text()


def test_headings_of_the_columns_are_whole_however_narrow_the_dialog_is(dialog, hamlet, qtbot):
    opened(qtbot, dialog, LEGACY / "13-tieu-de-dong-5-nhom-tong-ky.xlsx")
    dialog.mapping.resize(300, 300)
    heads = dialog.mapping.table.horizontalHeader()
    assert all(heads.sectionSize(place) >= heads.sectionSizeHint(place) for place in (0, 1))


def test_sheet_and_kind_can_be_chosen(dialog, qtbot, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.active.append(GOOD)
    other = book.create_sheet("Hộ")
    other.append(["Thôn", "Chủ hộ"])
    other.append(["Thôn Đông", "Trần Thị Mùi"])
    book.save(tmp_path / "two.xlsx")
    opened(qtbot, dialog, tmp_path / "two.xlsx")
    assert dialog.source.sheet.isVisible()
    dialog.source.kind.setCurrentIndex(dialog.source.kind.findData("household"))
    dialog.source.kind.activated.emit(0)
    settle(qtbot, dialog)
    assert dialog.source.sheet.currentText() == "Hộ"
    assert cells(dialog, 1) == ["Mới"]


@pytest.mark.parametrize(("name", "word"), [("24-excel-97.xlsx", ".xls"), ("26-tai-do.xlsx", "hỏng")])
def test_file_that_is_no_list_is_told_in_the_dialog(dialog, qtbot, name, word):
    opened(qtbot, dialog, LEGACY / name)
    assert word in dialog.banner.text()
    assert not dialog.progress.isVisible()
    assert not dialog.load_button.isEnabled()


def test_work_under_way_can_be_stopped(ui, dialog, register, qtbot):
    dialog.open_file(register(*([f"{n}/2026", *GOOD[1:]] for n in range(3_000))))
    assert dialog.stop_button.isVisible()
    with qtbot.waitSignal(ui.operations.cancelled):
        dialog.stop_button.click()
    settle(qtbot, dialog)
    assert dialog.plan is None
    assert "Đã dừng" in dialog.summary.text()


def test_closing_while_reading_leaves_nothing_behind(ui, village, register, qtbot):
    dialog = LoadDialog(ui)
    dialog.show()
    dialog.open_file(register(*([f"{n}/2026", *GOOD[1:]] for n in range(500))))
    dialog.close()
    qtbot.waitUntil(lambda: not ui.operations.busy)


def test_every_control_can_be_reached_and_has_a_name(dialog, register, qtbot):
    opened(qtbot, dialog, register(GOOD))
    controls = [dialog.source.kind, dialog.source.header, dialog.source.encoding, dialog.view, *dialog.mapping.boxes()]
    for control in controls:
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_list_page_offers_both_ways(ui, village, qtbot, tmp_path, monkeypatch):
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    page.activate()
    out = tmp_path / "ra.xlsx"
    ui.store.save(Draft("petition", {"number": "1", "received_on": "2026-08-13", "unit": village, "content": "Mương"}))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.papers.export_action.trigger()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert openpyxl.load_workbook(out).active["A2"].value == "1"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(out), ""))
    page.load_action.trigger()
    dialog = page.findChild(LoadDialog)
    settle(qtbot, dialog)
    assert cells(dialog, 1)[0].startswith("Đã có")
    dialog.close()


def test_only_what_the_list_shows_goes_out(ui, village, qtbot, tmp_path):
    for number, field in (("1", "land"), ("2", "environment")):
        values = {"number": number, "received_on": "2026-08-13", "unit": village, "content": "Mương", "field": field}
        ui.store.save(Draft("petition", values))
    export_to(ui, ListQuery("petition", filters={"field": "land"}), tmp_path / "ra")
    qtbot.waitUntil(lambda: not ui.operations.busy)
    page = openpyxl.load_workbook(tmp_path / "ra.xlsx").active
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["1"]


def test_file_goes_out_in_vietnamese_whatever_the_window_speaks(store_path, ui, village, qtbot, tmp_path):
    english = replace(ui, translator=Translator("en"))
    values = {"number": "1", "received_on": "2026-08-13", "unit": village, "content": "Mương", "field": "land"}
    ui.store.save(Draft("petition", values))
    export_to(english, ListQuery("petition"), tmp_path / "ra.xlsx")
    qtbot.waitUntil(lambda: not ui.operations.busy)
    page = openpyxl.load_workbook(tmp_path / "ra.xlsx").active
    assert [page["B1"].value, page["I2"].value] == ["Ngày tiếp nhận", "Đất đai, bồi thường, giải phóng mặt bằng"]


def test_list_of_villages_gets_kind_codes_and_parent_from_common_values(ui, qtbot, tmp_path):
    dialog = LoadDialog(ui, "unit")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    path = tmp_path / "thon.csv"
    path.write_text("STT,Tên thôn,Số hộ\n1,Thôn Chùa,120\n2,Thôn Đình,95\n", "utf-8")
    opened(qtbot, dialog, path)
    assert dialog.mapping.lines["parent"].text() == "Xã Đông Sơn"
    dialog.mapping.lines["kind"].setText("Thôn")
    dialog.mapping.lines["code"].setText("DS-{n}")
    settle(qtbot, dialog)
    dialog.load_button.click()
    settle(qtbot, dialog)
    found = [(one.text("name"), one.text("code")) for one in ui.store.find("unit", parent=ui.store.unit.uid)]
    assert found == [("Thôn Chùa", "DS-01"), ("Thôn Đình", "DS-02")]
    opened(qtbot, dialog, path)
    assert [text[:5] for text in cells(dialog, 1)] == ["Đã có", "Đã có"]


def test_file_dropped_on_the_window_opens_the_dialog(ui, register, qtbot):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    window.show_place("meeting")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register(GOOD)))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    window.dropEvent(drop)
    dialog = window.findChild(LoadDialog)
    assert dialog.kind.name == "meeting"
    settle(qtbot, dialog)
    dialog.close()


def swapped_register(path: Path) -> Path:
    """A register with a hidden row, a sheet beside it and a column that must be asked about."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Tháng 8"
    page.append(HEADS)
    for number, day in enumerate(("03/05/2026", "03/25/2026", "28/07/2026", "12/08/2026"), 1):
        page.append([f"{number:02d}", day, "Thôn Đông", f"Việc {number}", ""])
    page.row_dimensions[5].hidden = True
    book.create_sheet("Tháng 9").append(HEADS)
    book.save(path)
    return path


def test_what_is_not_read_is_told_and_can_be_wanted(dialog, qtbot, tmp_path):
    dialog.open_file(swapped_register(tmp_path / "so.xlsx"))
    settle(qtbot, dialog)
    assert "Tháng 9" in dialog.findings.notes.text()
    assert "1 dòng đang ẩn" in dialog.findings.notes.text()
    assert dialog.table.rowCount() == 3
    dialog.findings.hidden_box.click()
    settle(qtbot, dialog)
    assert dialog.table.rowCount() == 4


def test_column_that_leaves_its_order_open_is_answered_in_the_dialog(dialog, qtbot, tmp_path):
    dialog.open_file(swapped_register(tmp_path / "so.xlsx"))
    settle(qtbot, dialog)
    assert len(dialog.plan.drafts) == 1
    (box,) = dialog.findings.boxes.values()
    assert box.currentData() is None
    box.setCurrentIndex(box.findData(True))
    box.activated.emit(box.currentIndex())
    settle(qtbot, dialog)
    assert dialog.plan.drafts[0].values["received_on"] == "2026-03-05"
    (box,) = dialog.findings.boxes.values()
    assert box.currentData() is True


def test_bad_cell_is_mended_in_place_and_loaded(ui, dialog, register, qtbot):
    dialog.open_file(register(GOOD, BAD))
    settle(qtbot, dialog)
    assert len(dialog.plan.drafts) == 1
    column = next(
        c for c in range(dialog.table.columnCount()) if dialog.table.data(dialog.table.index(1, c)) == "31/2/2026"
    )
    assert dialog.table.setData(dialog.table.index(1, column), "28/2/2026")
    settle(qtbot, dialog)
    assert len(dialog.plan.drafts) == 2
    dialog.load()
    qtbot.waitUntil(lambda: ui.store.count("petition") == 2)
    settle(qtbot, dialog)
    assert sorted(p.text("received_on") for p in ui.store.list("petition")) == ["2026-02-28", "2026-08-12"]


def test_columns_set_right_are_not_lost_to_the_escape_key(dialog, register, ui, qtbot, answers):
    opened(qtbot, dialog, register(GOOD))
    box = dialog.mapping.boxes()[4]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    settle(qtbot, dialog)
    answers += [Answer.STAY, Answer.SAVE]
    dialog.close()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.close()
    assert ui.store.count("petition") == 1


def test_a_list_that_was_only_looked_at_closes_at_once(dialog, register, qtbot, answers):
    opened(qtbot, dialog, register(GOOD))
    dialog.close()
    assert not dialog.isVisible()


def test_sheets_of_the_same_columns_are_loaded_as_one_list_where_that_is_chosen(ui, dialog, qtbot, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Tháng 7"
    for page in (book.active, book.create_sheet("Tháng 8")):
        page.append(HEADS)
        page.append([page.title[-1], "12/08/2026", "Thôn Đông", "Mương tắc", ""])
    book.save(tmp_path / "so.xlsx")
    opened(qtbot, dialog, tmp_path / "so.xlsx")
    assert len(dialog.plan.rows) == 1
    dialog.source.sheet.setCurrentIndex(2)
    assert dialog.source.sheet.currentText() == "Cả 2 trang cùng mẫu"
    dialog.source.sheet.activated.emit(2)
    settle(qtbot, dialog)
    assert [row.row.place for row in dialog.plan.rows] == ["Tháng 7: 2", "Tháng 8: 2"]
    assert dialog.source.sheet.currentIndex() == 2
    dialog.mapping.lines["number"].setText("{n}/2026")
    settle(qtbot, dialog)
    assert [row.draft.values["number"] for row in dialog.plan.rows] == ["007/2026", "008/2026"]
    dialog.load()
    qtbot.waitUntil(lambda: ui.store.count("petition") == 2)


def test_a_day_without_an_hour_gets_one_for_all_rows(ui, dialog, register, qtbot):
    dialog.source.kind.setCurrentIndex(dialog.source.kind.findData("meeting"))
    heads = ["Thôn", "Ngày họp", "Nội dung", "Địa điểm", "Chủ trì", "Thư ký", "Số hộ"]
    row = ["Thôn Đông", "12/8/2026", "Bàn việc", "Nhà văn hóa", "Vũ Văn Mẫu", "Lê Thị Lan", "80"]
    opened(qtbot, dialog, register(row, heads=heads))
    assert "chưa có giờ" in cells(dialog, 1)[0]
    line = dialog.mapping.lines["starts_at.time"]
    assert line.accessibleName() == "Bắt đầu lúc, giờ"
    line.setText("19h30")
    settle(qtbot, dialog)
    assert [one.split(".")[0] for one in cells(dialog, 1)] == ["Mới"]
    dialog.load_button.click()
    qtbot.waitUntil(lambda: ui.store.count("meeting") == 1)
    assert ui.store.list("meeting")[0].text("starts_at").startswith("2026-08-12T19:30")


def test_rows_of_the_preview_are_as_high_as_large_letters_need(ui: UiContext, qtbot: QtBot) -> None:
    usual = QApplication.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        rows = opened_rows(ui, qtbot)
    finally:
        QApplication.setFont(usual)
    assert rows >= QFontMetrics(large).lineSpacing() + 8


def opened_rows(ui: UiContext, qtbot: QtBot) -> int:
    made = LoadDialog(ui, "petition")
    qtbot.addWidget(made)
    return made.view.verticalHeader().defaultSectionSize()
